import type { Notation, Reading, Source } from './notation';
import { isBlank, linesOf, textOf, trimmed } from './text';

/** Reads every line that is not blank as a problem. */
export function readPlainLines(source: Source, notation: Extract<Notation, { kind: 'lines' }>): Reading {
  const items = linesOf(source).flatMap((line) => {
    if (isBlank(line.text)) return [];
    const span = trimmed(source.text, line.span);
    return [{ problem: textOf(source.text, span), answer: null, span, problemSpan: span, answerSpan: null }];
  });
  return { notation, items, complaints: [] };
}
