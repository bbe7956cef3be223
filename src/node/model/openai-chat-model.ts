import type { ChatModel, ChatOutcome, ModelIdentity, Usage } from '../../engine/model/chat-model';
import { addUsage, estimateRequestTokens, mostTokensOf } from '../../engine/model/cost';
import { attempt, cancelledBy, type Asked } from './attempt';
import { endpointOf } from './endpoint';
import type { SentRequest, ServerFacts } from './failure';
import { headersFor } from './headers';
import { addressProblem, keyProblem } from './key-origin';
import { limitUnder, unlearned, type LearnedLimits } from './limits';
import type { SimpleFetch } from './loopback-fetch';
import { pauseBefore, waitForLoading } from './pauses';
import { proxiedFetch } from './proxied-fetch';
import type { HttpProxy } from './proxy';
import { redactorOf, secretsOf } from './redact';
import type { RefusedParameter } from './refusals';
import { editorRemedies, type Remedies } from './remedies';
import { limitNames } from './request-parameters';
import { createServerClient } from './server-client';
import { abortableSleep } from './sleep';

/** What a model behind an OpenAI-compatible server is made with. */
export interface OpenAiChatModelOptions {
  readonly identity: ModelIdentity;
  /**
   * With the version path, without `/chat/completions`. A query goes along with every request (Azure's `api-version`).
   */
  readonly baseUrl: string;
  /** Sent to the base URL's origin only; `null` where the server needs none. */
  readonly apiKey: string | null;
  /** Headers of the person's own by origin, as they were written. */
  readonly headers?: unknown;
  /** Milliseconds to the reply's first part, and of silence after which a reply counts as lost. */
  readonly timeouts: { readonly firstByteMs: number; readonly silenceMs: number };
  /** What servers refused, by server and model; shared by the models of one session. */
  readonly refused: Map<string, Set<RefusedParameter>>;
  /** How long servers let replies be, by server and model; shared as the rest. */
  readonly limits?: Map<string, LearnedLimits>;
  readonly remoteName?: string | null;
  /**
   * What stands between this machine and the server; absent where nothing does, and in the editor, whose `fetch` has
   * its own.
   */
  readonly proxy?: HttpProxy | undefined;
  /** What a person does about a failure; where absent, in the editor. */
  readonly remedies?: Remedies;
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

/** How much more is asked for where a reply was cut off at the limit. */
const growth = 4;

/**
 * Bytes for each token of the limit at which a reply is broken off: twice what texts take. The server does not keep its
 * limit then. Under a cap a reply is broken off where the cap is.
 */
const mostBytesPerToken = 8;

/**
 * A model behind any OpenAI-compatible server. What a server refuses is left out. A limit that it does not take is
 * lowered, and one that a reply reached is raised. What helped is remembered. What may pass is tried again.
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
function configurationProblem(options: OpenAiChatModelOptions): string | undefined {
  const { baseUrl, apiKey, identity, remedies = editorRemedies } = options;
  if (identity.model === '') return `No model is named. ${remedies.model}`;
  const problem = addressProblem(baseUrl);
  if (problem !== undefined) return problem;
  const own = headersFor(baseUrl, options.headers, remedies.headers);
  if (own.kind === 'unusable') return own.message;
  const key = apiKey?.trim() ?? '';
  if (key === '') return undefined;
  // No header can carry such a key, and the error about it would quote it.
  return (
    keyProblem(baseUrl) ??
    (/^[\x21-\x7e]+$/.test(key)
      ? undefined
      : `The key has characters in it that no key has (a blank, a line break, an accented letter). Copy it again. ${remedies.key}`)
  );
}

function requester(options: OpenAiChatModelOptions): ChatModel['complete'] {
  const { identity, baseUrl, timeouts, remedies = editorRemedies } = options;
  const { host, model } = identity;
  const apiKey = options.apiKey?.trim() === '' ? null : (options.apiKey?.trim() ?? null);
  const own = headersFor(baseUrl, options.headers, remedies.headers);
  const headers = own.kind === 'headers' ? own.headers : {};
  const sleep = options.sleep ?? abortableSleep;
  const jitter = options.jitter ?? Math.random;
  const limits = options.limits ?? new Map<string, LearnedLimits>();
  const memoryKey = `${baseUrl} ${model}`;
  const endpoint = endpointOf(baseUrl);
  const redact = redactorOf([apiKey, ...Object.values(headers), ...secretsOf(endpoint.query, options.proxy)]);
  const server: ServerFacts = {
    host,
    baseUrl: endpoint.base,
    model,
    hasKey: apiKey !== null,
    remoteName: options.remoteName ?? null,
    proxy: options.proxy ?? null,
    redact,
    now: options.now ?? (() => Date.now()),
    remedies,
  };
  const client = createServerClient({
    baseUrl,
    apiKey,
    headers,
    fetch: options.fetch ?? (options.proxy && proxiedFetch(options.proxy)),
  });
  const asked: Asked = { client, server, baseUrl, timeouts };

  return async (request, signal, onProgress) => {
    const memory = options.refused.get(memoryKey) ?? new Set<RefusedParameter>();
    options.refused.set(memoryKey, memory);
    const promptTokens = estimateRequestTokens(request);
    // Copies: requests that run at the same time learn each for itself, and only what helped is remembered.
    const dropped = new Set(memory);
    const forThisOne = new Set<RefusedParameter>();
    let learned = limits.get(memoryKey) ?? unlearned;
    let largest = request.maxCompletionTokens;
    let spent: Usage | undefined;
    let retries = 0;
    let loading = 0;
    const ended = (outcome: ChatOutcome): ChatOutcome =>
      outcome.kind === 'reply'
        ? { ...outcome, usage: spent ?? outcome.usage }
        : { kind: outcome.kind, message: redact(outcome.message), ...(spent ? { usage: spent } : {}) };
    /** What is left for a reply: every try counts, with its prompt. */
    const roomLeft = (): number =>
      (request.room ?? mostTokensOf(request)) -
      (spent ? spent.promptTokens + spent.completionTokens : 0) -
      promptTokens;
    const limitFor = (known: LearnedLimits, room: number): number => {
      // Where there is no room for a second try with more, the first one gets all of it.
      const start = room < 2 * known.start + promptTokens ? room : known.start;
      return Math.max(1, Math.min(room, limitUnder(known, Math.min(largest, start), promptTokens)));
    };
    for (let last: ChatOutcome | undefined; ;) {
      if (signal.aborted) return ended(cancelledBy(host));
      const room = roomLeft();
      // What is left would cut off the reply that it pays for.
      if (last && room < Math.min(largest, learned.start) / 4) return ended(last);
      const limit = limitFor(learned, room);
      const sent: SentRequest = { request, dropped, limit: limitNames(baseUrl, dropped).length > 0 ? limit : null };
      const most = { tokens: request.room === undefined ? Infinity : room, bytes: limit * mostBytesPerToken };
      const outcome = await attempt(asked, sent, most, signal, onProgress);
      last = outcome;
      if (outcome.usage) spent = spent ? addUsage(spent, outcome.usage) : outcome.usage;
      if ('refusal' in outcome && outcome.refusal) {
        dropped.add(outcome.refusal.refused);
        if (outcome.refusal.once) forThisOne.add(outcome.refusal.refused);
        continue;
      }
      if ('smaller' in outcome && outcome.smaller) {
        largest = outcome.smaller.limit;
        learned = { ...learned, ...outcome.smaller.learned };
        continue;
      }
      const raised = { ...learned, start: limit * growth };
      if ('atLimit' in outcome && outcome.atLimit && limitFor(raised, roomLeft()) > limit) {
        learned = raised;
        continue;
      }
      if (outcome.kind === 'reply') {
        for (const one of dropped) if (!forThisOne.has(one)) memory.add(one);
        limits.set(memoryKey, learned);
      }
      const isLoading = 'loading' in outcome && outcome.loading;
      const wait = isLoading
        ? waitForLoading(outcome.retryAfter, loading, timeouts.firstByteMs)
        : pauseBefore('retryAfter' in outcome ? outcome.retryAfter : undefined, retries, jitter);
      if (wait === undefined) return ended(outcome);
      if (isLoading) loading += wait;
      else retries += 1;
      options.onWait?.(wait, redact(outcome.kind === 'reply' ? '' : outcome.message));
      try {
        await sleep(wait, signal);
      } catch {
        return ended(cancelledBy(host));
      }
    }
  };
}
