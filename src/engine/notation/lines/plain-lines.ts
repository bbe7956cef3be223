import { itemLines } from './list-marks';
import type { Reading } from '../notation';
import type { LinesLayout } from './layout';
import type { Source } from '../../text/source';
import { trimmed } from '../../text/lines';

/** Reads every line that is not blank as a problem. There are no answers, and no places for them. */
export function readLines(source: Source, notation: LinesLayout): Reading {
  const items = itemLines(source, notation.listed).map((line) => {
    const span = trimmed(source.text, line.span);
    return {
      problem: source.text.slice(span.start, span.end),
      answer: null,
      span,
      problemSpan: span,
      answerSpan: null,
    };
  });
  return { notation, items, complaints: [] };
}
