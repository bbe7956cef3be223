import type { Complaint, Item, Reading } from '../notation';
import type { Span } from '../../text/source';
import { shape } from '../../form/shape';
import { trimmed, withLineFeeds } from '../../text/lines';

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
}

/** Reads a table's rows: the answer's column is one, the `problemColumn` or all others make the problem. */
export function readTable(
  text: string,
  table: Table,
  { answerColumn, problemColumn }: Columns,
): Pick<Reading, 'items' | 'complaints' | 'columnNames' | 'columns' | 'headings'> {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  const header = table.header?.map((name) => name.trim());
  const found = Math.max(header?.length ?? 0, columnsOf(table.rows));
  const columns = Math.max(found, answerColumn + 1);
  for (const row of table.rows) {
    const read = itemOf(row, text, header, columns, { answerColumn, problemColumn });
    if (typeof read === 'string') complaints.push({ line: row.line, reason: read });
    else items.push(read);
  }
  return { items, complaints, columnNames: header, columns: found, headings: table.headings ?? [] };
}

/** The answer's column, and the problem's where it is one alone. */
interface Columns {
  readonly answerColumn: number;
  readonly problemColumn?: number | undefined;
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

function itemOf(
  row: TableRow,
  text: string,
  header: readonly string[] | undefined,
  columns: number,
  { answerColumn, problemColumn }: Columns,
): Item | string {
  const { cells, cellSpans } = row;
  if (typeof cellSpans === 'string') return cellSpans;
  const lacksAnswer = cells.length === columns - 1 && answerColumn === columns - 1;
  if (cells.length !== columns && !lacksAnswer)
    return `this row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the table has ${columns} columns. Check its delimiters and quotes.`;
  const others = cells.flatMap((cell, column) =>
    column === answerColumn || (problemColumn !== undefined && column !== problemColumn)
      ? []
      : [{ cell: cell.trim(), column }],
  );
  const [first, second] = others;
  if (!first || others.every(({ cell }) => cell === ''))
    return problemColumn === undefined ? 'every cell but the answer is empty.' : 'the cell with the problem is empty.';
  const problem = !second
    ? first.cell
    : others.map(({ cell, column }) => (header ? `${header[column] ?? ''}: ${cell}` : cell)).join(header ? '\n' : '\t');
  const answerSpan = lacksAnswer ? null : trimmedCell(text, cellSpans[answerColumn] ?? row.span);
  // Two quotes alone are an answer that is empty on purpose, whether the format reads them as quotes or not.
  const answer =
    answerSpan === null
      ? null
      : text.slice(answerSpan.start, answerSpan.end) === '""'
        ? ''
        : withLineFeeds(cells[answerColumn]?.trim() ?? '');
  const problemSpan = second ? row.span : trimmedCell(text, cellSpans[first.column] ?? row.span);
  return {
    problem: withLineFeeds(problem).trim(),
    answer: answer === '' && answerSpan !== null && answerSpan.start === answerSpan.end ? null : answer,
    span: row.span,
    problemSpan,
    answerSpan,
  };
}

/** A cell without the spaces around it; an empty cell's place is behind its first space, as `| |` is written. */
function trimmedCell(text: string, cell: Span): Span {
  const inside = trimmed(text, cell);
  if (inside.start < inside.end) return inside;
  const at = cell.end - cell.start > 1 ? cell.start + 1 : cell.end;
  return { start: at, end: at };
}

/** Names of columns that hold problems or answers. */
const partName =
  /^(?:questions?|problems?|inputs?|prompts?|source|from|answers?|outputs?|targets?|results?|solutions?|expected|labels?|completions?|responses?|to)$/i;
/** Single letters are names in pairs only. */
const letterPair = /^(?:q\na|x\ny)$/i;
const answerName = /^(?:answers?|outputs?|targets?|results?|solutions?|expected|completions?|responses?)$/i;
/** Names of columns that say nothing about the rows below them. */
const plainName =
  /^(?:id|no|nr|number|index|name|title|text|word|words|string|value|category|class|type|date|time|code|key|description|comment|notes?)$/i;

/** True for the name of a column that holds answers. */
export function isAnswerName(name: string): boolean {
  return answerName.test(name.trim());
}

/** The column whose name says that it holds answers, else the last. */
export function answerColumnOf(header: readonly string[] | undefined, columns: number): number {
  const named = header?.findLastIndex((name) => answerName.test(name.trim())) ?? -1;
  return named >= 0 ? named : columns - 1;
}

/**
 * Is the first row a header? By its names, and by cells that are unlike every cell below them. `unknown` where
 * neither decides: `cat,cats` over `dog,dogs` may be either.
 */
export function headerEvidence(first: readonly string[], body: readonly TableRow[]): 'yes' | 'no' | 'unknown' {
  const names = first.map((name) => name.trim());
  if (body.length === 0 || names.some((name) => name.length > 60 || /[\n\d]|[.!?]$/.test(name))) return 'no';
  const filled = names.filter((name) => name !== '');
  if (filled.length < 2 || new Set(filled).size < filled.length) return 'no';
  if (
    answerName.test(names.at(-1) ?? '') ||
    names.filter((name) => partName.test(name)).length > 1 ||
    letterPair.test(names.join('\n')) ||
    filled.every((name) => partName.test(name) || plainName.test(name))
  )
    return 'yes';
  if (names.includes('')) return 'no';
  const unlike = names.map((name, column) =>
    unlikeBelow(
      name,
      body.map((row) => row.cells[column]?.trim() ?? '').filter((cell) => cell !== ''),
    ),
  );
  if (unlike.includes('data')) return 'yes';
  // One column alone is chance: a header that is none costs a row.
  return unlike.every((verdict) => verdict === 'unlike') ? 'yes' : 'unknown';
}

/** A name above data (numbers, dates) is unlike it for sure; above words, where all have another case than it. */
function unlikeBelow(name: string, cells: readonly string[]): 'data' | 'unlike' | 'like' | undefined {
  if (!/^[\p{L}_]/u.test(name) || cells.length === 0) return undefined;
  if (cells.every((cell) => /\d/.test(cell) && /^[\s\d.,:/%€$+-]+$/.test(cell))) return 'data';
  const shapes = new Set(cells.map(shape));
  const [only] = shapes;
  if (shapes.size !== 1 || cells.length < 2) return undefined;
  const own = shape(name);
  if (own === only) return 'like';
  const word = /^(?:a|A|Aa)$/;
  return word.test(own) && (word.test(only ?? '') || (only ?? '').includes('9')) ? 'unlike' : undefined;
}
