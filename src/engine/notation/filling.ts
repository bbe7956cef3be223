import type { Item } from './notation';
import type { TextEdit } from '../text/edits';

/** What became of writing one answer into its place: the change, or why the notation cannot hold this answer. */
export type Filling =
  { readonly kind: 'edit'; readonly edit: TextEdit } | { readonly kind: 'refused'; readonly reason: string };

/**
 * A problem and its answer as they go into a new document; `mark`: what stands before it where it is the item of a
 * list.
 */
export type Written = Pick<Item, 'problem' | 'answer'> & { readonly mark?: string };

/** The change that puts `text` between two offsets of the source. */
export function edited(start: number, end: number, text: string): Filling {
  return { kind: 'edit', edit: { span: { start, end }, text } };
}

/** An answer that the notation cannot hold; `reason` is a sentence with a remedy. */
export function refused(reason: string): Filling {
  return { kind: 'refused', reason };
}

/** Why two quotes alone are refused by the notations in which they stand for an empty answer. */
export const quotesAlone =
  'The answer is two quotes and nothing else, which stands for an empty answer here. Choose JSON Lines or CSV for such answers.';
