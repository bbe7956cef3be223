import type { Unit } from './account';
import { tokensOf, type Spending } from './spending';

/** An amount for people: `$0.0356`, `−$1.20`, `5,800 tokens`. The minus is one that no line breaks after. */
export function amountText(amount: number, unit: Unit): string {
  const sign = amount < 0 ? '−' : '';
  const size = Math.abs(amount);
  if (unit === 'tokens')
    return `${sign}${Math.round(size).toLocaleString('en-US')} token${Math.round(size) === 1 ? '' : 's'}`;
  if (size > 0 && size < 0.00005) return `${sign}less than $0.0001`;
  return `${sign}$${size < 10 ? size.toFixed(4) : size.toFixed(2)}`;
}

/**
 * What calls cost and took: `$0.0356 (reported), 5,800 tokens`; only the tokens, and that the price is unknown, where
 * it is.
 */
export function spendingText(spending: Spending): string {
  const tokens = amountText(tokensOf(spending), 'tokens');
  const source = spending.estimated ? 'estimated' : 'reported';
  if (spending.dollars === null)
    return `${tokens} (${source}), price unknown${spending.unpriced < spending.calls ? ` of ${spending.unpriced} of ${spending.calls} calls` : ''}`;
  return `${amountText(spending.dollars, 'dollars')} (${source}), ${tokens}`;
}
