import { APIConnectionError, APIError } from 'openai';
import type { ChatFailureKind } from '../../engine/model/chat-model';
import { duration } from './duration';
import { presetOf } from './presets';
import { maybeOfProxy, proxyFailure, refusedByProxy } from './proxy-failure';
import type { HttpProxy } from './proxy';
import type { Redact } from './redact';
import { oneLine, readServerError, type ServerError } from './server-error';
import { codeOf, networkFailure } from './unreachable';

/** A request that failed: what kind, what to tell, and whether and when another try makes sense. */
export interface Failure {
  readonly kind: ChatFailureKind;
  readonly message: string;
  /**
   * Milliseconds after which the server would take another try; `null` where it did not say; absent where none makes
   * sense.
   */
  readonly retryAfter?: number | null;
  /** A parameter that the server named as refused. */
  readonly refused?: RefusedParameter;
  /** The refusal concerns this one request: it must not be remembered. */
  readonly refusedOnce?: boolean;
}

/** Parameters that some servers refuse; dropped (or replaced) once, then remembered. */
export type RefusedParameter =
  'temperature' | 'max_completion_tokens' | 'max_tokens' | 'response_format' | 'stream_options' | 'stream';

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
}

/** An error that was thrown on the way to a reply, as a failure with a remedy. */
export function failureOf(error: unknown, server: ServerFacts): Failure {
  const atProxy = proxyFailure(error, server);
  if (atProxy) return atProxy;
  if (error instanceof APIConnectionError) return networkFailure(error, server);
  if (error instanceof APIError) return answeredFailure(error as APIError, server);
  // A connection that broke off while the reply came in is no error of the client's; its code tells.
  if (codeOf(error) !== undefined) return networkFailure(error, server);
  return {
    kind: 'badResponse',
    message: `The reply of ${server.host} could not be read: ${sentence(server.redact(error instanceof Error ? error.message : String(error)))} Check that the base URL is that of an OpenAI-compatible interface.`,
  };
}

/** The server did answer: with an error's status, or with an error in the middle of a stream, which has none. */
function answeredFailure(error: APIError, server: ServerFacts): Failure {
  const said = readServerError(JSON.stringify({ error: error.error ?? error.message }));
  if (error.status === undefined) return failureInReply(said, server);
  const failure = statusFailure(error.status, said, error.headers, server);
  // No proxy gives its errors a code.
  const ofProxy = said.code === '' ? maybeOfProxy(error.status, error.headers, words(said, server), server) : undefined;
  return ofProxy === undefined ? failure : { ...failure, message: ofProxy };
}

/**
 * An error that a server sent in place of a reply, after it had promised one. OpenRouter then uses a status as the
 * code.
 */
export function failureInReply(said: ServerError, server: ServerFacts): Failure {
  const status = /^[45]\d\d$/.test(said.code) ? Number(said.code) : undefined;
  if (status !== undefined) return statusFailure(status, said, undefined, server);
  return { kind: 'serverError', message: `${server.host} broke off with an error: ${words(said, server)} Try again.` };
}

