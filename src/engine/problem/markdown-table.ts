import type { Complaint, Item, Notation, Reading, Source, Span } from './notation';
import { isBlank, linesOf, textOf, trimmed, writtenAnswer, type Line } from './text';

type MarkdownTable = Extract<Notation, { kind: 'markdownTable' }>;

const separatorRow = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/;

/** The answer columns with which a Markdown table can be read. */
export function detectMarkdownTable(source: Source): readonly MarkdownTable[] {
  const lines = linesOf(source).filter((line) => !isBlank(line.text));
  const rows = lines.filter((line) => isRow(line.text));
  if (rows.length === 0 || rows.length * 5 < lines.length * 4 || !tableHeader(source)) return [];
  const columns = cellSpans(rows[0]).length;
  return columns < 2 ? [] : [columns - 1, ...Array.from({ length: columns - 1 }, (_, index) => index)].map((answerColumn) => ({ kind: 'markdownTable', answerColumn }));
}

/** Reads a Markdown table, or some rows of one whose header stands above the selection. */
export function readMarkdownTable(source: Source, notation: MarkdownTable): Reading {
  const header = tableHeader(source) ?? [];
  const lines = linesOf(source).filter((line) => !isBlank(line.text));
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const [index, line] of lines.entries()) {
    // The header is the row before the separator; neither is a problem.
    if (separatorRow.test(line.text) || separatorRow.test(lines[index + 1]?.text ?? '')) continue;
    const spans = cellSpans(line);
    const cells = spans.map((span) => unescaped(textOf(source.text, trimmed(source.text, span))));
    if (cells.length !== header.length) {
      complaints.push({ line: line.number, reason: `this row has ${cells.length} cells, the table has ${header.length}.` });
      continue;
    }
    const others = cells.flatMap((cell, column) => (column === notation.answerColumn ? [] : [{ cell, column }]));
    if (others.every(({ cell }) => cell === '')) {
      complaints.push({ line: line.number, reason: 'every cell but the answer is empty.' });
      continue;
    }
    const [only] = others;
    const answerSpan = answerPlace(source.text, spans[notation.answerColumn]);
    items.push({
      problem: others.length === 1 ? (only?.cell ?? '') : others.map(({ cell, column }) => `${header[column] ?? ''}: ${cell}`).join('\n'),
      answer: writtenAnswer(cells[notation.answerColumn] ?? ''),
      span: line.span,
      problemSpan: others.length === 1 && only ? trimmed(source.text, spans[only.column] ?? line.span) : line.span,
      answerSpan,
    });
  }
  return { notation, items, complaints };
}

/** The names of a table's columns; `undefined` where no header stands in or above the selection. */
export function tableHeader(source: Source): readonly string[] | undefined {
  const start = source.spans[0]?.start ?? 0;
  const end = source.spans.at(-1)?.end ?? 0;
  const lines = linesOf({ text: source.text, spans: [{ start: 0, end }] });
  let header: readonly string[] | undefined;
  for (const [index, line] of lines.entries()) {
    if (isBlank(line.text) && line.span.start < start) header = undefined;
    if (separatorRow.test(line.text) && index > 0) header ??= cellSpans(lines[index - 1]).map((span) => unescaped(textOf(source.text, trimmed(source.text, span))));
  }
  return header;
}

function isRow(line: string): boolean {
  return line.includes('|');
}

/** The stretches between the unescaped bars of a row. */
function cellSpans(line: Line | undefined): readonly Span[] {
  if (!line) return [];
  const inner = trimmed(line.text, { start: 0, end: line.text.length });
  const bars = [...line.text.matchAll(/(?<!\\)(?:\\\\)*\|/g)].map((match) => match.index + match[0].length - 1);
  const first = bars[0] === inner.start ? bars.shift() : undefined;
  const last = bars.at(-1) === inner.end - 1 ? bars.pop() : undefined;
  const edges = [first ?? inner.start - 1, ...bars, last ?? inner.end];
  return edges.slice(1).map((edge, index) => ({ start: line.span.start + (edges[index] ?? 0) + 1, end: line.span.start + edge }));
}

/** Inside the padding of a cell: between its one space on either side where it has them. */
function answerPlace(text: string, cell: Span | undefined): Span | null {
  if (!cell) return null;
  const inner = trimmed(text, cell);
  if (inner.start < inner.end) return inner;
  const at = cell.end - cell.start > 0 ? cell.start + 1 : cell.start;
  return { start: at, end: at };
}

function unescaped(cell: string): string {
  return cell.replace(/\\([|\\])/g, '$1');
}
