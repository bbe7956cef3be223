import type { Guard } from '../../engine/notation/table/spreadsheet';
import type { ReviewedRow } from '../../engine/using/review';
import type { UseOutcome } from '../../engine/using/use-tool';
import type { OpenItem } from '../text/open-items';

/** An item with what became of it. */
export interface AnsweredItem extends OpenItem {
  readonly outcome: UseOutcome;
}

/**
 * What the parser left, with the light model's outcomes in its place. A call that was cancelled counts as never made:
 * its item stays "not read", and the replies that had come in, which were paid for, are kept.
 */
export function withReplies(parsed: readonly AnsweredItem[], asked: readonly AnsweredItem[]): readonly AnsweredItem[] {
  const replies = new Map(
    asked.filter(({ outcome }) => outcome.kind !== 'cancelled').map((answered) => [answered.index, answered]),
  );
  return parsed.map((answered) => replies.get(answered.index) ?? answered);
}

/** The answers of a preview, by index into the task's reading. */
export function answersOf(rows: readonly Pick<ReviewedRow, 'index' | 'outcome'>[]): ReadonlyMap<number, string> {
  return new Map(
    rows.flatMap((row) => (row.outcome.kind === 'answer' ? [[row.index, row.outcome.answer] as const] : [])),
  );
}

/**
 * A line for each row in document order, empty for those without an answer: pasted beside the problems, each stands by
 * its own. Spreadsheets are pasted into, too: they take lines for rows, and tabs for what parts cells.
 */
export function copyText(
  rows: readonly Pick<ReviewedRow, 'index' | 'outcome'>[],
  guard: Guard,
): { readonly text: string; readonly guarded: number } {
  const answers = answersOf(rows);
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
