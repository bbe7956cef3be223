import type { OpenItem } from '../../engine/applying/open-items';
import type { Guard } from '../../engine/notation/table/spreadsheet';
import type { ReviewedRow } from '../../engine/using/review';
import type { UseOutcome } from '../../engine/using/use-tool';

/** An item with what a tool made of it. */
export interface AnsweredItem extends OpenItem {
  readonly outcome: UseOutcome;
}

/**
 * A line for each row in document order, empty for those without an answer: pasted beside the problems, each stands by
 * its own. Spreadsheets are pasted into, too: they take lines for rows, and tabs for what parts cells.
 */
export function copyText(
  rows: readonly Pick<ReviewedRow, 'index'>[],
  answers: ReadonlyMap<number, string>,
  guard: Guard,
): { readonly text: string; readonly guarded: number } {
  const lines = [...rows]
    .sort((a, b) => a.index - b.index)
    .map(({ index }) => {
      const answer = answers.get(index) ?? '';
      return { answer, line: guard(answer, { kind: 'arrows', arrow: '\t' }, index) };
    });
  return {
    text: lines.map(({ line }) => line).join('\n'),
    guarded: lines.filter(({ answer, line }) => answer !== line).length,
  };
}
