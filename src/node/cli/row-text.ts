import { filledIn, type Filled } from '../../engine/problem/fill';
import type { Complaint } from '../../engine/problem/notation';
import { showInvisible } from '../../engine/problem/show-invisible';
import { lineAt } from '../../engine/problem/text';
import type { RefusedAnswer } from '../../engine/problem/write';
import { noveltyOf } from '../../engine/using/review';
import type { UseOutcome } from '../../engine/using/use-tool';
import type { Row } from './answer-rows';
import type { Choice } from './choose-tool';
import { inputName } from './read-input';
import { tokensOf } from './words';

/** The most failures that are listed one by one: they go to a terminal or a log. */
const maximumListed = 100;

/** A line of JSON for each problem, in document order. */
export function jsonLines({ listed: { tool } }: Choice, rows: readonly Row[]): string {
  const novel = noveltyOf(tool);
  const version = tool.versions.at(-1)?.number ?? 1;
  const asJson = ({ item, outcome, milliseconds }: Row): unknown => {
    const tokens = 'usage' in outcome ? tokensOf(outcome.usage) : 0;
    if (outcome.kind !== 'answer') return { input: item.problem, error: errorOf(outcome), ...(tokens > 0 ? { tokens } : {}) };
    return { input: item.problem, answer: outcome.answer, path: outcome.path, novel: novel(item.problem, outcome.answer), tool: tool.id, version, tokens, ms: Math.round(milliseconds * 100) / 100 };
  };
  return rows.map((row) => `${JSON.stringify(asJson(row))}\n`).join('');
}

/** The input again, in its own notation, with the answers in their places. */
export function answeredText({ source, reading }: Choice, rows: readonly Row[]): Filled {
  return filledIn(source, reading, new Map(rows.flatMap(({ index, outcome }) => (outcome.kind === 'answer' ? [[index, outcome.answer] as const] : []))));
}

/** What could not be read in the input, a line each. */
export function complaintLines(path: string, complaints: readonly Complaint[]): string {
  return listed(complaints.map(({ line, reason }) => `${inputName(path)}, line ${line}: ${showInvisible(reason)}\n`));
}

/** The answers that could not be written, a line each. */
export function refusalLines(path: string, { source, reading }: Choice, refused: readonly RefusedAnswer[]): string {
  return listed(refused.map(({ index, reason }) => `${inputName(path)}, line ${lineAt(source.text, reading.items[index]?.span.start ?? 0)}: ${showInvisible(reason)} With --json it is written all the same.\n`));
}

/** What has no answer, a line each. A reason may quote what a tool wrote, so nothing in it reaches a terminal as control. */
export function failureLines(path: string, { source }: Choice, rows: readonly Row[]): string {
  return listed(rows.flatMap(({ item, outcome }) => (outcome.kind === 'answer' ? [] : [`${inputName(path)}, line ${lineAt(source.text, item.span.start)}: ${showInvisible(errorOf(outcome).message)}\n`])));
}

function listed(lines: readonly string[]): string {
  return lines.slice(0, maximumListed).join('') + (lines.length > maximumListed ? `and ${lines.length - maximumListed} more\n` : '');
}

function errorOf(outcome: Exclude<UseOutcome, { kind: 'answer' }>): { readonly kind: string; readonly message: string } {
  switch (outcome.kind) {
    case 'notRead':
      return { kind: 'notRead', message: outcome.reason ?? 'the tool does not take this for a problem of its class' };
    case 'noAnswer':
      return { kind: 'noAnswer', message: 'the tool says that there is no answer' };
    case 'failed':
      return { kind: outcome.modelFailure ?? 'failed', message: outcome.reason };
    case 'cancelled':
      return { kind: 'cancelled', message: 'interrupted before it was answered' };
  }
}
