import { isJsonObject, type Json } from '../../engine/json';

/** What a server's list says that a model costs, in US dollars for a million tokens. */
export interface ListedPrices {
  readonly input: number;
  readonly output: number;
}

/**
 * The prices in a list, by model: OpenRouter's (`pricing.prompt`, a text, for one token) and LiteLLM's
 * (`model_info.input_cost_per_token`). A model that costs otherwise than by tokens, or whose price varies, has none
 * here: what is unknown is never 0.
 */
export function pricesIn(body: Json | undefined): ReadonlyMap<string, ListedPrices> {
  const list = isJsonObject(body) ? body['data'] : undefined;
  const entries = Array.isArray(list) ? (list as readonly Json[]) : [];
  return new Map(
    entries.flatMap((entry) => {
      if (!isJsonObject(entry)) return [];
      const name = entry['id'] ?? entry['model_name'];
      const prices = ofOpenRouter(entry['pricing']) ?? ofLiteLlm(entry['model_info']);
      return typeof name === 'string' && prices !== undefined ? [[name, prices] as const] : [];
    }),
  );
}

function ofOpenRouter(pricing: Json | undefined): ListedPrices | undefined {
  if (!isJsonObject(pricing)) return undefined;
  const input = perMillion(pricing['prompt']);
  const output = perMillion(pricing['completion']);
  const isByTokens = (perMillion(pricing['request'] ?? 0) ?? 1) === 0;
  return input === undefined || output === undefined || !isByTokens ? undefined : { input, output };
}

function ofLiteLlm(info: Json | undefined): ListedPrices | undefined {
  if (!isJsonObject(info)) return undefined;
  const input = perMillion(info['input_cost_per_token']);
  const output = perMillion(info['output_cost_per_token']);
  // It has 0 for models that it does not know.
  return input === undefined || output === undefined || (input === 0 && output === 0) ? undefined : { input, output };
}

/** The most US dollars for a token that are believed. */
const dearest = 0.1;

/** US dollars for a million tokens, of those for one, as a number or a text; `undefined` for anything else. */
function perMillion(price: Json | undefined): number | undefined {
  const text = typeof price === 'number' ? String(price) : price;
  if (typeof text !== 'string' || !/^\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(text.trim())) return undefined;
  const value = Number(text);
  // A millionth of a cent is as exact as lists are.
  return value <= dearest ? Number((value * 1_000_000).toFixed(8)) : undefined;
}
