import type OpenAI from 'openai';
import * as v from 'valibot';
import { tokenWeight } from '../../engine/model/cost';

/** Some servers send a list of parts, thoughts among them, in place of a text. */
const PartSchema = v.object({
  text: v.nullish(v.string()),
  thinking: v.nullish(v.union([v.string(), v.array(v.object({ text: v.nullish(v.string()) }))])),
});
const Content = v.union([v.string(), v.array(v.union([v.string(), PartSchema]))]);
const Call = v.object({ arguments: v.nullish(v.union([v.string(), v.record(v.string(), v.unknown())])) });
/** Where a server puts what its model thinks, the same text twice in some. */
const MessageSchema = v.object({
  content: v.nullish(Content),
  refusal: v.nullish(v.string()),
  reasoning: v.nullish(v.unknown()),
  reasoning_content: v.nullish(v.unknown()),
  thinking: v.nullish(v.unknown()),
  tool_calls: v.nullish(v.array(v.object({ type: v.nullish(v.unknown()), function: v.nullish(Call) }))),
  function_call: v.nullish(Call),
});
const ChoiceSchema = v.object({
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
  const choice = chunk.choices?.find((one) => one !== null);
  for (const usage of [chunk.usage, chunk.x_groq?.usage, choice?.usage])
    if (usage !== undefined && usage !== null) received.usages.push(usage);
  received.finish = choice?.finish_reason ?? received.finish;
  const message = choice?.delta ?? (received.parts === 0 ? choice?.message : undefined);
  const { text, reasoning, call, refusal } = writtenIn(message, choice?.text ?? '');
  received.text += text;
  received.reasoning += reasoning;
  received.call += call;
  received.refusal += refusal;
  const written = text + reasoning + call + refusal;
  received.weight += tokenWeight(written);
  received.bytes += Buffer.byteLength(written);
  if (written !== '') received.parts += 1;
  return written !== '';
}

/** What a model has written into a message, by what it is. */
function writtenIn(
  message: Message | null | undefined,
  legacy: string,
): Pick<Received, 'text' | 'reasoning' | 'call' | 'refusal'> {
  const content = message?.content ?? '';
  const parts = (typeof content === 'string' ? [content] : content).map((part) =>
    typeof part === 'string' ? { text: part, thinking: '' } : part,
  );
  const beside = [message?.reasoning_content, message?.reasoning, message?.thinking].map(thoughtOf);
  const calls = [message?.function_call, ...(message?.tool_calls ?? []).map((one) => one.function)];
  return {
    text: legacy + parts.map(({ text }) => text ?? '').join(''),
    // The same thoughts stand in two places with some servers.
    reasoning: parts.map(({ thinking }) => thoughtOf(thinking)).join('') + (beside.find((one) => one !== '') ?? ''),
    call: calls.map((call) => argumentsText(call?.arguments)).join(''),
    refusal: message?.refusal ?? '',
  };
}

function argumentsText(given: unknown): string {
  return typeof given === 'string' ? given : typeof given === 'object' && given !== null ? JSON.stringify(given) : '';
}

/** A thought as a text, or in parts. */
function thoughtOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(thoughtOf).join('');
  return typeof value === 'object' && value !== null && 'text' in value ? thoughtOf(value.text) : '';
}
