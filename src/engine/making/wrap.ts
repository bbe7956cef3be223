import type { JsonObject } from '../json';
import type { ChatModel } from '../model/chat-model';
import type { Demonstration, ToolExample } from '../tool/tool';
import { askForArguments } from '../using/ask-for-arguments';
import type { Workshop } from '../using/run-tool';
import type { WrappedTool } from '../prompts/arguments';
import { verifyExamples, type OnVerified, type Verdict } from './verify';

/** The most demonstrations in the light model's prompt: each costs tokens at every use. */
const maximumDemonstrations = 3;

/** A candidate's demonstration where its parser reads the examples: the shortest visible one, as parsed. */
export function demonstrationFromParser(
  examples: readonly ToolExample[],
  verdicts: readonly Verdict[],
): readonly Demonstration[] {
  const parsed = examples.flatMap((example, index): Demonstration[] => {
    const verdict = verdicts[index];
    return example.seen !== 'heldOut' && verdict?.kind === 'right'
      ? [{ problem: example.problem, arguments: verdict.arguments }]
      : [];
  });
  return parsed.sort((a, b) => a.problem.length - b.problem.length).slice(0, 1);
}

/** A tool whose problems the light model reads: what was found by having it read the examples. */
export interface ModelReading {
  readonly demonstrations: readonly Demonstration[];
  readonly verdicts: readonly Verdict[];
  /** The arguments with which each example was verified, in order; `undefined` where none held. */
  readonly arguments: readonly (JsonObject | undefined)[];
}

/** A reading, or the light model's failure (`null`: cancelled). */
export type ModelReadingResult =
  | { readonly kind: 'reading'; readonly reading: ModelReading }
  | { readonly kind: 'modelFailed'; readonly message: string }
  | { readonly kind: 'cancelled' };

/**
 * Has the light model read every example and verifies what comes of it. Starts with one demonstration and adds
 * the maker's own arguments of a visible example only where the light model failed on that one.
 */
export async function readWithModel(
  candidate: Omit<WrappedTool, 'demonstrations'> & { readonly code: string },
  offered: readonly Demonstration[],
  examples: readonly ToolExample[],
  model: ChatModel,
  workshop: Workshop,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<ModelReadingResult> {
  let demonstrations = offered.slice(0, 1);
  for (;;) {
    const verdicts: Verdict[] = [];
    const args: (JsonObject | undefined)[] = [];
    for (const example of examples) {
      const demonstrated = demonstrations.find((shown) => shown.problem === example.problem)?.arguments;
      const asked = demonstrated
        ? { kind: 'arguments' as const, arguments: demonstrated }
        : await askForArguments({ ...candidate, demonstrations }, example.problem, model, workshop, signal);
      if (asked.kind === 'modelFailed') return asked.failure === 'cancelled' ? { kind: 'cancelled' } : asked;
      const [verdict]: readonly Verdict[] =
        asked.kind === 'arguments'
          ? ((await verifyExamples(candidate, [example], [asked.arguments], workshop, signal)) ?? [])
          : [{ kind: 'notRead', reason: asked.reason }];
      if (!verdict) return { kind: 'cancelled' };
      verdicts.push(verdict);
      args.push(verdict.kind === 'right' ? verdict.arguments : undefined);
      onVerified?.(verdicts.length, examples.length);
    }
    const missed = offered.find(
      (shown) =>
        !demonstrations.includes(shown) &&
        verdicts[examples.findIndex((example) => example.problem === shown.problem)]?.kind !== 'right',
    );
    if (!missed || demonstrations.length >= maximumDemonstrations)
      return { kind: 'reading', reading: { demonstrations, verdicts, arguments: args } };
    demonstrations = [...demonstrations, missed];
  }
}
