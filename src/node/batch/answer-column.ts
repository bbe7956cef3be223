import type { Reading, Source } from '../../engine/problem/notation';
import { readAs } from '../../engine/problem/read';

/** Readings, and for a table of which every row is full the one with a further column for the answers, behind the first. */
export function withColumnForAnswers(source: Source, [best, ...others]: readonly Reading[]): readonly Reading[] {
  if (!best) return [];
  const tables = [best, ...others].flatMap((reading) => (reading.notation.kind === 'delimited' && reading.columnNames && reading.items.every(({ answer }) => answer !== null) ? [{ notation: reading.notation, columns: reading.columnNames.length }] : []));
  const [first] = tables;
  return first ? [best, readAs(source, { ...first.notation, answerColumn: first.columns }), ...others] : [best, ...others];
}
