/** A piece of a text that carries wording: a word, a number or a symbol; white space carries none. */
export interface WordingToken {
  readonly kind: 'word' | 'number' | 'symbol';
  /** As it stands in the text. */
  readonly text: string;
  /** In lower case: `Sort` and `sort` are one word. */
  readonly folded: string;
}

/** What a wording looks at, in characters: far more than a problem has, little enough to stay fast. */
const longestText = 20_000;

/** A word, a number, or one symbol. */
const tokenPattern = /(\p{L}[\p{L}\p{M}]*)|(\p{Nd}+)|[^\p{L}\p{Nd}\s]/gu;

/** The words, numbers and symbols of a text, in order. */
export function wordingTokens(text: string): readonly WordingToken[] {
  return Array.from(text.slice(0, longestText).matchAll(tokenPattern), ([token, word, digits]) => ({
    kind: word !== undefined ? 'word' : digits !== undefined ? 'number' : 'symbol',
    text: token,
    folded: token.toLowerCase(),
  }));
}

/**
 * The wording of a text as a set: its words, the pairs of words that follow each other (any number stands as `9`),
 * and numbers as they are where words hold them, as in `base 2 to`. It says nothing of how often each comes, so that
 * it does not change with the length of a list.
 */
export function wordingOf(text: string): ReadonlySet<string> {
  const tokens = wordingTokens(text);
  const wording = new Set<string>();
  const parts = tokens.filter(({ kind }) => kind !== 'symbol');
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1];
    if (part.kind === 'word') wording.add(part.folded);
    if (next && (part.kind === 'word' || next.kind === 'word')) wording.add(`${abstracted(part)} ${abstracted(next)}`);
  }
  for (const [at, token] of tokens.entries()) {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (token.kind === 'number' && before?.kind === 'word' && after?.kind !== 'number')
      wording.add(`${before.folded} ${token.text} ${after?.folded ?? ''}`);
  }
  return wording;
}

/**
 * The wording that all texts of a class share, as opposed to the data, which varies: what a further text must have
 * to be of that class. `descending` is not in a text whose class has `ascending` in every example. Chance can make
 * it too large, with few texts, and never too small.
 */
export function fixedWording(texts: readonly string[]): ReadonlySet<string> {
  return sharedWording(texts.map(wordingOf));
}

/** What is in all of these wordings. */
export function sharedWording(wordings: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first, ...others] = wordings;
  return new Set([...(first ?? [])].filter((part) => others.every((other) => other.has(part))));
}

/** True for the part of a wording that is one word. */
export function isWord(part: string): boolean {
  return !part.includes(' ');
}

/** True for the part of a wording that is a number between words. */
export function isHeldNumber(part: string): boolean {
  return part.indexOf(' ') !== part.lastIndexOf(' ');
}

function abstracted({ kind, folded }: WordingToken): string {
  return kind === 'number' ? '9' : folded;
}
