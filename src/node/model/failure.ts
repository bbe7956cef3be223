import type { ChatFailureKind, ChatRequest } from '../../engine/model/chat-model';
import { estimateRequestTokens } from '../../engine/model/cost';
import { duration } from './duration';
import { isAboutLength, smallerLimit, type SmallerLimit } from './limits';
import { presetOf } from './presets';
import { maybeOfProxy, proxyFailure, refusedByProxy } from './proxy-failure';
import type { HttpProxy } from './proxy';
import type { Redact } from './redact';
import { refusalOf, type Refusal, type RefusedParameter } from './refusals';
import type { Remedies } from './remedies';
import { retryAfterOf } from './retry-after';
import { looksLikeWebPage, oneLine, readServerError, type ServerError } from './server-error';
import { networkFailure } from './unreachable';

/** A request that failed: what kind, what to tell, and whether and when another try makes sense. */
export interface Failure {
  readonly kind: ChatFailureKind;
  readonly message: string;
  /**
   * Milliseconds after which the server would take another try; `null` where it did not say; absent where none makes
   * sense.
   */
  readonly retryAfter?: number | null;
  /** What the server refused of the request, and can be done without. */
  readonly refusal?: Refusal | undefined;
  /** A smaller limit for the reply, where the one that was asked for was too much. */
  readonly smaller?: SmallerLimit | undefined;
  /** The reply reached the limit that was asked for: a larger one may hold it. */
  readonly atLimit?: boolean;
  /** The server loads the model: it is waited for as long as for a first byte. */
  readonly loading?: boolean;
}

/** What a message needs to know of the server. */
export interface ServerFacts {
  readonly host: string;
  /** Without query: safe to show. */
  readonly baseUrl: string;
  readonly model: string;
  readonly hasKey: boolean;
  /** The name of the remote that the editor runs on, where it does: its `localhost` is not the person's. */
  readonly remoteName: string | null;
  /** What stands between this machine and the server, where it is known: over plain http it may answer in its place. */
  readonly proxy: HttpProxy | null;
  readonly redact: Redact;
  readonly now: () => number;
  readonly remedies: Remedies;
}

/** A request as it was sent: without what the server does not know, and with this limit for the reply. */
export interface SentRequest {
  readonly request: ChatRequest;
  readonly dropped: ReadonlySet<RefusedParameter>;
  /** `null` where the server takes none. */
  readonly limit: number | null;
}

/** A server's answer that is none. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Headers | undefined;
  /** As far as it was read, without the key. */
  readonly body: string;
}

/** An error that was thrown on the way to an answer, as a failure with a remedy. */
export function failureOf(error: unknown, server: ServerFacts): Failure {
  return proxyFailure(error, server) ?? networkFailure(error, server);
}

/** The server did answer, with an error's status. */
export function answeredFailure(answer: ErrorAnswer, server: ServerFacts, sent: SentRequest): Failure {
  const { status, headers, body } = answer;
  const said = readServerError(body);
  const failure = statusFailure(answer, said, server, sent.request.role);
  // A web page is a proxy's: it knows nothing of what a model was asked.
  const mended = looksLikeWebPage(body) ? failure : { ...failure, ...mendingOf(status, said, sent) };
  // No proxy gives its errors a code.
  const ofProxy = said.code === '' ? maybeOfProxy(status, headers, words(said, server), server) : undefined;
  if (ofProxy !== undefined) return { ...mended, message: ofProxy };
  if (isLoading(said) && status >= 400)
    return {
      kind: 'serverError',
      message: `${server.host} is still loading ${server.model} (${status}): ${words(said, server)} ${tryAgain(failure.retryAfter ?? null)}`,
      retryAfter: retryAfterOf(headers, body, server.now()),
      loading: true,
    };
  return mended;
}

/**
 * An error that a server sent in place of a reply, after it had promised one. OpenRouter then uses a status as the
 * code.
 */
