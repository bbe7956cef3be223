import { ranks, type Candidate } from '../candidate';
import { edited, quotesAlone, refused, type Filling, type Written } from '../filling';
import { isRule, tablePartsOf, type TablePart } from './markdown-parts';
import type { Complaint, Item, NotationOf, Reading } from '../notation';
import type { Source, Span } from '../../text/source';
import { answerColumnOf } from './header';
import { readTable, type Table, type TableRow } from './table';
import { linesBySpan, trimmed, type Line } from '../../text/lines';
import { unquotedAnswer } from '../unquoted-answer';

type MarkdownTable = NotationOf<'markdownTable'>;

/** The most columns that are offered as the answer's: each of them is a reading of the whole table. */
const mostColumnsOffered = 256;

/** More tables of other columns are not tried by themselves: each is a reading of the whole text. */
const mostTables = 12;

/**
 * The tables of a text, each with the answer columns with which it can be read, those of the first one before those of
 * others further down; none where the text is no table with its row of dashes.
 */
export function detectMarkdownTable(source: Source): readonly Candidate[] {
  const seen = new Set<string>();
  const tables = tablePartsOf(source).filter(({ names, rows }) => {
    if (rows.length === 0 || seen.has(names)) return false;
    seen.add(names);
    return true;
  });
  return tables
    .slice(0, mostTables)
    .flatMap(({ line }, at) => markdownTableBelow(source, at === 0 ? 0 : line - 1, at === 0));
}

/** The answer columns with which the first Markdown table can be read below so many lines. */
export function markdownTableBelow(source: Source, preamble: number, isFirst: boolean): readonly Candidate[] {
  const table = tableOf(source, preamble);
  if (!table || table.rows.length === 0) return [];
  const { columns } = table;
  const usual = columns < 2 ? 1 : answerColumnOf(table.header, columns);
  const offered = Array.from({ length: Math.min(columns, mostColumnsOffered) }, (_, column) => column);
  const order = [usual, ...(columns < 2 ? [] : offered.filter((column) => column !== usual))];
  return order.map((answerColumn, index) => ({
    notation: { kind: 'markdownTable', ...(preamble > 0 ? { preamble } : {}), answerColumn },
    rank: index > 0 ? ranks.alternative : isFirst ? ranks.markdownTable : ranks.furtherTable,
  }));
}

/** The lines on which the columns of a text's Markdown tables are named. */
export function markdownHeaders(source: Source): readonly number[] {
  return tablePartsOf(source).map(({ line }) => line);
}

/** Reads a Markdown table; a selection of some of its rows takes the column names from the table's top. */
export function readMarkdownTable(source: Source, notation: MarkdownTable): Reading {
  const table = tableOf(source, notation.preamble);
  if (!table)
    return {
      notation,
      items: [],
      complaints: [
        {
          line: linesBySpan(source)[0]?.[0]?.number ?? 1,
          reason: 'this is no Markdown table: its second row must be one of dashes, as | --- | --- |.',
        },
      ],
    };
  const { complaints, ...read } = readTable(source.text, table, notation);
  return { notation, ...read, complaints: [...complaints, ...table.complaints].sort((a, b) => a.line - b.line) };
}

/** Writes an answer into its cell, or as a further cell where the row lacks it. */
export function fillMarkdownCell(text: string, item: Item, answer: string): Filling {
  if (answer.includes('\n'))
    return refused(
      'The answer has several lines, and a cell of a Markdown table holds one. Put the answers into a new document instead.',
    );
  const written = unquotedAnswer(answer);
  if (written === null) return refused(quotesAlone);
  const cell = escaped(written);
  const place = item.answerSpan;
  if (place) {
    const before = /[\s]$/.test(text.slice(place.start - 1, place.start)) ? '' : ' ';
    const after = /^\s/.test(text.slice(place.end, place.end + 1)) || place.end === item.span.end ? '' : ' ';
    return edited(place.start, place.end, before + cell + after);
  }
  const end = item.span.end;
  const row = text.slice(item.span.start, end);
  return edited(end, end, furtherMarkdownCell(cell, row));
}

/** A text as a cell behind a row's last one. */
export function furtherMarkdownCell(text: string, row: string): string {
  return closesRow(row) ? ` ${text} |` : ` | ${text}`.trimEnd();
}

