import Papa from 'papaparse';
import type { Complaint, Item, Notation, Reading, Source, Span } from './notation';
import { shape } from './shape';
import { lineAt, writtenAnswer } from './text';

type Delimited = Extract<Notation, { kind: 'delimited' }>;

/** One row as it stands in the source. */
interface Row {
  readonly cells: readonly string[];
  readonly span: Span;
  /** The cells in the source, quotes included; `undefined` where they could not be told apart. */
  readonly cellSpans: readonly Span[] | undefined;
}

const delimiters: readonly Delimited['delimiter'][] = ['\t', ',', ';', '|'];

/** Names by which a last column is known to hold answers. */
const answerNames = /^(answers?|outputs?|targets?|results?|solutions?|expected|labels?|to)$/i;

/** The ways in which a text can be read as a table: every delimiter that gives all rows the same columns. */
export function detectDelimited(source: Source): readonly Delimited[] {
  return delimiters.flatMap((delimiter): Delimited[] => {
    const rows = rowsOf(source, delimiter, 50);
    const columns = commonLength(rows);
    if (rows.length === 0 || columns < 2 || rows.filter((row) => row.cells.length === columns || row.cells.length === columns - 1).length * 5 < rows.length * 4) return [];
    const header = looksLikeHeader(rows) || headerAbove(source, delimiter, columns) !== undefined;
    const answers = [columns - 1, ...Array.from({ length: Math.min(columns - 1, 6) }, (_, index) => index)];
    return answers.flatMap((answerColumn) => [
      { kind: 'delimited', delimiter, header, answerColumn },
      { kind: 'delimited', delimiter, header: !header, answerColumn },
    ] satisfies Delimited[]);
  });
}

/** Reads CSV, TSV and their kin. papaparse parses; the cells' places come from a scan that is checked against it. */
export function readDelimited(source: Source, notation: Delimited): Reading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  const rows = rowsOf(source, notation.delimiter);
  const columns = Math.max(commonLength(rows), notation.answerColumn + 1);
  const above = notation.header ? headerAbove(source, notation.delimiter, columns) : undefined;
  const header = notation.header ? (above ?? rows[0]?.cells) : undefined;
  const body = notation.header && !above ? rows.slice(1) : rows;
  for (const row of body) {
    const read = itemOf(row, source.text, header, columns, notation);
    if (typeof read === 'string') complaints.push({ line: lineAt(source.text, row.span.start), reason: read });
    else items.push(read);
  }
  return { notation, items, complaints };
}

/** The names of a table's columns, where it has a header. */
export function headerOf(source: Source, notation: Delimited): readonly string[] | undefined {
  if (!notation.header) return undefined;
  const [first] = rowsOf(source, notation.delimiter, 1);
  return headerAbove(source, notation.delimiter, first?.cells.length ?? 0) ?? first?.cells;
}

function itemOf(row: Row, text: string, header: readonly string[] | undefined, columns: number, notation: Delimited): Item | string {
  const { cells, cellSpans } = row;
  const missingAnswer = cells.length === columns - 1 && notation.answerColumn === columns - 1;
  if (cells.length !== columns && !missingAnswer) return `this row has ${cells.length} cells, the others have ${columns}. Check its delimiters and quotes.`;
  if (!cellSpans) return 'the quotes of this row do not match. Check them, or leave the row out.';
  const others = cells.flatMap((cell, column) => (column === notation.answerColumn ? [] : [{ cell: cell.trim(), column }]));
  const [only] = others;
  const problem = others.length === 1 ? (only?.cell ?? '') : others.map(({ cell, column }) => (header ? `${header[column]?.trim() ?? ''}: ${cell}` : cell)).join(header ? '\n' : '\t');
  if (others.every(({ cell }) => cell === '')) return 'every cell but the answer is empty.';
  const answerSpan = missingAnswer ? null : (cellSpans[notation.answerColumn] ?? null);
  const written = answerSpan ? text.slice(answerSpan.start, answerSpan.end).trim() : '';
  const problemSpan = others.length === 1 && only ? (cellSpans[only.column] ?? row.span) : row.span;
  return {
    problem: problem.replace(/\r\n?/g, '\n'),
    answer: missingAnswer ? null : written === '""' ? '' : writtenAnswer(cells[notation.answerColumn]?.trim() ?? ''),
    span: row.span,
    problemSpan,
    answerSpan,
  };
}