export function failureInReply(said: ServerError, body: string, server: ServerFacts, sent: SentRequest): Failure {
  const { host, baseUrl } = server;
  const status = /^[45]\d\d$/.test(said.code) ? Number(said.code) : undefined;
  if (status !== undefined) return answeredFailure({ status, headers: undefined, body }, server, sent);
  if (/unexpected endpoint|unknown endpoint|no such endpoint/i.test(said.message))
    return {
      kind: 'badResponse',
      message: `${host} has no chat interface at ${baseUrl}: ${words(said, server)} ${versionHint(baseUrl)}`,
    };
  return {
    kind: 'serverError',
    message: `${host} broke off with an error: ${words(said, server)} Try again.`,
    ...mendingOf(500, said, sent),
    ...(isLoading(said) ? { loading: true, retryAfter: retryAfterOf(undefined, body, server.now()) } : {}),
  };
}

/** What helps at once: to leave something out, or to ask for a shorter reply. */
function mendingOf(
  status: number,
  said: ServerError,
  { request, dropped, limit }: SentRequest,
): Pick<Failure, 'refusal' | 'smaller'> {
  if (![400, 402, 413, 422, 429, 500, 501].includes(status)) return {};
  const smaller = smallerLimit(said, limit, estimateRequestTokens(request));
  if (smaller) return { smaller };
  return status === 402 || status === 429 || isAboutLength(said)
    ? {}
    : { refusal: refusalOf(status, said, request, dropped) };
}

const quotaUsedUp = /insufficient.quota|exceeded your current quota|insufficient (balance|credits)/i;

function statusFailure(
  { status, headers, body }: ErrorAnswer,
  said: ServerError,
  server: ServerFacts,
  role: ChatRequest['role'],
): Failure {
  const { host, model, remedies } = server;
  const reason = words(said, server);
  const retryAfter = retryAfterOf(headers, body, server.now());
  if (status >= 300 && status < 400) return redirectFailure(status, headers, server);
  switch (status) {
    case 413:
      if (looksLikeWebPage(body))
        return {
          kind: 'badResponse',
          message: `A proxy or gateway in front of ${host} takes no request of this size (413): ${reason} ${shorter(role)}, or have its limit for the size of requests raised (in nginx client_max_body_size).`,
        };
      return requestFailure(said, reason, server, role);
    case 400:
    case 422:
      return requestFailure(said, reason, server, role);
    case 401:
    case 403:
      if (!server.hasKey)
        return {
          kind: 'unauthorized',
          message: `${host} refused the keyless request (${status}): it wants a key. ${remedies.key}`,
        };
      return {
        kind: 'unauthorized',
        message: `${host} refused the key (${status}): ${reason} ${remedies.key} Or check that it may use ${model}.`,
      };
    case 402:
      return quotaFailure(host, reason);
    case 404:
      return notFound(status, reason, server);
    case 407:
      return refusedByProxy(407, server.proxy, host);
    case 408:
      return { kind: 'timedOut', message: `${host} gave up waiting (408). Try again.`, retryAfter };
    case 429:
      // Gemini says so of a quota a minute as well, and when to come again.
      if (said.code === 'insufficient_quota' || (retryAfter === null && quotaUsedUp.test(said.message)))
        return quotaFailure(host, reason);
      return {
        kind: 'rateLimited',
        message: `${host} takes no more requests for now (429)${retryAfter === null ? '. Try again in a while.' : `; try again in ${duration(retryAfter)}.`}`,
        retryAfter,
      };
    default:
      if (status < 500)
        return {
          kind: 'badResponse',
          message: `${host} answered with status ${status}: ${reason} Check the base URL ${server.baseUrl}.`,
        };
      return {
        kind: 'serverError',
        message: `${host} has a problem of its own (${status}): ${reason} ${tryAgain(retryAfter)}`,
        // What is not implemented now is not a moment later.
        ...(status === 501 ? {} : { retryAfter }),
      };
  }
}

