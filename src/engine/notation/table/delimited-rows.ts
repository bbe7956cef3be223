import type { Source, Span } from '../../text/source';
import type { Delimiter } from './layout';
import type { TableRow } from './table';
import { isBlank, lineCounter, linesIn, withLineFeeds } from '../../text/lines';

/** One cell as it is scanned. */
interface Cell {
  readonly text: string;
  /** Where its delimiter stands, or the end of its row. */
  readonly end: number;
  readonly fault?: 'neverCloses' | 'textBehindQuote' | 'oneOfTooMany' | undefined;
}

/** As many as a spreadsheet has: what has more is no table, and each of them would have to be tried. */
export const mostCells = 16_384;

/**
 * The rows of the highlighted stretches, at most `most`; empty lines and AsciiDoc's frames are none. Quotes count only right at a cell's
 * beginning; within them a doubled one is one. One that has something behind it is a fault, which ends with its line:
 * the rows below it are read again. A row with a fault in its quotes is not read, rather than answers being written
 * into the wrong place. The scan is our own: papaparse looks for the next delimiter and line end anew in each quoted
 * cell, in a time that grows with the square of a text.
 */
export function delimitedRows(
  source: Source,
  delimiter: Delimiter,
  most = Number.MAX_SAFE_INTEGER,
): readonly TableRow[] {
  const rows: TableRow[] = [];
  const lineOf = lineCounter(source.text);
  for (const { start, end } of source.spans) {
    const text = source.text.slice(start, end);
    let at = /^[\uFEFF\r\n]*/.exec(text)?.[0].length ?? 0;
    while (at < text.length && rows.length < most) {
      const cells = rowFrom(text, at, delimiter);
      const rowEnd = cells.at(-1)?.end ?? text.length;
      const rowText = text.slice(at, rowEnd);
      if (!isBlank(rowText) && !isFrame(rowText))
        rows.push({
          cells: cells.map((cell) => cell.text),
          line: lineOf(start + at),
          cellSpans: faultIn(cells, rowText) ?? spansOf(cells, start + at, start),
          span: { start: start + at, end: start + rowEnd },
        });
      at = rowEnd + (text[rowEnd] === '\r' && text[rowEnd + 1] === '\n' ? 2 : 1);
    }
    if (rows.length >= most) break;
  }
  return rows;
}

/** True for the line that opens or closes a table of AsciiDoc. */
function isFrame(line: string): boolean {
  return /^\|={3,}\s*$/.test(line);
}

/** The cells of the row that begins at an offset; those beyond `mostCells` are one with a fault. */
function rowFrom(text: string, start: number, delimiter: Delimiter): readonly Cell[] {
  const cells: Cell[] = [];
  for (let at = start; ;) {
    const cell = cellFrom(text, at, delimiter);
    if (cells.length < mostCells) cells.push(cell);
    else cells[mostCells] = { text: '', end: cell.end, fault: cell.fault ?? 'oneOfTooMany' };
    if (text[cell.end] !== delimiter) return cells;
    at = cell.end + 1;
  }
}

/**
 * Where the quote closes that stands behind spaces at a cell's beginning, as people write it; `undefined` where it is a
 * letter like any other: it does not close on its line, or there is text behind it.
 */
export function spacedQuote(
  text: string,
  start: number,
  delimiter: string,
): { readonly open: number; readonly close: number; readonly end: number } | undefined {
  let open = start;
  while (text[open] === ' ') open += 1;
  if (open === start || text[open] !== '"') return undefined;
  for (let at = open + 1; at < text.length && text[at] !== '\n' && text[at] !== '\r'; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (text[end] === ' ') end += 1;
    const next = text[end];
    return next === undefined || next === delimiter || next === '\n' || next === '\r'
      ? { open, close: at, end }
      : undefined;
  }
  return undefined;
}

function cellFrom(text: string, start: number, delimiter: Delimiter): Cell {
  const isEnd = (at: number): boolean =>
    at >= text.length || text[at] === delimiter || text[at] === '\n' || text[at] === '\r';
  if (text[start] !== '"') {
    const spaced = spacedQuote(text, start, delimiter);
    if (spaced) return { text: text.slice(spaced.open + 1, spaced.close).replaceAll('""', '"'), end: spaced.end };
    let end = start;
    while (!isEnd(end)) end += 1;
    return { text: text.slice(start, end), end };
  }
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    // Spaces behind a closing quote are part of no cell.
    let end = at + 1;
    while (!isEnd(end) && isBlank(text[end] ?? '')) end += 1;
    if (isEnd(end)) return { text: withLineFeeds(text.slice(start + 1, at)).replaceAll('""', '"'), end };
    while (!isEnd(end)) end += 1;
    return { text: withLineFeeds(text.slice(start, end)), end, fault: 'textBehindQuote' };
  }
  return { text: withLineFeeds(text.slice(start)), end: text.length, fault: 'neverCloses' };
}

/** Where the cells of a row stand in the source, quotes included. */
function spansOf(cells: readonly Cell[], rowStart: number, offset: number): readonly Span[] {
  let start = rowStart;
  return cells.map((cell) => {
    const span = { start, end: offset + cell.end };
    start = span.end + 1;
    return span;
  });
}

function faultIn(cells: readonly Cell[], row: string): string | undefined {
  if (cells.at(-1)?.fault === 'neverCloses') {
    const further = linesIn(row.trimEnd());
    return `a quote opens in this row and never closes${further > 0 ? `, so neither this row nor the ${further} lines after it could be read` : ''}. Close it, or write "" for a quote within quotes.`;
  }
  if (cells.at(-1)?.fault === 'oneOfTooMany')
    return `this row has more than ${mostCells.toLocaleString('en')} cells, so it is none of a table.`;
  return cells.some(({ fault }) => fault !== undefined)
    ? 'there is text behind a closing quote in this row. Write "" for a quote within quotes.'
    : undefined;
}