function statusFailure(status: number, said: ServerError, headers: Headers | undefined, server: ServerFacts): Failure {
  const { host, model } = server;
  const reason = words(said, server);
  const retryAfter = retryAfterOf(headers, server.now());
  if (status >= 300 && status < 400) return redirectFailure(status, headers, server);
  switch (status) {
    case 400:
    case 413:
    case 422:
      return requestFailure(said, reason, server);
    case 401:
    case 403:
      if (!server.hasKey)
        return {
          kind: 'unauthorized',
          message: `${host} refused the keyless request (${status}): it wants a key. Give it one with Set Up Models….`,
        };
      return {
        kind: 'unauthorized',
        message: `${host} refused the key (${status}): ${reason} Set it again with Set Up Models…, or check that it may use ${model}.`,
      };
    case 402:
      return quotaFailure(host);
    case 404: {
      const models = presetOf(server.baseUrl)?.models;
      return {
        kind: 'modelNotFound',
        message: `${host} knows no model “${model}”, or the base URL ${server.baseUrl} is not that of its interface (404): ${reason} Choose another with Set Up Models….${models === undefined ? '' : ` ${models}`}`,
      };
    }
    case 407:
      return refusedByProxy(407, server.proxy, host);
    case 408:
      return { kind: 'timedOut', message: `${host} gave up waiting (408). Try again.`, retryAfter };
    case 429:
      if (
        said.code === 'insufficient_quota' ||
        /insufficient.quota|exceeded your current quota|insufficient (balance|credits)/i.test(said.message)
      )
        return quotaFailure(host);
      return {
        kind: 'rateLimited',
        message: `${host} takes no more requests for now (429)${retryAfter === null ? '. Try again in a while.' : `; try again in ${duration(retryAfter)}.`}`,
        retryAfter,
      };
    case 500:
    case 502:
    case 503:
    case 504:
      return {
        kind: 'serverError',
        message: `${host} has a problem of its own (${status}): ${reason} ${tryAgain(retryAfter)}`,
        retryAfter,
      };
    default:
      if (status > 500)
        return {
          kind: 'serverError',
          message: `${host} has a problem of its own (${status}): ${reason} ${tryAgain(retryAfter)}`,
        };
      return {
        kind: 'badResponse',
        message: `${host} answered with status ${status}: ${reason} Check the base URL ${server.baseUrl}.`,
      };
  }
}

function quotaFailure(host: string): Failure {
  return {
    kind: 'quotaExhausted',
    message: `The quota at ${host} is used up. Check the plan and the billing there; trying again will not help.`,
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

function requestFailure(said: ServerError, reason: string, server: ServerFacts): Failure {
  const { host, model } = server;
  if (
    /context.length|too many tokens|maximum context|too large for|payload too large/i.test(
      `${said.code} ${said.message}`,
    )
  )
    return {
      kind: 'badResponse',
      message: `The request to ${host} is too long for ${model}: ${reason} Use fewer or shorter examples, or a model with a larger context.`,
    };
  if (said.code === 'content_filter' || said.code === 'content_policy_violation')
    return {
      kind: 'refused',
      message: `A content filter of ${host} refused the request: ${reason} Other examples or another model may help.`,
    };
  const refused = refusedParameter(said);
  const message = `${host} refused the request: ${reason} Try another model, or check the settings of the server.`;
  if (refused === undefined) return { kind: 'badResponse', message };
  return {
    kind: 'badResponse',
    message,
    refused,
    refusedOnce: refused === 'response_format' && /invalid.?(json.?)?schema/i.test(`${said.code} ${said.message}`),
  };
}

/** Names of parameters in what servers say; the longer ones first, whole words only: "upstream" is no "stream". */
const names: readonly (readonly [RegExp, RefusedParameter])[] = [
  [/\bstream_options\b|\binclude_usage\b/, 'stream_options'],
  [/\bmax_completion_tokens\b|\bmax_tokens\b/, 'max_completion_tokens'],
  [/\bresponse_format\b|\bjson_schema\b|structured.outputs?\b/i, 'response_format'],
  [/\btemperature\b/i, 'temperature'],
  [/\bstream(ing)?\b/i, 'stream'],
];

function refusedParameter(said: ServerError): RefusedParameter | undefined {
  const named = (text: string): RefusedParameter | undefined => names.find(([pattern]) => pattern.test(text))?.[1];
  // What the server names as the parameter counts; its sentence may mention others, as the ones to use instead.
  return named(said.param) ?? named(said.message);
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

/** `retry-after-ms`, or `retry-after` in seconds or as a date, in milliseconds; `null` where there is none. */
function retryAfterOf(headers: Headers | undefined, now: number): number | null {
  const milliseconds = numberOf(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const value = headers?.get('retry-after');
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1_000;
  // A date has the names of day and month; without that, Date.parse makes years of any number.
  const date = Date.parse(/[a-z]{3}/i.test(value ?? '') ? (value ?? '') : '');
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** A header's number, not negative; `Number('')` would be 0. */
function numberOf(value: string | null | undefined): number | undefined {
  return value !== null && value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
