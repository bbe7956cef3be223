import { itemLines } from './list-marks';
import type { Reading } from '../notation';
import type { LinesLayout } from './layout';
import type { Source } from '../../text/source';
import { isComment, trimmed } from '../../text/lines';

/** Reads every line as a problem that is not blank and no comment. There are no answers, and no places for them. */
export function readLines(source: Source, notation: LinesLayout): Reading {
  const lines = itemLines(source, notation).filter(({ text }) => notation.comments === true || !isComment(text));
  const items = lines.map((line) => {
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
