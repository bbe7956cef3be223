import type { Item } from '../notation/notation';
import type { Source } from '../text/source';
import { showInvisible } from '../text/show-invisible';
import { lineCounter } from '../text/lines';

/** One problem that was given different answers. The texts are for people: quoted, invisible characters shown. */
export interface Contradiction {
  readonly problem: string;
  readonly answers: readonly string[];
  /** Where, from 1, in the order of the answers. */
  readonly lines: readonly number[];
}

/** The longest text that a message quotes whole. */
const longestQuote = 120;

/** Examples that contradict each other; found before anything is spent on them. */
export function contradictions(source: Pick<Source, 'text'>, items: readonly Item[]): readonly Contradiction[] {
  // The line of the first item with each answer, by problem.
  const byProblem = new Map<string, Map<string, number>>();
  const lineOf = lineCounter(source.text);
  for (const { problem, answer, span } of items) {
    if (answer === null) continue;
    const answers = byProblem.get(problem) ?? new Map<string, number>();
    if (!answers.has(answer)) answers.set(answer, lineOf(span.start));
    byProblem.set(problem, answers);
  }
  return [...byProblem].flatMap(([problem, answers]) =>
    answers.size < 2
      ? []
      : [
          {
            problem: quoted(problem),
            answers: [...answers.keys()].map(quoted),
            lines: [...answers.values()],
          },
        ],
  );
}

function quoted(text: string): string {
  // No half of a surrogate pair at the cut.
  return `“${showInvisible(text.length > longestQuote ? `${text.slice(0, longestQuote).replace(/[\uD800-\uDBFF]$/, '')}…` : text)}”`;
}
