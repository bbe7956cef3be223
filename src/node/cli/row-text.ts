import { filledIn, type Filled } from '../../engine/problem/fill';
import type { Complaint } from '../../engine/notation/notation';
import { guardFor } from '../../engine/notation/table/spreadsheet';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import { lineCounter } from '../../engine/text/lines';
import type { RefusedAnswer } from '../../engine/problem/write';
import type { Tool } from '../../engine/tool/tool';
import { failureOf, type UseFailure } from '../../engine/using/failure';
import { noveltyOf } from '../../engine/using/review';
import type { Row } from './answer-rows';
import type { ReadText } from './choose-tool';
import { inputName } from './read-input';
import { counted, tokensOf } from './words';

/** The most failures that are listed one by one: they go to a terminal or a log. */
const maximumListed = 100;

/** A line of JSON for each problem, in document order. */
export function jsonLines(rows: readonly Row[]): string {
  const novelty = new Map<Tool, ReturnType<typeof noveltyOf>>();
  const isNovel = (tool: Tool, problem: string, answer: string): boolean => {
    const novel = novelty.get(tool) ?? noveltyOf(tool);
    novelty.set(tool, novel);
    return novel(problem, answer);
  };
  const asJson = (row: Row): unknown => {
    const { item, outcome, dispatchUsage } = row;
    const tokens = tokensOf(dispatchUsage) + ('usage' in outcome ? tokensOf(outcome.usage) : 0);
    if (row.tool === null)
      return { input: item.problem, error: errorOf(row.outcome), ...(tokens > 0 ? { tokens } : {}) };
    const { tool, milliseconds } = row;
    if (row.outcome.kind !== 'answer')
      return { input: item.problem, error: errorOf(row.outcome), tool: tool.id, ...(tokens > 0 ? { tokens } : {}) };
    const { answer, path } = row.outcome;
    return {
      input: item.problem,
      answer,
      path,
      novel: isNovel(tool, item.problem, answer),
      tool: tool.id,
      version: tool.versions.at(-1)?.number ?? 1,
      tokens,
      ms: Math.round(milliseconds * 100) / 100,
    };
  };
  return rows.map((row) => jsonLine(asJson(row))).join('');
}

/**
 * The input again, in its own notation, with the answers in their places; `names`: the files that it is in and goes
 * to.
 */
export function answeredText({ source, reading }: ReadText, rows: readonly Row[], names: readonly string[]): Filled {
  const answers = new Map(
    rows.flatMap(({ index, outcome }) => (outcome.kind === 'answer' ? [[index, outcome.answer] as const] : [])),
  );
  if (answers.size === 0) return { text: source.text, refused: [], guarded: 0 };
  const toolOf = new Map(rows.map(({ index, tool }) => [index, tool ?? undefined]));
  const guard = guardFor(names, (index) => toolOf.get(index));
  return filledIn(source, reading, answers, undefined, guard);
}

/** What could not be read in the input, a line each. */
export function complaintLines(path: string, complaints: readonly Complaint[]): string {
  return listed(complaints.map(({ line, reason }) => `${inputName(path)}, line ${line}: ${showInvisible(reason)}\n`));
}

/** The answers that could not be written, a line each. */
export function refusalLines(path: string, { source, reading }: ReadText, refused: readonly RefusedAnswer[]): string {
  const lineOf = lineCounter(source.text);
  return listed(
    refused.map(
      ({ index, reason }) =>
        `${inputName(path)}, line ${lineOf(reading.items[index]?.span.start ?? 0)}: ${showInvisible(reason)} With --json it is written all the same.\n`,
    ),
  );
}

/**
 * What has no answer, a line each. A reason may quote what a tool wrote, so nothing in it reaches a terminal as
 * control.
 */
export function failureLines(path: string, { source }: ReadText, rows: readonly Row[]): string {
  const lineOf = lineCounter(source.text);
  return listed(
    rows.flatMap(({ item, outcome }) =>
      outcome.kind === 'answer'
        ? []
        : [`${inputName(path)}, line ${lineOf(item.span.start)}: ${showInvisible(errorOf(outcome).message)}\n`],
    ),
  );
}

function listed(lines: readonly string[]): string {
  return (
    lines.slice(0, maximumListed).join('') +
    (lines.length > maximumListed ? `and ${lines.length - maximumListed} more\n` : '')
  );
}

function errorOf(outcome: Exclude<Row['outcome'], { kind: 'answer' }>): UseFailure {
  return outcome.kind === 'noTool'
    ? { kind: outcome.modelFailure ?? 'noTool', message: outcome.reason }
    : failureOf(outcome);
}

/** That answers were kept from being formulas; nothing where there are none. */
export function guardedLine(guarded: number): string {
  return guarded === 0
    ? ''
    : `${counted(guarded, 'answer')} that a spreadsheet would run as a formula: written with an apostrophe in front\n`;
}
