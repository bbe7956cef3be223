import type { OpenItem } from '../../engine/applying/open-items';
import { answersOf } from '../../engine/applying/row';
import type { ReviewedRow } from '../../engine/using/review';
import type { UseOutcome } from '../../engine/using/use-tool';

/** An item with what a tool made of it. */
export interface AnsweredItem extends OpenItem {
  readonly outcome: UseOutcome;
}

/**
 * A line for each row in document order, empty for those without an answer: pasted beside the problems, each stands by
 * its own.
 */
export function copyText(rows: readonly Pick<ReviewedRow, 'index' | 'outcome'>[]): string {
  const answers = answersOf(rows);
  return [...rows]
    .sort((a, b) => a.index - b.index)
    .map(({ index }) => answers.get(index) ?? '')
    .join('\n');
}
