import { edited, type Filling, type Written } from '../filling';
import type { Item, NotationOf } from '../notation';
import type { Delimiter } from './layout';

type Delimited = NotationOf<'delimited'>;

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
  if (!place) return edited(item.span.end, item.span.end, notation.delimiter.repeat((item.lacks ?? 0) + 1) + cell);
  // Quotes count only right behind the delimiter: spaces before them go.
  let start = place.start;
  let { end } = place;
  if (cell.startsWith('"') && !wasQuoted) {
    while (start > item.span.start && text[start - 1] === ' ') start -= 1;
    while (place.start === place.end && end < item.span.end && text[end] === ' ') end += 1;
  }
  return edited(start, end, cell);
}

/** A text as a cell behind a row's last one. */
export function furtherCell(text: string, delimiter: Delimiter): string {
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

function cellFor(text: string, delimiter: Delimiter, quoted: boolean): string {
  if (!quoted && text !== '' && !text.includes('"') && !text.includes(delimiter) && !/[\r\n]|^\s|\s$/.test(text))
    return text;
  return `"${text.replaceAll('"', '""')}"`;
}
