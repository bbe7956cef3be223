import type { ChatModel, ChatOutcome, ModelIdentity, Usage } from '../../engine/model/chat-model';
import { addUsage, estimateRequestTokens, mostTokensOf } from '../../engine/model/cost';
import { duration } from './duration';
import { endpointOf } from './endpoint';
import { answeredFailure, failureOf, type Failure, type SentRequest, type ServerFacts } from './failure';
import { headersFor } from './headers';
import { addressProblem, keyProblem } from './key-origin';
import { limitedText } from './limited-text';
import { limitUnder, unlearned, type LearnedLimits } from './limits';
import type { SimpleFetch } from './loopback-fetch';
import { proxiedFetch } from './proxied-fetch';
import type { HttpProxy } from './proxy';
import { readReply } from './read-reply';
import { nothingReceived } from './received';
import { redactorOf, secretsOf } from './redact';
import type { RefusedParameter } from './refusals';
import { editorRemedies, type Remedies } from './remedies';
import { spentOn } from './reply-outcome';
import { limitNames, parametersFor } from './request-parameters';
import { createServerClient } from './server-client';
import { watchForSilence } from './silence-watch';
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

/** Waits longer than this are not waited for: the person is told instead. */
const longestWait = 60_000;

/** Pauses before the second and third try, where the server does not say how long; up to a quarter is added. */
const pauses: readonly number[] = [500, 2_000];

/** The pause before it is looked again whether a model is loaded. */
const loadingPause = 2_000;

/** How much more is asked for where a reply was cut off at the limit. */
const growth = 4;

/**
 * Bytes for each token of the limit at which a reply is broken off: twice what texts take. The server does not keep its
 * limit then. Under a cap a reply is broken off where the cap is.
 */
const mostBytesPerToken = 8;

/** Of an error's body this much is read, in characters. */
const longestError = 64_000;

/** An attempt that failed, with the tokens of what had come in. */
type Attempt = ChatOutcome | (Failure & { readonly usage?: Usage });

/**
 * A model behind any OpenAI-compatible server. What a server refuses is left out, a limit that it does not take is
 * lowered and one that a reply reached is raised, and what helped is remembered; what may pass is tried again.
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
  const cancelled: ChatOutcome = { kind: 'cancelled', message: `The request to ${host} was cancelled.` };

  const attempt = async (
    sent: SentRequest,
    most: { readonly tokens: number; readonly bytes: number },
    signal: AbortSignal,
    onProgress?: (characters: number) => void,
  ): Promise<Attempt> => {
    const watch = watchForSilence(signal, timeouts);
    const received = nothingReceived();
    const read = async (): Promise<ChatOutcome | Failure> => {
      try {
        const response = await client.complete(parametersFor(sent, model, baseUrl), watch.signal);
        if (!response.ok) return await refusedBy(response, server, sent);
        const { heard: onPart, written: onContent } = watch;
        return await readReply(response, { sent, server, received, most, onPart, onContent, onProgress });
      } catch (error) {
        return failureOf(error, server);
      } finally {
        watch.end();
      }
    };
    const outcome = await read();
    const spent = received.any ? { usage: spentOn(received, sent) } : {};
    // These two come first: an aborted reading may look like a reply that broke off, or like any network error.
    if (signal.aborted) return { ...cancelled, ...spent };
    switch (watch.silence()) {
      case 'atStart':
        return {
          kind: 'timedOut',
          message: joined(
            received.any
              ? `${host} began and sent nothing that ${model} wrote for ${duration(timeouts.firstByteMs)}.`
              : `${host} sent nothing for ${duration(timeouts.firstByteMs)}. Is the model loading?`,
            remedies.firstByte,
          ),
          ...spent,
        };
      case 'inTheMiddle':
        return {
          kind: 'timedOut',
          message: joined(
            `${host} went silent in the middle of its reply for ${duration(timeouts.silenceMs)}. Try again.`,
            remedies.silence,
          ),
          ...spent,
        };
      case null:
        return { ...spent, ...outcome };
    }
  };

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
      if (signal.aborted) return ended(cancelled);
      const room = roomLeft();
      // What is left would cut off the reply that it pays for.
      if (last && room < Math.min(largest, learned.start) / 4) return ended(last);
      const limit = limitFor(learned, room);
      const sent: SentRequest = { request, dropped, limit: limitNames(baseUrl, dropped).length > 0 ? limit : null };
      const most = { tokens: request.room === undefined ? Infinity : room, bytes: limit * mostBytesPerToken };
      const outcome = await attempt(sent, most, signal, onProgress);
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
        return ended(cancelled);
      }
    }
  };
}

async function refusedBy(response: Response, server: ServerFacts, sent: SentRequest): Promise<Failure> {
  const { status, headers } = response;
  const redirected = status >= 300 && status < 400;
  if (redirected) await response.body?.cancel();
  const { text, cut } = await limitedText(redirected ? null : response.body, longestError);
  return answeredFailure({ status, headers, body: server.redact(text, cut) }, server, sent);
}

function joined(sentence: string, more: string | null): string {
  return more === null ? sentence : `${sentence} ${more}`;
}

/** Milliseconds before it is looked again whether a model is loaded; `undefined` where that took too long in all. */
function waitForLoading(retryAfter: number | null | undefined, waited: number, longest: number): number | undefined {
  const wait = Math.max(100, retryAfter ?? loadingPause);
  return waited + wait > longest ? undefined : wait;
}

/** Milliseconds before the next try; `undefined` where there is none, or where it is too far off. */
function pauseBefore(retryAfter: number | null | undefined, retries: number, jitter: () => number): number | undefined {
  const pause = pauses[retries];
  if (retryAfter === undefined || pause === undefined) return undefined;
  const wait = retryAfter ?? Math.round(pause * (1 + jitter() / 4));
  return wait > longestWait ? undefined : wait;
}
