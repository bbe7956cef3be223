import type OpenAI from 'openai';
import * as v from 'valibot';
import { tokenWeight } from '../../engine/model/cost';

const Call = v.object({ arguments: v.nullish(v.union([v.string(), v.record(v.string(), v.unknown())])) });
/** Where a server puts what its model thinks, the same text twice in some. */
const MessageSchema = v.object({
  /** A text, or parts of one, thoughts among them. */
  content: v.nullish(v.unknown()),
  refusal: v.nullish(v.unknown()),
  reasoning: v.nullish(v.unknown()),
  reasoning_content: v.nullish(v.unknown()),
  thinking: v.nullish(v.unknown()),
  reasoning_details: v.nullish(v.unknown()),
  tool_calls: v.nullish(v.array(v.object({ type: v.nullish(v.unknown()), function: v.nullish(Call) }))),
  function_call: v.nullish(Call),
});
const ChoiceSchema = v.object({
  index: v.nullish(v.unknown()),
  delta: v.nullish(MessageSchema),
  message: v.nullish(MessageSchema),
  text: v.nullish(v.string()),
  finish_reason: v.nullish(v.string()),
  usage: v.nullish(v.unknown()),
  error: v.nullish(v.unknown()),
});

/** A chat completion, or a part of a streamed one. */
export const ChunkSchema = v.object({
  choices: v.nullish(v.array(v.nullable(ChoiceSchema))),
  usage: v.nullish(v.unknown()),
  x_groq: v.nullish(v.object({ usage: v.nullish(v.unknown()) })),
});

/** What the interface promises; servers send much else. */
type Promised = OpenAI.ChatCompletion | OpenAI.ChatCompletionChunk;

/** A chunk as it is read: nothing of this can be compiled where one that the interface promises would be refused. */
export type Chunk = Promised extends v.InferInput<typeof ChunkSchema> ? v.InferOutput<typeof ChunkSchema> : never;
type Message = v.InferOutput<typeof MessageSchema>;

/** What has come in of a reply so far. */
export interface Received {
  text: string;
  /** What the model thought before it, where the server shows that. */
  reasoning: string;
  /** The arguments of a call, in which some gateways put the JSON that was asked for. */
  call: string;
  refusal: string;
  finish: string | null;
  /** The index of the reply that is read, of several; `null` where none is told. */
  choice: unknown;
  /** Everything that the server reported as usage, in order. */
  readonly usages: unknown[];
  /** Anything at all came: the server has begun, and charges for it. */
  any: boolean;
  /** The tokens of all of it, estimated by its text. */
  weight: number;
  /** Its length in bytes: four of them are a token in every language, more or less. */
  bytes: number;
  /** Parts with something in them: a server that streams sends a token or more in each. */
  parts: number;
}

/** Where a reply begins. */
export function nothingReceived(): Received {
  return {
    text: '',
    reasoning: '',
    call: '',
    refusal: '',
    finish: null,
    choice: null,
    usages: [],
    any: false,
    weight: 0,
    bytes: 0,
    parts: 0,
  };
}

/** Tokens that have come in, estimated: of text, thoughts, calls and refusals. */
export function tokensReceived({ weight, parts }: Received): number {
  return Math.max(Math.ceil(weight), parts);
}

/** Adds a chunk to what has come in. True where there was something in it of what a model writes. */
export function receive(received: Received, chunk: Chunk): boolean {
  received.any = true;
  // One reply is asked for; of a server that sends several the one that began first is read.
  const choice = chunk.choices?.find((one) => one !== null && isOf(received, one.index));
  received.choice ??= choice?.index ?? null;
  for (const usage of [chunk.usage, chunk.x_groq?.usage, choice?.usage])
    if (usage !== undefined && usage !== null) received.usages.push(usage);
  // No reason takes back one that was given.
  const reason = choice?.finish_reason;
  if (reason !== undefined && reason !== null && (reason !== '' || received.finish === null)) received.finish = reason;
  const delta = writtenIn(choice?.delta, choice?.text ?? '');
  const whole = writtenIn(choice?.message, '');
  let written = '';
  for (const kind of ['text', 'reasoning', 'call', 'refusal'] as const) {
    const more = delta[kind] + restOf(whole[kind], received[kind] + delta[kind]);
    received[kind] += more;
    written += more;
  }
  received.weight += tokenWeight(written);
  received.bytes += Buffer.byteLength(written);
  if (written !== '') received.parts += 1;
  return written !== '';
}

function isOf({ choice }: Received, index: unknown): boolean {
  return choice === null || index === undefined || index === null || index === choice;
}

/** What a message has besides what came before it: some servers repeat all of it, and some send it in parts. */
function restOf(message: string, before: string): string {
  return message.startsWith(before) ? message.slice(before.length) : message;
}

/** What a model has written, by what it is. */
type Written = Pick<Received, 'text' | 'reasoning' | 'call' | 'refusal'>;

/** What a model has written into a message. */
function writtenIn(message: Message | null | undefined, legacy: string): Written {
  const parts = partsOf(message?.content);
  const beside = [message?.reasoning_content, message?.reasoning, message?.thinking, message?.reasoning_details].map(
    textOf,
  );
  const calls = [message?.function_call, ...(message?.tool_calls ?? []).map((one) => one.function)];
  return {
    text: legacy + parts.map(({ text }) => text).join(''),
    // The same thoughts stand in two places with some servers.
    reasoning: parts.map(({ thought }) => thought).join('') + (beside.find((one) => one !== '') ?? ''),
    call: calls.map((call) => argumentsText(call?.arguments)).join(''),
    refusal: textOf(message?.refusal) + parts.map(({ refusal }) => refusal).join(''),
  };
}

/** A content's parts: text, or what the model thought, or why it will not. */
function partsOf(
  content: unknown,
): readonly { readonly text: string; readonly thought: string; readonly refusal: string }[] {
  if (Array.isArray(content)) return content.flatMap(partsOf);
  const none = { text: '', thought: '', refusal: '' };
  if (!isRecord(content)) return [{ ...none, text: textOf(content) }];
  const thought = textOf(content['thinking']) + textOf(content['reasoning']);
  const refusal = textOf(content['refusal']);
  return /think|thought|reason/i.test(textOf(content['type']))
    ? [{ ...none, thought: thought + textOf(content) }]
    : [{ text: textOf(content), thought, refusal }];
}

function argumentsText(given: unknown): string {
  return typeof given === 'string' ? given : typeof given === 'object' && given !== null ? JSON.stringify(given) : '';
}

/** A text as such, in parts, or as what an object has for it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return isRecord(value) ? textOf(value['text'] ?? value['value'] ?? value['content']) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
