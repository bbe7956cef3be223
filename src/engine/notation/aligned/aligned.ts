import { ranks, type Candidate } from '../candidate';
import { edited, quotesAlone, refused, type Filling, type Written } from '../filling';
import type { Item, NotationOf, Reading } from '../notation';
import { answerColumnOf, headerEvidence } from '../table/header';
import { readTable, type TableRow } from '../table/table';
import { unquotedAnswer } from '../unquoted-answer';
import { isBlank, linesOf, type Line } from '../../text/lines';
import type { Source } from '../../text/source';

type Aligned = NotationOf<'aligned'>;

/** Lines looked at to find the columns. */
const sampleSize = 100;

/** What parts two cells. */
const gap = /[ \t]{2,}/g;

/**
 * Rows whose cells begin or end below one another, with two spaces or more between them. Some may lack their last
 * cell, which waits for an answer.
 */
export function detectAligned(source: Source): readonly Candidate[] {
  const rows = rowsOf(source).slice(0, sampleSize);
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const full = rows.filter(({ cells }) => cells.length === columns);
  if (columns < 2 || full.length < 2 || full.length * 3 < rows.length * 2) return [];
  if (rows.some(({ cells }) => cells.length < columns - 1)) return [];
  const [first, ...body] = rows;
  const evidence = headerEvidence(first?.cells ?? [], body);
  const header = evidence === 'yes';
  const further = Array.from({ length: columns - 1 }, (_, column) => column + 1);
  if (!further.every((column) => isAligned(full, column) || (header && isApart(full, column)))) return [];
  const usual = answerColumnOf(header ? first?.cells : undefined, columns);
  const notation = (withHeader: boolean, answerColumn: number): Aligned => ({
    kind: 'aligned',
    header: withHeader,
    answerColumn,
  });
  return [
    { notation: notation(header, usual), rank: header ? ranks.tableWithHeader : ranks.table },
    { notation: notation(!header, columns - 1), rank: evidence === 'unknown' ? ranks.table : ranks.alternative },
  ];
}

/** True where the cells of a column begin below one another, or end so. */
function isAligned(rows: readonly TableRow[], column: number): boolean {
  const places = rows.map(({ cellSpans, span }) => {
    const cell = typeof cellSpans === 'string' ? undefined : cellSpans[column];
    return cell ? [cell.start - span.start, cell.end - span.start] : [];
  });
  return [0, 1].some((side) => new Set(places.map((place) => place[side])).size === 1);
}

/** True where every cell of a column begins behind the last end of the one before: below a header they are columns. */
function isApart(rows: readonly TableRow[], column: number): boolean {
  let end = 0;
  let start = Infinity;
  for (const { cellSpans, span } of rows) {
    if (typeof cellSpans === 'string') return false;
    end = Math.max(end, (cellSpans[column - 1]?.end ?? Infinity) - span.start);
    start = Math.min(start, (cellSpans[column]?.start ?? 0) - span.start);
  }
  return end < start;
}

/** Reads columns that stand below one another. */
export function readAligned(source: Source, notation: Aligned): Reading {
  const rows = rowsOf(source);
  const [first] = rows;
  const heading = notation.header ? first : undefined;
  return {
    notation,
    ...readTable(
      source.text,
      { header: heading?.cells, rows: heading ? rows.slice(1) : rows, headings: heading ? [heading.span] : [] },
      notation,
    ),
  };
}

function rowsOf(source: Source): readonly TableRow[] {
  return linesOf(source).flatMap((line) => (isBlank(line.text) || isRule(line.text) ? [] : rowOf(line)));
}

/** A line that underlines a header or closes a table. */
function isRule(line: string): boolean {
  return /^[\s=-]+$/.test(line) && /[=-]{2}/.test(line);
}

/** Spans count from the line's beginning, so that columns can be held against each other. */
function rowOf({ text, span, number }: Line): TableRow {
  const end = text.trimEnd().length;
  const cells: { text: string; start: number; end: number }[] = [];
  let start = text.length - text.trimStart().length;
  for (const { index, 0: between } of [...text.slice(0, end).matchAll(gap), { index: end, 0: '' }]) {
    if (index >= start && index > 0 && (index > start || between === ''))
      cells.push({ text: text.slice(start, index), start: span.start + start, end: span.start + index });
    start = Math.max(start, index + between.length);
  }
  return {
    cells: cells.map((cell) => cell.text),
    cellSpans: cells,
    span: { start: span.start, end: span.start + end },
    line: number,
  };
}

/** Writes an answer into its cell, or as a further one behind the row, below those that begin at `column` in theirs. */
export function fillAligned(item: Item, answer: string, column: number): Filling {
  const written = unquotedAnswer(answer);
  if (written === null) return refused(quotesAlone);
  if (/[\t\r\n]| {2}/.test(written))
    return refused(
      'The answer holds what parts the columns here, two spaces or a line end. Put the answers into a new document instead.',
    );
  const place = item.answerSpan;
  return place
    ? edited(place.start, place.end, written)
    : edited(item.span.end, item.span.end, furtherAligned(written, column - (item.span.end - item.span.start)));
}

/** How far in the answers of rows begin that have one; 0 where none has. */
export function answersBegin({ items }: Reading): number {
  const starts = items.flatMap(({ answer, answerSpan, span }) =>
    answer === null || !answerSpan ? [] : [answerSpan.start - span.start],
  );
  return starts.reduce((first, start) => Math.min(first, start), starts[0] ?? 0);
}

/** A text as a cell behind a row's last one, with so many spaces between them where two are too few. */
export function furtherAligned(text: string, spaces = 0): string {
  return ' '.repeat(Math.max(2, spaces)) + text;
}

/** A new document of columns below one another. */
export function alignedDocument(
  items: readonly Written[],
  notation: Aligned,
  columnNames: readonly string[] | undefined,
): string {
  const names = columnNames ?? ['problem', 'answer'];
  const rows = [
    ...(notation.header ? [names.join('\t').split('\t')] : []),
    ...items.map(({ problem, answer }) => [problem, ...(answer === null ? [] : [unquotedAnswer(answer) ?? answer])]),
  ];
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows
    .map(([first = '', ...others]) => `${[first.padEnd(others.length > 0 ? width : 0), ...others].join('  ')}\n`)
    .join('');
}
