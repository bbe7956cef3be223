import type { Notation } from './notation';

/**
 * A notation in a few words for people: `Question/Answer blocks`, `lines with =>`, `CSV, answer in column 3 (city)`.
 */
export function describeNotation(notation: Notation, columnNames?: readonly string[]): string {
  switch (notation.kind) {
    case 'blocks':
      return `${notation.problemLabel}/${notation.answerLabel} blocks`;
    case 'arrows':
      return `${notation.listed ? 'list items' : 'lines'} with ${notation.arrow === '\t' ? 'a tab' : notation.arrow}`;
    case 'jsonLines':
      return `JSON Lines, “${notation.problemKey}” and “${notation.answerKey}”`;
    case 'jsonArray':
      return notation.problemKey === '0' && notation.answerKey === '1'
        ? 'JSON array of pairs'
        : `JSON array, “${notation.problemKey}” and “${notation.answerKey}”`;
    case 'delimited':
      return `${tables[notation.delimiter]}${notation.header ? '' : ' without a header'}, ${column(notation.answerColumn, columnNames)}`;
    case 'markdownTable':
      return `Markdown table, ${column(notation.answerColumn, columnNames)}`;
    case 'lines':
      return `${notation.listed ? 'list items' : 'lines'}, a problem each`;
  }
}

const tables = { ',': 'CSV', '\t': 'TSV', ';': 'CSV with semicolons', '|': 'table with |' } as const;

function column(answerColumn: number, names: readonly string[] | undefined): string {
  const name = names?.[answerColumn];
  return `answer in column ${answerColumn + 1}${name === undefined || name === '' ? '' : ` (${name})`}`;
}
