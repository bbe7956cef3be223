import type { Reading } from '../notation/notation';
import { withArrows } from '../notation/lines/kind';
import { everyFormula } from '../notation/table/spreadsheet';
import { applyEdits, type TextEdit } from '../text/edits';
import type { Source } from '../text/source';
import { emptyCells, furtherCellOf, headerEdits, rowsWithout } from './further-cells';
import {
  placementsOf,
  writtenAnswers,
  type Placement,
  type RefusedAnswer,
  type WriteOptions,
  type WrittenAnswers,
} from './write';

/** A text with its answers, and those that its notation cannot hold. */
export interface Filled {
  readonly text: string;
  readonly refused: readonly RefusedAnswer[];
  /** Answers that got an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/**
 * A text again, in its own notation, with answers (by index into the reading's items) in their places; every other
 * byte as it was, but that a table gets a further column where it has none for answers. Bare lines have no places: they
 * become `problem => answer`. `further`: each row of a table gets one more cell behind its last, the answered ones with
 * the text that there is for them, and the others an empty one, so that all have the header's columns and can be read
 * again.
 */
export function filledIn(
  source: Source,
  reading: Reading,
  answers: ReadonlyMap<number, string>,
  further?: ReadonlyMap<number, string>,
  options: WriteOptions = {},
): Filled {
  const target = withPlaces(reading);
  const { edits, refused, guarded } = answerEdits(source, target, answers, placementsOf(target)[0] ?? 'below', options);
  const written = writtenOf(answers, refused);
  // Sorting is stable: an answer in the last cell comes before what goes behind it.
  const all = [...edits, ...(further ? toolCells(source, target, further, written) : [])];
  return { text: applyEdits(source.text, inOrder(all)), refused, guarded };
}

/** All changes that put answers into a text: those of `writtenAnswers`, and a further column where they need one. */
export function answerEdits(
  source: Source,
  reading: Reading,
  answers: ReadonlyMap<number, string>,
  placement: Placement,
  options: WriteOptions = {},
): WrittenAnswers {
  const { edits, ...written } = writtenAnswers(source, reading, answers, placement, options);
  const further =
    placement === 'fill'
      ? [...headerEdits(source, reading), ...emptyCells(source, reading, writtenOf(answers, written.refused))]
      : [];
  return { ...written, edits: inOrder([...further, ...edits]) };
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((one, other) => one.span.start - other.span.start);
}

/** The items whose answers were written. */
function writtenOf(answers: ReadonlyMap<number, string>, refused: readonly RefusedAnswer[]): ReadonlySet<number> {
  const written = new Set(answers.keys());
  for (const { index } of refused) written.delete(index);
  return written;
}

/** A further cell for each row; one that lacks the answer's gets that one too. */
function toolCells(
  { text }: Source,
  reading: Reading,
  further: ReadonlyMap<number, string>,
  written: ReadonlySet<number>,
): readonly TextEdit[] {
  const cell = (end: number, start: number, value: string, lacking: boolean): TextEdit => {
    const row = text.slice(start, end);
    return {
      span: { start: end, end },
      text:
        (lacking ? furtherCellOf(reading, '', row) : '') +
        furtherCellOf(reading, everyFormula(value, reading.notation, 0), row),
    };
  };
  const isThere = 'answerColumn' in reading.notation && reading.notation.answerColumn < (reading.columns ?? 0);
  return [
    ...reading.items.flatMap(({ span, answerSpan }, index) =>
      written.has(index)
        ? [cell(span.end, span.start, further.get(index) ?? '', false)]
        : [cell(span.end, span.start, '', isThere && answerSpan === null)],
    ),
    ...rowsWithout({ ...reading, items: [] }, written).map(({ start, end }) => cell(end, start, '', false)),
  ];
}

/** Arrows can be read again, a part answered or all. */
function withPlaces(reading: Reading): Reading {
  if (reading.notation.kind !== 'lines') return reading;
  const items = reading.items.map((item) => ({ ...item, answerSpan: null }));
  return { ...reading, notation: withArrows(reading.notation), items };
}
