import pLimit from 'p-limit';
import type { JsonObject } from '../json';
import type { ChatFailureKind, ChatModel, Usage } from '../model/chat-model';
import { noUsage } from '../model/cost';
import type { Tool } from '../tool/tool';
import { askForArguments } from './ask-for-arguments';
import { parseProblem, solveArguments, type Workshop } from './run-tool';

/** One problem through one tool. */
export type UseOutcome =
  | { readonly kind: 'answer'; readonly answer: string; readonly path: UsePath; readonly arguments: JsonObject; readonly usage: Usage }
  /** The parser does not take it (`reason` null: it simply said so), and no model was asked. */
  | { readonly kind: 'notRead'; readonly reason: string | null }
  /** Read, but the tool says that there is no answer. Said, not escalated. */
  | { readonly kind: 'noAnswer'; readonly path: UsePath; readonly usage: Usage }
  | { readonly kind: 'failed'; readonly reason: string; readonly path: UsePath; readonly usage: Usage; readonly modelFailure?: ChatFailureKind }
  | { readonly kind: 'cancelled' };

/** Who read the problem: the tool's own parser, or the light model. */
export type UsePath = 'parser' | 'model';

/** Called as outcomes come in, in any order. */
export type OnOutcome = (index: number, outcome: UseOutcome) => void;

/** One problem through the tool's own parser. Free: no model takes part. */
export async function useParser(tool: Tool, problem: string, workshop: Workshop, signal: AbortSignal): Promise<UseOutcome> {
  if (tool.reader === 'model') return { kind: 'notRead', reason: 'this tool has no parser of its own; the light model reads its problems' };
  const parsed = await parseProblem(tool, problem, workshop, signal);
  if (parsed.kind !== 'arguments') return parsed;
  return solved(tool, problem, parsed.arguments, 'parser', noUsage, workshop, signal);
}

/** One problem through the light model. Only after the person agreed to send it. */
export async function useModel(tool: Tool, problem: string, model: ChatModel, workshop: Workshop, signal: AbortSignal): Promise<UseOutcome> {
  const asked = await askForArguments(tool, problem, model, signal);
  switch (asked.kind) {
    case 'arguments':
      return solved(tool, problem, asked.arguments, 'model', asked.usage, workshop, signal);
    case 'unusable':
      return { kind: 'failed', reason: `The light model's arguments were not usable: ${asked.reason}`, path: 'model', usage: asked.usage };
    case 'modelFailed':
      return asked.failure === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', reason: asked.message, path: 'model', usage: asked.usage, modelFailure: asked.failure };
  }
}

/** Many problems through the tool's own parser, outcomes in the order of the problems. */
export function useParserOnAll(tool: Tool, problems: readonly string[], workshop: Workshop, signal: AbortSignal, onOutcome?: OnOutcome): Promise<UseOutcome[]> {
  // A few calls queued ahead keep the sandbox's workers busy; more would only hold memory.
  return mapLimited(problems, 8, (problem) => useParser(tool, problem, workshop, signal), onOutcome);
}

/**
 * Many problems through the light model, `inFlight` calls at a time. A failure that would meet every further
 * call too (wrong key, no such model, quota) stops the rest, which then report that same failure unsent.
 */
export function useModelOnAll(tool: Tool, problems: readonly string[], model: ChatModel, workshop: Workshop, inFlight: number, signal: AbortSignal, onOutcome?: OnOutcome): Promise<UseOutcome[]> {
  let hopeless: UseOutcome | undefined;
  return mapLimited(
    problems,
    inFlight,
    async (problem) => {
      if (hopeless) return hopeless;
      const outcome = await useModel(tool, problem, model, workshop, signal);
      if (outcome.kind === 'failed' && outcome.modelFailure && hopelessFailures.has(outcome.modelFailure)) hopeless ??= { ...outcome, usage: noUsage };
      return outcome;
    },
    onOutcome,
  );
}

const hopelessFailures: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>(['notConfigured', 'unauthorized', 'modelNotFound', 'quotaExhausted', 'unreachable', 'overCap']);

async function solved(tool: Tool, problem: string, args: JsonObject, path: UsePath, usage: Usage, workshop: Workshop, signal: AbortSignal): Promise<UseOutcome> {
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

function mapLimited(problems: readonly string[], width: number, use: (problem: string) => Promise<UseOutcome>, onOutcome?: OnOutcome): Promise<UseOutcome[]> {
  return pLimit(Math.max(1, width)).map(problems, async (problem, index) => {
    const outcome = await use(problem);
    onOutcome?.(index, outcome);
    return outcome;
  });
}
