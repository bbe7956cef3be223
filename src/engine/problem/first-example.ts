import type { Reading } from '../notation/notation';

/** The longest text of either side that is shown whole. */
const longest = 80;

/** A reading's first example, or its first problem where it has none, in a line: `title ⇒ slug`. */
export function firstExample({ items }: Pick<Reading, 'items'>): string {
  const first = items.find((item) => item.answer !== null) ?? items[0];
  return first ? `${oneLine(first.problem)}  ⇒  ${first.answer === null ? '(no answer)' : oneLine(first.answer)}` : '';
}

/** A reading's first problem that has no answer, or its first one, in a line. */
export function firstProblem({ items }: Pick<Reading, 'items'>): string {
  const first = items.find((item) => item.answer === null) ?? items[0];
  return first ? oneLine(first.problem) : '';
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
