import { withColumn } from './delimited';
import { markdownColumnAdded } from './markdown-table';
import type { Reading, Source, TextEdit } from './notation';

/** The name of the column for answers, where a table has none. */
export const newColumnName = 'answer';

/** The changes to a table's header where its answers go into a column that is not there yet; none elsewhere. */
export function headerEdits({ text }: Source, { notation, columns, columnNames, headings = [] }: Reading): readonly TextEdit[] {
  if ((notation.kind !== 'delimited' && notation.kind !== 'markdownTable') || notation.answerColumn !== (columnNames?.length ?? columns)) return [];
  if (notation.kind === 'markdownTable') return markdownColumnAdded(text, headings, newColumnName);
  return headings.map(({ start, end }) => ({ span: { start: end, end }, text: withColumn(text.slice(start, end), newColumnName, notation.delimiter).slice(end - start) }));
}
