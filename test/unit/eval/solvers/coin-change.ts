import type { Change } from '../../../eval/families/coin-change';

/**
 * The possible answers, 'none' among them: every handful of coins is counted out, and what cannot be read may be
 * anything up to 90.
 */
export function solveChange(change: Change): ReadonlySet<string> {
  const lost = change.coins.indexOf(null);
  const guesses = Array.from({ length: 90 }, (_, index) => index + 1);
  if (change.amount === null) return new Set(guesses.flatMap((amount) => [...solveChange({ ...change, amount })]));
  // A coin's value lies between those beside it: they are written in rising order.
  const between = guesses.filter(
    (value) => value > (change.coins[lost - 1] ?? 0) && value < (change.coins[lost + 1] ?? 40),
  );
  if (lost >= 0)
    return new Set(between.flatMap((value) => [...solveChange({ ...change, coins: change.coins.with(lost, value) })]));
  const sizes: number[] = [];
  countOut(
    change.coins.filter((coin) => coin !== null),
    change.amount,
    0,
    sizes,
  );
  return new Set([
    change.question === 'ways'
      ? String(sizes.length)
      : sizes.length === 0
        ? 'none'
        : String(sizes.reduce((least, size) => Math.min(least, size))),
  ]);
}

function countOut(coins: readonly number[], rest: number, taken: number, sizes: number[]): void {
  const coin = coins.at(-1);
  if (coin === undefined) {
    if (rest === 0) sizes.push(taken);
    return;
  }
  for (let number = 0; number * coin <= rest; number += 1)
    countOut(coins.slice(0, -1), rest - number * coin, taken + number, sizes);
}
