import type { Notation, Reading, Source } from './notation';
import { isBlank, isFence, linesOf, trimmed } from './text';

type PlainLines = Extract<Notation, { kind: 'lines' }>;

/** Reads every line that is not blank as a problem. There are no answers, and no places for them. */
export function readLines(source: Source, notation: PlainLines): Reading {
  const items = linesOf(source)
    .filter((line) => !isBlank(line.text) && !isFence(line.text))
    .map((line) => {
      const span = trimmed(source.text, line.span);
      return { problem: source.text.slice(span.start, span.end), answer: null, span, problemSpan: span, answerSpan: null };
    });
  return { notation, items, complaints: [] };
}
