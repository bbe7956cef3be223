import type { JsonObject } from '../json';
import type { ChatFailureKind, Usage } from '../model/chat-model';
import { noUsage } from '../model/cost';
import type { Tool } from '../tool/tool';
import {
  solveProblems,
  useProblems,
  type RunnableTool,
  type SolveOutcome,
  type UsedOutcome,
  type Workshop,
} from './run-tool';

/** One problem through one tool. */
export type UseOutcome =
  | {
      readonly kind: 'answer';
      readonly answer: string;
      readonly path: UsePath;
      readonly arguments: JsonObject;
      readonly usage: Usage;
    }
  /** The parser does not take it (`reason` null: it simply said so), and no model was asked. */
  | { readonly kind: 'notRead'; readonly reason: string | null }
  /** Read, but the tool says that there is no answer. Said, not escalated. */
  | { readonly kind: 'noAnswer'; readonly path: UsePath; readonly usage: Usage }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly path: UsePath;
      readonly usage: Usage;
      readonly modelFailure?: ChatFailureKind;
      /** It has an answer, which was left since the problem or the answer is unlike every example. */
      readonly isNovel?: true;
    }
  | { readonly kind: 'cancelled' };

/** Who read the problem: the tool's own parser, or the light model. */
export type UsePath = 'parser' | 'model';

/** Called as outcomes come in, in any order; of what ran in the sandbox alone, with how long it did. */
export type OnOutcome = (index: number, outcome: UseOutcome, milliseconds?: number) => void;

/** What of a tool its parser's path takes, so that a candidate goes it as the finished tool will. */
export type ParsingTool = RunnableTool & Pick<Tool, 'reader'>;

/** One problem through the tool's own parser. Free: no model takes part. */
export async function useParser(
  tool: ParsingTool,
  problem: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<UseOutcome> {
  const [outcome] = await useParserOnAll(tool, [problem], workshop, signal);
  return outcome ?? { kind: 'cancelled' };
}

/** Many problems through the tool's own parser, outcomes in the order of the problems. */
export async function useParserOnAll(
  tool: ParsingTool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
  onOutcome?: OnOutcome,
): Promise<readonly UseOutcome[]> {
  if (tool.reader === 'model') {
    const reason = 'this tool has no parser of its own; the light model reads its problems';
    problems.forEach((_, at) => onOutcome?.(at, { kind: 'notRead', reason }));
    return problems.map(() => ({ kind: 'notRead', reason }));
  }
  const outcomes = new Array<UseOutcome>(problems.length);
  await useProblems(tool, problems, workshop, signal, (at, used, milliseconds) => {
    const outcome = asUsed(used);
    outcomes[at] = outcome;
    onOutcome?.(at, outcome, milliseconds);
  });
  return outcomes;
}

function asUsed(used: UsedOutcome): UseOutcome {
  return 'arguments' in used ? asOutcome('parser', used, used.arguments, noUsage) : used;
}

/** Solves with arguments that were read on `path` and cost `usage`. */
export async function solveAs(
  path: UsePath,
  tool: RunnableTool,
  problem: string,
  args: JsonObject,
  usage: Usage,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<UseOutcome> {
  const [outcome] = await solveProblems(tool, [problem], [args], workshop, signal);
  return outcome ? asOutcome(path, outcome, args, usage) : { kind: 'cancelled' };
}

function asOutcome(path: UsePath, outcome: SolveOutcome, args: JsonObject, usage: Usage): UseOutcome {
  switch (outcome.kind) {
    case 'answer':
      return { kind: 'answer', answer: outcome.answer, path, arguments: args, usage };
    case 'noAnswer':
      return { kind: 'noAnswer', path, usage };
    case 'failed':
      return { kind: 'failed', reason: outcome.reason, path, usage };
    case 'cancelled':
      return { kind: 'cancelled' };
  }
}
