import type { Usage } from '../../engine/model/chat-model';

/** `$0.0123`, or that the price is unknown. */
export function costText(cost: number | null): string {
  return cost === null ? 'price unknown' : `$${cost.toFixed(4)}`;
}

/** Tokens of both directions. */
export function tokensOf(usage: Usage): number {
  return usage.promptTokens + usage.completionTokens;
}

/** `1 example`, `2 examples`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
