import { answersOf } from '../../engine/applying/row';
import { guardFor } from '../../engine/notation/table/spreadsheet';
import { answerEdits } from '../../engine/problem/fill';
import type { Placement, RefusedAnswer } from '../../engine/problem/write';
import { applyEdits, type TextEdit } from '../../engine/text/edits';
import type { Tool } from '../../engine/tool/tool';
import type { ReviewedRow } from '../../engine/using/review';
import type { Origin } from './origin';
import type { OpenDocument } from './task';

/** What the person decided about a row: its answer is right, or is not to be written, or is another one. */
export type Decision =
  { readonly kind: 'keep' } | { readonly kind: 'leave' } | { readonly kind: 'correct'; readonly answer: string };

/** Answers that are looked at before they are written. */
export interface Review {
  /** Names its tab and its file: 32 hexadecimal digits. */
  readonly key: string;
  readonly task: OpenDocument;
  readonly origin: Origin;
  /** What answered: the tool's name, or how many tools. */
  readonly name: string;
  /** Exceptions first. */
  readonly rows: readonly ReviewedRow[];
  /** The tools of answered rows, by index into the reading's items. */
  readonly tools: ReadonlyMap<number, Tool>;
  readonly placement: Placement;
  /** What stands in the answers' places is written over. */
  readonly overwrite: boolean;
  /** By index into the reading's items. */
  readonly decisions: ReadonlyMap<number, Decision>;
}

/** What writing a review comes to. */
export interface Output {
  /** The whole document with the answers. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** Answers that will not be written, by index into the reading's items. */
  readonly refused: ReadonlyMap<number, RefusedAnswer>;
  /** Answers that get an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/** The answers that are to be written, by index into the reading's items: what the person decided goes first. */
export function chosenAnswers({ rows, decisions }: Pick<Review, 'rows' | 'decisions'>): ReadonlyMap<number, string> {
  const answers = new Map(answersOf(rows));
  for (const [index, decision] of decisions) {
    if (decision.kind === 'leave') answers.delete(index);
    if (decision.kind === 'correct') answers.set(index, decision.answer);
  }
  return answers;
}

/** The document as it will be. Writes nothing. */
export function outputOf(review: Review): Output {
  const { task, placement, overwrite } = review;
  const { edits, refused, guarded } = answerEdits(task.source, task.reading, chosenAnswers(review), placement, {
    overwrite,
    guard: guardOf(review),
  });
  // No column is added for answers of which none goes into it.
  const taken = refused.length === chosenAnswers(review).size ? [] : edits;
  return {
    text: applyEdits(task.source.text, taken),
    edits: taken,
    refused: new Map(refused.map((one) => [one.index, one])),
    guarded,
  };
}

/** Keeps a review's answers from being formulas where a spreadsheet may open its document. */
export function guardOf({ task, tools }: Pick<Review, 'task' | 'tools'>): ReturnType<typeof guardFor> {
  return guardFor([task.document.fileName], (index) => tools.get(index));
}

/** A review with the same decision about some of its rows. Only what has an answer can be kept. */
export function decided(review: Review, rows: readonly ReviewedRow[], decision: Decision): Review {
  const decisions = new Map(review.decisions);
  for (const { index, outcome } of rows) {
    if (decision.kind === 'keep' && outcome.kind !== 'answer') decisions.delete(index);
    else decisions.set(index, decision);
  }
  return { ...review, decisions };
}

/** True where a row may be an exception and the person has not decided about it. */
export function needsLook({ attention, index }: ReviewedRow, { decisions }: Pick<Review, 'decisions'>): boolean {
  return attention !== 'none' && !decisions.has(index);
}

/** True where a light model may have an answer: nothing read the row, or the model gave no reply. */
export function isAskable({ outcome }: ReviewedRow): boolean {
  return (
    outcome.kind === 'notRead' ||
    outcome.kind === 'cancelled' ||
    (outcome.kind === 'failed' && outcome.modelFailure !== undefined)
  );
}

/** The rows of a review that a light model may be asked for, without those that the person decided about. */
export function askableRows({ rows, decisions }: Pick<Review, 'rows' | 'decisions'>): readonly ReviewedRow[] {
  return rows.filter((row) => isAskable(row) && !decisions.has(row.index));
}

/** The row to look at after the one at `index` in document order, or before it, around the ends. */
export function nextToLookAt(
  review: Review,
  index: number | undefined,
  direction: 'next' | 'previous',
): ReviewedRow | undefined {
  const open = review.rows.filter((row) => needsLook(row, review)).sort((one, other) => one.index - other.index);
  if (direction === 'next') return open.find((row) => index === undefined || row.index > index) ?? open[0];
  return open.findLast((row) => index === undefined || row.index < index) ?? open.at(-1);
}
