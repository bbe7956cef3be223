import { ranks, type Candidate } from '../candidate';
import type { NotationOf, Reading } from '../notation';
import type { Source } from '../../text/source';
import { isBlank, lineStart } from '../../text/lines';
import { delimitedRows } from './delimited-rows';
import { answerColumnOf, headerEvidence, isAnswerName } from './header';
import { isRemark, tableHead, type TableHead } from './head';
import { delimiters, type Delimiter } from './layout';
import { readTable, type TableRow } from './table';

type Delimited = NotationOf<'delimited'>;

/** Rows looked at to find the delimiter and the header. */
const sampleSize = 100;

/**
 * The ways in which a text can be read as a table: delimiters that give nearly all rows the same columns. Those of
 * which more cells stand in full rows come first.
 */
export function detectDelimited(source: Source): readonly Candidate[] {
  const found = delimiters.map((delimiter) => tablesOf(source, delimiter));
  return found.sort((one, other) => other.cells - one.cells).flatMap(({ candidates }) => candidates);
}

/** The ways in which a text can be read as a table with that delimiter. */
export function detectTables(source: Source, delimiter: Delimiter): readonly Candidate[] {
  return tablesOf(source, delimiter).candidates;
}

interface Tables {
  readonly candidates: readonly Candidate[];
  /** How many further cells stand in rows that have all of them. */
  readonly cells: number;
}

function tablesOf(source: Source, delimiter: Delimiter): Tables {
  const none: Tables = { candidates: [], cells: 0 };
  const found = headIn(source, delimiter);
  if (!found) return none;
  const { head, names } = found;
  const rows = withoutFoot(found.rows, head.columns);
  const body = rows.slice(head.header === 'yes' && names === undefined ? 1 : 0);
  const regular = rows.filter((row) => row.cells.length === head.columns || row.cells.length === head.columns - 1);
  // A header over rows of which none has its columns is a line with a comma.
  if (rows.length > 1 && !body.some((row) => row.cells.length === head.columns)) return none;
  // One row among several that is wider than all others is a line with a comma, unless it is the first.
  const wide = rows.filter((row) => row.cells.length === head.columns).length;
  if (!names && !head.isShort && rows.length > 2 && wide < 2 && rows[0]?.cells.length !== head.columns) return none;
  // An empty last column is none: so end lines of code.
  if (rows.every(({ cells }) => cells.slice(1).every((cell) => cell.trim() === ''))) return none;
  // Below a header a slip is a slip; without one, lines that differ are no table.
  if (regular.length * 5 < rows.length * (head.header === 'yes' ? 3 : 4)) return none;
  const rank =
    head.header === 'yes'
      ? ranks.tableWithHeader
      : delimiter === ',' && isProse(rows)
        ? ranks.proseWithCommas
        : ranks.table;
  const header = head.header === 'yes';
  const usual = answerColumnOf(header ? (names ?? rows[0]?.cells) : undefined, head.columns);
  const notation = (withHeader: boolean, answerColumn: number): Delimited => ({
    kind: 'delimited',
    delimiter,
    header: withHeader,
    answerColumn,
    ...(found.preamble > 0 ? { preamble: found.preamble } : {}),
  });
  return {
    candidates: [
      { notation: notation(header, usual), rank },
      { notation: notation(!header, head.columns - 1), rank: head.header === 'unknown' ? rank : ranks.alternative },
    ],
    cells: wide * (head.columns - 1),
  };
}

/** A table's beginning among the highlighted rows. */
interface FoundHead {
  readonly head: TableHead;
  /** From the table's first row on. */
  readonly rows: readonly TableRow[];
  /** How many lines of the text stand above it, where it is highlighted from its beginning. */
  readonly preamble: number;
  /** The columns' names, where the row with them is above what is highlighted. */
  readonly names: readonly string[] | undefined;
}

