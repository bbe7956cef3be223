import type { Item } from '../problem/notation';
import { shape } from '../problem/shape';
import type { Tool } from '../tool/tool';
import type { UseOutcome } from './use-tool';

/**
 * Why a row deserves a look before it is written; in the order in which people see them. Studies of programming
 * by example found that people miss silent exceptions, so what may be one comes first.
 */
export type Attention = 'failed' | 'noAnswer' | 'notRead' | 'byModel' | 'unchanged' | 'novel' | 'none';

/** The order of attention, most urgent first. */
export const attentionOrder: readonly Attention[] = ['failed', 'noAnswer', 'notRead', 'byModel', 'unchanged', 'novel', 'none'];

/** One row of a preview. */
export interface ReviewedRow {
  /** Index into the reading's items. */
  readonly index: number;
  readonly item: Item;
  readonly outcome: UseOutcome;
  readonly attention: Attention;
  /** The shape of the problem or of the answer is that of no example. */
  readonly novel: boolean;
}

/** Judges novelty against a tool's examples: `true` where the problem's or the answer's shape is new. */
export function noveltyOf(tool: Pick<Tool, 'examples'>): (problem: string, answer: string) => boolean {
  const problems = new Set(tool.examples.map((example) => shape(example.problem)));
  const answers = new Set(tool.examples.map((example) => shape(example.answer)));
  return (problem, answer) => !problems.has(shape(problem)) || !answers.has(shape(answer));
}

/** Sorts outcomes for a preview: exceptions first, by kind, then document order. */
export function reviewRows(tool: Pick<Tool, 'examples'>, rows: readonly { readonly index: number; readonly item: Item; readonly outcome: UseOutcome }[]): readonly ReviewedRow[] {
  const isNovel = noveltyOf(tool);
  const reviewed = rows.map((row): ReviewedRow => {
    const novel = row.outcome.kind === 'answer' && isNovel(row.item.problem, row.outcome.answer);
    return { ...row, novel, attention: attentionFor(row.item, row.outcome, novel) };
  });
  return reviewed.sort((a, b) => attentionOrder.indexOf(a.attention) - attentionOrder.indexOf(b.attention) || a.index - b.index);
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
