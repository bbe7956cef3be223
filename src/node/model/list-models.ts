import { isJsonObject, parseJson, type Json } from '../../engine/json';
import { duration } from './duration';
import { endpointOf } from './endpoint';
import { headersFor } from './headers';
import { addressProblem, keyProblem } from './key-origin';
import { limitedText } from './limited-text';
import type { SimpleFetch } from './loopback-fetch';
import { presetOf } from './presets';
import { redactorOf, secretsOf } from './redact';
import { createServerClient } from './server-client';

/** The names of a server's models, sorted, or why there is no list: a clause without a full stop. */
export type ModelList =
  | { readonly kind: 'models'; readonly models: readonly string[] }
  /** `unauthorized`: it wants a key or refuses this one; `unreachable`; `none`: it answers, without a list. */
  | { readonly kind: 'unauthorized' | 'unreachable' | 'none'; readonly message: string };

/** How long a list is waited for, in milliseconds: names can be typed as well. */
const patience = 5_000;

/** The longest list that is read, in characters. */
const longestList = 4_000_000;

/** What a list may be asked for with besides. */
export interface ListChanges {
  readonly milliseconds?: number;
  readonly fetch?: SimpleFetch | undefined;
  /** Headers of the person's own by origin, as they were written. */
  readonly headers?: unknown;
}

/**
 * Asks a server for its models. Anything unexpected means that there is no list. A key goes to its origin only, and is
 * taken out of the names.
 */
export async function listModels(baseUrl: string, key: string | null, changes: ListChanges = {}): Promise<ModelList> {
  if (addressProblem(baseUrl) !== undefined) return { kind: 'none', message: 'the base URL cannot be used' };
  const own = headersFor(baseUrl, changes.headers, 'the headers');
  if (own.kind === 'unusable') return { kind: 'none', message: 'its headers cannot be used' };
  const apiKey = key === null || key.trim() === '' || keyProblem(baseUrl) !== undefined ? null : key.trim();
  const milliseconds = changes.milliseconds ?? patience;
  const redact = redactorOf([
    apiKey,
    ...Object.values(own.headers),
    ...secretsOf(endpointOf(baseUrl).query, undefined),
  ]);
  const client = createServerClient({ baseUrl, apiKey, headers: own.headers, fetch: changes.fetch });
  try {
    const response = await client.models(AbortSignal.timeout(milliseconds));
    const { status } = response;
    if (!response.ok) await response.body?.cancel();
    if (status === 401 || status === 403)
      return {
        kind: 'unauthorized',
        message: apiKey === null ? `it wants a key: status ${status}` : `it refused the key: status ${status}`,
      };
    if (!response.ok) return { kind: 'none', message: `status ${status}` };
    const names = namesIn(parseJson((await limitedText(response.body, longestList)).text));
    if (names === undefined) return { kind: 'none', message: 'a list of another shape' };
    if (names.length === 0) return { kind: 'none', message: noneInstalled(baseUrl) };
    return { kind: 'models', models: [...new Set(names.map((name) => redact(name)))].sort() };
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

/** Where lists of models are in an answer; the usual place first. */
const places = ['data', 'models', 'result', 'results', 'items'] as const;

/**
 * The names in a list, wherever it is, or bare; the entries that hold. `undefined` where there are entries and none
 * holds, or no list at all.
 */
function namesIn(body: Json | undefined): readonly string[] | undefined {
  const place = isJsonObject(body) ? places.find((name) => name in body) : undefined;
  const list = isJsonObject(body) ? body[place ?? 'data'] : body;
  if (list === null) return [];
  if (!Array.isArray(list)) return undefined;
  const entries = list as readonly Json[];
  const names = entries.flatMap((entry) => nameOf(entry, place === 'data') ?? []);
  return names.length === 0 && entries.length > 0 ? undefined : names;
}

/** The longest name of a model, in characters. */
const longestName = 300;

/** An entry's name; only where it is no list of the usual form it goes by other words than `id`. */
function nameOf(entry: Json, isUsual: boolean): string | undefined {
  const words = isJsonObject(entry) ? [entry['id'], ...(isUsual ? [] : [entry['model'], entry['name']])] : [entry];
  return words.find((word): word is string => typeof word === 'string' && isName(word));
}

/** No name has line breaks or other characters without a shape in it: it could not be told from another. */
function isName(word: string): boolean {
  return word.trim() !== '' && word.length <= longestName && !/[\p{C}\p{Zl}\p{Zp}]/u.test(word);
}

function noneInstalled(baseUrl: string): string {
  const models = presetOf(baseUrl)?.models;
  return models === undefined ? 'it has no model' : `no model is installed: ${models.replace(/\.$/, '')}`;
}
