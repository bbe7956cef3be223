import { isJsonObject, type Json, type JsonObject } from '../json';
import type { ChatFailureKind, ChatModel, ChatRequest, Usage } from '../model/chat-model';
import { noUsage } from '../model/cost';
import { looksNumbered, packedArgumentsPrompt, packedSchema, type WrappedTool } from '../prompts/arguments';
import { readJsonObject } from '../prompts/reply';
import { hasPartsOf } from '../tool/arguments';
import { checkArguments } from './ask-for-arguments';
import type { Workshop } from './run-tool';

/** The longest text that is packed with others, and the longest pack, in characters: longer ones crowd the rest out. */
const longest = { problem: 4_000, pack: 16_000 } as const;

/** The purpose of requests for several problems. */
export const packedPurpose = 'arguments, packed';

/** Several problems that go to the light model in one request, by their places in the caller's list. */
export type Pack = readonly number[];

/** What came of a pack. */
export type PackOutcome =
  /**
   * The arguments of each problem in order; `undefined` where they were missing or did not hold: to be asked singly.
   */
  | { readonly kind: 'replied'; readonly arguments: readonly (JsonObject | undefined)[]; readonly usage: Usage }
  | {
      readonly kind: 'modelFailed';
      readonly failure: ChatFailureKind;
      readonly message: string;
      readonly usage: Usage;
    };

/**
 * True where a tool's problems can be packed: references in its schema would point elsewhere inside of a larger one.
 */
export function isPackable(tool: WrappedTool): boolean {
  return !JSON.stringify(tool.argumentsSchema).includes('"$ref"');
}

/** Takes the next pack of at most `size` off `waiting`, in order; a single problem where it cannot be packed. */
export function takePack(problems: readonly string[], waiting: number[], size: number): Pack {
  const pack: number[] = [];
  let characters = 0;
  for (let next = waiting[0]; next !== undefined && pack.length < Math.max(1, size); next = waiting[0]) {
    const problem = problems[next] ?? '';
    const alone = problem.length > longest.problem || looksNumbered(problem);
    if (pack.length > 0 && (alone || characters + problem.length > longest.pack)) break;
    pack.push(next);
    characters += problem.length;
    waiting.shift();
    if (alone) break;
  }
  return pack;
}

/** The exact request for a pack: for sending, for *What Will Be Sent*, and for counting. */
export function packRequest(tool: WrappedTool, problems: readonly string[]): ChatRequest {
  return {
    role: 'user',
    purpose: packedPurpose,
    messages: packedArgumentsPrompt(tool, problems),
    schema: { name: 'items', schema: packedSchema(tool.argumentsSchema) },
    temperature: 0,
    maxCompletionTokens: Math.min(16_000, 2_000 + 1_000 * problems.length),
    missing: (text) =>
      [...argumentsByNumber(itemsIn(text)).values()].some((args) => hasPartsOf(tool.argumentsSchema, args))
        ? undefined
        : 'The reply has no JSON object with items, each with its number and the arguments that the schema names.',
  };
}

/**
 * Has the light model turn several problems into arguments with one request. Each one's must hold by themselves, as if
 * asked singly.
 */
export async function askForPack(
  tool: WrappedTool,
  problems: readonly string[],
  model: ChatModel,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<PackOutcome> {
  const outcome = await model.complete(packRequest(tool, problems), signal);
  const usage = outcome.usage ?? noUsage;
  // A reply that was cut off or could not be read is a pack that is too large: its problems are asked singly.
  if (outcome.kind === 'truncated' || outcome.kind === 'badResponse')
    return { kind: 'replied', arguments: problems.map(() => undefined), usage };
  if (outcome.kind !== 'reply') return { kind: 'modelFailed', failure: outcome.kind, message: outcome.message, usage };
  const given = argumentsByNumber(itemsIn(outcome.text));
  const replied = problems.flatMap((problem, index) => {
    const args = given.get(index + 1);
    return args ? [{ problem, arguments: args, index }] : [];
  });
  const errors = await checkArguments(tool, replied, workshop, signal);
  if (errors === 'cancelled') return { kind: 'modelFailed', failure: 'cancelled', message: 'cancelled', usage };
  const held = new Map(
    replied.flatMap((one, at) => (errors[at] === undefined ? [[one.index, one.arguments] as const] : [])),
  );
  return { kind: 'replied', arguments: problems.map((_, index) => held.get(index)), usage };
}

/** The items of a reply; none where it has none. */
function itemsIn(reply: string): readonly Json[] {
  const items = readJsonObject(reply, (object) => Array.isArray(object['items']))?.['items'];
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}

/**
 * What a reply gives for each number. A number that comes twice counts for nothing: one of the two is another
 * problem's.
 */
function argumentsByNumber(items: readonly Json[]): ReadonlyMap<number, JsonObject> {
  const given = new Map<number, JsonObject>();
  const twice = new Set<number>();
  for (const item of items) {
    if (!isJsonObject(item)) continue;
    const { n, arguments: args } = item;
    if (typeof n !== 'number' || !isJsonObject(args)) continue;
    if (given.has(n)) twice.add(n);
    given.set(n, args);
  }
  twice.forEach((n) => given.delete(n));
  return given;
}

/** One pack's usage shared out among its `count` problems, so that the shares sum to it. */
export function usageShares(usage: Usage, count: number): readonly Usage[] {
  const share = (total: number, index: number): number => Math.floor(total / count) + (index < total % count ? 1 : 0);
  return Array.from({ length: count }, (_, index) => ({
    promptTokens: share(usage.promptTokens, index),
    completionTokens: share(usage.completionTokens, index),
    cachedTokens: share(usage.cachedTokens, index),
    reasoningTokens: share(usage.reasoningTokens, index),
    source: usage.source,
  }));
}
