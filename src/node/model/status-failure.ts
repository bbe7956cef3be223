import type { ChatRequest } from '../../engine/model/chat-model';
import { causeOf } from './causes';
import { duration } from './duration';
import type { ErrorAnswer, Failure, SentRequest, ServerFacts } from './failure';
import { hasVersion, shorter, tryAgain, versionHint, words } from './failure-words';
import { presetOf } from './presets';
import { refusedByProxy } from './proxy-failure';
import { retryAfterOf } from './retry-after';
import { looksLikeWebPage, type ServerError } from './server-error';

/** What the status of an error means, and what its words say besides. */
export function statusFailure(answer: ErrorAnswer, said: ServerError, server: ServerFacts, sent: SentRequest): Failure {
  const { status, label, headers, body } = answer;
  const { host } = server;
  if (status >= 300 && status < 400) return redirectFailure(status, headers, server);
  const retryAfter = retryAfterOf(headers, body, server.now());
  const ofCause = causeFailure(answer, said, server, sent.request.role, retryAfter);
  if (ofCause) return ofCause;
  const reason = words(said, server);
  switch (status) {
    case 400:
    case 413:
    case 422:
      return {
        kind: 'badResponse',
        message: `${host} refused the request: ${reason} Try another model, or check the settings of the server.`,
      };
    case 401:
    case 403:
      return keyFailure(label, reason, server);
    case 402:
      return quotaFailure(host, reason);
    case 404:
    case 410:
      return notFound(label, reason, server);
    case 407:
      return refusedByProxy(407, server.proxy, server);
    case 408:
      return { kind: 'timedOut', message: `${host} gave up waiting (${label}). Try again.`, retryAfter };
    case 429:
      return rateFailure(answer, reason, host, retryAfter);
    default:
      if (passing.has(status) || status >= 500)
        return {
          kind: 'serverError',
          message: `${host} ${status < 500 ? 'could not take the request now' : 'has a problem of its own'} (${label}): ${reason} ${tryAgain(retryAfter)}`,
          // What is not implemented now is not a moment later.
          ...(status === 501 ? {} : { retryAfter }),
        };
      return {
        kind: 'badResponse',
        message: `${host} answered with status ${label}: ${reason} Check the base URL ${server.baseUrl}.`,
      };
  }
}

/** Statuses below 500 of what may pass: conflicts, locks, too early, gone away, no capacity. */
const passing: ReadonlySet<number> = new Set([409, 421, 423, 425, 498, 499]);

/** What an error means by its words, where its status may be that of many; `undefined` where they do not tell. */
function causeFailure(
  answer: ErrorAnswer,
  said: ServerError,
  server: ServerFacts,
  role: ChatRequest['role'],
  retryAfter: number | null,
): Failure | undefined {
  const { host, model, baseUrl, remedies } = server;
  const { status, label, body } = answer;
  const reason = words(said, server);
  if (looksLikeWebPage(body) && status === 403) return placeFailure(label, reason, host);
  if (looksLikeWebPage(body))
    return status === 413
      ? {
          kind: 'badResponse',
          message: `A proxy or gateway in front of ${host} takes no request of this size (413): ${reason} ${shorter(role)}, or have its limit for the size of requests raised (in nginx client_max_body_size).`,
        }
      : undefined;
  const isOfRequest = status === 400 || status === 413 || status === 422;
  switch (causeOf(said)) {
    case 'context':
      if (!isOfRequest && status < 500) return undefined;
      return {
        kind: 'badResponse',
        message: `The request to ${host} is too long for ${model}: ${reason} ${shorter(role)}, or ${presetOf(baseUrl)?.context ?? 'a model with a larger context'}.`,
      };
    case 'filter':
      if (!isOfRequest && status !== 403 && status !== 451) return undefined;
      return {
        kind: 'refused',
        message: `A content filter of ${host} refused the request: ${reason} Other ${role === 'maker' ? 'examples' : 'problems'} or another model may help.`,
      };
    case 'quota':
      // Some say so of a quota a minute as well, and when to come again.
      if (status === 429 && retryAfter !== null && said.code !== 'insufficient_quota') return undefined;
      return status < 500 ? quotaFailure(host, reason) : undefined;
    case 'rate':
      return isOfRequest || status === 403 ? rateFailure(answer, reason, host, retryAfter) : undefined;
    case 'key':
      return isOfRequest || status === 500 ? keyFailure(label, reason, server) : undefined;
    case 'notChat':
      return {
        kind: 'modelNotFound',
        message: `${model} at ${host} is no model for chats (${label}): ${reason} ${remedies.model}`,
      };
    case 'place':
      return status === 403 ? placeFailure(label, reason, host) : undefined;
    case 'crash':
      return {
        kind: 'serverError',
        message: `${host} could not run ${model} (${label}): ${reason} ${tryAgain(retryAfter)}`,
        retryAfter,
      };
    case 'model':
      return isOfRequest ? notFound(label, reason, server) : undefined;
    case 'memory':
      return {
        kind: 'serverError',
        message: `${host} has not enough memory for ${model} (${label}): ${reason} Take a smaller model. ${remedies.model}`,
      };
    case 'loading':
    case undefined:
      return undefined;
  }
}

