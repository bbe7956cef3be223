import type { ReviewedRow } from '../../engine/using/review';
import { sentence, shownLine } from '../words/shown';
import { counted, guardedText } from '../words/amounts';
import type { AnsweredItem } from './answered';

/** `Sort words: 388 answered, 6 not read, 12 novel. Nothing is written yet.` */
export function summaryText(name: string, rows: readonly ReviewedRow[], anew: boolean): string {
  const count = (test: (row: ReviewedRow) => boolean): number => rows.filter(test).length;
  const parts = [
    [count((row) => row.outcome.kind === 'answer'), 'answered'],
    [count((row) => row.attention === 'failed'), 'failed'],
    [count((row) => row.attention === 'noAnswer'), 'without an answer'],
    [count((row) => row.attention === 'notRead'), 'not read'],
    [count((row) => row.attention === 'byModel'), 'by the light model'],
    [count((row) => row.attention === 'unchanged'), 'unchanged'],
    [count((row) => row.novel), 'novel'],
  ] as const;
  const told = parts
    .filter(([number], index) => number > 0 || index === 0)
    .map(([number, word]) => `${number} ${word}`);
  return `${shownLine(name)}: ${told.join(', ')}. Nothing is written yet.${anew ? ' Every row had an answer already: these are new ones.' : ''}`;
}

/** Why there is nothing to preview, with what to do about it. */
export interface NothingAnswered {
  readonly message: string;
  readonly remedy: 'makeTool' | 'openTool';
}

/**
 * What to say where no problem was answered; `undefined` where some were, or where a model's failure, which is said by
 * itself, is all there is to say.
 */
export function nothingAnswered(name: string, answered: readonly AnsweredItem[]): NothingAnswered | undefined {
  if (answered.some(({ outcome }) => outcome.kind === 'answer')) return undefined;
  const outcomes = answered.map(({ outcome }) => outcome);
  const tool = `“${shownLine(name)}”`;
  if (outcomes.every(({ kind }) => kind === 'notRead' || kind === 'cancelled')) {
    return {
      message: `${tool} reads none of ${these(answered.length)}; nothing was changed. They may be of another class: solve a few of them and make a tool from those.`,
      remedy: 'makeTool',
    };
  }
  const failed = outcomes.flatMap((outcome) =>
    outcome.kind === 'failed' && !outcome.modelFailure ? [outcome.reason] : [],
  );
  const without = outcomes.filter(({ kind }) => kind === 'noAnswer').length;
  const [reason] = failed;
  if (reason === undefined && without === 0) return undefined;
  const told = [
    failed.length > 0 ? `${failed.length} failed` : '',
    without > 0 ? `for ${without} it says that there is none` : '',
  ].filter((part) => part !== '');
  return {
    message: `${tool} has no answer for ${these(answered.length)}: ${told.join(', ')}. Nothing was changed.${reason === undefined ? '' : ` The first failure: ${sentence(shownLine(reason))}`}`,
    remedy: 'openTool',
  };
}

/** `Wrote 388 answers. 6 rows without one stay as they were. Undo takes it back.` */
export function writtenText(answers: number, left: number, guarded: number): string {
  const stay =
    left === 0 ? '' : ` ${counted(left, 'row')} without one ${left === 1 ? 'stays as it was' : 'stay as they were'}.`;
  return `Wrote ${counted(answers, 'answer')}.${stay}${guardedText(guarded)} Undo takes it back.`;
}

/** The button that keeps what one tool did not read. */
export const keepLabel = 'Keep Them for Later';

/** The problems that one tool did not read; what fits none of many tools was offered to be kept already. */
export function unreadProblems(rows: readonly Pick<ReviewedRow, 'item' | 'outcome' | 'by'>[]): readonly string[] {
  return rows.flatMap(({ item, outcome, by }) =>
    outcome.kind === 'notRead' && by === undefined ? [item.problem] : [],
  );
}

function these(count: number): string {
  return count === 1 ? 'this problem' : `these ${count.toLocaleString('en-US')} problems`;
}
