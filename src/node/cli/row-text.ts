import { answeredText } from '../../engine/applying/answered-text';
import { failureOfRow, type Row } from '../../engine/applying/row';
import { leftText, standingText, type Account } from '../../engine/problem/account';
import { describePlan } from '../../engine/problem/describe-plan';
import type { Filled } from '../../engine/problem/fill';
import type { Source } from '../../engine/text/source';
import type { Complaint, Reading } from '../../engine/notation/notation';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import { lineCounter } from '../../engine/text/lines';
import type { RefusedAnswer } from '../../engine/problem/write';
import type { Tool } from '../../engine/tool/tool';
import { noveltyOf } from '../../engine/using/review';
import { noToolHint } from './dispatch-words';
import type { ReadText } from './plan-input';
import { inputName } from './read-input';
import type { Stopwatch } from './stopwatch';
import { counted, tokensOf } from './words';

/** The most failures that are listed one by one: they go to a terminal or a log. */
const maximumListed = 100;

/** A line of JSON for each problem, in document order. */
export function jsonLines(rows: readonly Row[], watch: Pick<Stopwatch, 'milliseconds'>): string {
  const novelty = new Map<Tool, ReturnType<typeof noveltyOf>>();
  const isNovel = (tool: Tool, problem: string, answer: string): boolean => {
    const novel = novelty.get(tool) ?? noveltyOf(tool);
    novelty.set(tool, novel);
    return novel(problem, answer);
  };
  const asJson = (row: Row): unknown => {
    const { item, outcome, choosing } = row;
    const tokens = tokensOf(choosing) + ('usage' in outcome ? tokensOf(outcome.usage) : 0);
    const error = failureOfRow(row);
    if (row.tool === null) return { input: item.problem, error, ...(tokens > 0 ? { tokens } : {}) };
    const { tool } = row.tool;
    if (row.outcome.kind !== 'answer')
      return { input: item.problem, error, tool: tool.id, ...(tokens > 0 ? { tokens } : {}) };
    const { answer, path } = row.outcome;
    return {
      input: item.problem,
      answer,
      path,
      novel: isNovel(tool, item.problem, answer),
      tool: tool.id,
      version: tool.versions.at(-1)?.number ?? 1,
      tokens,
      ms: Math.round(watch.milliseconds(item.problem) * 100) / 100,
    };
  };
  return rows.map((row) => jsonLine(asJson(row))).join('');
}

/**
 * The input again, in its own notation, with the answers in their places, as it was where there are none; `names`: the
 * files that it is in and goes to.
 */
export function inputAnswered(
  { source, reading, plan }: ReadText,
  rows: readonly Row[],
  names: readonly string[],
): Filled {
  return rows.some(({ outcome }) => outcome.kind === 'answer')
    ? answeredText(source, reading, rows, {
        names,
        namesTools: false,
        overwrite: plan.overwrite,
        guard: plan.guard,
      })
    : { text: source.text, refused: [], guarded: 0 };
}

/** How a text was read and where its answers go, a line. */
export function planLine(path: string, source: Source, reading: Reading): string {
  return `${inputName(path)}: ${showInvisible(describePlan(source, reading))}\n`;
}

/** What of a text was not to be answered, a line each; nothing where all of it was. */
export function accountLines(account: Account, nothingOpen: boolean, overwritten: boolean): string {
  return (overwritten ? '' : standingLines(account, nothingOpen)) + leftLine(account);
}

/** What of a text holds no record, a line; nothing where all of it does. */
export function leftLine(account: Pick<Account, 'left'>): string {
  return leftText(account) === '' ? '' : `${leftText(account)}\n`;
}

/** What stands in the places of answers already, a line each. */
export function standingLines(standing: Pick<Account, 'already' | 'unclear'>, nothingOpen: boolean): string {
  return standingText(standing)
    .map((clause) => `${clause}${nothingOpen ? '; --overwrite answers them anew' : ''}\n`)
    .join('');
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
    rows.flatMap((row) => {
      const message = row.outcome.kind === 'noTool' ? noToolHint(row.outcome.why) : failureOfRow(row)?.message;
      return message === undefined
        ? []
        : [`${inputName(path)}, line ${lineOf(row.item.span.start)}: ${showInvisible(message)}\n`];
    }),
  );
}

function listed(lines: readonly string[]): string {
  return (
    lines.slice(0, maximumListed).join('') +
    (lines.length > maximumListed ? `and ${lines.length - maximumListed} more\n` : '')
  );
}

/** That answers were kept from being formulas; nothing where there are none. */
export function guardedLine(guarded: number): string {
  return guarded === 0
    ? ''
    : `${counted(guarded, 'answer')} that a spreadsheet would run as a formula: written with an apostrophe in front\n`;
}
