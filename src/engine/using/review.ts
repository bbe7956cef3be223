import type { Item } from '../notation/notation';
import type { Tool } from '../tool/tool';
import { noveltyOf } from './novelty';
import type { UseOutcome } from './use-tool';

/**
 * Why a row deserves a look before it is written; in the order in which people see them. Studies of programming
 * by example found that people miss silent exceptions, so what may be one comes first.
 */
export type Attention = 'failed' | 'noAnswer' | 'notRead' | 'byModel' | 'unchanged' | 'novel' | 'none';

/** The order of attention, most urgent first. */
export const attentionOrder: readonly Attention[] = [
  'failed',
  'noAnswer',
  'notRead',
  'byModel',
  'unchanged',
  'novel',
  'none',
];

/** One row of a preview. */
export interface ReviewedRow {
  /** Index into the reading's items. */
  readonly index: number;
  readonly item: Item;
  readonly outcome: UseOutcome;
  readonly attention: Attention;
  /** What of the problem or of its answer is unlike every example, a clause; `null` where nothing is. */
  readonly novel: string | null;
  /** Where rows of several tools stand together: the name of this one's tool, `null` where it has none. */
  readonly by?: string | null;
}

/** Sorts outcomes for a preview: exceptions first, by kind, then document order. */
export function reviewRows(
  tool: Pick<Tool, 'examples'>,
  rows: readonly { readonly index: number; readonly item: Item; readonly outcome: UseOutcome }[],
): readonly ReviewedRow[] {
  const novelty = noveltyOf(tool);
  const reviewed = rows.map((row): ReviewedRow => {
    const novel = row.outcome.kind === 'answer' ? novelty(row.item.problem, row.outcome.answer) : null;
    return { ...row, novel, attention: attentionFor(row.item, row.outcome, novel !== null) };
  });
  return byAttention(reviewed);
}

/** Rows in the order in which people see them: exceptions first, by kind, then document order. */
export function byAttention(rows: readonly ReviewedRow[]): readonly ReviewedRow[] {
  return [...rows].sort(
    (a, b) => attentionOrder.indexOf(a.attention) - attentionOrder.indexOf(b.attention) || a.index - b.index,
  );
}

function attentionFor(item: Item, outcome: UseOutcome, novel: boolean): Attention {
  switch (outcome.kind) {
    case 'failed':
      return 'failed';
    case 'noAnswer':
      return 'noAnswer';
    case 'notRead':
    case 'cancelled':
      return 'notRead';
    case 'answer':
      if (outcome.path === 'model') return 'byModel';
      if (outcome.answer === item.problem || outcome.answer === item.answer) return 'unchanged';
      return novel ? 'novel' : 'none';
  }
}
