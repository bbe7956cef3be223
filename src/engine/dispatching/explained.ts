import type { JsonObject } from '../json';
import { wordingTokens, type WordingToken } from '../form/wording';
import { choicesOf, schemaVocabulary, stringsOf } from '../tool/arguments';
import { isFunctionWord } from './function-words';

/** What stands for data in a wording: copied into the arguments, or a number. */
const data = '·';
const number = '9';

/** A problem with the arguments that a tool's own parser made of it. */
export interface ReadProblem {
  readonly problem: string;
  readonly arguments: JsonObject;
}

/** The wording of a tool's verified examples: everything in them that its parser did not take for data. */
export interface SeenWording {
  /** Words and full stops that follow each other, with data and numbers abstracted, the text's ends included. */
  readonly pairs: ReadonlySet<string>;
  /** Every word of the examples, data too. */
  readonly words: ReadonlySet<string>;
  /** No word is in all of the examples: nothing in them says what is asked for. */
  readonly bare: boolean;
  /** Strings of arguments that are no data: names of the schema, and choices of which the examples show one at most. */
  readonly named: ReadonlySet<string>;
}

/** What the verified examples of a tool have shown, as its parser reads them. */
export function seenWording(examples: readonly ReadProblem[], schema: JsonObject): SeenWording {
  const named = namedStrings(examples, schema);
  const read = examples.map((example) => abstracted(example, named));
  const words = read.map(
    ({ tokens }) => new Set(tokens.filter(({ kind }) => kind === 'word').map(({ folded }) => folded)),
  );
  const [first, ...others] = words;
  return {
    pairs: new Set(read.flatMap(({ wording }) => pairsOf(wording))),
    words: new Set(words.flatMap((set) => [...set])),
    bare: ![...(first ?? [])].some((word) => others.every((set) => set.has(word))),
    named,
  };
}

/**
 * Whether a tool accounts for every word of a problem that its parser accepts. A word is data, copied into the
 * arguments, or wording of its verified examples, in their order. A parser that passes over `not` or `descending` is
 * caught here. Words that ask for something are no data, unless an example has them as data. If nothing says what is
 * asked for, the words that say it for another tool are no data either.
 */
export function isExplained(
  read: ReadProblem,
  seen: SeenWording,
  isFixedSomewhere: (word: string) => boolean,
): boolean {
  const { tokens, taken, wording } = abstracted(read, seen.named);
  if (!pairsOf(wording).every((pair) => seen.pairs.has(pair))) return false;
  return tokens.every(({ kind, folded }, at) => {
    if (kind !== 'word' || taken[at] === 0 || seen.words.has(folded)) return true;
    return !isFunctionWord(folded) && !(seen.bare && isFixedSomewhere(folded));
  });
}

/**
 * A choice is data where the examples show several of its kind, as months are; where they show one, it is what the
 * class is about.
 */
function namedStrings(examples: readonly ReadProblem[], schema: JsonObject): ReadonlySet<string> {
  const used = new Set(examples.flatMap((example) => stringsOf(example.arguments)));
  const named = new Set(schemaVocabulary(schema));
  for (const choices of choicesOf(schema))
    if (choices.filter((choice) => used.has(choice)).length > 1) choices.forEach((choice) => named.delete(choice));
  return named;
}

interface Abstracted {
  readonly tokens: readonly WordingToken[];
  /** By token: which copied string it belongs to, counted in the text from 1; 0 where to none. */
  readonly taken: readonly number[];
  readonly wording: readonly string[];
}

function abstracted({ problem, arguments: args }: ReadProblem, named: ReadonlySet<string>): Abstracted {
  const tokens = parts(problem);
  const taken = takenAsData(tokens, new Set(stringsOf(args).filter((string) => !named.has(string))));
  const wording: string[] = [];
  tokens.forEach((token, at) => {
    const copied = taken[at] ?? 0;
    const part = token.kind === 'number' ? number : copied > 0 ? data : token.folded;
    // A string of several words is one piece of data, and a number with a point one number.
    const goesOn = part === number ? wording.at(-1) === number : part === data && copied === taken[at - 1];
    if (!goesOn) wording.push(part);
  });
  return { tokens, taken, wording };
}

function pairsOf(wording: readonly string[]): readonly string[] {
  const whole = ['', ...wording, ''];
  return whole.slice(1).map((part, at) => `${whole[at] ?? ''} ${part}`);
}

/** Tokens from the first to the last of these places. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Finds where the strings stand among the tokens: in their own case, or where they do not occur in that, in any. */
function takenAsData(tokens: readonly WordingToken[], strings: ReadonlySet<string>): readonly number[] {
  const taken = tokens.map(() => 0);
  const stretches = new Map<string, Stretch>();
  tokens.forEach(({ folded }, at) => stretches.set(folded, { from: stretches.get(folded)?.from ?? at, to: at }));
  let count = 0;
  // Long ones first, so that a part of one does not tear it.
  for (const wanted of [...strings].map(parts).sort((one, other) => other.length - one.length)) {
    const within = narrowest(wanted, stretches);
    if (!within) continue;
    const find = (part: 'text' | 'folded'): readonly number[] => placesOf(wanted, tokens, taken, part, within);
    const exact = find('text');
    for (const at of exact.length > 0 ? exact : find('folded')) taken.fill((count += 1), at, at + wanted.length);
  }
  return taken;
}

/**
 * The least of the tokens in which all places of `wanted` lie, by where each of its words stands first and last:
 * `undefined` where one does not stand anywhere.
 */
function narrowest(wanted: readonly WordingToken[], stretches: ReadonlyMap<string, Stretch>): Stretch | undefined {
  let least: Stretch | undefined;
  for (const [index, { folded }] of wanted.entries()) {
    const word = stretches.get(folded);
    if (!word) return undefined;
    const stretch = { from: Math.max(0, word.from - index), to: word.to + wanted.length - 1 - index };
    if (!least || stretch.to - stretch.from < least.to - least.from) least = stretch;
  }
  return least;
}

/**
 * Where `wanted` stands among tokens that are not taken, places that overlap an earlier one left out. As Knuth, Morris
 * and Pratt have it: a text that repeats itself takes no longer.
 */
function placesOf(
  wanted: readonly WordingToken[],
  tokens: readonly WordingToken[],
  taken: readonly number[],
  part: 'text' | 'folded',
  { from, to }: Stretch,
): readonly number[] {
  /** By how many of the wanted tokens match: how many of them match still where the next one does not. */
  const rest = [0, 0];
  /** How many match with one more, where `matched` did before it. */
  const goOn = (matched: number, token: WordingToken): number => {
    let still = matched;
    while (still > 0 && wanted[still]?.[part] !== token[part]) still = rest[still] ?? 0;
    return wanted[still]?.[part] === token[part] ? still + 1 : 0;
  };
  for (const [at, token] of wanted.entries()) if (at > 0) rest.push(goOn(rest[at] ?? 0, token));
  const places: number[] = [];
  let matched = 0;
  for (let at = from; at <= Math.min(to, tokens.length - 1); at += 1) {
    const token = tokens[at];
    matched = token && taken[at] === 0 ? goOn(matched, token) : 0;
    if (matched < wanted.length) continue;
    places.push(at + 1 - matched);
    matched = 0;
  }
  return places;
}

/** Words and numbers, and what ends a sentence or a label: what follows that is another matter. */
function parts(text: string): readonly WordingToken[] {
  return wordingTokens(text).filter(({ kind, text: mark }) => kind !== 'symbol' || '.!?:'.includes(mark));
}
