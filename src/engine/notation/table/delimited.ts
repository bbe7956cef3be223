import { ranks, type Candidate } from '../candidate';
import { delimitedRows } from './delimited-rows';
import { edited, type Filling, type Written } from '../filling';
import type { Item, Notation, Reading } from '../notation';
import type { Source } from '../../text/source';
import { answerColumnOf, columnsOf, headerEvidence, readTable, type TableRow } from './table';
import { isBlank, lineStart } from '../../text/lines';

type Delimited = Extract<Notation, { kind: 'delimited' }>;

/** Rows looked at to find the delimiter and the header. */
const sampleSize = 100;

/** The most columns that are offered as the answer's. */
const mostColumnsOffered = 8;

/** The ways in which a text can be read as a table: delimiters that give nearly all rows the same columns. */
export function detectDelimited(source: Source): readonly Candidate[] {
  return (['\t', ',', ';', '|'] as const).flatMap((delimiter): Candidate[] => {
    const rows = delimitedRows(source, delimiter, sampleSize);
    const columns = columnsOf(rows);
    const regular = rows.filter((row) => row.cells.length === columns || row.cells.length === columns - 1);
    if (columns < 2 || !rows.some((row) => row.cells.length === columns)) return [];
    const { evidence, names } = headerOf(source, delimiter, rows, columns);
    // A header over rows of which none has its columns is a line with a comma.
    if (evidence === 'yes' && rows.length > 1 && !rows.slice(1).some((row) => row.cells.length === columns)) return [];
    // Below a header a slip is a slip; without one, lines that differ are no table.
    if (regular.length * 5 < rows.length * (evidence === 'yes' ? 3 : 4)) return [];
    const rank =
      evidence === 'yes'
        ? ranks.tableWithHeader
        : delimiter === ',' && isProse(rows)
          ? ranks.proseWithCommas
          : ranks.table;
    const usual = answerColumnOf(evidence === 'yes' ? names : undefined, columns);
    const others = Array.from({ length: Math.min(columns, mostColumnsOffered) }, (_, column) => column).filter(
      (column) => column !== usual,
    );
    const header = evidence === 'yes';
    const notation = (answerColumn: number, withHeader: boolean): Delimited => ({
      kind: 'delimited',
      delimiter,
      header: withHeader,
      answerColumn,
    });
    return [
      { notation: notation(usual, header), rank },
      { notation: notation(columns - 1, !header), rank: evidence === 'unknown' ? rank : ranks.alternative },
      ...others.map((column) => ({ notation: notation(column, header), rank: ranks.alternative })),
    ];
  });
}

/** Reads CSV, TSV and their kin. */
export function readDelimited(source: Source, notation: Delimited): Reading {
  const rows = delimitedRows(source, notation.delimiter);
  const above = notation.header ? rowAbove(source, notation.delimiter, columnsOf(rows)) : undefined;
  const header = notation.header ? (above ?? rows[0]?.cells) : undefined;
  const body = notation.header && !above ? rows.slice(1) : rows;
  return {
    notation,
    ...readTable(
      source.text,
      { header, rows: body, headings: header && !above && rows[0] ? [rows[0].span] : [] },
      notation,
    ),
  };
}

/** How many columns most rows of a text have with a delimiter; 0 where there are no rows. */
export function columnsFound(source: Source, delimiter: Delimited['delimiter']): number {
  return columnsOf(delimitedRows(source, delimiter, sampleSize));
}

/**
 * Writes an answer into its cell, or as a further cell where the row lacks it. Quoted where needed, or where it was.
 */
export function fillCell(text: string, item: Item, answer: string, notation: Delimited, lineEnd: string): Filling {
  const place = item.answerSpan;
  const wasQuoted =
    place !== null &&
    text[place.start] === '"' &&
    (place.start === item.span.start || text[place.start - 1] === notation.delimiter);
  const cell = cellFor(answer, notation.delimiter, wasQuoted).replaceAll('\n', lineEnd);
  if (!place) return edited(item.span.end, item.span.end, notation.delimiter + cell);
  // Quotes count only right behind the delimiter: spaces before them go.
  let start = place.start;
  let { end } = place;
  if (cell.startsWith('"') && !wasQuoted) {
    while (start > item.span.start && text[start - 1] === ' ') start -= 1;
    while (place.start === place.end && end < item.span.end && text[end] === ' ') end += 1;
  }
  return edited(start, end, cell);
}

