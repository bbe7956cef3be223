import type { LibraryTool } from '../library/library';
import { isSynthesized, type Tool, type ToolExample } from '../tool/tool';
import type { RunnableTool, Workshop } from '../using/run-tool';
import { useParserOnAll, type UseOutcome } from '../using/use-tool';
import { makeAtOnce, type InstantParts } from './make-at-once';
import { makeTool, type MakingOutcome, type MakingParts, type MakingProgress } from './make-tool';
import { examplesToGoOnWith } from './extend-tool';
import { foreignClasses } from './foreign-classes';
import type { MakingMaterial } from './plan';
import type { ForeignClass } from './refusals';
import type { SolvedProblem } from './revise';
import type { Example } from './split';
import { withAnswers } from './with-answers';

/** A tool that is to give the answers that a person gave. */
export interface Correction {
  readonly tool: Tool;
  /** Its examples, with these answers among them. */
  readonly examples: readonly Example[];
  /** Problems of the other tools. */
  readonly foreign: readonly ForeignClass[];
}

/** What a tool of this library is to be taught. */
export function correctionOf(
  listed: LibraryTool,
  given: readonly SolvedProblem[],
  library: readonly LibraryTool[],
): Correction {
  const { tool } = listed;
  // What the person corrects was seen to fail.
  const examples = withAnswers(examplesToGoOnWith(listed), given, 'moved');
  return { tool, examples, foreign: foreignClasses(library, tool) };
}

/** The tool as it is with the corrected examples, before it was run on them. */
export function taughtTool({ tool, examples }: Correction): Tool {
  const before = new Map(tool.examples.map((example) => [example.problem, example]));
  return {
    ...tool,
    examples: examples.map((example): ToolExample => {
      const args = before.get(example.problem)?.arguments;
      return { ...example, seen: example.seen ?? 'moved', ...(args ? { arguments: args } : {}) };
    }),
  };
}

/** What the maker is shown for it: the tool and its visible examples, those that were corrected with them. */
export function correctionMaterial({ tool, examples }: Correction): MakingMaterial & { readonly from: Tool } {
  return { examples, hint: tool.hint, unanswered: [], from: tool };
}

/**
 * Has the maker repair a tool: the next version passes every example, old and corrected. Other answers may change with
 * it, which is for a person to see before it is taken: `changedRows`. `notMade`: the tool stays as it is.
 */
export function correctTool(
  correction: Correction,
  parts: MakingParts,
  signal: AbortSignal,
  onProgress: (progress: MakingProgress) => void,
): Promise<MakingOutcome> {
  const { tool, foreign } = correction;
  return makeTool({ ...correctionMaterial(correction), notation: tool.notation, foreign }, parts, signal, onProgress);
}

/**
 * Repairs a tool that no model made without one, where a rule is found that gives every answer. `null` where none is
 * claimed, or a model made the tool; `undefined` when cancelled.
 */
export async function correctAtOnce(
  { tool, examples, foreign }: Correction,
  open: readonly string[],
  parts: InstantParts,
  signal: AbortSignal,
): Promise<Extract<MakingOutcome, { kind: 'made' }> | null | undefined> {
  if (!isSynthesized(tool)) return null;
  const outcome = await makeAtOnce({ examples, open, notation: tool.notation, foreign }, parts, signal);
  if (outcome.kind === 'cancelled') return undefined;
  if (outcome.kind !== 'made') return null;
  const number = (tool.versions.at(-1)?.number ?? 0) + 1;
  const versions = outcome.tool.versions.map((version) => ({ ...version, number }));
  return {
    ...outcome,
    tool: { ...outcome.tool, name: tool.name, versions: [...tool.versions, ...versions] },
    transcript: [],
  };
}

/** A problem whose answer another version changes; `null`: it has none. */
export interface ChangedRow {
  readonly problem: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The rows at hand that two versions of a tool answer differently, in order. `undefined` when cancelled. */
export async function changedRows(
  before: RunnableTool,
  after: RunnableTool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<readonly ChangedRow[] | undefined> {
  const distinct = [...new Set(problems)];
  const was = await useParserOnAll({ ...before, reader: 'parser' }, distinct, workshop, signal);
  const is = await useParserOnAll({ ...after, reader: 'parser' }, distinct, workshop, signal);
  if ([...was, ...is].some(({ kind }) => kind === 'cancelled')) return undefined;
  return distinct
    .map((problem, at): ChangedRow => ({ problem, before: answerIn(was[at]), after: answerIn(is[at]) }))
    .filter((row) => row.before !== row.after);
}

function answerIn(outcome: UseOutcome | undefined): string | null {
  return outcome?.kind === 'answer' ? outcome.answer : null;
}
