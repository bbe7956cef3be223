import { withColumn } from './delimited';
import { markdownColumnAdded } from './markdown-table';
import type { Reading } from '../notation';
import type { Source } from '../../text/source';
import type { TextEdit } from '../../text/edits';

/** The name of the column or the key for answers, where a table or an object has none. */
export const newPlaceName = 'answer';

/** The changes to a table's header where its answers go into a column that is not there yet; none elsewhere. */
export function headerEdits(
  { text }: Source,
  { notation, columns, columnNames, headings = [] }: Reading,
): readonly TextEdit[] {
  if (
    (notation.kind !== 'delimited' && notation.kind !== 'markdownTable') ||
    notation.answerColumn !== (columnNames?.length ?? columns)
  )
    return [];
  if (notation.kind === 'markdownTable') return markdownColumnAdded(text, headings, newPlaceName);
  return headings.map(({ start, end }) => ({
    span: { start: end, end },
    text: withColumn(text.slice(start, end), newPlaceName, notation.delimiter).slice(end - start),
  }));
}
