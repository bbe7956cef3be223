import { instancesOf, type FamilyParts, type Generate, type Instance, type Wording } from './family';
import { listed } from './names';
import type { Random } from './random';

/** An amount and the coins there are, any number of each. Null is a number that cannot be read. */
export interface Change {
  /** Rising. */
  readonly coins: readonly (number | null)[];
  readonly amount: number | null;
  readonly unit: string;
  /** The least number of coins, or the number of ways, in which the order of the coins does not count. */
  readonly question: 'fewest' | 'ways';
  /** 0, 1 or 2. */
  readonly style: number;
}

/** The answer, by dynamic programming over the amounts up to the one asked for; undefined where there is none. */
function solved({ coins, amount, question }: Change): number | undefined {
  if (amount === null || coins.includes(null)) return undefined;
  const values = coins.filter((coin) => coin !== null);
  const fewest = Array.from({ length: amount + 1 }, (_, sum) => (sum === 0 ? 0 : Infinity));
  const ways = fewest.map((least): number => (least === 0 ? 1 : 0));
  for (const coin of values) {
    for (let sum = coin; sum <= amount; sum += 1) {
      fewest[sum] = Math.min(fewest[sum] ?? Infinity, (fewest[sum - coin] ?? Infinity) + 1);
      ways[sum] = (ways[sum] ?? 0) + (ways[sum - coin] ?? 0);
    }
  }
  const answer = (question === 'fewest' ? fewest : ways)[amount];
  return answer === Infinity ? undefined : answer;
}

/** What the largest coins first would take; undefined where they do not come out even. */
function greedy(values: readonly number[], amount: number): number | undefined {
  let rest = amount;
  let taken = 0;
  for (const coin of values.toReversed()) {
    taken += Math.floor(rest / coin);
    rest %= coin;
  }
  return rest === 0 ? taken : undefined;
}

const units = [
  'cents',
  'pence',
  'öre',
  'tokens',
  'groats',
  'centavos',
  'points',
  'kopecks',
  'sen',
  'piastres',
] as const;

function anyChange(
  random: Random,
  opening: number | null,
): Change & { readonly coins: readonly number[]; readonly amount: number } {
  const smallest = random.onceIn(2) ? [1] : [];
  const others = random.shuffled(Array.from({ length: 24 }, (_, index) => index + 2)).slice(0, random.from(2, 4));
  const coins = [...smallest, ...others].sort((one, other) => one - other);
  return {
    coins,
    amount: random.from(12, 90),
    unit: random.pick(units),
    question: opening === null ? random.pick(['fewest', 'ways']) : opening === 1 ? 'ways' : 'fewest',
    style: opening ?? random.below(3),
  };
}

function problem(random: Random, opening: number | null): Change {
  for (;;) {
    const change = anyChange(random, opening);
    const answer = solved(change);
    if (answer === undefined || answer > 2_000 || (change.question === 'fewest' && answer < 3)) continue;
    // With most of them it is wrong to take the largest coins first.
    if (
      change.question === 'ways'
        ? answer > 0 || random.onceIn(6)
        : random.onceIn(2) || greedy(change.coins, change.amount) !== answer
    )
      return change;
  }
}

function faulty(random: Random, fault: 'none' | 'several'): Change {
  for (;;) {
    const change = anyChange(random, null);
    if (fault === 'none') {
      const impossible: Change = { ...change, question: 'fewest' };
      if (solved(impossible) === undefined) return impossible;
      continue;
    }
    if (solved(change) === undefined) continue;
    if (random.onceIn(2)) return { ...change, amount: null };
    // A coin that cannot be read, and on which the answer depends.
    const lost = random.below(change.coins.length);
    const [smallest, largest] = [(change.coins[lost - 1] ?? 0) + 1, (change.coins[lost + 1] ?? 31) - 1];
    const answers = Array.from({ length: largest - smallest + 1 }, (_, index) =>
      solved({ ...change, coins: change.coins.with(lost, smallest + index) }),
    );
    if (new Set(answers).size > 1)
      return { ...change, coins: change.coins.map((coin, index) => (index === lost ? null : coin)) };
  }
}

function write({ coins, amount, unit, question, style }: Change): Wording {
  const values = listed(coins.map((coin) => coin ?? '?'));
  const sum = `${amount ?? '?'} ${unit}`;
  const asked =
    question === 'fewest'
      ? `What is the smallest number of coins that make exactly ${sum}?`
      : `In how many ways can exactly ${sum} be made, if the order of the coins does not matter?`;
  switch (style) {
    case 0:
      return { body: `There are coins of ${values} ${unit}, as many of each as you like. `, question: asked };
    case 1:
      return { body: `A machine holds an endless supply of coins worth ${values} ${unit}.\n`, question: asked };
    default:
      return {
        body: `In a far country people pay with ${coins.length} kinds of coins. They are worth ${values} ${unit}, and everybody has plenty of all of them. `,
        question: asked,
      };
  }
}

const parts: FamilyParts<Change> = { problem, faulty, write, answer: (change) => String(solved(change)) };

/** Rows with the amounts and coins they were written from. */
export const instances = (seed: number, count: number): readonly Instance<Change>[] => instancesOf(parts, seed, count);

/** Change: the fewest coins, or the number of ways. */
export const generate: Generate = (seed, count) => instances(seed, count).map(({ row }) => row);
