import { headerEdits } from './new-column';
import type { Reading, Source } from './notation';
import { readAs } from './read';
import { applyEdits, placementsOf, writtenAnswers, type RefusedAnswer } from './write';

/** A text with its answers, and those that its notation cannot hold. */
export interface Filled {
  readonly text: string;
  readonly refused: readonly RefusedAnswer[];
}

/**
 * A text again, in its own notation, with answers (by index into the reading's items) in their places; every other
 * byte as it was, but that a table's header names a column for answers that it had not. Bare lines have no places: they
 * become `problem => answer`.
 */
export function filledIn(source: Source, reading: Reading, answers: ReadonlyMap<number, string>): Filled {
  const target = withPlaces(source, reading);
  const { edits, refused } = writtenAnswers(source, target, answers, placementsOf(target)[0] ?? 'below');
  return { text: applyEdits(source.text, [...headerEdits(source, target), ...edits].sort((one, other) => one.span.start - other.span.start)), refused };
}

/** Arrows can be read again, a part answered or all. */
function withPlaces(source: Source, reading: Reading): Reading {
  if (reading.notation.kind !== 'lines') return reading;
  const arrows = readAs(source, { kind: 'arrows', arrow: '=>' });
  const byStart = new Map(arrows.items.filter(({ answerSpan }) => answerSpan === null).map((item) => [item.span.start, item]));
  const items = reading.items.flatMap((item) => byStart.get(item.span.start) ?? []);
  return items.length === reading.items.length ? { ...arrows, items } : reading;
}