/** The rows of the highlighted stretches; empty lines are none. */
function rowsOf(source: Source, delimiter: string, most = Number.MAX_SAFE_INTEGER): readonly Row[] {
  const rows: Row[] = [];
  for (const highlighted of source.spans) {
    const span = trimmedLines(source.text, highlighted);
    const text = source.text.slice(span.start, span.end);
    let start = 0;
    Papa.parse<string[]>(text, {
      delimiter,
      // The fast mode for texts without quotes counts its cursor differently.
      fastMode: false,
      step: ({ data, meta }, parser) => {
        const end = meta.cursor;
        const rowText = text.slice(start, end).replace(/[\r\n]+$/, '');
        if (data.some((cell) => cell !== '') || rowText.trim() !== '') {
          const rowSpan = { start: span.start + start, end: span.start + start + rowText.length };
          rows.push({ cells: data, span: rowSpan, cellSpans: cellSpansOf(rowText, rowSpan.start, delimiter, data) });
        }
        start = end;
        if (rows.length >= most) parser.abort();
      },
    });
  }
  return rows;
}

/** A stretch without blank lines around it; white space within its lines stays, since it may be cells. */
function trimmedLines(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /[\r\n\uFEFF]/.test(text[start] ?? '')) start += 1;
  while (end > start && /[\r\n]/.test(text[end - 1] ?? '')) end -= 1;
  return { start, end };
}

/** Where each cell stands in a row; `undefined` where this scan and the parser disagree. */
function cellSpansOf(row: string, offset: number, delimiter: string, cells: readonly string[]): readonly Span[] | undefined {
  const spans: Span[] = [];
  let start = 0;
  for (;;) {
    let end = start;
    if (row[start] === '"') {
      end = start + 1;
      while (end < row.length && !(row[end] === '"' && row[end + 1] !== '"')) end += row[end] === '"' ? 2 : 1;
      end += 1;
    }
    while (end < row.length && row[end] !== delimiter) end += 1;
    spans.push({ start: offset + start, end: offset + Math.min(end, row.length) });
    if (end >= row.length) break;
    start = end + 1;
  }
  const agrees = spans.length === cells.length && spans.every((span, index) => unquoted(row.slice(span.start - offset, span.end - offset)) === cells[index]);
  return agrees ? spans : undefined;
}

function unquoted(cell: string): string {
  const quoted = /^"([\s\S]*)"\s*$/.exec(cell);
  return quoted ? (quoted[1] ?? '').replaceAll('""', '"') : cell;
}

function commonLength(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** A first row of names: known ones, or unlike in shape to every row below it. */
function looksLikeHeader(rows: readonly Row[]): boolean {
  const [first, ...body] = rows;
  if (!first || body.length === 0 || first.cells.some((cell) => cell.trim() === '' || cell.length > 60) || new Set(first.cells).size < first.cells.length) return false;
  if (answerNames.test(first.cells.at(-1)?.trim() ?? '')) return true;
  return first.cells.some((cell, column) => /^\p{L}/u.test(cell) && body.every((row) => /^[\s\d.,:/+-]*\d[\s\d.,:/%€$+-]*$/.test(row.cells[column] ?? '') && shape(row.cells[column] ?? '') !== shape(cell)));
}

/** The document's first row, where the selection lies below it and it looks like the table's header. */
function headerAbove(source: Source, delimiter: string, columns: number): readonly string[] | undefined {
  const start = source.spans[0]?.start ?? 0;
  const firstLineEnd = /\r\n?|\n/.exec(source.text)?.index ?? source.text.length;
  if (start <= firstLineEnd) return undefined;
  const rows = rowsOf({ text: source.text, spans: [{ start: 0, end: firstLineEnd }] }, delimiter, 1);
  const below = rowsOf({ text: source.text, spans: [{ start: source.spans[0]?.start ?? 0, end: source.spans[0]?.end ?? 0 }] }, delimiter, 20);
  const [header] = rows;
  return header?.cells.length === columns && looksLikeHeader([header, ...below]) ? header.cells.map((cell) => cell.trim()) : undefined;
}

