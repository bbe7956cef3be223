import * as v from 'valibot';
import { parseJson } from '../../engine/json';
import type { ChatModel, ChatOutcome } from '../../engine/model/chat-model';
import { duration } from './duration';
import { endpointOf } from './endpoint';
import { addressProblem, keyProblem } from './key-origin';
import { limitedText } from './limited-text';
import type { SimpleFetch } from './loopback-fetch';
import { redactorOf } from './redact';
import { serverFetch } from './server-fetch';

/** A test request's outcome and how long it took. */
export interface ConnectionTest {
  readonly outcome: ChatOutcome;
  readonly milliseconds: number;
}

/** Asks a model for one word: the smallest request that proves key, address and name. */
export async function testConnection(model: ChatModel, signal: AbortSignal): Promise<ConnectionTest> {
  const start = performance.now();
  const outcome = await model.complete(
    // Reasoning models spend tokens before the first word; too small a limit would look like a failure.
    {
      role: 'user',
      purpose: 'test of the connection',
      messages: [{ role: 'user', content: 'Reply with the word ready.' }],
      temperature: 0,
      maxCompletionTokens: 500,
    },
    signal,
  );
  // Cut off is an answer too: the connection holds.
  const settled: ChatOutcome =
    outcome.kind === 'truncated' && outcome.usage ? { kind: 'reply', text: '', usage: outcome.usage } : outcome;
  return { outcome: settled, milliseconds: performance.now() - start };
}

/** The names of a server's models, sorted, or why there is no list: a clause without a full stop. */
export type ModelList =
  | { readonly kind: 'models'; readonly models: readonly string[] }
  /** `unauthorized`: it wants a key or refuses this one; `unreachable`; `none`: it answers, without a list. */
  | { readonly kind: 'unauthorized' | 'unreachable' | 'none'; readonly message: string };

/** How long a list is waited for, in milliseconds: names can be typed as well. */
const patience = 5_000;

/** The longest list that is read, in characters. */
const longestList = 4_000_000;

const ListSchema = v.object({ data: v.array(v.object({ id: v.string() })) });

/**
 * Asks a server for its models. Anything unexpected means that there is no list. A key goes to its origin only, and is
 * taken out of the names.
 */
export async function listModels(
  baseUrl: string,
  key: string | null,
  changes: { readonly milliseconds?: number; readonly fetch?: SimpleFetch } = {},
): Promise<ModelList> {
  if (addressProblem(baseUrl) !== undefined) return { kind: 'none', message: 'the base URL cannot be used' };
  const apiKey = key === null || key.trim() === '' || keyProblem(baseUrl) !== undefined ? null : key.trim();
  const redact = redactorOf([apiKey]);
  const milliseconds = changes.milliseconds ?? patience;
  const { base, query } = endpointOf(baseUrl);
  const search = new URLSearchParams(query).toString();
  try {
    const response = await serverFetch(
      baseUrl,
      apiKey,
      redact,
      changes.fetch,
    )(`${base}/models${search === '' ? '' : `?${search}`}`, { signal: AbortSignal.timeout(milliseconds) });
    if (response.status === 401 || response.status === 403)
      return {
        kind: 'unauthorized',
        message:
          apiKey === null
            ? `it wants a key: status ${response.status}`
            : `it refused the key: status ${response.status}`,
      };
    if (!response.ok) return { kind: 'none', message: `status ${response.status}` };
    const list = v.safeParse(ListSchema, parseJson((await limitedText(response.body, longestList)).text));
    return list.success
      ? { kind: 'models', models: list.output.data.map(({ id }) => redact(id)).sort() }
      : { kind: 'none', message: 'a list of another shape' };
  } catch (error) {
    return {
      kind: 'unreachable',
      message:
        error instanceof Error && /^(TimeoutError|AbortError)$/.test(error.name)
          ? `no answer within ${duration(milliseconds)}`
          : 'it could not be reached',
    };
  }
}
