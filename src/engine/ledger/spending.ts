import type { CallEntry, Figure } from './entry';

/** What some calls took and cost together. */
export interface Spending {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input, as far as it is known. */
  readonly cachedTokens: number;
  /** Part of the output, as far as it is known. */
  readonly reasoningTokens: number;
  /** US dollars; `null` as soon as the cost of one call is unknown, which never counts as 0. */
  readonly dollars: number | null;
  /** US dollars of the calls whose cost is known: at least so much was spent. */
  readonly knownDollars: number;
  /** Calls whose cost is unknown. */
  readonly unpriced: number;
  /** A part of the tokens or of the cost is an estimate. */
  readonly estimated: boolean;
}

/** Nothing at all: where sums start. */
export const noSpending: Spending = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  reasoningTokens: 0,
  dollars: 0,
  knownDollars: 0,
  unpriced: 0,
  estimated: false,
};

/** The sum of two. */
export function addSpending(a: Spending, b: Spending): Spending {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    dollars: a.dollars === null || b.dollars === null ? null : a.dollars + b.dollars,
    knownDollars: a.knownDollars + b.knownDollars,
    unpriced: a.unpriced + b.unpriced,
    estimated: a.estimated || b.estimated,
  };
}

/** The sum of calls. */
export function spendingOf(calls: readonly CallEntry[]): Spending {
  return calls.reduce((sum, call) => addSpending(sum, callSpending(call)), noSpending);
}

/** Tokens of both directions. */
export function tokensOf(spending: Pick<Spending, 'inputTokens' | 'outputTokens'>): number {
  return spending.inputTokens + spending.outputTokens;
}

/**
 * The cost of one call in US dollars. `reported`: by the server's token counts and the prices in the settings.
 * `estimated` where the tokens are, or where a part of them was cached, which servers bill at prices of their own.
 * Where no tokens were used it costs nothing, whatever the price.
 */
export function costOfCall({ tokens, price }: Pick<CallEntry, 'tokens' | 'price'>): Figure {
  const [input, output] = [tokens.input, tokens.output];
  if (input.value === null || output.value === null) return { value: null, source: 'unknown' };
  const source =
    input.source === 'reported' && output.source === 'reported' && (tokens.cached.value ?? 0) === 0
      ? 'reported'
      : 'estimated';
  if (input.value + output.value === 0) return { value: 0, source };
  if (price.input === null || price.output === null) return { value: null, source: 'unknown' };
  return { value: (input.value * price.input + output.value * price.output) / 1_000_000, source };
}

function callSpending(call: CallEntry): Spending {
  const cost = costOfCall(call);
  const { input, output, cached, reasoning } = call.tokens;
  return {
    calls: 1,
    inputTokens: input.value ?? 0,
    outputTokens: output.value ?? 0,
    cachedTokens: cached.value ?? 0,
    reasoningTokens: reasoning.value ?? 0,
    dollars: cost.value,
    knownDollars: cost.value ?? 0,
    unpriced: cost.value === null ? 1 : 0,
    estimated: input.source !== 'reported' || output.source !== 'reported' || cost.source === 'estimated',
  };
}
