import type { Source } from '../../text/source';
import { foreignLines } from './markdown-context';
import { isBlank, lineSpans, lineStart, linesBySpan, lineStop, type Line } from '../../text/lines';

/**
 * True for the row of dashes below a table's header: `| --- | --- |`, and as Org, psql and MySQL write it, with crosses.
 */
export function isRule(line: string): boolean {
  if (!/^[\s|+:=-]+$/.test(line)) return false;
  const cells = line
    .trim()
    .split(/[|+]/)
    .map((cell) => cell.trim());
  return cells.some((cell) => cell !== '') && cells.every((cell) => /^(?::?-+:?|=*)$/.test(cell));
}

/** True for a rule that cannot be a row, whatever cells hold: crosses part its columns. */
function isGridRule(line: string): boolean {
  return line.includes('+') && isRule(line);
}

/** True for a line of dashes alone, as lists of SAP have them around a boxed header and below the last row. */
function isBareRule(line: string): boolean {
  return /^\s*-{3,}\s*$/.test(line);
}

/** True for a row between pipes. */
function isBoxed(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

/** What is highlighted of a Markdown table. */
export interface TablePart {
  /** The line with the columns' names, which may be above what is highlighted. */
  readonly names: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** The header and the rows of dashes, where they are highlighted. */
  readonly headings: readonly Line[];
  readonly rows: readonly Line[];
}

/** The tables of the highlighted lines, in document order. */
export function tablePartsOf(source: Source): readonly TablePart[] {
  const lineOf = lineSpans(source.text);
  let above: Above | undefined;
  const foreign = foreignLines(source);
  return linesBySpan(source).flatMap((all) => {
    const lines = all.filter(({ number }) => !foreign.has(number));
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

/** Lines with pipes that stand right below one another; a line of dashes between boxed ones parts none. */
function runsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  for (const [at, line] of lines.entries()) {
    const isBetween = isBareRule(line.text) && isBoxed(lines[at - 1]?.text ?? '') && isBoxed(lines[at + 1]?.text ?? '');
    if (!line.text.includes('|') && !isGridRule(line.text) && !isBetween) continue;
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
      rows: (isRule(run[0]?.text ?? '') ? run.slice(1) : run).filter(({ text }) => !isGridRule(text)),
    };
  const dashes = run.findIndex(({ text }, at) => at > 0 && isRule(text) && !isRule(run[at - 1]?.text ?? ''));
  const names = run[dashes - 1];
  const isHeading = (line: Line, at: number): boolean => at === dashes || at === dashes - 1 || isGridRule(line.text);
  return (
    names && {
      names: names.text,
      line: names.number,
      headings: run.filter((line, at) => isHeading(line, at) && !isBareRule(line.text)),
      rows: run.filter((line, at) => at > dashes && !isHeading(line, at) && !isBareRule(line.text)),
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
    if (below !== undefined && isRule(below)) return line.includes('|') ? line : undefined;
    if (start === known?.start) return known.names;
    below = line;
    if (start === 0) return undefined;
    start = lineStart(text, start - (text[start - 1] === '\n' && text[start - 2] === '\r' ? 2 : 1));
  }
}
