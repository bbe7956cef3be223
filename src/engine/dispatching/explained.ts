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
 * Whether a tool accounts for every word of a problem that its parser accepts: as data that it copied into the
 * arguments, or as wording that its verified examples have, in their order. A parser that passes over `not` or
 * `descending` is caught here. Words that ask for something are no data unless an example has them as such; where
 * nothing says what is asked for, neither are words that say it for another tool.
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

/** Finds where the strings stand among the tokens: in their own case, or where they do not occur in that, in any. */
function takenAsData(tokens: readonly WordingToken[], strings: ReadonlySet<string>): readonly number[] {
  const taken = tokens.map(() => 0);
  const places = new Map<string, number[]>();
  tokens.forEach(({ folded }, at) => {
    const known = places.get(folded);
    if (known) known.push(at);
    else places.set(folded, [at]);
  });
  let count = 0;
  // Long ones first, so that a part of one does not tear it.
  for (const wanted of [...strings].map(parts).sort((one, other) => other.length - one.length)) {
    const matches = (places.get(wanted[0]?.folded ?? '') ?? []).filter((at) =>
      wanted.every(({ folded }, index) => tokens[at + index]?.folded === folded && taken[at + index] === 0),
    );
    const exact = matches.filter((at) => wanted.every(({ text }, index) => tokens[at + index]?.text === text));
    for (const at of exact.length > 0 ? exact : matches) taken.fill((count += 1), at, at + wanted.length);
  }
  return taken;
}

/** Words and numbers, and what ends a sentence or a label: what follows that is another matter. */
function parts(text: string): readonly WordingToken[] {
  return wordingTokens(text).filter(({ kind, text: mark }) => kind !== 'symbol' || '.!?:'.includes(mark));
}
