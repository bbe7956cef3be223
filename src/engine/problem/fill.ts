import { furtherCell } from '../notation/table/delimited';
import { headerEdits } from '../notation/table/new-column';
import type { Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { applyEdits, type TextEdit } from '../text/edits';
import { readAs } from './read';
import { everyFormula, type Guard } from '../notation/table/spreadsheet';
import { placementsOf, writtenAnswers, type RefusedAnswer } from './write';

/** A text with its answers, and those that its notation cannot hold. */
export interface Filled {
  readonly text: string;
  readonly refused: readonly RefusedAnswer[];
  /** Answers that got an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/**
 * A text again, in its own notation, with answers (by index into the reading's items) in their places; every other
 * byte as it was, but that a table's header names a column for answers that it had not. Bare lines have no places: they
 * become `problem => answer`. `further`: each row of a table gets one more cell behind its last, the answered ones with
 * the text that there is for them, and the others an empty one, so that all have the header's columns and can be read
 * again.
 */
export function filledIn(
  source: Source,
  reading: Reading,
  answers: ReadonlyMap<number, string>,
  further?: ReadonlyMap<number, string>,
  guard: Guard = everyFormula,
): Filled {
  const target = withPlaces(source, reading);
  const { edits, refused, guarded } = writtenAnswers(
    source,
    target,
    answers,
    placementsOf(target)[0] ?? 'below',
    guard,
  );
  // Sorting is stable: an answer in the last cell comes before what goes behind it.
  const all = [
    ...headerEdits(source, target),
    ...edits,
    ...furtherCells(target, answers, further, new Set(refused.map(({ index }) => index))),
  ];
  return {
    text: applyEdits(
      source.text,
      all.sort((one, other) => one.span.start - other.span.start),
    ),
    refused,
    guarded,
  };
}

function furtherCells(
  { notation, items }: Reading,
  answers: ReadonlyMap<number, string>,
  further: ReadonlyMap<number, string> | undefined,
  refused: ReadonlySet<number>,
): readonly TextEdit[] {
  if (!further || notation.kind !== 'delimited') return [];
  return items.map(({ span: { end }, answerSpan }, index) => {
    const isWritten = answers.has(index) && !refused.has(index);
    const text = isWritten ? further.get(index) : undefined;
    // Not quotes, which would say that the answer is empty on purpose.
    const lacking = isWritten || answerSpan !== null ? '' : notation.delimiter;
    return {
      span: { start: end, end },
      text:
        lacking +
        (text === undefined
          ? notation.delimiter
          : furtherCell(everyFormula(text, notation, index), notation.delimiter)),
    };
  });
}

/** Arrows can be read again, a part answered or all. */
function withPlaces(source: Source, reading: Reading): Reading {
  if (reading.notation.kind !== 'lines') return reading;
  const arrows = readAs(source, { ...reading.notation, kind: 'arrows', arrow: '=>' });
  const byStart = new Map(
    arrows.items.filter(({ answerSpan }) => answerSpan === null).map((item) => [item.span.start, item]),
  );
  const items = reading.items.flatMap((item) => byStart.get(item.span.start) ?? []);
  return items.length === reading.items.length ? { ...arrows, items } : reading;
}
