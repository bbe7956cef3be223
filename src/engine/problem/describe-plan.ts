import { describeNotation } from '../notation/notations';
import type { Reading } from '../notation/notation';
import { lineAt } from '../text/lines';
import type { Source } from '../text/source';
import { isNewColumn, newColumnName } from './further-cells';
import { problemColumns } from '../notation/table/table';

/**
 * How a text was read and where its answers go, a clause: `CSV with semicolons, header on line 5 (4 lines above left
 * alone), problems from "Datum", answers into the new column "answer"`.
 */
export function describePlan(source: Source, reading: Reading): string {
  const { notation } = reading;
  // The first clause of a notation's description says how its records lie.
  const [layout = ''] = describeNotation(notation).split(', ');
  if ('answerKey' in notation) {
    const isThere = reading.items.some(({ answerSpan }) => answerSpan !== null);
    if ('members' in notation) return 'JSON object, problems from its keys, answers into their values';
    if (notation.problemKey === '0')
      return `${layout}, problems from place 1, answers into ${isThere ? '' : 'the new '}place ${Number(notation.answerKey) + 1}`;
    const keys = [notation.problemKey, ...(notation.furtherKeys ?? [])].map(quoted);
    return `${layout}, problems from ${keys.join(' and ')}, answers into ${isThere ? '' : 'the new key '}${quoted(notation.answerKey)}`;
  }
  if (notation.kind === 'lines' && notation.joinedBy !== undefined)
    return `${layout}, answers behind ${notation.joinedBy}`;
  if (!('answerColumn' in notation)) return layout;
  const { columns = 0 } = reading;
  const problems = problemColumns(notation, columns).map((column) => columnName(reading, column));
  const answers = isNewColumn(reading)
    ? `the new column ${quoted(newColumnName(reading))}`
    : columnName(reading, notation.answerColumn);
  return [
    layout,
    ...headerText(source, reading),
    `problems from ${problems.join(' and ')}`,
    `answers into ${answers}`,
  ].join(', ');
}

function headerText({ text }: Source, { notation, headings = [] }: Reading): readonly string[] {
  const [first] = headings;
  const above = 'preamble' in notation ? (notation.preamble ?? 0) : 0;
  const leftAlone = above === 0 ? '' : `${above === 1 ? '1 line' : `${above} lines`} above left alone`;
  if ((notation.kind !== 'delimited' && above === 0) || !first) return leftAlone === '' ? [] : [leftAlone];
  return [`header on line ${lineAt(text, first.start)}${leftAlone === '' ? '' : ` (${leftAlone})`}`];
}

function columnName({ columnNames }: Reading, column: number): string {
  const name = columnNames?.[column];
  return name === undefined || name === '' ? `column ${column + 1}` : quoted(name);
}

function quoted(name: string): string {
  return `"${name}"`;
}
