import OpenAI from 'openai';
import type { ChatModel, ChatOutcome, ChatRequest, ModelIdentity, Usage } from '../../engine/model/chat-model';
import { addUsage } from '../../engine/model/cost';
import { duration } from './duration';
import { endpointOf } from './endpoint';
import { failureOf, type Failure, type RefusedParameter, type ServerFacts } from './failure';
import { addressProblem, keyProblem } from './key-origin';
import type { SimpleFetch } from './loopback-fetch';
import { proxiedFetch } from './proxied-fetch';
import type { HttpProxy } from './proxy';
import { nothingReceived, readReply } from './read-reply';
import { redactorOf } from './redact';
import { parametersFor } from './request-parameters';
import { serverFetch } from './server-fetch';
import { watchForSilence } from './silence-watch';
import { abortableSleep } from './sleep';
import { usageOf } from './usage';

/** What a model behind an OpenAI-compatible server is made with. */
export interface OpenAiChatModelOptions {
  readonly identity: ModelIdentity;
  /**
   * With the version path, without `/chat/completions`. A query goes along with every request (Azure's `api-version`).
   */
  readonly baseUrl: string;
  /** Sent to the base URL's origin only; `null` where the server needs none. */
  readonly apiKey: string | null;
  /** Milliseconds to the reply's first part, and of silence after which a reply counts as lost. */
  readonly timeouts: { readonly firstByteMs: number; readonly silenceMs: number };
  /** Parameters that servers refused, by server and model; shared by the models of one session. */
  readonly refused: Map<string, Set<RefusedParameter>>;
  readonly remoteName?: string | null;
  /**
   * What stands between this machine and the server; absent where nothing does, and in the editor, whose `fetch` has
   * its own.
   */
  readonly proxy?: HttpProxy | undefined;
  /** Told before a wait for another try. */
  readonly onWait?: (milliseconds: number, reason: string) => void;
  /** For tests, as the rest: what sends; `node:http` for this machine and the usual `fetch` for others where absent. */
  readonly fetch?: SimpleFetch;
  /** Waits; rejects when `signal` aborts. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now?: () => number;
  /** From 0 to 1: spreads the tries of many requests that failed together. */
  readonly jitter?: () => number;
}

/** Waits longer than this are not waited for: the person is told instead. */
const longestWait = 60_000;

/** Pauses before the second and third try, where the server does not say how long; up to a quarter is added. */
const pauses: readonly number[] = [500, 2_000];

/** An attempt that failed, with the tokens of what had come in. */
type Attempt = ChatOutcome | (Failure & { readonly usage?: Usage });

/**
 * A model behind any OpenAI-compatible server. The client's own retries are off: they ignore long `retry-after`
 * headers and retry an exhausted quota; its timeout ends with the headers of a stream. Both are done here.
 */
export function createOpenAiChatModel(options: OpenAiChatModelOptions): ChatModel {
  const { identity } = options;
  const problem = configurationProblem(options);
  const complete =
    problem === undefined
      ? requester(options)
      : () =>
          Promise.resolve<ChatOutcome>({
            kind: 'notConfigured',
            message: `Nothing was sent to ${identity.host}: ${problem}`,
          });
  return { identity, complete };
}

/** Why nothing can be sent; `undefined` where it can. */
function configurationProblem({ baseUrl, apiKey, identity }: OpenAiChatModelOptions): string | undefined {
  if (identity.model === '') return 'No model is named. Choose one with Set Up Models….';
  const key = apiKey?.trim() ?? '';
  if (key === '') return addressProblem(baseUrl);
  // No header can carry such a key, and the error about it would quote it.
  return (
    keyProblem(baseUrl) ??
    (/^[\x21-\x7e]+$/.test(key)
      ? undefined
      : 'The key has characters in it that no key has (a blank, a line break, an accented letter). Copy it again and set it with Set Up Models….')
  );
}

