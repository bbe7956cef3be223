import { textOf, trimmed, withLineFeeds } from '../../text/lines';
import type { Span } from '../../text/source';
import type { ColumnRoles, Complaint, Item, Reading } from '../notation';

/** One row of a table as it stands in the source. */
export interface TableRow {
  /** The cells' texts, without quotes and escapes. */
  readonly cells: readonly string[];
  readonly span: Span;
  /** Where it begins, from 1. */
  readonly line: number;
  /** The cells in the source, quotes included; or why they could not be told apart. */
  readonly cellSpans: readonly Span[] | string;
}

/** A table: its header where it has one, and its rows. */
export interface Table {
  readonly header: readonly string[] | undefined;
  /** The lines of the header that are in the source's stretches. */
  readonly headings?: readonly Span[];
  readonly rows: readonly TableRow[];
  /** How many columns it has; found out where it is not known. */
  readonly columns?: number | undefined;
  /** A row that lacks cells between its problem and its answer can get them. */
  readonly fillsUp?: boolean;
}

/** What was read of a table's rows. */
export type TableReading = Pick<Reading, 'items' | 'complaints' | 'columnNames' | 'columns' | 'headings' | 'padded'>;

/** Reads a table's rows: the answer's column is one, those of the problem or all others make the problem. */
export function readTable(text: string, table: Table, roles: ColumnRoles): TableReading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  const padded: Span[] = [];
  const header = table.header?.map((name) => name.trim());
  const columns = table.columns ?? Math.max(header?.length ?? 0, columnsOf(table.rows));
  for (const row of table.rows) {
    // A spreadsheet ends its tables with rows of empty cells, and parts them so: such a row is a blank line.
    if (row.cells.length > 1 && row.cells.every((cell) => cell.trim() === '')) {
      if (row.cells.length === columns && typeof row.cellSpans !== 'string') padded.push(row.span);
      continue;
    }
    const read = itemOf(row, text, header, columns, roles, table.fillsUp ?? false);
    if (typeof read !== 'string') items.push(read);
    else {
      const lines = textOf(text, row.span).trimEnd().split('\n').length;
      complaints.push({ line: row.line, reason: read, ...(lines > 1 ? { lines } : {}) });
      if (row.cells.length === columns && typeof row.cellSpans !== 'string') padded.push(row.span);
    }
  }
  return { items, complaints, columnNames: header, columns, headings: table.headings ?? [], padded };
}

/** How many columns most rows have. Rows that lack the last one are problems without an answer and may be the most. */
export function columnsOf(rows: readonly TableRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
  const wider = counts.get(most + 1) ?? 0;
  // One row too wide somewhere is a slip; the first row, or several, show the table's width.
  const shown = wider > 1 || rows[0]?.cells.length === most + 1;
  return shown && wider * 5 >= rows.length ? most + 1 : most;
}

/** The columns that form the problem, of so many. */
export function problemColumns(
  { answerColumn, problemColumn, furtherColumns = [] }: ColumnRoles,
  columns: number,
): readonly number[] {
  return problemColumn === undefined
    ? Array.from({ length: columns }, (_, column) => column).filter((column) => column !== answerColumn)
    : [problemColumn, ...furtherColumns];
}

function itemOf(
  row: TableRow,
  text: string,
  header: readonly string[] | undefined,
  columns: number,
  roles: ColumnRoles,
  fillsUp: boolean,
): Item | string {
  const { answerColumn } = roles;
  const { cells, cellSpans } = row;
  if (typeof cellSpans === 'string') return cellSpans;
  // A new column is one that no row has; one that is there may be lacking where it is the last.
  const lacks = Math.min(columns, answerColumn) - cells.length;
  const isShort =
    fillsUp && roles.problemColumn !== undefined && problemColumns(roles, columns).every((at) => at < cells.length);
  const lacksAnswer = answerColumn >= columns - 1 && (lacks === 0 || (lacks > 0 && isShort));
  if (cells.length !== columns && !lacksAnswer)
    return `this row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the table has ${columns} columns. Check its delimiters and quotes.`;
  const parts = problemColumns(roles, columns).map((column) => ({ column, cell: cellText(row, text, column) }));
  const [first, second] = parts;
  if (!first || parts.every(({ cell }) => cell.trim() === ''))
    return roles.problemColumn === undefined
      ? 'every cell but the answer is empty.'
      : 'the cell with the problem is empty.';
  const problem = !second
    ? first.cell
    : parts.map(({ cell, column }) => (header ? `${header[column] ?? ''}: ${cell}` : cell)).join(header ? '\n' : '\t');
  const answerSpan = lacksAnswer ? null : trimmedCell(text, cellSpans[answerColumn] ?? row.span);
  // Two quotes alone are an answer that is empty on purpose, whether the format reads them as quotes or not.
  const answer =
    answerSpan === null
      ? null
      : text.slice(answerSpan.start, answerSpan.end) === '""'
        ? ''
        : withLineFeeds(cellText(row, text, answerColumn));
  return {
    problem: withLineFeeds(second ? problem.trim() : problem),
    answer: answer === '' && answerSpan !== null && answerSpan.start === answerSpan.end ? null : answer,
    span: row.span,
    problemSpan: second ? row.span : trimmedCell(text, cellSpans[first.column] ?? row.span),
    answerSpan,
    ...(lacksAnswer && lacks > 0 ? { lacks } : {}),
  };
}

/** What a cell says: what is within quotes as it stands there, else without the white space around it. */
function cellText({ cells, cellSpans }: TableRow, text: string, column: number): string {
  const cell = cells[column] ?? '';
  const span = typeof cellSpans === 'string' ? undefined : cellSpans[column];
  const inside = span && trimmed(text, span);
  return inside && text[inside.start] === '"' && cell.length < inside.end - inside.start ? cell : cell.trim();
}

/** A cell without the spaces around it; an empty cell's place is behind its first space, as `| |` is written. */
function trimmedCell(text: string, cell: Span): Span {
  const inside = trimmed(text, cell);
  if (inside.start < inside.end) return inside;
  const at = cell.end - cell.start > 1 ? cell.start + 1 : cell.end;
  return { start: at, end: at };
}
