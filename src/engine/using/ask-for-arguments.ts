import { readJsonObject } from '../prompts/reply';
import { argumentsPrompt, type RejectedArguments, type WrappedTool } from '../prompts/arguments';
import type { JsonObject } from '../json';
import { addUsage, noUsage } from '../model/cost';
import type { ChatFailureKind, ChatModel, ChatRequest, Usage } from '../model/chat-model';
import { groundingError, schemaError, type ArgumentsError } from '../tool/arguments';

/** What the light model made of a problem. */
export type AskOutcome =
  | { readonly kind: 'arguments'; readonly arguments: JsonObject; readonly usage: Usage }
  /** It answered twice and neither was usable. */
  | { readonly kind: 'unusable'; readonly reason: string; readonly usage: Usage }
  | {
      readonly kind: 'modelFailed';
      readonly failure: ChatFailureKind;
      readonly message: string;
      readonly usage: Usage;
    };

/** The exact request for a problem: for sending, for *What Will Be Sent*, and for counting. */
export function argumentsRequest(tool: WrappedTool, problem: string, rejected?: RejectedArguments): ChatRequest {
  const errorIn = argumentsCheck(tool);
  const fits = (args: JsonObject): boolean => errorIn(args, problem) === undefined;
  return {
    role: 'user',
    purpose: rejected ? 'arguments, asked again' : 'arguments',
    messages: argumentsPrompt(tool, problem, rejected),
    schema: { name: 'arguments', schema: tool.argumentsSchema },
    temperature: 0,
    maxCompletionTokens: 4_000,
    holds: (text) => {
      const args = readJsonObject(text, fits);
      return args !== undefined && fits(args);
    },
  };
}

/**
 * Has the light model turn a problem into arguments; they must fit the schema and be grounded in the problem.
 * One second chance, with the error; then an honest failure.
 */
export async function askForArguments(
  tool: WrappedTool,
  problem: string,
  model: ChatModel,
  signal: AbortSignal,
): Promise<AskOutcome> {
  const errorIn = argumentsCheck(tool);
  let usage = noUsage;
  let rejected: RejectedArguments | undefined;
  for (let chance = 0; chance < 2; chance += 1) {
    const outcome = await model.complete(argumentsRequest(tool, problem, rejected), signal);
    if (outcome.usage) usage = addUsage(usage, outcome.usage);
    if (outcome.kind !== 'reply')
      return { kind: 'modelFailed', failure: outcome.kind, message: outcome.message, usage };
    const args = readJsonObject(outcome.text, (found) => errorIn(found, problem) === undefined);
    const error = args === undefined ? 'That is not a JSON object.' : errorIn(args, problem);
    if (args !== undefined && error === undefined) return { kind: 'arguments', arguments: args, usage };
    rejected = { reply: outcome.text.slice(0, 4_000), error: error ?? '' };
  }
  return { kind: 'unusable', reason: rejected?.error ?? '', usage };
}

/** How a tool's arguments are checked against the problem that they were made from. */
export function argumentsCheck(tool: WrappedTool): (args: JsonObject, problem: string) => ArgumentsError {
  // Where the tool's own verified arguments are not copied from the problem, copying cannot be asked of a model.
  const grounded = tool.demonstrations.every(
    (shown) => groundingError(tool.argumentsSchema, shown.arguments, shown.problem) === undefined,
  );
  return (args, problem) =>
    schemaError(tool.argumentsSchema, args) ??
    (grounded ? groundingError(tool.argumentsSchema, args, problem) : undefined);
}