/** A table's header, its line end included, with a further column. */
export function withColumn(header: string, name: string, delimiter: Delimited['delimiter']): string {
  const end = /\r?\n?$/.exec(header)?.index ?? header.length;
  return header.slice(0, end) + furtherCell(name, delimiter) + header.slice(end);
}

/** A text as a cell behind a row's last one. */
export function furtherCell(text: string, delimiter: Delimited['delimiter']): string {
  return delimiter + cellFor(text, delimiter, false);
}

/** A new document with a row for each problem; `columnNames` are those of the old one, where it had any. */
export function delimitedDocument(
  items: readonly Written[],
  notation: Delimited,
  columnNames: readonly string[] | undefined,
): string {
  const rows = items.map(({ problem, answer }) => {
    const cells = problemCells(problem, notation, columnNames).map((cell) => cellFor(cell, notation.delimiter, false));
    cells.splice(notation.answerColumn, 0, answer === null ? '' : cellFor(answer, notation.delimiter, false));
    return cells;
  });
  const header = (columnNames ?? ['problem', 'answer']).map((name) => cellFor(name, notation.delimiter, false));
  return [...(notation.header ? [header] : []), ...rows].map((cells) => `${cells.join(notation.delimiter)}\n`).join('');
}

/** A problem that was several cells, as those cells again. */
function problemCells(problem: string, notation: Delimited, columnNames: readonly string[] | undefined): string[] {
  if (!notation.header) return notation.answerColumn > 1 || problem.includes('\t') ? problem.split('\t') : [problem];
  const names = columnNames?.filter((_, column) => column !== notation.answerColumn) ?? [];
  if (names.length < 2) return [problem];
  const pieces = problem.split('\n');
  return names.map((name, column) => {
    const label = `${name}:`;
    const piece = pieces[column] ?? '';
    return piece.startsWith(label) ? piece.slice(label.length).trim() : piece;
  });
}

function cellFor(text: string, delimiter: Delimited['delimiter'], quoted: boolean): string {
  if (!quoted && text !== '' && !text.includes('"') && !text.includes(delimiter) && !/[\r\n]|^\uFEFF/.test(text))
    return text;
  return `"${text.replaceAll('"', '""')}"`;
}

/** A header in the highlighted rows, or in the row above them where they are part of a table. */
function headerOf(
  source: Source,
  delimiter: Delimited['delimiter'],
  rows: readonly TableRow[],
  columns: number,
): { readonly evidence: 'yes' | 'no' | 'unknown'; readonly names: readonly string[] | undefined } {
  const above = rowAbove(source, delimiter, columns);
  const [first, ...rest] = rows;
  const names = above ?? first?.cells;
  const evidence = names ? headerEvidence(names, above ? rows : rest) : 'no';
  // A header above the selection changes no example: nothing to ask there.
  return { evidence: above && evidence === 'unknown' ? 'no' : evidence, names };
}

/**
 * The first row of the run of lines in which the selection begins, where the selection begins below it; for a
 * table of `columns`. That is where a table's header is.
 */
function rowAbove(source: Source, delimiter: Delimited['delimiter'], columns: number): readonly string[] | undefined {
  const { text } = source;
  const selected = lineStart(text, source.spans[0]?.start ?? 0);
  let top = selected;
  while (top > 0) {
    const previous = lineStart(text, top - (text[top - 1] === '\n' && text[top - 2] === '\r' ? 2 : 1));
    if (isBlank(text.slice(previous, top))) break;
    top = previous;
  }
  if (top === selected) return undefined;
  const [row] = delimitedRows({ text, spans: [{ start: top, end: selected }] }, delimiter, 1);
  // The selected rows may all lack the answer's cell.
  return row && (row.cells.length === columns || row.cells.length === columns + 1)
    ? row.cells.map((cell) => cell.trim())
    : undefined;
}

/** Lines of which every comma is followed by a space read like sentences. */
function isProse(rows: readonly TableRow[]): boolean {
  return rows.every((row) => row.cells.slice(1).every((cell) => cell.startsWith(' ')));
}
