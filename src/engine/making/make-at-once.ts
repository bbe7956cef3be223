import { noUsage } from '../model/cost';
import type { Notation } from '../notation/notation';
import { ofAnyText } from '../notation/stored';
import type { Synthesizer, SynthesisQuestion, SynthesizedTool } from '../synthesis/synthesize';
import { synthesizer, type Origin, type ToolExample } from '../tool/tool';
import type { Workshop } from '../using/run-tool';
import { assess, closedSchema } from './assess';
import type { NewTool } from './make-tool';
import type { ForeignClass } from './refusals';
import { shownCount, type Example } from './split';
import type { Score } from './verify';
import { demonstrationFromParser } from './wrap';

/** What a tool is to be made from without a model. */
export interface InstantRequest {
  readonly examples: readonly Example[];
  /** The problems that are open beside the examples. */
  readonly open: readonly string[];
  readonly notation: Notation;
  /** Problems of the other tools: what it reads of them is told. */
  readonly foreign: readonly ForeignClass[];
}

/** Who takes part in it. */
export interface InstantParts {
  readonly synthesizer: Synthesizer;
  readonly workshop: Workshop;
  readonly now: () => Date;
}

/** How it ended. */
export type InstantOutcome =
  | { readonly kind: 'made'; readonly tool: NewTool; readonly score: Score; readonly notes: readonly string[] }
  /** Rules that fit every example part on this problem: its answer decides. */
  | { readonly kind: 'asks'; readonly question: SynthesisQuestion }
  /** Nothing is claimed; `reason` is a clause. */
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** So many questions are asked before the making is handed on. */
export const mostQuestions = 2;

/** The fewest examples that the search sees: of one, every rule would be a guess. */
const fewestShown = 2;

/** Where a tool came from that no model made. */
const synthesized: Origin = {
  ...synthesizer,
  prompts: 'none',
  tries: 0,
  usage: noUsage,
  cost: 0,
};

/**
 * Makes a tool without a model: the search sees what a model would see of the examples, and its tool is verified in
 * the sandbox with all of them, as any other. It is made only where every rule that fits says the same of all rows.
 */
export async function makeAtOnce(
  request: InstantRequest,
  { synthesizer, workshop, now }: InstantParts,
  signal: AbortSignal,
): Promise<InstantOutcome> {
  const { examples } = request;
  const count = Math.max(shownCount(examples.length), fewestShown);
  // What was answered on a question, or corrected, is shown, wherever it stands.
  const isShown = ({ seen }: Example, index: number): boolean => index < count || seen === 'shown' || seen === 'moved';
  const shown = examples.filter(isShown);
  const heldOut = examples.filter((example, index) => !isShown(example, index));
  const known = new Set([...shown, ...heldOut].map(({ problem }) => problem));
  const open = request.open.filter((problem) => !known.has(problem));
  const synthesis = await synthesizer.synthesize({ shown, heldOut, open }, signal);
  if (synthesis.kind === 'cancelled') return synthesis;
  if (synthesis.kind === 'none') return synthesis;
  if (synthesis.unsure !== null) return { kind: 'none', reason: synthesis.unsure };
  if (synthesis.question) return { kind: 'asks', question: synthesis.question };

  const tried: readonly ToolExample[] = [
    ...shown.map((example): ToolExample => ({ ...example, seen: 'shown' })),
    ...heldOut.map((example, index): ToolExample => ({
      ...example,
      seen: synthesis.moved.includes(index) ? 'moved' : 'heldOut',
    })),
  ];
  const assessment = await assess(
    { ...synthesis, demonstrations: [] },
    { examples: tried, waiting: [] },
    { foreign: request.foreign, kept: [] },
    workshop,
    signal,
  );
  if (!assessment) return { kind: 'cancelled' };
  const { score, verdicts, accepted } = assessment;
  if (score.passed < score.total) return { kind: 'none', reason: 'its tool does not hold in the sandbox' };
  return {
    kind: 'made',
    tool: {
      ...described(synthesis),
      reader: 'parser',
      stage: 'tool',
      hint: null,
      notation: ofAnyText(request.notation),
      examples: tried,
      demonstrations: demonstrationFromParser(tried, verdicts),
      versions: [{ number: 1, createdAt: now().toISOString(), origin: synthesized }],
    },
    score,
    notes: accepted.map(({ what }) => `It also reads ${what}`),
  };
}

function described({
  name,
  description,
  schema,
  code,
}: SynthesizedTool): Pick<NewTool, 'name' | 'description' | 'argumentsSchema' | 'code'> {
  return { name, description, argumentsSchema: closedSchema(schema), code };
}
