import { stemmer } from 'stemmer';
import { shape } from '../form/shape';
import { isWord, wordingOf } from '../form/wording';
import type { Tool } from '../tool/tool';
import { isFunctionWord } from './function-words';

/** A problem with its wording, see `wordingOf`. */
interface Worded {
  readonly problem: string;
  readonly wording: ReadonlySet<string>;
}

/** More pieces of data than these say nothing new of a problem. */
const piecesRead = 200;

/**
 * What a tool is found by. These are the words of its name, its description and its examples' wording, as stems, so
 * that other words of the same root find it too. The lines of its examples' shapes, and the shapes of the data in them,
 * count as well.
 */
export function toolTerms(
  { name, description }: Pick<Tool, 'name' | 'description'>,
  examples: readonly Worded[],
  shapes: readonly string[],
): readonly string[] {
  const usual = usualIn(examples.map(({ problem, wording }) => [...stems(wording), ...dataShapes(problem)]));
  return [...new Set([...stems(wordingOf(`${name}\n${description}`)), ...usual, ...shapes.flatMap(lineShapes)])];
}

/** What a problem is looked for by, in the form of a tool's terms. */
export function problemTerms({ problem, wording }: Worded, form: string): ReadonlySet<string> {
  return new Set([...stems(wording), ...dataShapes(problem), ...lineShapes(form)]);
}

/**
 * Words by which a tool is found, as stems; those that every text has find nothing, nor do single letters, as of
 * `what's`.
 */
function stems(wording: ReadonlySet<string>): readonly string[] {
  return [...wording].flatMap((part) =>
    isWord(part) && part.length > 1 && !isFunctionWord(part) ? [stemmer(part)] : [],
  );
}

/** What half of these have: wording more often than data. */
function usualIn(termsOfEach: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const term of termsOfEach.flatMap((terms) => [...new Set(terms)])) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts].filter(([, count]) => count * 2 >= termsOfEach.length).map(([term]) => term);
}

/** The lines of a shape as terms, without white space; those that are words alone find nothing. */
function lineShapes(form: string): readonly string[] {
  return form.split('\n').flatMap((line) => (/[^aA .?!]/.test(line) ? [`=${line.replaceAll(' ', '_')}`] : []));
}

/**
 * The shapes of the pieces of a text that are data by their looks, as dates and times are, wherever they stand in it.
 */
function dataShapes(problem: string): readonly string[] {
  const pieces = problem
    .split(/\s+/, piecesRead)
    .map((piece) => /[\p{L}\p{Nd}](?:.*[\p{L}\p{Nd}])?/u.exec(piece)?.[0] ?? '');
  return pieces.flatMap((piece) =>
    /\p{Nd}/u.test(piece) && /[^\p{L}\p{Nd}]/u.test(piece) ? [`=${shape(piece)}`] : [],
  );
}
