import type { JsonObject } from '../json';
import type { ChatFailureKind, Usage } from '../model/chat-model';
import { noUsage } from '../model/cost';
import type { Tool } from '../tool/tool';
import { parseProblem, solveArguments, type RunnableTool, type Workshop } from './run-tool';

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
    }
  | { readonly kind: 'cancelled' };

/** Who read the problem: the tool's own parser, or the light model. */
export type UsePath = 'parser' | 'model';

/** Called as outcomes come in, in any order. */
export type OnOutcome = (index: number, outcome: UseOutcome) => void;

/** What of a tool its parser's path takes, so that a candidate goes it as the finished tool will. */
export type ParsingTool = RunnableTool & Pick<Tool, 'reader'>;

/** One problem through the tool's own parser. Free: no model takes part. */
export async function useParser(
  tool: ParsingTool,
  problem: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<UseOutcome> {
  if (tool.reader === 'model')
    return { kind: 'notRead', reason: 'this tool has no parser of its own; the light model reads its problems' };
  const parsed = await parseProblem(tool, problem, workshop, signal);
  if (parsed.kind !== 'arguments') return parsed;
  return solveAs('parser', tool, problem, parsed.arguments, noUsage, workshop, signal);
}

/** A few calls queued ahead keep the sandbox's workers busy; more would only hold memory. */
const usuallyAtOnce = 8;

/** How many problems go through a parser at once, and who is told of them. */
export interface ParserUse {
  readonly atOnce?: number | undefined;
  readonly onStart?: (index: number) => void;
  readonly onOutcome?: OnOutcome;
}

/** Many problems through the tool's own parser, outcomes in the order of the problems. */
export async function useParserOnAll(
  tool: ParsingTool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
  { atOnce = usuallyAtOnce, onStart, onOutcome }: ParserUse = {},
): Promise<UseOutcome[]> {
  const outcomes: UseOutcome[] = [];
  let next = 0;
  // Each takes the next one that is left: in a queue every problem that waits would hold a kilobyte.
  const useInTurn = async (): Promise<void> => {
    for (let index = next++; index < problems.length; index = next++) {
      onStart?.(index);
      const outcome = await useParser(tool, problems[index] ?? '', workshop, signal);
      outcomes[index] = outcome;
      onOutcome?.(index, outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, useInTurn));
  return outcomes;
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
  const outcome = await solveArguments(tool, problem, args, workshop, signal);
  switch (outcome.kind) {
    case 'answer':
      return { kind: 'answer', answer: outcome.answer, path, arguments: args, usage };
    case 'noAnswer':
      return { kind: 'noAnswer', path, usage };
    case 'failed':
      return { kind: 'failed', reason: outcome.reason, path, usage };
    case 'cancelled':
      return outcome;
  }
}
