import OpenAI from 'openai';
import type { ChatCompletionCreateParams, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { ChatModel, ChatOutcome, ChatRequest, ModelIdentity } from '../../engine/model/chat-model';
import { failureOf, type Failure, type RefusedParameter, type ServerFacts } from './failure';
import { isLoopback, keyProblem } from './key-origin';
import { loopbackFetch } from './loopback-fetch';
import { isStrictSchema } from './strict-schema';
import { readReply } from './read-reply';

/** What a model behind an OpenAI-compatible server is made with. */
export interface OpenAiChatModelOptions {
  readonly identity: ModelIdentity;
  /** With the version path, without `/chat/completions`. */
  readonly baseUrl: string;
  /** Sent to the base URL's origin only; `null` where the server needs none. */
  readonly apiKey: string | null;
  /** Milliseconds to the reply's first part, and of silence after which a reply counts as lost. */
  readonly timeouts: { readonly firstByteMs: number; readonly silenceMs: number };
  /** Parameters that servers refused, by server and model; shared by the models of one session. */
  readonly refused: Map<string, Set<RefusedParameter>>;
  readonly remoteName?: string | null;
  /** Told before a wait for another try. */
  readonly onWait?: (milliseconds: number, reason: string) => void;
  /** Waits; rejects when `signal` aborts. For tests. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now?: () => number;
}

/** Waits longer than this are not waited for: the person is told instead. */
const longestWait = 60_000;

/** Pauses before the second and third try, where the server does not say how long. */
const pauses: readonly number[] = [500, 2_000];

/**
 * A model behind any OpenAI-compatible server. The client's own retries are off: they ignore long `retry-after`
 * headers and retry an exhausted quota; its timeout ends with the headers of a stream. Both are done here.
 */
export function createOpenAiChatModel(options: OpenAiChatModelOptions): ChatModel {
  const { identity, baseUrl, apiKey } = options;
  const now = options.now ?? (() => Date.now());
  const sleep = options.sleep ?? abortableSleep;
  const server: ServerFacts = { host: identity.host, baseUrl, model: identity.model, remoteName: options.remoteName ?? null, now };
  const memoryKey = `${baseUrl} ${identity.model}`;
  const send = isLoopback(baseUrl) ? loopbackFetch : fetch;
  const azure = (URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '').endsWith(".azure.com");
  const client = new OpenAI({
    baseURL: baseUrl,
    // The client insists on a key; the header is taken out again where there is none.
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    // Its own limit must not be the shorter one.
    timeout: 24 * 3_600_000,
    defaultHeaders: { ...(apiKey === null || azure ? { Authorization: null } : {}), ...(azure && apiKey !== null ? { 'api-key': apiKey } : {}) },
    fetch: (input, init) => send(input, { ...init, redirect: 'manual' }),
  });

  const attempt = async (request: ChatRequest, refused: ReadonlySet<RefusedParameter>, signal: AbortSignal, onProgress?: (characters: number) => void): Promise<ChatOutcome | Failure> => {
    const watch = new Watch(signal, options.timeouts.firstByteMs);
    try {
      const response = await client.chat.completions.create(parametersFor(request, identity.model, refused), { signal: watch.signal }).asResponse();
      return await readReply(response, request, server.host, identity.model, () => watch.extend(options.timeouts.silenceMs), onProgress);
    } catch (error) {
      if (signal.aborted) return { kind: 'cancelled', message: 'The request was cancelled.' };
      if (watch.expired) return { kind: 'timedOut', message: watch.started ? `${server.host} went silent in the middle of its reply for ${seconds(options.timeouts.silenceMs)}. Try again.` : `${server.host} sent nothing for ${seconds(options.timeouts.firstByteMs)}. Is the model loading? The limit is the setting toolsmith.models.firstByteSeconds.` };
      return failureOf(error, server);
    } finally {
      watch.end();
    }
  };

  return {
    identity,
    complete: async (request, signal, onProgress) => {
      if (apiKey !== null && keyProblem(baseUrl) !== undefined) return { kind: 'notConfigured', message: `The key was not sent: ${keyProblem(baseUrl) ?? ''}` };
      const refused = options.refused.get(memoryKey) ?? new Set<RefusedParameter>();
      options.refused.set(memoryKey, refused);
      for (let retries = 0; ; ) {
        const outcome = await attempt(request, refused, signal, onProgress);
        if (!('retryAfter' in outcome) && !('refused' in outcome)) return redacted(outcome, apiKey);
        if (outcome.refused !== undefined && !refused.has(outcome.refused)) {
          refused.add(outcome.refused);
          continue;
        }
        const wait = outcome.retryAfter === undefined ? undefined : (outcome.retryAfter ?? pauses[retries]);
        if (wait === undefined || wait > longestWait || retries >= pauses.length) return redacted({ kind: outcome.kind, message: outcome.message }, apiKey);
        retries += 1;
        options.onWait?.(wait, outcome.message);
        try {
          await sleep(wait, signal);
        } catch {
          return { kind: 'cancelled', message: 'The request was cancelled.' };
        }
      }
    },
  };
}

function parametersFor(request: ChatRequest, model: string, refused: ReadonlySet<RefusedParameter>): ChatCompletionCreateParams {
  const stream = !refused.has('stream');
  const schema = request.schema && !refused.has('response_format') ? request.schema : undefined;
  return {
    model,
    messages: schema || !request.schema ? request.messages.map(toParam) : withSchemaInText(request),
    ...(refused.has('temperature') ? {} : { temperature: request.temperature }),
    ...(refused.has('max_completion_tokens') ? { max_tokens: request.maxCompletionTokens } : { max_completion_tokens: request.maxCompletionTokens }),
    ...(schema ? { response_format: { type: 'json_schema', json_schema: { name: schema.name, schema: { ...schema.schema }, strict: isStrictSchema(schema.schema) } } } : {}),
    ...(stream ? { stream: true, ...(refused.has('stream_options') ? {} : { stream_options: { include_usage: true } }) } : {}),
  };
}

/** A server without structured output gets the schema as text, at the end of the fixed part. */
function withSchemaInText(request: ChatRequest): ChatCompletionMessageParam[] {
  const text = `\nThe JSON must fit this schema: ${JSON.stringify(request.schema?.schema)}`;
  return request.messages.map((message, index) => toParam(index === 0 ? { ...message, content: message.content + text } : message));
}

function toParam(message: ChatRequest['messages'][number]): ChatCompletionMessageParam {
  return { role: message.role, content: message.content };
}

/** A failure without the key, should a server have echoed it. */
function redacted(outcome: ChatOutcome, key: string | null): ChatOutcome {
  return outcome.kind === 'reply' || key === null || key === '' ? outcome : { ...outcome, message: outcome.message.replaceAll(key, '‹key›') };
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

/** Ends a request that stays silent: until its first part for one time, between parts for another. */
class Watch {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;
  private readonly forward = (): void => this.controller.abort();
  expired = false;
  started = false;

  private readonly outer: AbortSignal;

  constructor(outer: AbortSignal, firstByteMs: number) {
    this.outer = outer;
    if (outer.aborted) this.controller.abort();
    outer.addEventListener('abort', this.forward, { once: true });
    this.timer = this.arm(firstByteMs);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something came: from now on this much silence is allowed. */
  extend(milliseconds: number): void {
    this.started = true;
    clearTimeout(this.timer);
    this.timer = this.arm(milliseconds);
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.forward);
  }

  private arm(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.expired = true;
      this.controller.abort();
    }, milliseconds);
  }
}

function abortableSleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Error('cancelled'));
    };
    if (signal.aborted) {
      reject(new Error('cancelled'));
      return;
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
