import { Stream } from 'openai/streaming';
import * as v from 'valibot';
import type { ChatOutcome, ChatRequest, Usage } from '../../engine/model/chat-model';
import { estimatePromptTokens, estimateTokens } from '../../engine/model/cost';

/** The longest reply that is taken, in characters; no honest one comes near. */
const longestReply = 4_000_000;

const count = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9));
const UsageSchema = v.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: v.nullish(v.object({ cached_tokens: v.nullish(count) })),
  completion_tokens_details: v.nullish(v.object({ reasoning_tokens: v.nullish(count) })),
});
const Part = v.object({ content: v.nullish(v.string()), refusal: v.nullish(v.string()) });
const ChunkSchema = v.object({ choices: v.nullish(v.array(v.object({ delta: v.nullish(Part), finish_reason: v.nullish(v.string()) }))), usage: v.nullish(v.unknown()), error: v.nullish(v.unknown()) });
const CompletionSchema = v.object({ choices: v.array(v.object({ message: Part, finish_reason: v.nullish(v.string()) })), usage: v.nullish(v.unknown()) });

/** What has come in of a reply. */
interface Received {
  text: string;
  refusal: string;
  finish: string | null;
  usage: unknown;
  any: boolean;
}

/** Reads a server's response, streamed or whole, into an outcome. Throws what the network throws. */
export async function readReply(response: Response, request: ChatRequest, host: string, model: string, onPart: () => void, onProgress?: (characters: number) => void): Promise<ChatOutcome> {
  const streamed = response.headers.get('content-type')?.includes('event-stream') === true;
  const received = streamed ? await readStream(response, onPart, onProgress) : await readWhole(response, onPart);
  if (typeof received === 'string') return { kind: 'badResponse', message: `${host} sent ${received} Check that the base URL is that of an OpenAI-compatible interface.` };
  const usage = usageOf(received.usage, request, received.text);
  if (received.text.length > longestReply) return { kind: 'badResponse', message: `The reply of ${model} was longer than ${longestReply.toLocaleString('en-US')} characters and was cut off.`, usage };
  if (received.refusal !== '' || received.finish === 'content_filter') return { kind: 'refused', message: `${model} refused: ${received.refusal.slice(0, 200) || 'a content filter stopped it'}. Other examples or another model may help.`, usage };
  if (received.finish === 'length') return { kind: 'truncated', message: `The reply of ${model} was cut off at its limit of ${request.maxCompletionTokens.toLocaleString('en-US')} tokens. Use fewer or shorter examples, or another model.`, usage };
  if (received.text.trim() === '') return { kind: 'badResponse', message: `${model} at ${host} sent an empty reply. Try again, or choose another model.`, usage };
  if (streamed && received.finish === null) return { kind: 'badResponse', message: `The reply of ${host} broke off in the middle. Try again.`, usage };
  return { kind: 'reply', text: received.text, usage };
}

async function readStream(response: Response, onPart: () => void, onProgress?: (characters: number) => void): Promise<Received | string> {
  const controller = new AbortController();
  const received: Received = { text: '', refusal: '', finish: null, usage: undefined, any: false };
  const watched = new Response(response.body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ transform: (chunk, out) => (onPart(), out.enqueue(chunk)) })), response);
  for await (const event of Stream.fromSSEResponse<unknown>(watched, controller)) {
    const chunk = v.safeParse(ChunkSchema, event);
    if (!chunk.success) return 'a stream of another shape than that of chat completions.';
    received.any = true;
    const choice = chunk.output.choices?.[0];
    received.text += choice?.delta?.content ?? '';
    received.refusal += choice?.delta?.refusal ?? '';
    received.finish = choice?.finish_reason ?? received.finish;
    received.usage = chunk.output.usage ?? received.usage;
    onProgress?.(received.text.length);
    if (received.text.length > longestReply) {
      controller.abort();
      break;
    }
  }
  return received.any ? received : 'an empty stream.';
}

async function readWhole(response: Response, onPart: () => void): Promise<Received | string> {
  const text = await limitedText(response, onPart);
  if (text === undefined) return `more than ${longestReply.toLocaleString('en-US')} characters.`;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return /^\s*</.test(text) ? 'a web page instead of JSON, perhaps from a proxy or a log-in page.' : 'something that is not JSON.';
  }
  const completion = v.safeParse(CompletionSchema, body);
  if (!completion.success) return 'JSON of another shape than a chat completion.';
  const choice = completion.output.choices[0];
  return { text: choice?.message.content ?? '', refusal: choice?.message.refusal ?? '', finish: choice?.finish_reason ?? null, usage: completion.output.usage, any: true };
}

async function limitedText(response: Response, onPart: () => void): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    onPart();
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > longestReply) return undefined;
  }
  return text + decoder.decode();
}

/** The server's figures where they make sense, else estimates, and which of the two. */
function usageOf(reported: unknown, request: ChatRequest, reply: string): Usage {
  const usage = v.safeParse(UsageSchema, reported);
  if (!usage.success) return { promptTokens: estimatePromptTokens(request.messages), completionTokens: estimateTokens(reply), cachedTokens: 0, reasoningTokens: 0, source: 'estimated' };
  return {
    promptTokens: usage.output.prompt_tokens,
    completionTokens: usage.output.completion_tokens,
    cachedTokens: usage.output.prompt_tokens_details?.cached_tokens ?? 0,
    reasoningTokens: usage.output.completion_tokens_details?.reasoning_tokens ?? 0,
    source: 'reported',
  };
}
