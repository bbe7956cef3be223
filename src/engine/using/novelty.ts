import { shape } from '../form/shape';
import type { Tool } from '../tool/tool';
import {
  lookAt,
  ofCount,
  ofFixedWords,
  ofForm,
  ofOneOf,
  ofOneOfEach,
  ofRange,
  quoted,
  span,
  type Judge,
  type LookedAt,
} from './traits';

/** What of a row is unlike every example, a clause; `null` where nothing is. */
export type Novelty = (problem: string, answer: string) => string | null;

/**
 * Judges rows against a tool's examples: words of another kind, other units and signs, other lengths of digits, numbers
 * far from the examples', other counts and forms. What the examples differ in among themselves does not count.
 */
export function noveltyOf({ examples }: Pick<Tool, 'examples'>): Novelty {
  const ofProblem = judgeOf(
    examples.map(({ problem }) => problem),
    'problem',
  );
  const ofAnswer = judgeOf(
    examples.map(({ answer }) => answer),
    'answer',
  );
  return (problem, answer) => {
    const novel = ofProblem(lookAt(problem));
    if (novel !== null) return novel;
    const inAnswer = ofAnswer(lookAt(answer));
    return inAnswer === null ? null : `in the answer: ${inAnswer}`;
  };
}

/** The same for rows of several tools, each of which is looked at once. */
export function noveltyOfTools(): (tool: Pick<Tool, 'examples'>, problem: string, answer: string) => string | null {
  const known = new WeakMap<Pick<Tool, 'examples'>, Novelty>();
  return (tool, problem, answer) => {
    const novelty = known.get(tool) ?? noveltyOf(tool);
    known.set(tool, novelty);
    return novelty(problem, answer);
  };
}

/** Numbers of answers follow from those of problems, which are judged themselves: only their size is looked at. */
const answersSlack = 10;

/** Texts of more words are prose, in which it does not matter how many there are. */
const fewWords = 8;

function wordCount({ tokens }: LookedAt): number {
  return tokens.filter(({ kind }) => kind === 'word').length;
}

/** Where something repeats and examples differ in how often it does it is a list, and may be as long as it likes. */
function isList(examples: readonly LookedAt[], count: (text: LookedAt) => number): boolean {
  return new Set(examples.map(count)).size > 1 && examples.some(({ text }) => shape(text).includes(')+'));
}

function numberCount({ numbers }: LookedAt): number {
  return numbers.length;
}

function judgeOf(texts: readonly string[], side: 'problem' | 'answer'): Judge {
  const examples = texts.map(lookAt);
  const counts = new Set(examples.map(numberCount));
  // Numbers have a place where each example has as many.
  const places = counts.size === 1 ? Array.from({ length: [...counts][0] ?? 0 }, (_, place) => place) : [];
  const judges = [
    ofFixedWords(examples),
    ofOneOfEach(examples, unitsOf, (unit) => `no example has ${quoted(unit)} behind a number`),
    ofOneOfEach(examples, jointsOf, (joint) => `no example has ${quoted(joint)} between digits`),
    ofOneOf(examples, signsOf, (sign) => `no example has ${quoted(sign)}`),
    ofWordKinds(examples),
    ...places.flatMap((place) => ofNumberAt(examples, place, places.length, side)),
    ...(isList(examples, numberCount) ? [] : [ofCount(examples, numberCount, 'numbers')]),
    ...(isList(examples, wordCount) || examples.some((one) => wordCount(one) > fewWords)
      ? []
      : [ofCount(examples, wordCount, 'words')]),
    // The dearest last.
    ofForm(examples),
  ];
  return (text) => {
    for (const judge of judges) {
      const novel = judge(text);
      if (novel !== null) return novel;
    }
    return null;
  };
}

/** How many digits the number in one place has, and how large it is. */
function ofNumberAt(
  examples: readonly LookedAt[],
  place: number,
  count: number,
  side: 'problem' | 'answer',
): readonly Judge[] {
  const at = ({ numbers }: LookedAt): string | undefined =>
    numbers.length === count ? numbers[place]?.digits : undefined;
  const digits = ofRange(
    examples,
    (text) => at(text)?.length ?? null,
    (found, least, most) => `${found} digits, where the examples have ${span(least, most)}`,
  );
  const value = ofRange(
    examples,
    (text) => {
      const number = at(text);
      return number === undefined ? null : Number(number);
    },
    (_, least, most) => `a number far from the examples’ ${span(least, most)}`,
    side === 'answer' ? answersSlack : 1,
  );
  const there = examples.flatMap(({ numbers }) => numbers[place] ?? []);
  const isEven = new Set(there.map(({ digits: { length } }) => length)).size === 1;
  // A part of a code is no number, nor is what stands behind a decimal point.
  const isCode = isEven && there.every(({ isJoined }) => isJoined);
  const isNumber = !isCode && !there.some(({ isPart }) => isPart);
  // Of answers the digits count where they are padded: else they say what the number says.
  const isPadded = there.some(({ digits: all }) => all.startsWith('0'));
  return [...(side === 'problem' || isPadded ? [digits] : []), ...(isNumber ? [value] : [])];
}

/** The words that follow a number. */
function unitsOf({ tokens }: LookedAt): readonly string[] {
  return tokens.flatMap(({ kind, folded }, at) =>
    kind === 'word' && tokens[at - 1]?.kind === 'number' ? [folded] : [],
  );
}

/** What stands between digits, where that is no more than a few signs. */
function jointsOf({ text }: LookedAt): readonly string[] {
  return Array.from(text.matchAll(/(?<=\p{Nd})[^\p{L}\p{Nd}]{1,3}(?=\p{Nd})/gu), ([joint]) => joint);
}

function signsOf({ tokens }: LookedAt): readonly string[] {
  return tokens.flatMap(({ kind, text }) => (kind === 'symbol' ? [text] : []));
}

/** A word that stands by itself. */
const ownWord = /(?<![^\s,;])\p{L}[\p{L}\p{M}]*(?![^\s,;.:!?])/gu;

/** Words in other letters than the examples': all small where theirs begin with a large one, or of another script. */
function ofWordKinds(examples: readonly LookedAt[]): Judge {
  return ofOneOf(
    examples,
    ({ text }) => Array.from(text.matchAll(ownWord), ([word]) => letterKind(word)).filter((kind) => kind !== ''),
    (kind) => `no example has a word ${kind}`,
  );
}

/** The kind of a word's letters; nothing for a single large letter, which may begin or be a word of capitals. */
function letterKind(word: string): string {
  const [small, large] = [word.toLowerCase(), word.toUpperCase()];
  if (small === large) return 'in letters without case';
  const script = /^\p{Script=Latin}/u.test(word) ? '' : ' of another script';
  if (word === small) return `in small letters${script}`;
  if (word === large) return word.length === 1 ? '' : `in capitals${script}`;
  return `${word.slice(1) === small.slice(1) ? 'with a capital letter' : 'in mixed case'}${script}`;
}
