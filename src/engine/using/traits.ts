import { fixedWording, isWord, wordingOf, wordingTokens, type WordingToken } from '../form/wording';
import { shape } from '../form/shape';
import { showInvisible } from '../text/show-invisible';

/** A text with what its traits are read from. */
export interface LookedAt {
  /** Its beginning, as far as it is looked at. */
  readonly text: string;
  readonly tokens: readonly WordingToken[];
  readonly numbers: readonly NumberIn[];
}

/** A number in a text. */
export interface NumberIn {
  readonly digits: string;
  /** It goes on another one, as behind a decimal point. */
  readonly isPart: boolean;
  /** A sign alone is between it and another one, as in a code or a date. */
  readonly isJoined: boolean;
}

/** So many characters of a text are looked at. */
const longestText = 20_000;

/** What of a text no example has, a clause; `null` where nothing of that kind is new. */
export type Judge = (text: LookedAt) => string | null;

/** Reads a text once for all of its traits. */
export function lookAt(whole: string): LookedAt {
  const text = whole.slice(0, longestText);
  const tokens = wordingTokens(text);
  const numbers = Array.from(text.matchAll(/\p{Nd}+/gu), ({ 0: digits, index }): NumberIn => {
    const before = text.slice(Math.max(0, index - 3), index);
    const behind = text.slice(index + digits.length, index + digits.length + 3);
    return {
      digits,
      isPart: /\p{Nd}[.,]$/u.test(before),
      isJoined: /\p{Nd}[^\p{L}\p{Nd}\s]$/u.test(before) || /^[^\p{L}\p{Nd}\s]\p{Nd}/u.test(behind),
    };
  });
  return { text, tokens, numbers };
}

/**
 * A trait whose values were each seen in one example alone, in so many of them, is one in which examples vary: of ten
 * further texts about one would have another value by chance.
 */
const mostChance = 0.1;

/**
 * What is in a text is new where no example has it, unless the examples differ in it themselves: how many things only
 * one of them has tells how likely the next text has another one (Good and Turing).
 */
export function ofOneOf(
  examples: readonly LookedAt[],
  of: (text: LookedAt) => Iterable<string>,
  clause: (found: string) => string,
): Judge {
  const counts = new Map<string, number>();
  for (const example of examples) for (const one of new Set(of(example))) counts.set(one, (counts.get(one) ?? 0) + 1);
  const once = [...counts.values()].filter((count) => count === 1).length;
  if (examples.length > 1 && once > mostChance * examples.length) return isNever;
  return (text) => {
    for (const one of of(text)) if (!counts.has(one)) return clause(one);
    return null;
  };
}

/** The same for what every example has equally often. */
export function ofOneOfEach(
  examples: readonly LookedAt[],
  of: (text: LookedAt) => readonly string[],
  clause: (found: string) => string,
): Judge {
  const counts = new Set(examples.map((example) => of(example).length));
  return counts.size === 1 && !counts.has(0) ? ofOneOf(examples, of, clause) : isNever;
}

/** From so many examples on their range is trusted; of fewer it is taken for wider. */
const enoughForRange = 6;

/**
 * A number is new where it is farther from the examples' than those are from one another, `slack` times; where theirs
 * differ by a factor of ten, farther by that factor. One that none of them varies in is fixed.
 */
export function ofRange(
  examples: readonly LookedAt[],
  of: (text: LookedAt) => number | null,
  clause: (found: number, least: number, most: number) => string,
  slack = 1,
): Judge {
  const numbers = examples.map(of).filter((one) => one !== null);
  if (numbers.length < examples.length || numbers.length < 2) return isNever;
  const least = Math.min(...numbers);
  const most = Math.max(...numbers);
  const times = slack * Math.max(1, enoughForRange / numbers.length);
  const isByFactor = least > 0 && most >= 10 * least;
  const [low, high] = isByFactor
    ? [(least * least) / (most * times), (most * most * times) / least]
    : [least - (most - least) * times, most + (most - least) * times];
  return (text) => {
    const found = of(text);
    return found !== null && (found < low || found > high) ? clause(found, least, most) : null;
  };
}

/** How many there are of something: none where every example has some is new, too. */
export function ofCount(examples: readonly LookedAt[], count: (text: LookedAt) => number, what: string): Judge {
  const some = examples.length > 0 && examples.every((example) => count(example) > 0);
  const isFar = ofRange(
    examples,
    count,
    (found, least, most) => `${found} ${what}, where the examples have ${span(least, most)}`,
  );
  return (text) => (some && count(text) === 0 ? `no ${what}, which every example has` : isFar(text));
}

/** The form is that of no example, where theirs are few. */
export function ofForm(examples: readonly LookedAt[]): Judge {
  return ofOneOf(
    examples,
    ({ text }) => [shape(text)],
    () => 'no example has this form',
  );
}

/** A fixed word in so many must be missing at least: in long prose some are common to all examples by chance. */
const wordsPerMissing = 10;

/** Words are missing that every example has. */
export function ofFixedWords(examples: readonly LookedAt[]): Judge {
  const fixed = [...fixedWording(examples.map(({ text }) => text))].filter(isWord);
  if (fixed.length === 0) return isNever;
  return ({ text }) => {
    const wording = wordingOf(text);
    const missing = fixed.filter((word) => !wording.has(word));
    const [first] = missing;
    return first !== undefined && missing.length * wordsPerMissing >= fixed.length
      ? `every example has ${quoted(first)}`
      : null;
  };
}

/** `2`, or `2 to 5`. */
export function span(least: number, most: number): string {
  return least === most ? String(least) : `${least} to ${most}`;
}

/** A piece of a text in a clause, short and with everything invisible shown. */
export function quoted(piece: string): string {
  return `“${showInvisible(piece.length > 20 ? `${piece.slice(0, 20)}…` : piece)}”`;
}

function isNever(): null {
  return null;
}
