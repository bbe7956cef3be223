import { dateClasses, timeClasses, tokenClasses } from './classes';
import { areAllLabelled, labelsOf, marksOf, separatorsOf } from './marks';
import { stepsFor, type Budget } from './budget';
import { run, step, type Step, type Steps } from './steps';

/** A part of a problem's text, as it stands there. */
export interface Source {
  readonly steps: Steps;
  readonly cost: number;
  /** What it is in each solved row: a part that one of them has not can be in no answer of it. */
  readonly values: readonly string[];
  /** What kind of part it is: the name that it has in a tool's arguments. */
  readonly kind: string;
  /** The orders in which its parts are meant, where it is a date. */
  readonly orders?: readonly string[];
}

/** Numbers of parts from the front and from the back, where there are so many. */
const fromFront = (parts: number): readonly number[] => [0, 1, 2, 3, 4, 5, 6].slice(0, parts);
const fromBack = (parts: number): readonly number[] => [-1, -2, -3].slice(0, parts);

/** What makes a part that is looked for in a part cost more than one in the whole text. */
const nesting = 0.7;

/** The most parts that are the same in every solved row: texts, and dates or times. */
const mostAlike = 12;
const mostDates = 3;

/** The most parts in which parts are looked for. */
const mostScopes = 24;

/** Where parts are looked for besides the whole problems. */
interface Reach {
  /** At fixed places, as all rows have one length. */
  readonly isFixed: boolean;
  /** In parts. */
  readonly nested: boolean;
}

/** The parts that every solved problem has, the cheapest first. */
export function sourcesOf(solved: readonly string[], { isFixed, nested }: Reach, budget: Budget): readonly Source[] {
  const whole: Source = { steps: [], cost: 0.6, kind: 'text', values: solved };
  const labels = labelsOf(solved);
  const lines = labels.map((label) => inLine(label, solved));
  // Of columns by name no part is counted across them.
  const scopes = labels.length > 0 && solved.every((text) => areAllLabelled(text, labels)) ? lines : [whole, ...lines];
  const found = scopes.flatMap((scope) => [
    scope,
    ...partsIn(scope, budget),
    ...(scope === whole && isFixed ? placesIn(scope, budget) : []),
  ]);
  if (nested)
    for (const scope of scopesIn(found))
      for (const part of partsIn(scope, budget)) found.push({ ...part, cost: part.cost + nesting });
  return fewAlike(found.sort(byCost));
}

