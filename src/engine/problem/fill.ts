import { furtherCell } from './delimited';
import { headerEdits } from './new-column';
import type { Reading, Source, TextEdit } from './notation';
import { readAs } from './read';
import { applyEdits, placementsOf, writtenAnswers, type RefusedAnswer } from './write';

/** A text with its answers, and those that its notation cannot hold. */
export interface Filled {
  readonly text: string;
  readonly refused: readonly RefusedAnswer[];
  /** Cells that got an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/**
 * A text again, in its own notation, with answers (by index into the reading's items) in their places; every other
 * byte as it was, but that a table's header names a column for answers that it had not. Bare lines have no places: they
 * become `problem => answer`. Of a table's rows those that are answered get the text of `further`, where it has one for
 * them, as a cell behind their last.
 */
export function filledIn(source: Source, reading: Reading, answers: ReadonlyMap<number, string>, further?: ReadonlyMap<number, string>): Filled {
  const target = withPlaces(source, reading);
  const { edits, refused, guarded } = writtenAnswers(source, target, answers, placementsOf(target)[0] ?? 'below');
  // Sorting is stable: an answer in the last cell comes before what goes behind it.
  const all = [...headerEdits(source, target), ...edits, ...furtherCells(target, answers, further, new Set(refused.map(({ index }) => index)))];
  return { text: applyEdits(source.text, all.sort((one, other) => one.span.start - other.span.start)), refused, guarded };
}

function furtherCells({ notation, items }: Reading, answers: ReadonlyMap<number, string>, further: ReadonlyMap<number, string> | undefined, refused: ReadonlySet<number>): readonly TextEdit[] {
  if (!further || notation.kind !== 'delimited') return [];
  return items.flatMap(({ span: { end } }, index) => {
    const text = answers.has(index) && !refused.has(index) ? further.get(index) : undefined;
    return text === undefined ? [] : [{ span: { start: end, end }, text: furtherCell(text, notation.delimiter) }];
  });
}

/** Arrows can be read again, a part answered or all. */
function withPlaces(source: Source, reading: Reading): Reading {
  if (reading.notation.kind !== 'lines') return reading;
  const arrows = readAs(source, { kind: 'arrows', arrow: '=>' });
  const byStart = new Map(arrows.items.filter(({ answerSpan }) => answerSpan === null).map((item) => [item.span.start, item]));
  const items = reading.items.flatMap((item) => byStart.get(item.span.start) ?? []);
  return items.length === reading.items.length ? { ...arrows, items } : reading;
}
