import Papa from 'papaparse';
import type { Notation } from '../notation';
import type { Source, Span } from '../../text/source';
import type { TableRow } from './table';
import { lineCounter, withLineFeeds } from '../../text/lines';

type Delimiter = Extract<Notation, { kind: 'delimited' }>['delimiter'];

/** A row as papaparse steps through a text. */
interface Step {
  readonly data: readonly string[];
  readonly errors: readonly Papa.ParseError[];
  readonly cursor: number;
}

/**
 * The rows of the highlighted stretches, at most `most`; empty lines are none. papaparse parses. It says where
 * rows end and nothing about cells, so those are found by a scan of our own, which has to agree with papaparse's
 * cells: a row in which they differ is not read, rather than answers being written into the wrong place.
 */
export function delimitedRows(
  source: Source,
  delimiter: Delimiter,
  most = Number.MAX_SAFE_INTEGER,
): readonly TableRow[] {
  const rows: TableRow[] = [];
  const lineOf = lineCounter(source.text);
  for (const span of source.spans) {
    const stretch = source.text.slice(span.start, span.end);
    const start = span.start + (/^[\uFEFF\r\n]*/.exec(stretch)?.[0].length ?? 0);
    // papaparse guesses one kind of line end for the whole text; texts mix them.
    const text = withLineFeeds(source.text.slice(start, span.end));
    const place = placesIn(source.text, start, text.length !== span.end - start);
    let at = 0;
    // The added line end closes a last cell that has spaces behind its quotes.
    steps(`${text}\n`, delimiter, ({ data, errors, cursor }) => {
      const end = Math.min(cursor, text.length);
      const rowText = text.slice(at, text[end - 1] === '\n' ? end - 1 : end);
      if (rowText.trim() !== '' && end > at) {
        const rowStart = place(at);
        const line = lineOf(rowStart);
        const cellSpans = faultIn(errors, rowText) ?? scannedCells(rowText, at, delimiter, data, place);
        rows.push({ cells: data, line, cellSpans, span: { start: rowStart, end: place(at + rowText.length) } });
      }
      at = cursor;
      return rows.length < most;
    });
    if (rows.length >= most) break;
  }
  return rows;
}

function steps(text: string, delimiter: Delimiter, onRow: (step: Step) => boolean): void {
  // Let go of at the end: V8 keeps what papaparse leaves until it collects everything, and through it all rows of a
  // long file.
  let receive: typeof onRow | undefined = onRow;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    // The fast mode, for texts without quotes, counts its cursor differently.
    fastMode: false,
    step: ({ data, errors, meta }, parser) => {
      if (receive?.({ data, errors, cursor: meta.cursor }) !== true) parser.abort();
    },
  });
  receive = undefined;
}

/** Offsets in the text with `\n` line ends, which only grow, as offsets in the source. */
function placesIn(text: string, start: number, shorter: boolean): (offset: number) => number {
  if (!shorter) return (offset) => start + offset;
  let from = 0;
  let to = start;
  return (offset) => {
    for (; from < offset; from += 1) to += text[to] === '\r' && text[to + 1] === '\n' ? 2 : 1;
    return to;
  };
}

function faultIn(errors: readonly Papa.ParseError[], row: string): string | undefined {
  if (errors.some(({ code }) => code === 'MissingQuotes')) {
    const further = row.trimEnd().split('\n').length - 1;
    return `a quote opens in this row and never closes${further > 0 ? `, so neither this row nor the ${further} lines after it could be read` : ''}. Close it, or write "" for a quote within quotes.`;
  }
  return errors.some(({ code }) => code === 'InvalidQuotes')
    ? 'there is text behind a closing quote in this row. Write "" for a quote within quotes.'
    : undefined;
}

function scannedCells(
  row: string,
  offset: number,
  delimiter: Delimiter,
  cells: readonly string[],
  place: (offset: number) => number,
): readonly Span[] | string {
  const spans: Span[] = [];
  let start = 0;
  for (const cell of cells) {
    const end = cellEnd(row, start, delimiter);
    if (start > row.length || unquoted(row.slice(start, end)) !== cell)
      return 'the cells of this row could not be told apart. Check its quotes, or leave the row out.';
    const from = place(offset + start);
    spans.push({ start: from, end: place(offset + end) });
    start = end + 1;
  }
  return start === row.length + 1
    ? spans
    : 'the cells of this row could not be told apart. Check its quotes, or leave the row out.';
}

function cellEnd(row: string, start: number, delimiter: Delimiter): number {
  let from = start;
  if (row[start] === '"') {
    from = start + 1;
    while (from < row.length && !(row[from] === '"' && row[from + 1] !== '"')) from += row[from] === '"' ? 2 : 1;
  }
  const end = row.indexOf(delimiter, from);
  return end < 0 ? row.length : end;
}

function unquoted(cell: string): string {
  if (!cell.startsWith('"')) return cell;
  const closed = cell.trimEnd();
  return closed.slice(1, -1).replaceAll('""', '"');
}
