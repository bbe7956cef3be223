import { sameAnswer } from '../../src/engine/making/verify';
import type { TaskRow } from './task-row';

/** What was answered to a row; `null`: nothing. */
export type Given = string | null;

/** Counts over rows; `right`, `wrong` and `unanswered` add up to `total`. */
export interface Counts {
  readonly total: number;
  /** The target was answered, or nothing where no answer is right. */
  readonly right: number;
  readonly wrong: number;
  /** Nothing, where there is an answer. */
  readonly unanswered: number;
  /** Of the wrong and of the right answers, those that the preview would have flagged as novel. */
  readonly wrongNovel: number;
  readonly rightNovel: number;
  /** Of the total, the rows that are meant to be exceptions, and how they went: a refusal is never wrong there. */
  readonly exceptions: number;
  readonly exceptionsWrong: number;
  /** Ordinary rows without the right answer. A family is perfect where there are none and nothing is wrong. */
  readonly ordinaryMissed: number;
}

/** Judges one row: a refusal is right where the target is `null`. */
export function verdictOf(row: TaskRow, given: Given): 'right' | 'wrong' | 'unanswered' {
  if (given === null) return row.target === null ? 'right' : 'unanswered';
  return row.target !== null && sameAnswer(row.target, given) ? 'right' : 'wrong';
}

/** Counts rows with what was given to each, in order; `isNovel` judges answered rows. */
export function countRows(
  rows: readonly TaskRow[],
  given: readonly Given[],
  isNovel: (problem: string, answer: string) => boolean = () => false,
): Counts {
  const judged = rows.map((row, index) => {
    const answer = given[index] ?? null;
    return { row, verdict: verdictOf(row, answer), novel: answer !== null && isNovel(row.input, answer) };
  });
  const count = (holds: (one: (typeof judged)[number]) => boolean): number => judged.filter(holds).length;
  return {
    total: rows.length,
    right: count(({ verdict }) => verdict === 'right'),
    wrong: count(({ verdict }) => verdict === 'wrong'),
    unanswered: count(({ verdict }) => verdict === 'unanswered'),
    wrongNovel: count(({ verdict, novel }) => verdict === 'wrong' && novel),
    rightNovel: count(({ verdict, novel }) => verdict === 'right' && novel),
    exceptions: count(({ row }) => row.exception === true),
    exceptionsWrong: count(({ row, verdict }) => row.exception === true && verdict === 'wrong'),
    ordinaryMissed: count(({ row, verdict }) => row.exception !== true && verdict !== 'right'),
  };
}

/** True where nothing is wrong and every ordinary row is right; exceptions may be refused. */
export function isPerfect(counts: Counts): boolean {
  return counts.wrong === 0 && counts.ordinaryMissed === 0;
}
