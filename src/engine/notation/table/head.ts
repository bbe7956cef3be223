import { headerEvidence } from './header';
import type { TableRow } from './table';

/** Where a table begins among rows, and how wide it is. */
export interface TableHead {
  /** How many rows stand above it: a title, a remark, what a bank says of an account. */
  readonly above: number;
  readonly columns: number;
  /** Whether its first row names its columns; `unknown` where nothing tells. */
  readonly header: 'yes' | 'no' | 'unknown';
  /** The names fall one short of the columns, as those that R writes do. */
  readonly isShort: boolean;
}

/** What a row costs that is left out above a table, and one that would fit it, beside one below that does not fit. */
const cost = { above: 0.4, fittingAbove: 2, lacking: 0.1, other: 1 } as const;

/** More rows than these above a table are not looked for. */
const mostAbove = 40;

/** Finds a table among rows of which some may stand above it; `undefined` where they have no columns. */
export function tableHead(rows: readonly TableRow[]): TableHead | undefined {
  const remarks = remarksAbove(rows);
  const [start, columns] =
    blockStart(rows, remarks) ?? underPadding(rows, underHeadings(rows, bestStart(rows, remarks)));
  if (columns === 0) return undefined;
  // A header is above all rows: what is above one lacks no cell.
  const above = evidenceOf(rows, start) === 'yes' ? start : firstLacking(rows, remarks, start, columns);
  const first = rows[above];
  const [second, ...others] = rows.slice(above);
  const body = rows.slice(above + 1);
  if (!first) return undefined;
  const isShort =
    first.cells.length === columns - 1 && body.length > 0 && others.every(({ cells }) => cells.length === columns);
  // A title over a header or a label over rows is none of their rows, though it has one cell less than two.
  const isTitle =
    second !== undefined && isShort && columns === 2 && (isLabel(first) || evidenceOf(rows, above + 1) === 'yes');
  if (isTitle) return { above: above + 1, columns, header: evidenceOf(rows, above + 1), isShort: false };
  const evidence = evidenceOf(rows, above);
  if (isShort && columns > 2 && evidence !== 'no') return { above, columns, header: 'yes', isShort };
  // Below a preamble a table has a header, where nothing speaks against it.
  return { above, columns, header: above > 0 && evidence === 'unknown' ? 'yes' : evidence, isShort: false };
}

/** Rows that are remarks on a table wherever they stand: `# …` and, in the first row, `sep=;`. */
function remarksAbove(rows: readonly TableRow[]): number {
  const count = rows.findIndex((row, at) => !(isRemark(row) || (at === 0 && /^\uFEFF?sep=.?$/i.test(firstLine(row)))));
  return count === -1 ? 0 : count;
}

/** True for a row that is a remark and no record. */
export function isRemark(row: TableRow): boolean {
  return /^\uFEFF?#/.test(row.cells[0] ?? '');
}

function firstLine({ cells }: TableRow): string {
  return cells.length <= 2 && cells.slice(1).every((cell) => cell === '') ? (cells[0] ?? '') : '';
}

function isLabel({ cells }: TableRow): boolean {
  return /[:：]\s*$/.test(cells[0] ?? '');
}

/**
 * Where blank lines part a table from what stands above it: the longest block of rows of one width, that no row above
 * has, and whose first row names columns.
 */
function blockStart(rows: readonly TableRow[], from: number): readonly [number, number] | undefined {
  const starts = [...rows.keys()].filter((at) => at > from && isBehindBlank(rows, at));
  if (starts.length === 0) return undefined;
  let best: readonly [number, number] | undefined;
  let longest = 1;
  const above = new Set(rows.slice(from, starts[0]).map(({ cells }) => cells.length));
  for (const [index, start] of starts.entries()) {
    const block = rows.slice(start, starts[index + 1]);
    const widths = new Set(block.map(({ cells }) => cells.length));
    const [width = 0] = widths;
    const isTable = widths.size === 1 && width > 1 && !above.has(width) && evidenceOf(block, 0) === 'yes';
    if (isTable && block.length > longest) [best, longest] = [[start, width], block.length];
    for (const one of widths) above.add(one);
  }
  return best;
}

