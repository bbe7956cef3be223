import type { BatchProgress } from '../../node/batch/run-batch';

/** Where a file stands: `12,400 rows, 12 without an answer, 4,100 a second`; the rate of this run, after `milliseconds` of it. */
export function rateOf({ counts, resumedRows }: BatchProgress, milliseconds: number): string {
  const number = (value: number): string => value.toLocaleString('en-US');
  const rate = milliseconds > 0 ? Math.round(((counts.rows - resumedRows) * 1_000) / milliseconds) : 0;
  return `${number(counts.rows)} rows, ${number(counts.failed + counts.unread)} without an answer${rate > 0 ? `, ${number(rate)} a second` : ''}${resumedRows > 0 ? ` (went on after ${number(resumedRows)})` : ''}`;
}
