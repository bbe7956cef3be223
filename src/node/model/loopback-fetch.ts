import { ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { createBrotliDecompress, createUnzip } from 'node:zlib';

/** A `fetch` for one request with a text body, which is all that is needed here. */
export type SimpleFetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly redirect: 'manual';
    readonly signal?: AbortSignal;
  },
) => Promise<Response>;

/**
 * `fetch` for servers on this machine, over `node:http`. The usual one gives up when the first byte takes more than
 * five minutes. A large local model needs that long, and the editor wraps the usual one so that its limits cannot be
 * changed. Follows no redirects. Over plain http it uses no proxy, since a proxy would see the key. That goes for the
 * editor's, with its own `request` that takes only some names for this machine, and for that of Node's agent.
 */
export const loopbackFetch: SimpleFetch = (address, init) => {
  const url = new URL(address);
  const options = { method: init.method, headers: init.headers, ...(init.signal ? { signal: init.signal } : {}) };
  return exchange(
    (received) =>
      url.protocol === 'https:'
        ? httpsRequest(url, options, received)
        : new ClientRequest({ ...urlToHttpOptions(url), ...options, agent: false }, received),
    init.body,
  );
};

/** Sends a body with the request that `open` makes, and gives what is received as a `Response`. */
export function exchange(
  open: (received: (response: IncomingMessage) => void) => ClientRequest,
  body: string | undefined,
): Promise<Response> {
  return new Promise<Response>((resolve, reject) => {
    const request = open((received) => {
      // What throws in this callback would end the process.
      try {
        resolve(responseOf(received));
      } catch (error) {
        received.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Statuses for which a `Response` takes no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** A status that a `Response` can have. Throws with the code of Node's http parser for others, which it lets pass. */
export function possibleStatus(status: number): number {
  if (status >= 200 && status <= 599) return status;
  throw Object.assign(new Error(`There is no status ${status}.`), { code: 'HPE_INVALID_STATUS' });
}

function responseOf(received: IncomingMessage): Response {
  const status = possibleStatus(received.statusCode ?? 0);
  const headers = new Headers();
  for (const [name, value] of Object.entries(received.headers)) {
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value]) headers.append(name, one);
  }
  if (!bodiless.has(status))
    return new Response(Readable.toWeb(unpacked(received)) as ReadableStream<Uint8Array>, { status, headers });
  received.resume();
  return new Response(null, { status, headers });
}

/** A body as it was before it was packed: some proxies pack what nobody asked them to. */
function unpacked(received: IncomingMessage): Readable {
  const encoding = received.headers['content-encoding']?.trim().toLowerCase();
  const unpack =
    encoding === 'br'
      ? createBrotliDecompress()
      : /^(?:x-)?gzip$|^deflate$/.test(encoding ?? '')
        ? createUnzip()
        : undefined;
  // What ends one of the two ends the other, with its error.
  return unpack === undefined ? received : pipeline(received, unpack, () => undefined);
}
