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
  const [start, columns] = bestStart(rows, remarks);
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

function evidenceOf(rows: readonly TableRow[], at: number): TableHead['header'] {
  return headerEvidence(
    rows[at]?.cells ?? [],
    rows.slice(at + 1).filter((row) => !isRemark(row)),
  );
}
