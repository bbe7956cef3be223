import type { Node } from 'jsonc-parser';
import { keyOf } from './json-tree';

/** Names that problems and answers go by, those that are used most first. */
const problemNames = ['input', 'question', 'problem', 'prompt', 'q', 'x', 'source', 'from', 'text'];
const answerNames = [
  'target',
  'output',
  'answer',
  'solution',
  'completion',
  'response',
  'expected',
  'result',
  'label',
  'a',
  'y',
  'to',
];
/** The answer's name where there is a problem alone. */
const partners: ReadonlyMap<string, string> = new Map([
  ['input', 'target'],
  ['question', 'answer'],
  ['problem', 'solution'],
  ['prompt', 'completion'],
  ['q', 'a'],
  ['x', 'y'],
  ['from', 'to'],
  ['source', 'target'],
]);

/** A problem's and an answer's key. `sure` where names or the lack of other keys decide. */
export interface KeyPair {
  readonly problemKey: string;
  readonly answerKey: string;
  readonly sure: boolean;
}

/** The pairs of keys with which objects can be read, the best first. */
export function keyPairs(objects: readonly Node[]): readonly KeyPair[] {
  const problem = named(keysOf(objects), problemNames);
  // Of an object without the problem's key, such as one that describes the file, nothing is told about the others.
  const keys = keysOf(problem === undefined ? objects : objects.filter((object) => keysOf([object]).includes(problem)));
  const ofTexts = new Set(keysOf(objects, (property) => property.children?.[1]?.type === 'string'));
  const texts = keys.filter((key) => ofTexts.has(key));
  const answer = named(keys, answerNames);
  if (problem !== undefined && answer !== undefined) {
    // Both are named; the answer that goes by the problem's own partner comes before the others.
    const partner = keys.find((key) => key.toLowerCase() === partners.get(problem.toLowerCase()));
    const best = partner ?? answer;
    const others = keys.filter((key) => key !== problem && key !== best);
    return [best, ...others].map((key) => ({ problemKey: problem, answerKey: key, sure: true }));
  }
  if (keys.length === 1) {
    const [only = ''] = keys;
    return answer === undefined ? [{ problemKey: only, answerKey: newKeyFor(only), sure: true }] : [];
  }
  if (keys.length === 2) {
    const [first = '', second = ''] = keys;
    const problemKey = problem ?? (answer === first ? second : first);
    return [{ problemKey, answerKey: problemKey === first ? second : first, sure: true }];
  }
  // Among more keys nothing but the types is left to go by.
  const candidates = texts.length > 1 ? texts : keys;
  const problems = problem !== undefined ? [problem] : candidates.filter((key) => key !== answer);
  const answers = answer !== undefined ? [answer] : candidates.filter((key) => key !== problem).reverse();
  // One more than are offered of each: a key is no pair with itself.
  const pairs = problems.slice(0, mostPairs + 1).flatMap((problemKey) =>
    answers
      .slice(0, mostPairs + 1)
      .filter((key) => key !== problemKey)
      .map((answerKey) => ({ problemKey, answerKey })),
  );
  // The order in the object goes from what is given to what is found.
  const ordered = pairs.filter(
    ({ problemKey, answerKey }) =>
      keys.indexOf(problemKey) < keys.indexOf(answerKey) || problemKey === problem || answerKey === answer,
  );
  return ordered.slice(0, mostPairs).map((pair) => ({ ...pair, sure: ordered.length === 1 }));
}

/** Pairs that are offered where nothing but the types tells which is meant. */
const mostPairs = 12;

/** The key for answers to the problems of a key, where the objects have none: its partner by name. */
export function newKeyFor(problemKey: string): string {
  return partners.get(problemKey.toLowerCase()) ?? 'answer';
}

/** True for a key that names answers; pairs have theirs second. */
export function isAnswerKey(key: string): boolean {
  return key === '1' || answerNames.includes(key.toLowerCase());
}

/** True for a key that names problems. */
export function isProblemKey(key: string): boolean {
  return problemNames.includes(key.toLowerCase());
}

/** The keys of objects in the order in which they first come. */
export function keysOf(objects: readonly Node[], counts: (property: Node) => boolean = () => true): readonly string[] {
  return [...new Set(objects.flatMap((object) => (object.children ?? []).filter(counts).map(keyOf)))];
}

/** The ways to all plain values of objects: keys, with dots between them where objects are within objects. */
export function valuePaths(objects: readonly Node[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => pathsIn(object, '')))];
}

function pathsIn(object: Node, prefix: string): readonly string[] {
  return (object.children ?? []).flatMap((property) => {
    const path = prefix + keyOf(property);
    const value = property.children?.[1];
    if (value?.type === 'object') return pathsIn(value, `${path}.`);
    return value === undefined || value.type === 'array' || value.type === 'null' ? [] : [path];
  });
}

function named(keys: readonly string[], names: readonly string[]): string | undefined {
  return names.map((name) => keys.find((key) => key.toLowerCase() === name)).find((key) => key !== undefined);
}