function requester(options: OpenAiChatModelOptions): ChatModel['complete'] {
  const { identity, baseUrl, timeouts } = options;
  const { host, model } = identity;
  const apiKey = options.apiKey?.trim() === '' ? null : (options.apiKey?.trim() ?? null);
  const sleep = options.sleep ?? abortableSleep;
  const jitter = options.jitter ?? Math.random;
  const endpoint = endpointOf(baseUrl);
  const redact = redactorOf([apiKey]);
  const server: ServerFacts = {
    host,
    baseUrl: endpoint.base,
    model,
    hasKey: apiKey !== null,
    remoteName: options.remoteName ?? null,
    proxy: options.proxy ?? null,
    redact,
    now: options.now ?? (() => Date.now()),
  };
  const send = serverFetch(baseUrl, apiKey, redact, options.fetch ?? (options.proxy && proxiedFetch(options.proxy)));
  const client = new OpenAI({
    baseURL: endpoint.base,
    defaultQuery: { ...endpoint.query },
    // The client insists on one; `serverFetch` writes the headers, so it never has the real one.
    apiKey: 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    // OPENAI_LOG in the environment would print requests and replies.
    logLevel: 'off',
    // Its own limit must not be the shorter one.
    timeout: 24 * 3_600_000,
    fetch: (input, init) => send(input instanceof Request ? input.url : String(input), init ?? {}),
  });
  const cancelled: ChatOutcome = { kind: 'cancelled', message: `The request to ${host} was cancelled.` };

  const attempt = async (
    request: ChatRequest,
    refused: ReadonlySet<RefusedParameter>,
    signal: AbortSignal,
    onProgress?: (characters: number) => void,
  ): Promise<Attempt> => {
    const watch = watchForSilence(signal, timeouts);
    const received = nothingReceived();
    const read = async (): Promise<ChatOutcome | Failure> => {
      try {
        const response = await client.chat.completions
          .create(parametersFor(request, model, refused), { signal: watch.signal })
          .asResponse();
        return await readReply(response, { request, server, client, received, onPart: watch.heard, onProgress });
      } catch (error) {
        return failureOf(error, server);
      } finally {
        watch.end();
      }
    };
    const outcome = await read();
    const spent = received.any ? { usage: usageOf(received.usage, request, received.text) } : {};
    // These two come first: an aborted reading may look like a reply that broke off, or like any network error.
    if (signal.aborted) return { ...cancelled, ...spent };
    switch (watch.silence()) {
      case 'atStart':
        return {
          kind: 'timedOut',
          message: `${host} sent nothing for ${duration(timeouts.firstByteMs)}. Is the model loading? The editor's limit is the setting toolsmith.models.firstByteSeconds.`,
        };
      case 'inTheMiddle':
        return {
          kind: 'timedOut',
          message: `${host} went silent in the middle of its reply for ${duration(timeouts.silenceMs)}. Try again; the editor's limit is the setting toolsmith.models.silenceSeconds.`,
          ...spent,
        };
      case null:
        return { ...spent, ...outcome };
    }
  };

  return async (request, signal, onProgress) => {
    const memory = options.refused.get(memoryKey(options)) ?? new Set<RefusedParameter>();
    options.refused.set(memoryKey(options), memory);
    // A copy: requests that run at the same time learn each for itself, and only what helped is remembered.
    const dropped = new Set(memory);
    const forThisOne = new Set<RefusedParameter>();
    let spent: Usage | undefined;
    const ended = (outcome: ChatOutcome): ChatOutcome =>
      outcome.kind === 'reply'
        ? { ...outcome, usage: spent ?? outcome.usage }
        : { kind: outcome.kind, message: redact(outcome.message), ...(spent ? { usage: spent } : {}) };
    for (let retries = 0; ;) {
      if (signal.aborted) return ended(cancelled);
      const outcome = await attempt(request, dropped, signal, onProgress);
      if (outcome.usage) spent = spent ? addUsage(spent, outcome.usage) : outcome.usage;
      const refused = 'refused' in outcome ? replacementFor(outcome.refused, dropped) : undefined;
      if (refused !== undefined) {
        dropped.add(refused);
        if ('refusedOnce' in outcome && outcome.refusedOnce) forThisOne.add(refused);
        continue;
      }
      if (outcome.kind === 'reply') for (const one of dropped) if (!forThisOne.has(one)) memory.add(one);
      const wait = 'retryAfter' in outcome ? pauseBefore(outcome.retryAfter, retries, jitter) : undefined;
      if (wait === undefined) return ended(outcome);
      retries += 1;
      options.onWait?.(wait, redact(outcome.kind === 'reply' ? '' : outcome.message));
      try {
        await sleep(wait, signal);
      } catch {
        return ended(cancelled);
      }
    }
  };
}

function memoryKey({ baseUrl, identity }: OpenAiChatModelOptions): string {
  return `${baseUrl} ${identity.model}`;
}

/**
 * What to leave out next; the limit goes by its new name, then by its old one. `undefined`: leaving out does not help.
 */
function replacementFor(
  refused: RefusedParameter | undefined,
  dropped: ReadonlySet<RefusedParameter>,
): RefusedParameter | undefined {
  if (refused === undefined || !dropped.has(refused)) return refused;
  return refused === 'max_completion_tokens' && !dropped.has('max_tokens') ? 'max_tokens' : undefined;
}

/** Milliseconds before the next try; `undefined` where there is none, or where it is too far off. */
function pauseBefore(retryAfter: number | null | undefined, retries: number, jitter: () => number): number | undefined {
  const pause = pauses[retries];
  if (retryAfter === undefined || pause === undefined) return undefined;
  const wait = retryAfter ?? Math.round(pause * (1 + jitter() / 4));
  return wait > longestWait ? undefined : wait;
}
