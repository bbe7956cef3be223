import type { Failure, ServerFacts } from './failure';
import { ProxyError } from './proxied-fetch';
import { codeOf, proxySettings } from './unreachable';

/** What a proxy on the way did not do, ours or that of the editor's `fetch`; `undefined` where it was none. */
export function proxyFailure(error: unknown, server: ServerFacts): Failure | undefined {
  const { host } = server;
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof ProxyError) {
      const named = `The proxy ${at.proxy.host}`;
      return at.status === null ? unreachedProxy(named, codeOf(at), host) : refusedByProxy(at.status, named, host, at.proxy.authorization !== null);
    }
    // The editor's own: it names no proxy, and has no code for what one answers.
    const [, status] = /^Proxy response \((\d{3})\)/.exec(at.message) ?? [];
    if (status !== undefined) return refusedByProxy(Number(status), 'The proxy', host);
    const other = otherPlace(at, server.baseUrl);
    if (other !== undefined) return unreachedProxy(`The proxy ${other}`, codeOf(at), host);
  }
  return undefined;
}

/** A proxy's answer in place of a connection. `proxy` is how the message begins; `loggedIn`: it got a user name and a password. */
export function refusedByProxy(status: number, proxy: string, host: string, loggedIn = false): Failure {
  const message = (what: string): string => `${proxy} on the way to ${host} ${what}`;
  if (status === 407) return { kind: 'unreachable', message: `${message(loggedIn ? 'refused the user name and the password it was given (407). Correct them in' : 'wants a log-in (407). Give it a user name and a password in')} ${settings}: http://NAME:PASSWORD@host:port.` };
  if (status >= 500) return { kind: 'unreachable', message: `${message(`cannot connect to it (${status})`)}. Check the base URL, and try again later.`, retryAfter: null };
  return { kind: 'unreachable', message: `${message(`lets nothing through to it (${status})`)}. Ask whoever runs the proxy to allow ${host}, or leave it out of the proxy with the editor's setting http.noProxy; on the command line with NO_PROXY.` };
}

const settings = "the editor's setting http.proxy; on the command line in HTTPS_PROXY";

function unreachedProxy(proxy: string, code: string | undefined, host: string): Failure {
  return { kind: 'unreachable', message: `${proxy} on the way to ${host} cannot be reached (${code ?? 'no answer'}). Check ${proxySettings}, and that the proxy runs.` };
}

/** The place that could not be reached, where that is not the server: then the editor has a proxy in between. */
function otherPlace(error: Error, baseUrl: string): string | undefined {
  const url = new URL(baseUrl);
  const first: unknown = error instanceof AggregateError ? (error.errors as readonly unknown[])[0] : error;
  if (!(first instanceof Error)) return undefined;
  if ('hostname' in first && typeof first.hostname === 'string') return first.hostname === url.hostname ? undefined : first.hostname;
  if (!('address' in first && typeof first.address === 'string' && 'port' in first && typeof first.port === 'number')) return undefined;
  return first.port === Number(url.port || (url.protocol === 'https:' ? 443 : 80)) ? undefined : `${first.address}:${first.port}`;
}
