import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

/**
 * `fetch` for servers on this machine, over `node:http`. The usual one gives up when the first byte takes more than
 * five minutes, which a large local model needs, and the editor wraps it so that its limits cannot be changed.
 * Follows no redirects.
 */
export const loopbackFetch: typeof fetch = (input, init) =>
  new Promise<Response>((resolve, reject) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init?.headers).entries());
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const signal = init?.signal ?? undefined;
    const request = send(url, { method: init?.method ?? 'GET', headers, ...(signal ? { signal } : {}) }, (response) => {
      const status = response.statusCode ?? 502;
      const body = status === 204 || status === 304 ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>);
      const received = new Headers();
      for (const [name, value] of Object.entries(response.headers)) {
        for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value]) received.append(name, one);
      }
      resolve(new Response(body, { status, headers: received }));
    });
    request.on('error', reject);
    if (typeof init?.body === 'string') request.end(init.body);
    else request.end();
  });
