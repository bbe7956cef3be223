import type { Item } from '../notation/notation';
import { shape } from '../form/shape';
import { fixedWording, isWord, wordingOf } from '../form/wording';
import type { Tool } from '../tool/tool';
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
  /** The form of the problem or of the answer is that of no example. */
  readonly novel: boolean;
  /** Where rows of several tools stand together: the name of this one's tool, `null` where it has none. */
  readonly by?: string | null;
}

/** Judges novelty against a tool's examples: `true` where the problem's or the answer's form is new. */
export function noveltyOf(tool: Pick<Tool, 'examples'>): (problem: string, answer: string) => boolean {
  const isNewProblem = newFormOf(tool.examples.map((example) => example.problem));
  const isNewAnswer = newFormOf(tool.examples.map((example) => example.answer));
  return (problem, answer) => isNewProblem(problem) || isNewAnswer(answer);
}

/** A fixed word in so many must be missing at least: in long prose some are common to all examples by chance. */
const wordsPerMissing = 10;

/**
 * A form is new where no example has the shape, or where words are missing that every example has: `5 kg` among `5
 * lb`.
 */
function newFormOf(examples: readonly string[]): (text: string) => boolean {
  const shapes = new Set(examples.map(shape));
  const fixed = [...fixedWording(examples)].filter(isWord);
  return (text) => {
    if (!shapes.has(shape(text))) return true;
    const wording = wordingOf(text);
    const missing = fixed.filter((word) => !wording.has(word)).length;
    return missing > 0 && missing * wordsPerMissing >= fixed.length;
  };
}

/** Sorts outcomes for a preview: exceptions first, by kind, then document order. */
export function reviewRows(
  tool: Pick<Tool, 'examples'>,
  rows: readonly { readonly index: number; readonly item: Item; readonly outcome: UseOutcome }[],
): readonly ReviewedRow[] {
  const isNovel = noveltyOf(tool);
  const reviewed = rows.map((row): ReviewedRow => {
    const novel = row.outcome.kind === 'answer' && isNovel(row.item.problem, row.outcome.answer);
    return { ...row, novel, attention: attentionFor(row.item, row.outcome, novel) };
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
