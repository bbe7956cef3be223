import type { BatchProgress } from '../../node/batch/run-batch';

/** The most tools that fit a message. */
const toolsTold = 5;

/**
 * Where a file stands: `12,400 rows, 12 without an answer, 4,100 a second`; the rate of this run, after `milliseconds`
 * of it.
 */
export function rateOf({ counts, resumedRows }: BatchProgress, milliseconds: number): string {
  const number = (value: number): string => value.toLocaleString('en-US');
  const rate = milliseconds > 0 ? Math.round(((counts.rows - resumedRows) * 1_000) / milliseconds) : 0;
  return `${number(counts.rows)} rows, ${number(counts.failed + counts.unread)} without an answer${rate > 0 ? `, ${number(rate)} a second` : ''}${resumedRows > 0 ? ` (went on after ${number(resumedRows)})` : ''}`;
}

/**
 * Which tool answered how many rows, most first: `1,200 by “Sort words”, 800 by “Long dates”.` Empty where none did.
 */
export function countsText(tools: readonly { readonly name: string; readonly answered: number }[]): string {
  const most = tools.filter(({ answered }) => answered > 0).sort((one, other) => other.answered - one.answered);
  const told = most.slice(0, toolsTold).map(({ name, answered }) => `${answered.toLocaleString('en-US')} by “${name}”`);
  return told.length === 0
    ? ''
    : `${told.join(', ')}${most.length > toolsTold ? ` and by ${most.length - toolsTold} more tools` : ''}.`;
}
