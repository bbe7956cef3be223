import { accountOf, leftText, standingText } from '../../engine/problem/account';
import { describePlan } from '../../engine/problem/describe-plan';
import type { RefusedAnswer } from '../../engine/problem/write';
import { lineAt } from '../../engine/text/lines';
import type { ReviewedRow } from '../../engine/using/review';
import { sentence, shownLine } from '../words/shown';
import { counted, guardedText } from '../words/amounts';
import type { AnsweredItem } from './answered';
import type { OpenDocument } from './task';

/** What the plan of a document is told from. */
export type PlannedDocument = Pick<OpenDocument, 'source' | 'reading' | 'anew'>;

/**
 * How a document was read, where its answers go, and what was left alone in it: `Read as CSV, problems from "Datum",
 * answers into the new column "answer"; 2 have an answer already (lines 3, 9); 1 comment left alone.`
 */
export function planText({ source, reading, anew }: PlannedDocument): string {
  const account = accountOf(source, reading);
  // The plan of a table says itself how many lines are above it.
  const left = reading.notation.kind === 'delimited' ? { ...account.left, above: 0 } : account.left;
  const told = [
    `Read as ${describePlan(source, reading)}`,
    ...(anew ? [] : standingText(account)),
    account.unread > 0 ? `${counted(account.unread, 'line')} could not be read` : '',
    leftText({ ...account, left }),
  ].filter((part) => part !== '');
  return `${shownLine(told.join('; '))}.`;
}

/** Why there is nothing to review, with what to do about it. */
export interface NothingAnswered {
  readonly message: string;
  readonly remedy: 'makeTool' | 'openTool';
}

/**
 * What to say if no problem was answered. `undefined` if some were, or if a model failed and nothing else is to be
 * said: that failure has a message of its own.
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

/** What became of a review's rows. */
export interface WrittenRows {
  readonly answers: number;
  /** Rows without an answer. */
  readonly left: number;
  readonly refused: readonly RefusedAnswer[];
  readonly guarded: number;
}

/** `Wrote 388 answers. 6 rows without one stay as they were. Undo takes it back.`, and what follows of the plan. */
export function writtenText(task: PlannedDocument, { answers, left, refused, guarded }: WrittenRows): string {
  const stay =
    left === 0 ? '' : ` ${counted(left, 'row')} without one ${left === 1 ? 'stays as it was' : 'stay as they were'}.`;
  const wrote = answers === 0 ? 'Nothing was written.' : `Wrote ${counted(answers, 'answer')}.`;
  const undo = answers === 0 ? '' : ' Undo takes it back.';
  return `${wrote}${stay}${refusedText(task, refused)}${guardedText(guarded)}${undo} ${planText(task)}`;
}

/** Which answers the text did not take, and why; nothing where it took all. */
function refusedText({ source, reading }: PlannedDocument, refused: readonly RefusedAnswer[]): string {
  const [first] = refused;
  if (!first) return '';
  const line = lineAt(source.text, reading.items[first.index]?.span.start ?? 0);
  const were = refused.length === 1 ? 'was not written,' : 'were not written, the first';
  return ` ${counted(refused.length, 'answer')} ${were} in line ${line}: ${sentence(shownLine(first.reason))}`;
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
