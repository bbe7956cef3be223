import type { Source, Item } from './notation';
import { showInvisible } from './show-invisible';
import { lineAt } from './text';

/** One problem that was given different answers. The texts are for people: invisible characters are shown. */
export interface Contradiction {
  readonly problem: string;
  readonly answers: readonly string[];
  /** Where, from 1, in the order of the answers. */
  readonly lines: readonly number[];
}

/** Examples that contradict each other; found before anything is spent on them. */
export function contradictions(source: Pick<Source, 'text'>, items: readonly Item[]): readonly Contradiction[] {
  const byProblem = new Map<string, Item[]>();
  for (const item of items) {
    if (item.answer !== null) byProblem.set(item.problem, [...(byProblem.get(item.problem) ?? []), item]);
  }
  return [...byProblem].flatMap(([problem, same]): Contradiction[] => {
    const different = same.filter((item, index) => same.findIndex((other) => other.answer === item.answer) === index);
    if (different.length < 2) return [];
    return [{ problem: quoted(problem), answers: different.map((item) => quoted(item.answer ?? '')), lines: different.map((item) => lineAt(source.text, item.span.start)) }];
  });
}

function quoted(text: string): string {
  const shown = showInvisible(text);
  return `“${shown.length > 120 ? `${shown.slice(0, 120)}…` : shown}”`;
}
