import { isAzure } from './endpoint';
import { isLoopback } from './key-origin';
import { limitedText } from './limited-text';
import { loopbackFetch, possibleStatus, type SimpleFetch } from './loopback-fetch';
import type { Redact } from './redact';
import { readServerError } from './server-error';

/** Of an error's body this much is read, in characters. */
const longestError = 64_000;

/** The request of a caller, of which nothing but this is used. */
export interface ServerRequest {
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
}

/**
 * `fetch` for one server. It alone decides what is sent: the headers below and no others (the client would add some
 * about this machine and whatever `OPENAI_CUSTOM_HEADERS` holds, which may be a key of another server). Follows no
 * redirect, so the key stays with its origin. An error's body becomes the form that the client reads,
 * `{"error": {"message", "code", "param"}}`, whatever form the server used, without the key.
 */
export function serverFetch(
  baseUrl: string,
  apiKey: string | null,
  redact: Redact,
  fetchOf: SimpleFetch | undefined,
): (url: string, request: ServerRequest) => Promise<Response> {
  const send: SimpleFetch = fetchOf ?? (isLoopback(baseUrl) ? loopbackFetch : fetch);
  return async (url, { method, body, signal }) => {
    const response = await send(url, {
      method: method ?? 'GET',
      headers: {
        accept: 'application/json, text/event-stream',
        'user-agent': 'toolsmith',
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...keyHeader(baseUrl, apiKey),
      },
      ...(typeof body === 'string' ? { body } : {}),
      redirect: 'manual',
      ...(signal ? { signal } : {}),
    });
    if (response.ok) return response;
    // Some wrappers of fetch hide a redirect behind the status 0.
    const status = possibleStatus(response.status === 0 ? 307 : response.status);
    const redirected = status >= 300 && status < 400;
    if (redirected) await response.body?.cancel();
    const { text, cut } = await limitedText(redirected ? null : response.body, longestError);
    const error = readServerError(redact(text, cut));
    return new Response(status === 304 ? null : JSON.stringify({ error }), { status, headers: response.headers });
  };
}

function keyHeader(baseUrl: string, apiKey: string | null): Readonly<Record<string, string>> {
  if (apiKey === null) return {};
  return isAzure(baseUrl) ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
}
