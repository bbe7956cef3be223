import type { Attention, ReviewedRow } from '../../engine/using/review';
import type { RowKind } from '../../engine/using/review-groups';
import { counted, guardedText } from '../words/amounts';
import { shortLine, shownLine } from '../words/shown';
import { planText } from './outcome-words';
import { chosenAnswers, needsLook, type Output, type Review } from './review';

/** What rows of each kind are listed under. */
export const kindNames: Readonly<Record<RowKind, string>> = {
  failed: 'Failed',
  noAnswer: 'No Answer, Says the Tool',
  notRead: 'Not Recognized',
  taken: 'Not Written: Something Stands There',
  unfit: 'Not Written: Does Not Fit There',
  byModel: 'Read by the Light Model',
  unchanged: 'Unchanged',
  novel: 'Unlike Any Example',
  none: 'Answered',
};

/** The kinds of exceptions, as a sentence counts them. */
const exceptionWords: readonly (readonly [Attention, string])[] = [
  ['failed', 'failed'],
  ['noAnswer', 'without an answer'],
  ['notRead', 'not recognized'],
  ['byModel', 'read by the light model'],
  ['unchanged', 'unchanged'],
  ['novel', 'unlike any example'],
];

/**
 * Where a review stands: `Sort words: 388 answered, 2 refused, 6 not recognized; 8 need a look. Nothing is written
 * yet.`, and what follows of the plan.
 */
export function summaryText(review: Review, { refused, guarded }: Output): string {
  const { rows, task, name } = review;
  const told = [
    `${(chosenAnswers(review).size - refused.size).toLocaleString('en-US')} answered`,
    ...(refused.size > 0 ? [`${refused.size.toLocaleString('en-US')} refused`] : []),
    ...exceptionWords.flatMap(([attention, word]) => {
      const number = rows.filter((row) => row.attention === attention).length;
      return number > 0 ? [`${number.toLocaleString('en-US')} ${word}`] : [];
    }),
  ];
  const look = rows.filter((row) => needsLook(row, review)).length;
  const looks = look === 0 ? '' : `; ${look.toLocaleString('en-US')} ${look === 1 ? 'needs' : 'need'} a look`;
  const anew = task.anew ? ' Every row had an answer already: these are new ones.' : '';
  return `${shownLine(name)}: ${told.join(', ')}${looks}. Nothing is written yet.${anew}${guardedText(guarded)} ${planText(task)}`;
}

/** What is to become of a row: `⇒ 1976-07-04`, or why nothing is. */
export function rowText(row: ReviewedRow, review: Pick<Review, 'decisions'>, { refused }: Output): string {
  const decision = review.decisions.get(row.index);
  if (decision?.kind === 'leave') return 'left as it is';
  const refusal = refused.get(row.index);
  if (decision?.kind === 'correct')
    return `⇒ ${shortLine(decision.answer)} (corrected${refusal ? `, not written: ${shownLine(refusal.reason)}` : ''})`;
  if (refusal) return `not written: ${shownLine(refusal.reason)}`;
  // Once the person has looked at it, it is an answer like others.
  const unlike = row.attention === 'novel' && !decision && row.novel !== null ? ` · ${row.novel}` : '';
  return outcomeText(row) + unlike;
}

function outcomeText({ outcome }: ReviewedRow): string {
  switch (outcome.kind) {
    case 'answer':
      return `⇒ ${shortLine(outcome.answer)}`;
    case 'noAnswer':
      return 'no answer';
    case 'notRead':
      return outcome.reason === null ? 'not recognized' : shownLine(outcome.reason);
    case 'failed':
      // What a server said is said once, in a message.
      return outcome.modelFailure ? 'no reply from the light model' : shownLine(outcome.reason);
    case 'cancelled':
      return 'stopped before it was read';
  }
}

/** `Ask the Light Model for 18 Rows…` */
export function askLabel(rows: number): string {
  return `Ask the Light Model for ${counted(rows, 'Row')}…`;
}