/** What a header, or the rule below it, gets at its end for a further column. */
export function furtherHeading(row: string, name: string): string {
  if (!isRule(row)) return furtherMarkdownCell(name, row);
  if (!row.includes('+')) return furtherMarkdownCell('---', row);
  const close = /[|+]$/.exec(row)?.[0];
  return close === undefined ? '+---' : `---${close}`;
}

/** A new document with a Markdown table; `columnNames` are those of the old one. */
export function markdownDocument(
  items: readonly Written[],
  notation: MarkdownTable,
  columnNames: readonly string[] | undefined,
): string {
  const names = columnNames ?? ['Problem', 'Answer'];
  const others = names.filter((_, column) => column !== notation.answerColumn);
  const rows = items.map(({ problem, answer }) => {
    const cells =
      others.length < 2
        ? [problem]
        : problem.split('\n').map((piece, column) => piece.replace(`${others[column] ?? ''}:`, '').trim());
    cells.splice(notation.answerColumn, 0, answer === null ? '' : (unquotedAnswer(answer) ?? answer));
    return cells;
  });
  return [names, names.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |\n`).join('');
}

/**
 * The highlighted rows of one table below so many lines, or of several that have the columns of the first; where the
 * others begin is complained of.
 */
function tableOf(
  source: Source,
  preamble = 0,
): (Table & { readonly columns: number; readonly complaints: readonly Complaint[] }) | undefined {
  const parts = tablePartsOf(source).filter(({ line }) => line > preamble);
  const [first] = parts;
  if (!first) return undefined;
  const header = namesIn(first.names);
  const columns = header.join('\n');
  // Parts of one table share their header's line: each line is taken apart once.
  const alikeHeaders = new Set(
    [...new Set(parts.map(({ names }) => names))].filter((names) => namesIn(names).join('\n') === columns),
  );
  const isAlike = ({ names }: TablePart): boolean => alikeHeaders.has(names);
  const alike = parts.filter(isAlike);
  return {
    header,
    // As wide as its header: what a row has beyond that is no cell of it.
    columns: header.length,
    headings: alike.flatMap(({ headings }) => headings.map(({ span }) => trimmed(source.text, span))),
    rows: alike.flatMap(({ rows }) => rows.map(rowOf)),
    complaints: parts
      .filter((part) => !isAlike(part))
      .flatMap(({ line, rows }): readonly Complaint[] => {
        const [first, last] = [rows[0], rows.at(-1)];
        const lines = first && last ? last.number - first.number + 1 : 0;
        return first
          ? [
              {
                line: first.number,
                reason: `the table of these rows has other columns than the first one, so they are not read. Say that the header is on line ${line} to have them read (--header ${line}).`,
                ...(lines > 1 ? { lines } : {}),
              },
            ]
          : [];
      }),
  };
}

function namesIn(line: string): readonly string[] {
  return cellsOf(line, 0).map(({ text }) => text);
}

function rowOf(line: Line): TableRow {
  const leading = line.text.length - line.text.trimStart().length;
  const cells = cellsOf(line.text, line.span.start);
  return {
    cells: cells.map(({ text }) => text),
    cellSpans: cells.map(({ span }) => span),
    span: { start: line.span.start + leading, end: line.span.start + line.text.trimEnd().length },
    line: line.number,
  };
}

/** The cells of a row. A backslash before a pipe or a backslash escapes it; before anything else it is one. */
function cellsOf(line: string, offset: number): readonly { readonly text: string; readonly span: Span }[] {
  const end = line.trimEnd().length;
  const first = line.length - line.trimStart().length;
  const cells: { text: string; span: Span }[] = [];
  let start = line[first] === '|' ? first + 1 : first;
  for (let at = start; at <= end; at += 1) {
    if (at < end && line[at] === '\\' && /[\\|]/.test(line[at + 1] ?? '')) at += 1;
    else if (at >= end || line[at] === '|') {
      // Behind a closing pipe there is no further cell.
      if (at < end || start < end)
        cells.push({
          text: line
            .slice(start, at)
            .trim()
            .replace(/\\([\\|])/g, '$1'),
          span: { start: offset + start, end: offset + at },
        });
      start = at + 1;
    }
  }
  return cells;
}

function closesRow(row: string): boolean {
  return row.startsWith('|') && /(?:^|[^\\])(?:\\\\)*\|$/.test(row);
}

function escaped(text: string): string {
  return text.replace(/[\\|]/g, '\\$&');
}
