import type OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import * as v from 'valibot';
import { parseJson, type Json } from '../../engine/json';
import type { ChatOutcome, ChatRequest, Usage } from '../../engine/model/chat-model';
import { failureInReply, sentence, type Failure, type ServerFacts } from './failure';
import { limitedText } from './limited-text';
import { errorInReply, looksLikeWebPage } from './server-error';
import { tapped } from './tapped-stream';
import { usageOf } from './usage';

/** The longest reply that is taken, in characters; no honest one comes near. */
const longestReply = 4_000_000;

/**
 * The longest event of a stream, in bytes. The client puts an event together in a time that grows with the square of
 * its length: 4 MB took 2.5 to 5 s of the thread, 1 MB half a second in stretches of 130 ms at most.
 */
const longestEvent = 1_000_000;

/** Some servers send a list of parts, thoughts among them, in place of a text. */
const Content = v.union([
  v.string(),
  v.pipe(
    v.array(v.object({ text: v.nullish(v.string()) })),
    v.transform((parts) => parts.map(({ text }) => text ?? '').join('')),
  ),
]);
const Part = v.object({ content: v.nullish(Content), refusal: v.nullish(v.string()) });
const ChunkSchema = v.object({
  choices: v.nullish(v.array(v.object({ delta: v.nullish(Part), finish_reason: v.nullish(v.string()) }))),
  usage: v.nullish(v.unknown()),
});
const CompletionSchema = v.object({
  choices: v.array(v.object({ message: Part, finish_reason: v.nullish(v.string()) })),
  usage: v.nullish(v.unknown()),
});

/** What has come in of a reply so far. */
export interface Received {
  text: string;
  refusal: string;
  finish: string | null;
  usage: unknown;
  /** Anything at all came: the server has begun, and charges for it. */
  any: boolean;
}

/** Where a reply begins. */
export function nothingReceived(): Received {
  return { text: '', refusal: '', finish: null, usage: undefined, any: false };
}

/** What the reading of a reply needs. */
export interface Reading {
  readonly request: ChatRequest;
  readonly server: ServerFacts;
  /** Only for its log settings: without it the client prints broken events, replies and all. */
  readonly client: OpenAI;
  /** Filled as the reply comes in, so that what was charged is known when it breaks off. */
  readonly received: Received;
  readonly onPart: () => void;
  readonly onProgress?: ((characters: number) => void) | undefined;
}

/** Reads a server's response, streamed or whole, into an outcome. Throws what the network throws. */
export async function readReply(response: Response, reading: Reading): Promise<ChatOutcome | Failure> {
  const { server, request, received } = reading;
  const { host, model, redact } = server;
  const streamed = response.headers.get('content-type')?.includes('event-stream') === true;
  const problem = streamed ? await readStream(response, reading) : await readWhole(response, reading);
  const usage: { usage?: Usage } = received.any ? { usage: usageOf(received.usage, request, received.text) } : {};
  if (problem === 'tooLong')
    return {
      kind: 'badResponse',
      message: `The reply of ${model} at ${host} was longer than ${longestReply.toLocaleString('en-US')} characters and was cut off. Choose another model.`,
      ...usage,
    };
  if (typeof problem === 'string')
    return {
      kind: 'badResponse',
      message: `${host} sent ${problem} Check that the base URL is that of an OpenAI-compatible interface.`,
      ...usage,
    };
  if (problem) return { ...problem, ...usage };
  if (received.refusal !== '' || received.finish === 'content_filter')
    return {
      kind: 'refused',
      message: `${model} at ${host} refused: ${received.refusal === '' ? 'a content filter stopped it.' : sentence(redact(received.refusal))} Other examples or another model may help.`,
      ...usage,
    };
  if (received.finish === 'length')
    return {
      kind: 'truncated',
      message: `The reply of ${model} at ${host} was cut off at its limit of ${request.maxCompletionTokens.toLocaleString('en-US')} tokens. Use fewer or shorter examples, or another model.`,
      ...usage,
    };
  if (received.finish === null && streamed)
    return { kind: 'badResponse', message: `The reply of ${host} broke off in the middle. Try again.`, ...usage };
  if (received.text.trim() === '')
    return {
      kind: 'badResponse',
      message: `${model} at ${host} sent an empty reply. Try again, or choose another model.`,
      ...usage,
    };
  // A server that echoes the key would otherwise have it written into transcripts and recordings.
  return { kind: 'reply', text: redact(received.text), usage: usageOf(received.usage, request, received.text) };
}

/** `undefined` where it went well; else what came instead, an error that the server reported, or `tooLong`. */
type Problem = Failure | string | undefined;

async function readStream(
  response: Response,
  { server, client, received, onPart, onProgress }: Reading,
): Promise<Problem> {
  const tap = tapped(response.body, longestEvent, onPart);
  const events = Stream.fromSSEResponse<Json>(
    new Response(tap.body, { headers: response.headers }),
    new AbortController(),
    client,
  );
  try {
    for await (const event of events) {
      tap.eventRead();
      const error = errorInReply(event);
      if (error) return failureInReply(error, server);
      const chunk = v.safeParse(ChunkSchema, event);
      if (!chunk.success) return 'a stream of another shape than that of chat completions.';
      received.any = true;
      const choice = chunk.output.choices?.[0];
      received.text += choice?.delta?.content ?? '';
      received.refusal += choice?.delta?.refusal ?? '';
      received.finish = choice?.finish_reason ?? received.finish;
      received.usage = chunk.output.usage ?? received.usage;
      onProgress?.(received.text.length);
      // Leaving the loop ends the connection.
      if (received.text.length + received.refusal.length > longestReply) return 'tooLong';
    }
  } catch (error) {
    if (tap.state().tooLong)
      return `a stream without end, or an event of more than ${longestEvent.toLocaleString('en-US')} bytes in it.`;
    if (error instanceof SyntaxError) return 'a stream with an event that is not JSON.';
    throw error;
  }
  if (!received.any) return 'an empty stream.';
  // Few servers leave out the reason; all of them say when they are done.
  if (received.finish === null && tap.state().done) received.finish = 'stop';
  return undefined;
}

async function readWhole(response: Response, { server, received, onPart, onProgress }: Reading): Promise<Problem> {
  const { text, cut } = await limitedText(response.body, longestReply, onPart);
  if (cut) return 'tooLong';
  const body = parseJson(text);
  if (body === undefined) {
    if (looksLikeWebPage(text)) return 'a web page instead of JSON, perhaps from a proxy or a log-in page.';
    return text.trim() === ''
      ? 'nothing at all.'
      : `something that is not JSON: ${sentence(server.redact(text).slice(0, 80))}`;
  }
  const error = errorInReply(body);
  if (error) return failureInReply(error, server);
  const completion = v.safeParse(CompletionSchema, body);
  if (!completion.success) return 'JSON of another shape than a chat completion.';
  const choice = completion.output.choices[0];
  Object.assign(received, {
    text: choice?.message.content ?? '',
    refusal: choice?.message.refusal ?? '',
    finish: choice?.finish_reason ?? null,
    usage: completion.output.usage,
    any: true,
  } satisfies Received);
  onProgress?.(received.text.length);
  return undefined;
}
