import { decides, type Constant, type DeciderName } from './helpers/helpers';
import { literal } from './steps';

/** What tells one kind of problem from another. */
export interface Condition {
  readonly name: DeciderName;
  readonly constant: Constant;
  readonly cost: number;
  /** Whether it holds for each row. */
  readonly holds: readonly boolean[];
}

/** Kinds of texts that have a usual pattern. None has the flag `g`, so that none remembers where it was. */
const usual: readonly (readonly [RegExp, number])[] = [
  [/^\d/, 1.4],
  [/^\p{L}/u, 1.4],
  [/^\p{Lu}/u, 1.8],
  [/^[^\p{L}\p{M}\d]/u, 1.4],
  [/\d/, 1.4],
  [/\p{L}/u, 1.6],
  [/\p{Lu}/u, 1.9],
  [/\s/, 1.4],
  [/^\s*\S+\s+\S+\s*$/, 1.6],
  [/^\s*\S+\s+\S+\s+\S+\s*$/, 1.7],
  [/\d$/, 1.6],
  [/\p{L}$/u, 1.7],
];

/** Conditions that hold for some of the solved rows and not for others, each once by the rows for which it holds. */
export function conditionsFor(rows: readonly string[], solved: number): readonly Condition[] {
  const found = new Map<string, Condition>();
  const add = (name: DeciderName, constant: Constant, cost: number): void => {
    const holds = rows.map((row) => decides(name, row, constant));
    const here = holds.slice(0, solved);
    if (here.every(Boolean) || !here.some(Boolean)) return;
    // A condition and its opposite part the rows alike.
    const key = holds.map((one) => (one === holds[0] ? '1' : '0')).join('');
    const known = found.get(key);
    if (!known || known.cost > cost) found.set(key, { name, constant, cost, holds });
  };
  const problems = rows.slice(0, solved);
  for (const [pattern, cost] of usual) add('fits', pattern, cost);
  for (const problem of problems) {
    for (const sign of new Set(problem.match(/[^\p{L}\p{M}\d\s]/gu) ?? [])) add('contains', sign, 1.2);
    for (const word of new Set(problem.match(/\p{L}[\p{L}\p{M}]+/gu) ?? [])) add('contains', word, 2);
    const text = problem.trim();
    if (text.length <= 30 && rows.filter((row) => row.trim() === text).length > 1) add('is', text, 1.3);
    add('begins', text.slice(0, 1), 1.9);
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}

/** A condition as JavaScript has it, on what the expression `inner` says. */
export function conditionText({ name, constant }: Condition, inner: string): string {
  return `${name}(${inner}, ${literal(constant)})`;
}
