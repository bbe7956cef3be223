import { readJsonObject } from '../prompts/reply';
import { argumentsPrompt, type RejectedArguments, type WrappedTool } from '../prompts/arguments';
import type { JsonObject } from '../json';
import { addUsage, noUsage } from '../model/cost';
import type { ChatFailureKind, ChatModel, ChatRequest, Usage } from '../model/chat-model';
import type { ArgumentsCheck } from '../sandbox/sandbox';
import { hasPartsOf, type ArgumentsError } from '../tool/arguments';
import type { Workshop } from './run-tool';

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
  return {
    role: 'user',
    purpose: rejected ? 'arguments, asked again' : 'arguments',
    messages: argumentsPrompt(tool, problem, rejected),
    schema: { name: 'arguments', schema: tool.argumentsSchema },
    temperature: 0,
    maxCompletionTokens: 4_000,
    missing: (text) => (holdsArguments(text, tool.argumentsSchema) ? undefined : noArguments),
  };
}

/** What is said of a reply in which there are no arguments. */
const noArguments = 'The reply has no JSON object with the arguments that the schema names.';

/** Whether a text has arguments in it, by the names of their parts: whether they hold is judged in the sandbox. */
function holdsArguments(text: string, schema: JsonObject): boolean {
  const args = readJsonObject(text, (found) => hasPartsOf(schema, found));
  return args !== undefined && hasPartsOf(schema, args);
}

/**
 * Has the light model turn a problem into arguments; they must fit the schema and be grounded in the problem.
 * One second chance, with the error; then an honest failure.
 */
export async function askForArguments(
  tool: WrappedTool,
  problem: string,
  model: ChatModel,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<AskOutcome> {
  let usage = noUsage;
  let rejected: RejectedArguments | undefined;
  for (let chance = 0; chance < 2; chance += 1) {
    const outcome = await model.complete(argumentsRequest(tool, problem, rejected), signal);
    if (outcome.usage) usage = addUsage(usage, outcome.usage);
    if (outcome.kind !== 'reply')
      return { kind: 'modelFailed', failure: outcome.kind, message: outcome.message, usage };
    const args = readJsonObject(outcome.text, (found) => hasPartsOf(tool.argumentsSchema, found));
    const errors = args && (await checkArguments(tool, [{ problem, arguments: args }], workshop, signal));
    if (errors === 'cancelled') return { kind: 'modelFailed', failure: 'cancelled', message: 'cancelled', usage };
    const error = errors ? errors[0] : 'That is not a JSON object.';
    if (args !== undefined && error === undefined) return { kind: 'arguments', arguments: args, usage };
    rejected = { reply: outcome.text.slice(0, 4_000), error: error ?? '' };
  }
  return { kind: 'unusable', reason: rejected?.error ?? '', usage };
}

/** What is wrong with arguments that a model made of problems for a tool, in their order. */
export async function checkArguments(
  tool: WrappedTool,
  items: ArgumentsCheck['items'],
  { sandbox, limits }: Workshop,
  signal: AbortSignal,
): Promise<readonly ArgumentsError[] | 'cancelled'> {
  const outcome = await sandbox.check(
    {
      schema: tool.argumentsSchema,
      demonstrations: tool.demonstrations,
      items,
      milliseconds: limits.parseMilliseconds,
    },
    signal,
  );
  switch (outcome.kind) {
    case 'checked':
      return outcome.errors;
    case 'unchecked':
      return items.map(() => `The arguments could not be checked: ${outcome.reason}.`);
    case 'killed':
      return 'cancelled';
  }
}
