import OpenAI from 'openai';
import { endpointOf } from './endpoint';
import { serverFetch, type ServerAccess } from './server-fetch';

/**
 * What can be asked of one server. Every answer comes as it is, unread and whatever its status. A signal is for one
 * request: the client goes on listening to it.
 */
export interface ServerClient {
  /** Throws what the network throws, and the signal's reason once it is aborted. */
  complete(parameters: OpenAI.ChatCompletionCreateParams, signal: AbortSignal): Promise<Response>;
  /** The list of the server's models. Throws as `complete` does. */
  models(signal: AbortSignal): Promise<Response>;
  /** What a gateway tells of its models besides. Throws as `complete` does. */
  modelInfo(signal: AbortSignal): Promise<Response>;
}

/** Longer than any limit of a person's, in milliseconds: the client's own must not be the shorter one. */
const aDay = 24 * 3_600_000;

/**
 * What the client must not deal with, thrown past it. It reads the body of an error without bound, and of a network's
 * error it leaves out the cause where that looks like a timeout. What is thrown is the cause of its own error.
 */
class PastClient extends Error {
  readonly answer: Promise<Response>;
  constructor(answer: Promise<Response>) {
    super('This is not for the client.');
    this.answer = answer;
  }
}

/**
 * OpenAI's client for one server: it knows the interface, and `serverFetch` sends. Its own retries are off, as they
 * know neither long waits nor an exhausted quota.
 */
export function createServerClient(access: ServerAccess): ServerClient {
  const { base, query } = endpointOf(access.baseUrl);
  const send = serverFetch(access);
  const client = withoutHeadersOfEnvironment(
    () =>
      new OpenAI({
        baseURL: base,
        defaultQuery: { ...query },
        // It insists on one. `serverFetch` writes the headers, so it never has the real one.
        apiKey: 'none',
        adminAPIKey: null,
        organization: null,
        project: null,
        maxRetries: 0,
        timeout: aDay,
        // OPENAI_LOG in the environment would print requests and replies.
        logLevel: 'off',
        // Another extension in the same process may have given it a `window`. There is no key here to be seen.
        dangerouslyAllowBrowser: true,
        fetch: async (input, { method, body, signal } = {}) => {
          const answer = send(input instanceof Request ? input.url : String(input), {
            ...(method === undefined ? {} : { method }),
            ...(typeof body === 'string' ? { body } : {}),
            ...(signal ? { signal } : {}),
          });
          const response = await answer.catch(() => undefined);
          if (response?.ok) return response;
          throw new PastClient(answer);
        },
      }),
  );
  return {
    complete: (parameters, signal) => answerOf(client.chat.completions.create(parameters, { signal }), signal),
    models: (signal) => answerOf(client.models.list({ signal }), signal),
    modelInfo: (signal) => answerOf(client.get('/model/info', { signal }), signal),
  };
}

/** The answer to a request of the client, also where it was thrown past it. */
async function answerOf(request: { asResponse(): Promise<Response> }, signal: AbortSignal): Promise<Response> {
  try {
    return await request.asResponse();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OpenAI.APIConnectionError && error.cause instanceof PastClient) return error.cause.answer;
    throw error;
  }
}

/** The client takes headers from the environment, which are never sent, and throws where they are none. */
function withoutHeadersOfEnvironment<T>(make: () => T): T {
  const headers = process.env['OPENAI_CUSTOM_HEADERS'];
  delete process.env['OPENAI_CUSTOM_HEADERS'];
  try {
    return make();
  } finally {
    if (headers !== undefined) process.env['OPENAI_CUSTOM_HEADERS'] = headers;
  }
}
