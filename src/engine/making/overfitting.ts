import { wordingTokens } from '../form/wording';
import type { ToolExample } from '../tool/tool';
import { codeFacts, type CodeFacts } from './code-facts';

/** Numbers that code holds for reasons of its own, whatever the examples say. */
const common = new Set(['100', '360', '365', '366', '400', '1000', '1024', '1440', '1900', '1970', '2000', '3600']);

/**
 * What of a candidate's code holds for the shown examples alone, a sentence each for the maker. The held-out ones excuse
 * what they need as well: a list that has their words in it is the vocabulary of the class. Nothing is told of them.
 */
export function overfitting(code: string, examples: readonly ToolExample[]): readonly string[] {
  const facts = codeFacts(code);
  if (!facts) return [];
  const shown = examples.filter(({ seen }) => seen !== 'heldOut');
  const hidden = examples.filter(({ seen }) => seen === 'heldOut');
  return [
    ...shownTexts(facts, shown),
    ...lookedUp(facts, shown, hidden),
    ...constantAnswers(facts, shown, hidden),
    ...ownNumbers(facts, shown, hidden),
    ...ownWords(facts, shown, hidden),
    ...facts.kept.map(
      (name) =>
        `The code changes ${JSON.stringify(name)}, which is outside of its functions: nothing lasts from one call to the next.`,
    ),
  ];
}

/** A problem of several words or numbers that stands in the code as a whole. */
function shownTexts({ constants }: CodeFacts, shown: readonly ToolExample[]): readonly string[] {
  return shown.flatMap(({ problem }, index) =>
    wordingTokens(problem).length > 1 &&
    constants.some(({ text, kind }) => (kind === 'pattern' ? unescaped(text) : text).includes(problem.trim()))
      ? [`The code holds the problem of example ${index + 1}; it must work for the whole class.`]
      : [],
  );
}

/** Problems that stand together, and hardly anything else with them. */
function lookedUp(
  { groups }: CodeFacts,
  shown: readonly ToolExample[],
  hidden: readonly ToolExample[],
): readonly string[] {
  const own = shown.map(({ problem }) => problem.trim());
  const found = groups.some((group) => {
    const matched = own.filter((problem) => group.includes(problem)).length;
    const vocabulary = hidden.some(({ problem }) => group.includes(problem.trim()));
    return matched > 1 && !vocabulary && group.length < 2 * matched;
  });
  return found ? ['The code looks the shown problems up; it must work out the answer for the whole class.'] : [];
}

/** Answers that are data and stand in the code as constants. */
function constantAnswers(
  { constants }: CodeFacts,
  shown: readonly ToolExample[],
  hidden: readonly ToolExample[],
): readonly string[] {
  const texts = new Set(constants.flatMap(({ text, kind }) => (kind === 'pattern' ? [] : [text])));
  if (hidden.some((one) => isData(one) && texts.has(one.answer))) return [];
  const held = shown.flatMap((one, index) =>
    isData(one) &&
    texts.has(one.answer) &&
    examplesWith(one.answer, [...shown, ...hidden], ({ answer }) => answer) === 1
      ? [index + 1]
      : [],
  );
  const guarded = held.some((number) => {
    const numbers = numbersIn(shown[number - 1]?.problem ?? '');
    return constants.some(({ text, kind }) => kind === 'number' && numbers.includes(text));
  });
  return held.length > 1 || guarded
    ? [`The code holds the answer of example ${held.join(', ')} as a constant; it must work it out.`]
    : [];
}

/** Numbers of one shown problem alone that are compared with, or are keys. */
function ownNumbers(
  { constants, groups }: CodeFacts,
  shown: readonly ToolExample[],
  hidden: readonly ToolExample[],
): readonly string[] {
  const tested = new Set([
    ...constants.flatMap(({ text, kind, isCompared }) => (kind !== 'pattern' && isCompared ? [text] : [])),
    ...groups.filter((group) => group.length < 2 * shown.length).flat(),
  ]);
  return shown.flatMap((one, index) => {
    // A number that stands for a kind is compared with by honest tools, too: `404` is `missing`.
    if (!isData(one)) return [];
    const own = numbersIn(one.problem).find(
      (number) =>
        tested.has(number) &&
        number.replace('.', '').length > 2 &&
        !common.has(number) &&
        examplesWith(number, [...shown, ...hidden], ({ problem }) => numbersIn(problem)) === 1,
    );
    return own === undefined ? [] : [`The code tests for ${own}, which is in example ${index + 1} alone.`];
  });
}

/** A closed list of nothing but words that each are in one shown problem. */
function ownWords(
  { groups }: CodeFacts,
  shown: readonly ToolExample[],
  hidden: readonly ToolExample[],
): readonly string[] {
  const within = [...shown, ...hidden].map(({ problem }) => new Set(wordsIn(problem)));
  const known = new Set(shown.flatMap(({ problem }) => wordsIn(problem)));
  const isOwn = (word: string): boolean => known.has(word) && within.filter((words) => words.has(word)).length === 1;
  const list = groups.find((group) => new Set(group).size > 1 && group.every(isOwn));
  return list
    ? [
        `The code knows ${list.slice(0, 3).join(', ')} alone, which are of single examples; take such words from the text.`,
      ]
    : [];
}

/** How many examples have a text among what is read from them. */
function examplesWith(
  text: string,
  examples: readonly ToolExample[],
  partsOf: (example: ToolExample) => string | readonly string[],
): number {
  return examples.filter((example) => {
    const parts = partsOf(example);
    return typeof parts === 'string' ? parts === text : parts.includes(text);
  }).length;
}

function wordsIn(problem: string): readonly string[] {
  return wordingTokens(problem).flatMap(({ kind, text }) => (kind === 'word' ? [text] : []));
}

function numbersIn(problem: string): readonly string[] {
  return Array.from(problem.matchAll(/\d+(?:\.\d+)?/g), ([number]) => number);
}

/** Data, not a word for a kind: two digits at least that are not all zero, or words of which the problem has one. */
function isData({ problem, answer }: ToolExample): boolean {
  const digits = answer.replace(/\D/g, '');
  const words = wordsIn(answer);
  const within = wordsIn(problem);
  return (
    (digits.length > 1 && /[1-9]/.test(digits)) ||
    (words.length > 1 && words.some((word) => word.length > 2 && within.includes(word)))
  );
}

/** A pattern as the text that it stands for, as far as it is one. */
function unescaped(pattern: string): string {
  return pattern.replace(/^\^|\$$/g, '').replace(/\\(?=[^\p{L}\d])/gu, '');
}
