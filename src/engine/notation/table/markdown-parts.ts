import type { Source } from '../../text/source';
import { isBlank, lineSpans, lineStart, linesBySpan, lineStop, type Line } from '../../text/lines';

/** A row of dashes, without the white space around it. */
const delimiterRow = /^(?:\|\s*)?:?-+:?(?:\s*\|\s*:?-+:?)*(?:\s*\|)?$/;

/** What is highlighted of a Markdown table. */
export interface TablePart {
  /** The line with the columns' names, which may be above what is highlighted. */
  readonly names: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** The header and the row of dashes, where they are highlighted. */
  readonly headings: readonly Line[];
  readonly rows: readonly Line[];
}

/** The tables of the highlighted lines, in document order. */
export function tablePartsOf(source: Source): readonly TablePart[] {
  const lineOf = lineSpans(source.text);
  let above: Above | undefined;
  return linesBySpan(source).flatMap((lines) => {
    const [top] = lines;
    return runsOf(lines).flatMap((run) => {
      // What is above other lines is highlighted as well: no row of a table, or it would be of the run.
      if (run[0] !== top || !top) return partOf(run) ?? [];
      const { start } = lineOf(top.span.start);
      if (start !== above?.start) above = { start, names: headerAbove(source.text, start, above) };
      return partOf(run, above.names) ?? [];
    });
  });
}

/** What is known of a line that begins at an offset: the header of the table that it stands in, if it does. */
interface Above {
  readonly start: number;
  readonly names: string | undefined;
}

/** Lines with pipes that stand right below one another. */
function runsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    if (!line.text.includes('|')) continue;
    const run = runs.at(-1);
    if (run?.at(-1)?.number === line.number - 1) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

/**
 * The table in such lines; `undefined` where they are prose. `above`: its header, where that is above them. Further
 * rows of dashes are rows: the cells of a table may hold them.
 */
function partOf(run: readonly Line[], above?: string): TablePart | undefined {
  if (above !== undefined)
    return {
      names: above,
      line: run[0]?.number ?? 1,
      headings: [],
      rows: isDelimiterRow(run[0]?.text ?? '') ? run.slice(1) : run,
    };
  const dashes = run.findIndex(({ text }, at) => at > 0 && isDelimiterRow(text));
  const names = run[dashes - 1];
  return (
    names && {
      names: names.text,
      line: names.number,
      headings: run.slice(dashes - 1, dashes + 1),
      rows: run.slice(dashes + 1),
    }
  );
}

/**
 * The header of the table in which a line stands that begins at an offset: the line above the one of dashes. `known`:
 * that of an earlier line, which many highlighted rows of a table share.
 */
function headerAbove(text: string, offset: number, known?: Above): string | undefined {
  let below: string | undefined;
  let start = offset;
  for (;;) {
    const line = text.slice(start, lineStop(text, start));
    if (isBlank(line)) return undefined;
    if (below !== undefined && isDelimiterRow(below)) return line.includes('|') ? line : undefined;
    if (start === known?.start) return known.names;
    below = line;
    if (start === 0) return undefined;
    start = lineStart(text, start - (text[start - 1] === '\n' && text[start - 2] === '\r' ? 2 : 1));
  }
}

function isDelimiterRow(line: string): boolean {
  return delimiterRow.test(line.trim());
}
