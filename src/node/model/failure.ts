import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import type { ChatFailureKind } from '../../engine/model/chat-model';
import { isLoopback } from './key-origin';

/** A request that failed: what kind, what to tell, and whether and when another try makes sense. */
export interface Failure {
  readonly kind: ChatFailureKind;
  readonly message: string;
  /** Milliseconds after which the server would take another try; `null` where it did not say; absent where none makes sense. */
  readonly retryAfter?: number | null;
  /** A parameter that the server named as refused. */
  readonly refused?: RefusedParameter;
}

/** Parameters that some servers refuse; dropped (or replaced) once, then remembered. */
export type RefusedParameter = 'temperature' | 'max_completion_tokens' | 'response_format' | 'stream_options' | 'stream';

const refusable: readonly RefusedParameter[] = ['temperature', 'max_completion_tokens', 'response_format', 'stream_options', 'stream'];

/** What a message needs to know of the server. */
export interface ServerFacts {
  readonly host: string;
  readonly baseUrl: string;
  readonly model: string;
  /** The name of the remote that the editor runs on, where it does: its `localhost` is not the person's. */
  readonly remoteName: string | null;
  readonly now: () => number;
}

/** An error of the client as a failure with a remedy. */
export function failureOf(error: unknown, server: ServerFacts): Failure {
  if (error instanceof APIUserAbortError) return { kind: 'cancelled', message: 'The request was cancelled.' };
  if (error instanceof APIConnectionError) return { kind: 'unreachable', message: unreachableMessage(codeOf(error), server), ...(codeOf(error) === 'ECONNRESET' ? { retryAfter: null } : {}) };
  if (error instanceof APIError) return statusFailure(error, server);
  const code = codeOf(error);
  if (code !== undefined) return { kind: 'unreachable', message: unreachableMessage(code, server) };
  return { kind: 'badResponse', message: `The reply of ${server.host} could not be read: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'}. Check that the base URL is that of an OpenAI-compatible interface.` };
}

function statusFailure(error: APIError, server: ServerFacts): Failure {
  const { host, model } = server;
  const status = typeof error.status === 'number' ? error.status : 0;
  const said = saidBy(error);
  const code = typeof error.code === 'string' ? error.code : '';
  switch (status) {
    case 400:
    case 422: {
      const refused = refusable.find((name) => error.param === name || said.includes(name) || (name === 'max_completion_tokens' && said.includes('max_tokens')));
      if (/context.length|too many tokens|maximum context/i.test(`${code} ${said}`)) return { kind: 'badResponse', message: `The request is too long for ${model}: ${said} Use fewer or shorter examples, or a model with a larger context.` };
      return { kind: 'badResponse', message: `${host} refused the request: ${said}`, ...(refused ? { refused } : {}) };
    }
    case 401:
    case 403:
      return { kind: 'unauthorized', message: `${host} refused the key (${status}). Set it again with Set Up Models…, or check that it may use ${model}.` };
    case 404:
      return { kind: 'modelNotFound', message: `${host} knows no model “${model}”, or the base URL ${server.baseUrl} is not that of its interface (404). Choose another with Set Up Models….` };
    case 429: {
      if (code === 'insufficient_quota' || /insufficient.quota|exceeded your current quota|credit/i.test(said)) return { kind: 'quotaExhausted', message: `The quota at ${host} is used up. Check the plan and the billing there; trying again will not help.` };
      const wait = retryAfterOf(error.headers, server.now());
      return { kind: 'rateLimited', message: `${host} takes no more requests for now (429)${wait === null ? '. Try again in a while.' : `; try again in ${Math.ceil(wait / 1000)} s.`}`, retryAfter: wait };
    }
    case 407:
      return { kind: 'unreachable', message: `A proxy on the way to ${host} wants a log-in (407). Set the editor's proxy settings.` };
    case 408:
      return { kind: 'timedOut', message: `${host} gave up waiting (408). Try again.`, retryAfter: retryAfterOf(error.headers, server.now()) };
    default:
      if (status >= 300 && status < 400) return { kind: 'badResponse', message: `${host} sends requests on to another address (${status}), which is not followed, so that the key goes nowhere else. Set that address as the base URL if you trust it.` };
      if (status >= 500) return { kind: 'serverError', message: `${host} has a problem of its own (${status}): ${said} Try again later.`, retryAfter: retryAfterOf(error.headers, server.now()) };
      return { kind: 'badResponse', message: `${host} answered with status ${status}: ${said}` };
  }
}

/** What a server said, for a message: one line, short, no markup. HTML comes from something in between. */
function saidBy(error: APIError): string {
  const text = error.message.replace(/^\d{3}\s*/, '');
  if (/<html|<!doctype/i.test(text)) return 'it sent a web page, perhaps a proxy or a log-in page.';
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300);
  return line === '' || line === 'status code (no body)' ? 'no reason given.' : /[.!?]$/.test(line) ? line : `${line}.`;
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date, in milliseconds; `null` where there is none. */
function retryAfterOf(headers: Headers | undefined, now: number): number | null {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  const value = headers?.get('retry-after');
  if (value === null || value === undefined) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The system's code of a network error, however deep the client wrapped it. */
function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    const inner = at instanceof AggregateError ? (at.errors as readonly unknown[])[0] : at;
    const code = inner instanceof Error && 'code' in inner ? inner.code : undefined;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return undefined;
}

function unreachableMessage(code: string | undefined, server: ServerFacts): string {
  const { host } = server;
  const where = isLoopback(server.baseUrl) && server.remoteName !== null ? ` The extension runs on the remote (${server.remoteName}): ${host} is that machine, not the one in front of you.` : '';
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing answers at ${host} (connection refused). ${isLoopback(server.baseUrl) ? 'Is the model server running, and on this port?' : 'Check the base URL and the port.'}${where}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${host} was not found (DNS). Check the base URL and the network connection.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `The connection to ${host} broke off. Try again.${where}`;
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${host} cannot be reached (${code}). Check the network connection and the editor's proxy settings.${where}`;
    default:
      if (code !== undefined && /CERT|SSL|TLS|SELF_SIGNED|ISSUER/.test(code)) return `The certificate of ${host} is not trusted (${code}). If it belongs to your organisation, add its authority to the system's certificates or to NODE_EXTRA_CA_CERTS.`;
      return `${host} cannot be reached${code === undefined ? '' : ` (${code})`}. Check the base URL, the network connection and the editor's proxy settings.${where}`;
  }
}
