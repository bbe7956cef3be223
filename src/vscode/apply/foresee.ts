import { answersOf } from '../../engine/applying/row';
import type { Guard } from '../../engine/notation/table/spreadsheet';
import { answerEdits } from '../../engine/problem/fill';
import { placementsOf, type RefusedAnswer } from '../../engine/problem/write';
import type { ReviewedRow } from '../../engine/using/review';
import type { OpenDocument } from './task';

/** What writing answers will leave out or change, by index into the reading's items. */
export interface Foreseen {
  /** Answers that will not be written. */
  readonly refused: ReadonlyMap<number, RefusedAnswer>;
  /** Answers that will get an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/** Foresees what comes of answers where they are written in the place that is offered first. Writes nothing. */
export function foresee(
  { source, reading, anew }: Pick<OpenDocument, 'source' | 'reading' | 'anew'>,
  rows: readonly ReviewedRow[],
  guard: Guard,
): Foreseen {
  const [placement = 'below'] = placementsOf(reading);
  const { refused, guarded } = answerEdits(source, reading, answersOf(rows), placement, { overwrite: anew, guard });
  return { refused: new Map(refused.map((one) => [one.index, one])), guarded };
}
