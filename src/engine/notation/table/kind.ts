import type { NotationKind } from '../kind';
import type { NotationOf } from '../notation';
import { columnIn } from './columns';
import { detectDelimited, readDelimited } from './delimited';
import { delimitedDocument, fillCell, furtherCell } from './delimited-writing';
import {
  detectMarkdownTable,
  fillMarkdownCell,
  furtherHeading,
  furtherMarkdownCell,
  markdownDocument,
  readMarkdownTable,
} from './markdown-table';

const tableNames: Readonly<Record<string, string>> = { ',': 'CSV', '\t': 'TSV', ';': 'CSV with semicolons' };

/** CSV, TSV and their kin. */
export const delimitedKind: NotationKind<NotationOf<'delimited'>> = {
  names: ['csv', 'tsv'],
  nameOf: ({ delimiter }) => (delimiter === '\t' ? 'tsv' : 'csv'),
  detect: detectDelimited,
  read: readDelimited,
  adapt: (source, own, found) => {
    const there = found.flatMap(({ notation, rank }) =>
      notation.kind === 'delimited' && notation.delimiter === own.delimiter ? [{ notation, rank }] : [],
    );
    const best = there[0]?.notation;
    if (!best) return undefined;
    const columns = readDelimited(source, best).columns ?? 0;
    const ownRoles = {
      answerColumn: own.answerColumn,
      ...(own.problemColumn === undefined ? {} : { problemColumn: own.problemColumn }),
      ...(own.furtherColumns ? { furtherColumns: own.furtherColumns } : {}),
    };
    if (columns < own.answerColumn) return best;
    if (columns === own.answerColumn) return { ...best, ...ownRoles };
    // Where the text does not tell whether it has a header, it is like the tool's own.
    const undecided = there.some(({ notation, rank }) => notation.header !== best.header && rank === there[0]?.rank);
    return { ...best, ...ownRoles, header: undecided ? own.header : best.header };
  },
  // Rows with the problem's cells alone: as many as the answer's column has before it.
  adaptBare: (source, own) => {
    const bare = { ...own, header: false };
    return readDelimited(source, bare).columns === own.answerColumn ? bare : undefined;
  },
  describe: (notation, columnNames) =>
    `${tableNames[notation.delimiter] ?? `table with ${notation.delimiter}`}${notation.header ? '' : ' without a header'}, ${columnIn(notation, columnNames)}`,
  records: ({ delimiter }) => ({ quotedCells: delimiter }),
  cells: {
    further: (text, _, { delimiter }) => (text === '' ? delimiter : furtherCell(text, delimiter)),
    heading: (name, _, { delimiter }) => furtherCell(name, delimiter),
  },
  keepsSpace: true,
  filler:
    ({ text }, _, notation, lineEnd) =>
    (item, answer) =>
      fillCell(text, item, answer, notation, lineEnd),
  document: delimitedDocument,
};

/** Tables of Markdown, Org, psql and MySQL. */
export const markdownKind: NotationKind<NotationOf<'markdownTable'>> = {
  names: ['markdown', 'md'],
  nameOf: () => 'markdown',
  detect: detectMarkdownTable,
  read: readMarkdownTable,
  adapt: (_, own, found) => {
    const there = found.flatMap(({ notation }) => (notation.kind === 'markdownTable' ? [notation] : []));
    return there.find(({ answerColumn }) => answerColumn === own.answerColumn) ?? there[0];
  },
  adaptBare: () => undefined,
  describe: (notation, columnNames) => `Markdown table, ${columnIn(notation, columnNames)}`,
  records: () => 'whole',
  cells: {
    further: (text, row) => furtherMarkdownCell(text, row),
    heading: (name, row) => furtherHeading(row, name),
  },
  keepsSpace: false,
  filler:
    ({ text }) =>
    (item, answer) =>
      fillMarkdownCell(text, item, answer),
  document: markdownDocument,
};
