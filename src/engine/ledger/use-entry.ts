import type { UseOutcome } from '../using/use-tool';
import type { Tool } from '../tool/tool';
import { problemTokensOf } from './direct';
import { toolKey, type UseEntry } from './entry';

/** Counts of an application that was too large to keep its problems. */
export interface UseCounts {
  readonly answered: number;
  /** Of those answered, the ones that the light model read. */
  readonly byModel: number;
  readonly failed: number;
  /** Of the answered problems, estimated. */
  readonly problemTokens: number;
}

/** One application of a tool, known by its counts. */
export function countedUseEntry(
  tool: Pick<Tool, 'id' | 'versions'>,
  { answered, byModel, failed, problemTokens }: UseCounts,
  at: Date,
): UseEntry {
  return {
    kind: 'use',
    at: at.toISOString(),
    tool: toolKey(tool),
    byParser: answered - byModel,
    byModel,
    unanswered: failed,
    problemTokens,
  };
}

/** A problem with what came of it. */
export interface UsedProblem {
  readonly item: { readonly problem: string };
  readonly outcome: UseOutcome;
}

/**
 * One application of a tool to problems of a person's, as counts; their texts are not kept. Not for examples that are
 * verified, surveys of a picker, or a problem tried in the panel: nobody would have asked a model for those.
 * `null` where everything was cancelled.
 */
export function useEntry(
  tool: Pick<Tool, 'id' | 'versions'>,
  problems: readonly UsedProblem[],
  at: Date,
): UseEntry | null {
  const done = problems.filter(({ outcome }) => outcome.kind !== 'cancelled');
  const answers = done.filter(({ outcome }) => outcome.kind === 'answer');
  const byModel = answers.filter(({ outcome }) => outcome.kind === 'answer' && outcome.path === 'model').length;
  if (done.length === 0) return null;
  return {
    kind: 'use',
    at: at.toISOString(),
    tool: toolKey(tool),
    byParser: answers.length - byModel,
    byModel,
    unanswered: done.length - answers.length,
    problemTokens: problemTokensOf(answers.map(({ item }) => item.problem)),
  };
}