/** Of the parts that are the same in every solved row, the cheapest ones. */
function fewAlike(sources: readonly Source[]): readonly Source[] {
  const counts = new Map<string, number>();
  return sources.filter((source) => {
    const key = `${source.orders?.join() ?? source.kind === 'time'}\n${source.values.join('\u0000')}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count < (source.orders || source.kind === 'time' ? mostDates : mostAlike);
  });
}

/** The parts in which it is worth to look for parts, each once by what it is in the solved rows. */
function scopesIn(sources: readonly Source[]): readonly Source[] {
  const distinct = new Map<string, Source>();
  for (const source of [...sources].sort(byCost)) {
    const key = source.values.join('\u0000');
    if (isScope(source) && !distinct.has(key)) distinct.set(key, source);
  }
  return [...distinct.values()].slice(0, mostScopes);
}

function byCost(a: Source, b: Source): number {
  return a.cost - b.cost;
}

function inLine(label: string, solved: readonly string[]): Source {
  const line = step('labelled', label);
  return { steps: [line], cost: 0.5, kind: lineName(label), values: solved.map((text) => String(run(text, [line]))) };
}

/** What a labelled line is called: no word of the language, and no helper, ends so. */
function lineName(label: string): string {
  const words = (label.match(/[A-Za-z]+/g) ?? []).slice(0, 4).map((word) => word.slice(0, 16).toLowerCase());
  return [...words, 'line']
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

function isScope({ kind, values }: Source): boolean {
  return ['part', 'front', 'rest', 'inner', 'item'].includes(kind) && values.some((value) => value.length > 3);
}

/** The parts of a part that it has in every solved row. */
function partsIn(scope: Source, budget: Budget): readonly Source[] {
  const texts = scope.values;
  const found: Source[] = [];
  const base = scope.steps.length === 0 ? 0 : scope.cost;
  const add = (kind: string, cost: number, steps: Step | Steps, orders?: readonly string[]): void => {
    const own = [steps].flat();
    const values: string[] = [];
    for (const text of texts) {
      const value = budget.take(stepsFor(text)) ? run(text, own) : null;
      if (typeof value !== 'string' || value === '') return;
      values.push(value);
    }
    found.push({ steps: [...scope.steps, ...own], cost: base + cost, kind, values, ...(orders && { orders }) });
  };
  /** The least number of parts that a pattern has: there is none behind. */
  const fewest = (count: (text: string) => number): number => {
    budget.take(texts.length);
    return Math.min(...texts.map(count));
  };
  for (const { name, pattern, cost } of tokenClasses) {
    const parts = fewest((text) => text.match(pattern)?.length ?? 0);
    for (const index of fromFront(parts)) add(name, cost + 0.25 * index, step('match', pattern, index));
    for (const index of fromBack(parts)) add(name, cost - 0.05 - 0.25 * (index + 1), step('match', pattern, index));
  }
  for (const { pattern, orders, cost } of dateClasses)
    for (const index of [0, 1]) add('date', cost + 0.3 * index, step('match', pattern, index), orders);
  for (const pattern of timeClasses)
    for (const index of [0, 1]) add('time', 0.9 + 0.3 * index, step('match', pattern, index));
  const separators = separatorsOf(texts);
  for (const separator of separators) {
    const parts = fewest((text) => text.split(separator).length);
    for (const index of fromFront(parts)) add('part', 1.3 + 0.2 * index, step('field', separator, index));
    for (const index of fromBack(parts)) add('part', 1.3 - 0.2 * (index + 1), step('field', separator, index));
  }
  const marks = marksOf(texts);
  for (const mark of marks) {
    const length = 0.05 * mark.length;
    add('front', 1.5 + length, step('before', mark));
    add('rest', 1.5 + length, step('after', mark));
    add('front', 1.7 + length, step('beforeLast', mark));
    add('rest', 1.7 + length, step('afterLast', mark));
    for (const right of marks) add('inner', 1.9 + length, step('between', mark, right));
    // Up to a sign or to the end.
    for (const right of separators) {
      add('inner', 2.1 + length, [step('after', mark), step('field', right, 0)]);
      add('inner', 2.2 + length, [step('afterLast', mark), step('field', right, 0)]);
    }
  }
  const items = /\S+/g;
  for (const [from, to] of [
    [0, -2],
    [1, -1],
    [0, 1],
    [1, 2],
    [1, -2],
    [2, -1],
  ] as const)
    add('items', 1.8, step('stretch', items, from, to));
  for (let length = 1; length <= 8; length += 1) {
    add('start', 2.2 + 0.1 * length, step('slice', 0, length));
    add('end', 2.2 + 0.1 * length, step('slice', -length, 0));
    add('rest', 2.3 + 0.2 * length, step('slice', length, 0));
    add('front', 2.5 + 0.2 * length, step('slice', 0, -length));
  }
  return found;
}

/** Places count where a column has one width. */
function placesIn({ values }: Source, budget: Budget): readonly Source[] {
  const length = values[0]?.length ?? 0;
  const found: Source[] = [];
  if (length > 40) return found;
  for (let from = 1; from < length; from += 1)
    for (let to = from + 1; to < length; to += 1) {
      const one = step('slice', from, to);
      const cut = budget.take(values.length) ? values.map((text) => run(text, [one])) : [];
      const parts = cut.flatMap((part) => (typeof part === 'string' ? [part] : []));
      if (parts.length === values.length)
        found.push({ steps: [one], cost: 2 + 0.02 * from, kind: 'place', values: parts });
    }
  return found;
}
