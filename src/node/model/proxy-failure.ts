import type { Failure, ServerFacts } from './failure';
import { isLoopback } from './key-origin';
import { ProxyError } from './proxied-fetch';
import type { HttpProxy } from './proxy';
import type { Remedies } from './remedies';
import { codeOf } from './unreachable';

/** What a proxy on the way did not do, ours or that of the editor's `fetch`; `undefined` where it was none. */
export function proxyFailure(error: unknown, server: ServerFacts): Failure | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof ProxyError) {
      return at.status === null
        ? unreachedProxy(at.proxy.host, at.proxy.variable, codeOf(at), server.host)
        : refusedByProxy(at.status, at.proxy, server);
    }
    // The editor's own: it names no proxy, and has no code for what one answers.
    const [, status] = /^Proxy response \((\d{3})\)/.exec(at.message) ?? [];
    if (status !== undefined) return refusedByProxy(Number(status), null, server);
    const other = otherPlace(at, server.baseUrl);
    if (other !== undefined) return unreachedProxy(other, server.remedies.proxy, codeOf(at), server.host);
  }
  return undefined;
}

/** A proxy's answer in place of a connection; `null` where it is not known which proxy. */
export function refusedByProxy(
  status: number,
  proxy: HttpProxy | null,
  { host, remedies }: Pick<ServerFacts, 'host' | 'remedies'>,
): Failure {
  const message = (what: string): string => `The ${named(proxy)} on the way to ${host} ${what}`;
  if (status === 407)
    return {
      kind: 'unreachable',
      message: `${message((proxy?.authorization ?? null) === null ? 'wants a log-in (407). Give it a user name and a password in' : 'refused the user name and the password it was given (407). Correct them in')} ${proxy?.variable ?? remedies.proxy}: http://NAME:PASSWORD@host:port.`,
    };
  if (status >= 500)
    return {
      kind: 'unreachable',
      message: `${message(`cannot connect to it (${status})`)}. Check the base URL, and try again later.`,
      retryAfter: null,
    };
  return {
    kind: 'unreachable',
    message: `${message(`lets nothing through to it (${status})`)}. ${letThrough(host, proxy, remedies)}`,
  };
}

/** What proxies write into their answers, and model servers on plain http do not. */
const marks: readonly string[] = ['via', 'proxy-status', 'proxy-agent', 'proxy-connection', 'x-squid-error', 'x-cache'];

/**
 * What to say of an error that a proxy may have answered in the server's place; `undefined` where it is surely the
 * server's own. Over https it always is: there a proxy has no part in what passes. Over http a proxy is known, or has
 * left its mark; `reason` is what was said.
 */
export function maybeOfProxy(
  status: number,
  headers: Headers | undefined,
  reason: string,
  { host, baseUrl, proxy, remedies }: ServerFacts,
): string | undefined {
  if (![403, 502, 503, 504].includes(status) || new URL(baseUrl).protocol !== 'http:' || isLoopback(baseUrl))
    return undefined;
  if (proxy === null && !marks.some((mark) => headers?.has(mark) === true)) return undefined;
  const who = `The ${named(proxy)} on the way to ${host}`;
  if (status === 403)
    return `${who}, or ${host} itself, refused the request (403): ${reason} ${letThrough(host, proxy, remedies)} If it is the server that wants a key: one is sent over https only.`;
  return `${who} cannot connect to it, or ${host} has a problem of its own (${status}): ${reason} Check the base URL, and try again later.`;
}

function named(proxy: HttpProxy | null): string {
  return proxy === null ? 'proxy' : `proxy ${proxy.host}`;
}

function letThrough(host: string, proxy: HttpProxy | null, { noProxy }: Remedies): string {
  // A proxy that is known was found in a variable.
  return `Ask whoever runs the proxy to allow ${host}, or leave it out of the proxy with ${proxy === null ? noProxy : 'NO_PROXY'}.`;
}

function unreachedProxy(place: string, set: string, code: string | undefined, host: string): Failure {
  return {
    kind: 'unreachable',
    message: `The proxy ${place} on the way to ${host} cannot be reached (${code ?? 'no answer'}). Check the proxy (${set}), and that the proxy runs.`,
  };
}

/** The place that could not be reached, where that is not the server: then the editor has a proxy in between. */
function otherPlace(error: Error, baseUrl: string): string | undefined {
  const url = new URL(baseUrl);
  const first: unknown = error instanceof AggregateError ? (error.errors as readonly unknown[])[0] : error;
  if (!(first instanceof Error)) return undefined;
  if ('hostname' in first && typeof first.hostname === 'string')
    return first.hostname === url.hostname ? undefined : first.hostname;
  if (!('address' in first && typeof first.address === 'string' && 'port' in first && typeof first.port === 'number'))
    return undefined;
  return first.port === Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    ? undefined
    : `${first.address}:${first.port}`;
}