function isBehindBlank(rows: readonly TableRow[], at: number): boolean {
  const [before, row] = [rows[at - 1], rows[at]];
  if (!before || !row) return false;
  const lines = before.cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
  return row.line > before.line + lines;
}

/** More rows of headings above the names of the columns are not looked through. */
const mostHeadings = 5;

/** A table that begins with rows of headings, of which each lacks a cell, begins with the names below them. */
function underHeadings(
  rows: readonly TableRow[],
  [start, columns]: readonly [number, number],
): readonly [number, number] {
  let at = start;
  while (at < start + mostHeadings && rows[at]?.cells.length === columns && isHeading(rows[at])) at += 1;
  return at > start && rows[at]?.cells.length === columns && evidenceOf(rows, at) === 'yes'
    ? [at, columns]
    : [start, columns];
}

function isHeading(row: TableRow | undefined): boolean {
  return row !== undefined && row.cells[0]?.trim() === '' && row.cells.some((cell) => cell.trim() !== '');
}

/**
 * A spreadsheet gives the rows of a preamble as many cells as the table below it. Rows whose last cell is empty stand
 * above the names of the columns, where at least one of them is half empty.
 */
function underPadding(
  rows: readonly TableRow[],
  [start, columns]: readonly [number, number],
): readonly [number, number] {
  const isPadded = (row: TableRow | undefined): boolean =>
    row?.cells.length === columns && row.cells.at(-1)?.trim() === '';
  if (evidenceOf(rows, start) === 'yes') return [start, columns];
  let at = start;
  while (at < start + mostAbove && isPadded(rows[at])) at += 1;
  const isPreamble = rows
    .slice(start, at)
    .some(({ cells }) => cells.filter((cell) => cell.trim() !== '').length * 2 <= columns);
  return isPreamble && rows[at]?.cells.length === columns && evidenceOf(rows, at) === 'yes'
    ? [at, columns]
    : [start, columns];
}

/** The row from which on the others have its width, and that width; 0 where none has more than one column. */
function bestStart(rows: readonly TableRow[], from: number): readonly [number, number] {
  let best: readonly [number, number] = [from, 0];
  let least = Infinity;
  const widths = rows.map(({ cells }) => cells.length);
  for (let at = from; at < Math.min(rows.length, from + mostAbove); at += 1) {
    const width = widths[at] ?? 0;
    if (width < 2) continue;
    // One row too wide somewhere is a slip; the first row, or several, show that others lack their last cell.
    const alike = widths.filter((one) => one === width).length;
    const lacking = (alike > 1 || at === from) && alike * 5 >= widths.length - from ? cost.lacking : cost.other;
    let sum = 0;
    for (let other = from; other < widths.length; other += 1) {
      const found = widths[other] ?? 0;
      if (other < at) sum += found === width ? cost.fittingAbove : found === width - 1 ? lacking : cost.above;
      else if (found !== width) sum += found === width - 1 ? lacking : cost.other;
    }
    if (sum < least) [best, least] = [[at, width], sum];
  }
  return best;
}

/** Rows right above the first full one that lack one cell are rows as well. */
function firstLacking(rows: readonly TableRow[], from: number, start: number, columns: number): number {
  let first = start;
  while (first > from && rows[first - 1]?.cells.length === columns - 1) first -= 1;
  return first;
}

/**
 * A first or last column that is empty in every row has no name: so begin and end rows with a delimiter before their
 * first cell or behind their last one.
 */
function evidenceOf(rows: readonly TableRow[], at: number): TableHead['header'] {
  const first = rows[at]?.cells ?? [];
  const below = rows.slice(at + 1).filter((row) => !isRemark(row));
  // Rows of another width stand below the table, unless all are.
  const alike = below.filter(({ cells }) => cells.length === first.length);
  const body = alike.length > 0 ? alike : below;
  const isOpen = (column: number): boolean =>
    first.length > 2 && (first[column] ?? '') === '' && alike.every(({ cells }) => cells[column] === '');
  const [from, to] = [isOpen(0) ? 1 : 0, isOpen(first.length - 1) ? -1 : undefined];
  return headerEvidence(
    first.slice(from, to),
    from === 0 ? body : body.map(({ cells }) => ({ cells: cells.slice(from) })),
  );
}
