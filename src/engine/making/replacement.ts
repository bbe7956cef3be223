import type { Example } from './split';

/** A plain text that is replaced by another one wherever it stands. */
export interface Replacement {
  readonly find: string;
  readonly replace: string;
}

/** A longer text to find is a sentence of its own. */
const longest = 40;

/** What is inserted stands behind what is found: so far before the first change may that begin. */
const farthest = 8;

/** Fewer changed examples may be told by a condition just as well. */
const fewestChanged = 2;

/**
 * The shortest replacement that gives every answer, such as `-` by `/`; `null` where none does. The first change is in
 * what was found, or right behind it.
 */
export function replacementIn(examples: readonly Pick<Example, 'problem' | 'answer'>[]): Replacement | null {
  const changed = examples.filter(({ problem, answer }) => problem !== answer);
  const [first] = changed;
  if (!first || changed.length < fewestChanged) return null;
  const { problem, answer } = first;
  const change = firstChange(problem, answer);
  for (let length = 1; length <= longest; length++)
    for (let start = change; start >= Math.max(0, change - farthest); start--) {
      const find = problem.slice(start, start + length);
      if (find.length < length || problem.indexOf(find) !== start) continue;
      const places = problem.split(find).length - 1;
      const size = length + (answer.length - problem.length) / places;
      if (size < 0 || !Number.isInteger(size)) continue;
      const replace = answer.slice(start, start + size);
      if (find !== replace && examples.every((one) => one.problem.split(find).join(replace) === one.answer))
        return { find, replace };
    }
  return null;
}

function firstChange(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}