function notFound(status: number, reason: string, { host, model, baseUrl, remedies }: ServerFacts): Failure {
  const models = presetOf(baseUrl)?.models;
  return {
    kind: 'modelNotFound',
    message: `${host} knows no model “${model}”, or the base URL ${baseUrl} is not that of its interface (${status}): ${reason} ${remedies.model}${hasVersion(baseUrl) ? '' : ` ${versionHint(baseUrl)}`}${models === undefined ? '' : ` ${models}`}`,
  };
}

function hasVersion(baseUrl: string): boolean {
  return /\/(v\d|openai|api|inference)\b/.test(new URL(baseUrl).pathname);
}

function versionHint(baseUrl: string): string {
  return hasVersion(baseUrl)
    ? 'Check the base URL.'
    : `The base URL mostly ends with its version: ${baseUrl.replace(/\/$/, '')}/v1.`;
}

function quotaFailure(host: string, reason: string): Failure {
  return {
    kind: 'quotaExhausted',
    message: `The quota at ${host} is used up: ${reason} Check the plan and the billing there; trying again will not help.`,
  };
}

function tryAgain(retryAfter: number | null): string {
  return retryAfter === null ? 'Try again later.' : `Try again in ${duration(retryAfter)}.`;
}

/** Where to, without a query: that may hold anything. */
function redirectFailure(status: number, headers: Headers | undefined, server: ServerFacts): Failure {
  const location = headers?.get('location') ?? '';
  const target = URL.canParse(location, server.baseUrl) ? new URL(location, server.baseUrl) : undefined;
  const where = target === undefined ? 'another address' : server.redact(target.origin + target.pathname).slice(0, 200);
  return {
    kind: 'badResponse',
    message: `${server.host} sends requests on to ${where} (${status}), which is not followed, so that the key goes nowhere else. Set that address as the base URL if you trust it.`,
  };
}

/** The request, or what it and the reply take together, is longer than the model or the server takes. */
const tooLong =
  /context.?(length|size|window)|too many tokens|maximum context|too (large|long)\b|prompt is too long|token limit|tokens per minute|reduce (the|your)/i;

function requestFailure(said: ServerError, reason: string, server: ServerFacts, role: ChatRequest['role']): Failure {
  const { host, model, baseUrl } = server;
  if (tooLong.test(`${said.code} ${said.message}`)) {
    const context = presetOf(baseUrl)?.context ?? null;
    return {
      kind: 'badResponse',
      message: `The request to ${host} is too long for ${model}: ${reason} ${shorter(role)}, or ${context ?? 'a model with a larger context'}.`,
    };
  }
  if (said.code === 'content_filter' || said.code === 'content_policy_violation')
    return {
      kind: 'refused',
      message: `A content filter of ${host} refused the request: ${reason} Other ${role === 'maker' ? 'examples' : 'problems'} or another model may help.`,
    };
  if (
    said.code === 'model_not_found' ||
    /\bmodel\b.{0,120}\b(not found|does not exist|not a valid model)/i.test(said.message)
  )
    return notFound(400, reason, server);
  return {
    kind: 'badResponse',
    message: `${host} refused the request: ${reason} Try another model, or check the settings of the server.`,
  };
}

/** What makes a request shorter. */
export function shorter(role: ChatRequest['role']): string {
  return role === 'maker' ? 'Use fewer or shorter examples' : 'Use shorter problems';
}

function isLoading({ message }: ServerError): boolean {
  return (
    /\bloading\b.{0,40}\bmodel\b|\bmodel\b.{0,80}\b(?:is|being|still)\b.{0,20}\bload(?:ing|ed)\b|warming up|starting up/i.test(
      message,
    ) && !/fail|error|cannot|could not|not loaded/i.test(message)
  );
}

/** What a server said, for a message: short, without the key. */
function words(said: ServerError, server: ServerFacts): string {
  return sentence(server.redact(said.message));
}

/** A text as one sentence of at most 300 characters. The key must be out of it already: a part of one would stay. */
export function sentence(text: string): string {
  const line = oneLine(text);
  if (line === '') return 'no reason given.';
  return line.length > 300 ? `${line.slice(0, 300)}…` : /[.!?…]$/.test(line) ? line : `${line}.`;
}