function headIn(source: Source, delimiter: Delimiter): FoundHead | undefined {
  const rows = delimitedRows(source, delimiter, sampleSize);
  const names = namesAbove(source, delimiter, rows);
  if (names) {
    const evidence = headerEvidence(names, rows);
    const columns = Math.max(names.length, ...rows.slice(0, 1).map(({ cells }) => cells.length));
    // A header above the selection changes no example: nothing to ask there.
    const header = evidence === 'yes' || names.some((name) => isAnswerName(name)) ? 'yes' : 'no';
    return columns < 2 ? undefined : { head: { above: 0, columns, header, isShort: false }, rows, preamble: 0, names };
  }
  const head = tableHead(rows);
  if (!head) return undefined;
  return {
    head,
    rows: rows.slice(head.above).filter((row) => !isRemark(row) || row.cells.length === head.columns),
    preamble: head.above > 0 ? (rows[head.above]?.line ?? 1) - 1 : 0,
    names: undefined,
  };
}

/** Rows without the lines of text below them: those of one cell, below a table of more than one problem and answer. */
function withoutFoot(rows: readonly TableRow[], columns: number): readonly TableRow[] {
  return columns > 2 ? rows.slice(0, rows.findLastIndex(({ cells }) => cells.length > 1) + 1) : rows;
}

/** Reads CSV, TSV and their kin. */
export function readDelimited(source: Source, notation: Delimited): Reading {
  const { delimiter, preamble = 0 } = notation;
  const all = delimitedRows(source, delimiter).filter(({ line }) => line > preamble);
  const above = notation.header ? namesAbove(source, delimiter, all.slice(0, sampleSize)) : undefined;
  const [first] = all;
  const heading = notation.header && !above ? first : undefined;
  // Files put together have the header several times.
  const isHeading = (row: TableRow): boolean => heading !== undefined && isAlike(row.cells, heading.cells);
  const body = heading ? all.filter((row) => !isHeading(row)) : all;
  const columns = notation.columns ?? columnsIn(all, body);
  const rows = body.filter((row) => !isRemark(row) || row.cells.length === columns);
  const names = above ?? (heading && namesOf(heading.cells, columns, body));
  return {
    notation,
    ...readTable(
      source.text,
      { header: names, rows, headings: all.filter(isHeading).map(({ span }) => span), columns, fillsUp: true },
      notation,
    ),
  };
}

function isAlike(cells: readonly string[], others: readonly string[]): boolean {
  return cells.length === others.length && cells.every((cell, at) => cell === others[at]);
}

/** How many columns a table has, of which the first row may be a header. */
function columnsIn(all: readonly TableRow[], body: readonly TableRow[]): number {
  const head = tableHead(all.slice(0, sampleSize));
  if (head?.above === 0) return head.columns;
  // Another table stands below this one: its width is not that of this one's rows.
  const [own = 0, below = 0] = [all[0]?.cells.length, body[0]?.cells.length];
  if (head && own > 1 && (below === own || below === own + 1)) return below;
  return Math.max(own, tableHead(body.slice(0, sampleSize))?.columns ?? 0);
}

/**
 * The names of a header that falls one short of its rows: R names no column of row names, the first; and a delimiter at
 * the end of every row makes one more, the last, which is empty.
 */
function namesOf(names: readonly string[], columns: number, body: readonly TableRow[]): readonly string[] {
  if (names.length !== columns - 1 || !body.slice(0, sampleSize).every(({ cells }) => cells.length === columns))
    return names;
  return body.slice(0, sampleSize).every(({ cells }) => cells.at(-1)?.trim() === '') ? [...names, ''] : ['', ...names];
}

/**
 * The names of the columns, where they are in the run of lines in which the selection begins, above it: rows of a table
 * bring its header along.
 */
function namesAbove(source: Source, delimiter: Delimiter, rows: readonly TableRow[]): readonly string[] | undefined {
  const { text } = source;
  const selected = lineStart(text, source.spans[0]?.start ?? 0);
  let top = selected;
  while (top > 0) {
    const previous = lineStart(text, top - (text[top - 1] === '\n' && text[top - 2] === '\r' ? 2 : 1));
    if (isBlank(text.slice(previous, top))) break;
    top = previous;
  }
  if (top === selected) return undefined;
  const before = delimitedRows({ text, spans: [{ start: top, end: selected }] }, delimiter, sampleSize);
  const head = tableHead([...before, ...rows]);
  const first = head && before[head.above];
  return first?.cells.map((cell) => cell.trim());
}

/** Lines of which every comma is followed by a space read like sentences. */
function isProse(rows: readonly TableRow[]): boolean {
  return rows.every((row) => row.cells.slice(1).every((cell) => cell.startsWith(' ')));
}
