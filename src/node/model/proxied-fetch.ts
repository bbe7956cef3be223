import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { exchange, type SimpleFetch } from './loopback-fetch';
import type { HttpProxy } from './proxy';

/** A proxy that cannot be reached (`cause` tells), or that made no connection: then with the status it gave. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly proxy: HttpProxy;
  readonly status: number | null;
  constructor(proxy: HttpProxy, status: number | null, cause?: unknown) {
    super(`the proxy ${proxy.host} made no connection`, { cause });
    this.proxy = proxy;
    this.status = status;
  }
}

/** Milliseconds that a proxy gets to make a connection. */
const patience = 30_000;

/**
 * `fetch` through a proxy, for the command line: up to Node 22 the usual one goes by no variable, and the editor has
 * its own. A server that speaks https gets a connection of its own through the proxy (`CONNECT`), so that the proxy
 * sees neither key nor text. Requests to other servers are handed to the proxy, and carry no key. What the proxy says
 * of itself is told apart from what the server says. Follows no redirects.
 */
export function proxiedFetch(proxy: HttpProxy, milliseconds = patience): SimpleFetch {
  return async (address, init) => {
    const url = new URL(address);
    const options = { method: init.method, headers: init.headers, ...(init.signal ? { signal: init.signal } : {}) };
    if (url.protocol === 'https:') {
      const socket = await tunnelTo(url, proxy, milliseconds, init.signal);
      const host = url.hostname.replace(/^\[|\]$/g, '');
      // Without a name for an address: TLS has none for those, and the certificate is compared with the host.
      const secured = (): Socket =>
        connect({ socket, host, ...(/[a-z]/i.test(host) && !host.includes(':') ? { servername: host } : {}) });
      // Over a connection that is there already the client would name the port of plain http, which strict hosts refuse.
      const headers = { ...init.headers, host: url.host };
      return exchange(
        (received) => httpsRequest(url, { ...options, headers, createConnection: secured }, received),
        init.body,
      );
    }
    try {
      return await exchange(
        (received) =>
          requestOf(
            proxy,
            { ...options, path: url.href, headers: { ...init.headers, host: url.host, ...authorizationOf(proxy) } },
            received,
          ),
        init.body,
      );
    } catch (error) {
      throw init.signal?.aborted ? error : new ProxyError(proxy, null, error);
    }
  };
}

/** A connection to a server that the proxy made. */
function tunnelTo(url: URL, proxy: HttpProxy, milliseconds: number, signal: AbortSignal | undefined): Promise<Socket> {
  const authority = `${url.hostname}:${url.port || '443'}`;
  const tooLong = AbortSignal.timeout(milliseconds);
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown): void => {
      if (signal?.aborted) reject(cause instanceof Error ? cause : new Error(String(cause)));
      else
        reject(
          new ProxyError(
            proxy,
            null,
            tooLong.aborted ? Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }) : cause,
          ),
        );
    };
    const request = requestOf(proxy, {
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorizationOf(proxy) },
      signal: signal ? AbortSignal.any([signal, tooLong]) : tooLong,
    });
    request.once('connect', ({ statusCode }, socket) => {
      if (statusCode !== undefined && statusCode >= 200 && statusCode < 300) {
        resolve(socket);
      } else {
        socket.destroy();
        reject(new ProxyError(proxy, statusCode ?? null));
      }
    });
    request.once('error', failed);
    request.end();
  });
}

/** A request to the proxy itself, over a connection of its own: an agent might take a proxy for it, too. */
function requestOf(
  proxy: HttpProxy,
  options: RequestOptions,
  received?: (response: IncomingMessage) => void,
): ClientRequest {
  return (proxy.url.protocol === 'https:' ? httpsRequest : httpRequest)(
    proxy.url,
    { ...options, agent: false },
    received,
  );
}

function authorizationOf({ authorization }: HttpProxy): Readonly<Record<string, string>> {
  return authorization === null ? {} : { 'proxy-authorization': authorization };
}
