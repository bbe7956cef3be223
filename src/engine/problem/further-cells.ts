import { freeColumnName, newPlaceName } from '../notation/table/columns';
import { kindOf } from '../notation/notations';
import type { Reading } from '../notation/notation';
import type { TextEdit } from '../text/edits';
import type { Source, Span } from '../text/source';

/** True where answers go into a column that no row of the table has yet. */
export function isNewColumn({ notation, columns = 0 }: Reading): boolean {
  return 'answerColumn' in notation && notation.answerColumn >= columns;
}

/** What a reading's new column for answers is called, or will be. */
export function newColumnName({ notation, columnNames = [] }: Reading): string {
  const said = 'answerColumn' in notation ? notation.answerName : undefined;
  return said ?? freeColumnName(columnNames, newPlaceName);
}

/** The changes to a table's header where its answers go into a column that is not there yet; none elsewhere. */
export function headerEdits({ text }: Source, reading: Reading): readonly TextEdit[] {
  if (!isNewColumn(reading)) return [];
  const { notation, headings = [] } = reading;
  return headings.map(({ start, end }) =>
    inserted(end, kindOf(notation).cells?.heading(newColumnName(reading), text.slice(start, end), notation) ?? ''),
  );
}

/**
 * The changes that give each row one more cell in a column that is not there yet, but for those in which an answer is
 * written: so the table stays rectangular.
 */
export function emptyCells({ text }: Source, reading: Reading, written: ReadonlySet<number>): readonly TextEdit[] {
  if (!isNewColumn(reading)) return [];
  return rowsWithout(reading, written).map(({ start, end }) =>
    inserted(end, furtherCellOf(reading, '', text.slice(start, end))),
  );
}

/**
 * The rows of a table in which nothing is written, those that are no items among them; but for those that lack other
 * cells too, which may be remarks.
 */
export function rowsWithout({ items, padded = [] }: Reading, written: ReadonlySet<number>): readonly Span[] {
  return [...items.flatMap(({ span, lacks }, index) => (written.has(index) || lacks ? [] : [span])), ...padded];
}

/** A text as a further cell behind a row. */
export function furtherCellOf({ notation }: Reading, text: string, row: string): string {
  return kindOf(notation).cells?.further(text, row, notation) ?? '';
}

function inserted(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}
