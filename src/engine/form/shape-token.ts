/** One piece of a shape. */
export interface ShapeToken {
  /** `words`: one word or many; `group`: what repeated, collapsed already. */
  readonly kind: 'words' | 'number' | 'space' | 'symbol' | 'group';
  /** As it stands in the shape. */
  readonly text: string;
}

/** Any number of words, whatever their case. */
export const anyWords: ShapeToken = { kind: 'words', text: 'a a' };

/** True for a word or a number. */
export function isPart(token: ShapeToken | undefined): boolean {
  return token?.kind === 'words' || token?.kind === 'number';
}
