import { isAzure } from './endpoint';
import { isLoopback } from './key-origin';
import { loopbackFetch, possibleStatus, type SimpleFetch } from './loopback-fetch';

/** What requests to one server are made with. */
export interface ServerAccess {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** Headers of the person's own, for this server's origin. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What sends; `node:http` for this machine and the usual `fetch` for others where absent. */
  readonly fetch?: SimpleFetch | undefined;
}

/** The request of a caller. */
export interface ServerRequest {
  readonly method?: string;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * `fetch` for one server. It alone decides what is sent: the headers below, those of the person's own, and no others.
 * Follows no redirect, so the key stays with its origin.
 */
export function serverFetch({
  baseUrl,
  apiKey,
  headers = {},
  fetch: fetchOf,
}: ServerAccess): (url: string, request: ServerRequest) => Promise<Response> {
  const send: SimpleFetch = fetchOf ?? (isLoopback(baseUrl) ? loopbackFetch : fetch);
  return async (url, { method, body, signal }) => {
    const response = await send(url, {
      method: method ?? 'GET',
      headers: {
        accept: 'application/json, text/event-stream',
        'user-agent': 'toolsmith',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...keyHeader(baseUrl, apiKey),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      ...(signal ? { signal } : {}),
    });
    // Some wrappers of fetch hide a redirect behind the status 0.
    if (response.status === 0) return new Response(null, { status: 307, headers: response.headers });
    possibleStatus(response.status);
    return response;
  };
}

function keyHeader(baseUrl: string, apiKey: string | null): Readonly<Record<string, string>> {
  if (apiKey === null) return {};
  return isAzure(baseUrl) ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
}
