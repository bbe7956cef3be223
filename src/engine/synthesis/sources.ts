import { dateClasses, timeClasses, tokenClasses } from './classes';
import { labelsOf, marksOf, separatorsOf } from './marks';
import { run, step, type Step, type Steps } from './steps';
import type { Task } from './task';

/** A part of a problem's text, as it stands there. */
export interface Source {
  readonly steps: Steps;
  readonly cost: number;
  /** What it is in each row; `null` where a row has no such part. */
  readonly values: readonly (string | null)[];
  /** What kind of part it is: the name that it has in a tool's arguments. */
  readonly kind: string;
  /** The orders in which its parts are meant, where it is a date. */
  readonly orders?: readonly string[];
}

type Candidate = Omit<Source, 'values'>;

const fromFront = [0, 1, 2, 3, 4, 5, 6];
const fromBack = [-1, -2, -3];

/** What makes a part that is looked for in a part cost more than one in the whole text. */
const nesting = 0.7;

/** The most parts in which parts are looked for. */
const mostScopes = 40;

/** The parts of the problems, each once, the cheapest first. Parts of parts only where they are asked for. */
export function sourcesOf(task: Task, nested: boolean): readonly Source[] {
  const { answers, rows } = task;
  const solved = rows.slice(0, answers.length);
  const found = new Map<string, Source>();
  const add = (candidate: Candidate): void => {
    if (!task.budget.take(rows.length)) return;
    const values: (string | null)[] = [];
    for (const [index, row] of rows.entries()) {
      const value = run(row, candidate.steps);
      // A part that a solved row has not can be in no answer of it.
      if (index < solved.length && (typeof value !== 'string' || value === '')) return;
      values.push(typeof value === 'string' ? value : null);
    }
    const key = `${candidate.orders?.join() ?? candidate.kind.startsWith('time')}\n${values.join('\u0000')}`;
    const known = found.get(key);
    if (!known || known.cost > candidate.cost) found.set(key, { ...candidate, values });
  };
  const whole: Candidate = { steps: [], cost: 0.6, kind: 'text' };
  add(whole);
  for (const scope of [whole, ...labelsOf(solved).map((label) => inLine(label))]) {
    if (scope !== whole) add(scope);
    for (const candidate of partsIn(scope, solved, task)) add(candidate);
  }
  if (nested) {
    const scopes = [...found.values()].filter(isScope).sort(byCost).slice(0, mostScopes);
    for (const scope of scopes)
      for (const candidate of partsIn(scope, scope.values.slice(0, solved.length).map(String), task))
        add({ ...candidate, cost: candidate.cost + nesting });
  }
  return [...found.values()].sort(byCost);
}

function byCost(a: Source, b: Source): number {
  return a.cost - b.cost;
}

function inLine(label: string): Candidate {
  return { steps: [step('labelled', label)], cost: 0.5, kind: lineName(label) };
}

/** What a labelled line is called: no word of the language, and no helper, ends so. */
function lineName(label: string): string {
  const words = (label.match(/[A-Za-z]+/g) ?? []).slice(0, 4).map((word) => word.slice(0, 16).toLowerCase());
  return [...words, 'line']
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

/** True for parts in which it is worth to look for parts. */
function isScope({ kind, values }: Source): boolean {
  return ['part', 'front', 'rest', 'inner', 'item'].includes(kind) && values.some((value) => (value?.length ?? 0) > 3);
}

function partsIn(scope: Candidate, texts: readonly string[], { rows }: Task): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const add = (kind: string, cost: number, one: Step, orders?: readonly string[]): void => {
    const base = scope.kind === 'text' ? 0 : scope.cost;
    candidates.push({ steps: [...scope.steps, one], cost: base + cost, kind, ...(orders && { orders }) });
  };
  for (const { name, pattern, cost } of tokenClasses) {
    for (const index of fromFront) add(name, cost + 0.25 * index, step('match', pattern, index));
    for (const index of fromBack) add(name, cost - 0.05 - 0.25 * (index + 1), step('match', pattern, index));
  }
  for (const { pattern, orders, cost } of dateClasses)
    for (const index of [0, 1]) add('date', cost + 0.3 * index, step('match', pattern, index), orders);
  for (const pattern of timeClasses)
    for (const index of [0, 1]) add('time', 0.9 + 0.3 * index, step('match', pattern, index));
  for (const separator of separatorsOf(texts)) {
    for (const index of fromFront) add('part', 1.3 + 0.2 * index, step('field', separator, index));
    for (const index of fromBack) add('part', 1.3 - 0.2 * (index + 1), step('field', separator, index));
  }
  const marks = marksOf(texts);
  for (const mark of marks) {
    const length = 0.05 * mark.length;
    add('front', 1.5 + length, step('before', mark));
    add('rest', 1.5 + length, step('after', mark));
    add('front', 1.7 + length, step('beforeLast', mark));
    add('rest', 1.7 + length, step('afterLast', mark));
    for (const right of marks) add('inner', 1.9 + length, step('between', mark, right));
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
  // Places count where a column has one width.
  const [first = ''] = texts;
  if (scope.kind === 'text' && first.length <= 40 && rows.every((row) => row.length === first.length))
    for (let from = 1; from < first.length; from += 1)
      for (let to = from + 1; to < first.length; to += 1) add('place', 2 + 0.02 * from, step('slice', from, to));
  return candidates;
}