/** Limits of a whole day, by their names in messages and details. */
const daily = /per.?day|\bdaily\b|\b[RT]PD\b/i;

/** Too many requests. Of a day's limit none makes sense that comes a moment later, whatever wait is told besides. */
function rateFailure({ label, body }: ErrorAnswer, reason: string, host: string, retryAfter: number | null): Failure {
  const isDaily = daily.test(body.slice(0, 8_000)) && (retryAfter === null || retryAfter < 60_000);
  const when = isDaily
    ? ': a limit for a day is reached. Try again tomorrow, or use another model.'
    : retryAfter === null
      ? '. Try again in a while.'
      : `; try again in ${duration(retryAfter)}.`;
  const says = reason === 'no reason given.' ? '' : ` It says: ${reason}`;
  return {
    kind: 'rateLimited',
    message: `${host} takes no more requests for now (${label})${when}${says}`,
    ...(isDaily ? {} : { retryAfter }),
  };
}

function placeFailure(label: string, reason: string, host: string): Failure {
  return {
    kind: 'badResponse',
    message: `${host}, or something in front of it, turns requests from here away (${label}): ${reason} The key may be right: check the network, and whether a firewall, a log-in page or the country stands in between.`,
  };
}

function keyFailure(label: string, reason: string, { host, model, hasKey, remedies }: ServerFacts): Failure {
  return {
    kind: 'unauthorized',
    message: hasKey
      ? `${host} refused the key (${label}): ${reason} ${remedies.key} Or check that it may use ${model}.`
      : `${host} refused the keyless request (${label}): it wants a key. ${remedies.key}`,
  };
}

function notFound(label: string, reason: string, { host, model, baseUrl, remedies }: ServerFacts): Failure {
  const models = presetOf(baseUrl)?.models;
  return {
    kind: 'modelNotFound',
    message: `${host} knows no model “${model}”, or the base URL ${baseUrl} is not that of its interface (${label}): ${reason} ${remedies.model}${hasVersion(baseUrl) ? '' : ` ${versionHint(baseUrl)}`}${models === undefined ? '' : ` ${models}`}`,
  };
}

function quotaFailure(host: string, reason: string): Failure {
  return {
    kind: 'quotaExhausted',
    message: `The quota at ${host} is used up: ${reason} Check the plan and the billing there; trying again will not help.`,
  };
}

/** Where to, without a query: that may hold anything. */
function redirectFailure(status: number, headers: Headers | undefined, server: ServerFacts): Failure {
  const location = headers?.get('location') ?? '';
  const target =
    location !== '' && URL.canParse(location, server.baseUrl) ? new URL(location, server.baseUrl) : undefined;
  const where = target === undefined ? 'another address' : server.redact(target.origin + target.pathname).slice(0, 200);
  return {
    kind: 'badResponse',
    message: `${server.host} sends requests on to ${where} (${status}), which is not followed, so that the key goes nowhere else. Set that address as the base URL if you trust it.`,
  };
}
