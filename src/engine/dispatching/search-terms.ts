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

/** A tool as its terms are read. */
interface WordedTool extends Pick<Tool, 'name' | 'description'> {
  readonly examples: readonly Worded[];
  /** The wording that all of the examples share. */
  readonly fixed: readonly string[];
  /** The shapes of the examples. */
  readonly shapes: readonly string[];
}

/**
 * What a tool is found by. These are the words of its name, its description and its examples' wording, as stems, so
 * that other words of the same root find it too. The lines of its examples' shapes, and the shapes of the data in them,
 * count as well. The words of one tool come again in others: their stems are remembered.
 */
export function createToolTerms(): (tool: WordedTool) => readonly string[] {
  const known = new Map<string, string>();
  const stemOf = (word: string): string => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const stem = stemmer(word);
    known.set(word, stem);
    return stem;
  };
  return ({ name, description, examples, fixed, shapes }) => {
    // What all of them share is usual, and most of what there is: only the rest is counted.
    const shared = new Set(fixed);
    const usual = usualIn(
      examples.map(({ problem, wording }) => {
        const varying = [...wording].filter((part) => !shared.has(part));
        return new Set([...stems(varying, stemOf), ...dataShapes(problem)]);
      }),
    );
    const about = stems(wordingOf(`${name}\n${description}`), stemOf);
    return [...new Set([...about, ...stems(fixed, stemOf), ...usual, ...shapes.flatMap(lineShapes)])];
  };
}

/** What a problem is looked for by, in the form of a tool's terms. */
export function problemTerms({ problem, wording }: Worded, form: string): ReadonlySet<string> {
  return new Set([...stems(wording, stemmer), ...dataShapes(problem), ...lineShapes(form)]);
}

/**
 * Words by which a tool is found, as stems; those that every text has find nothing, nor do single letters, as of
 * `what's`.
 */
function stems(wording: Iterable<string>, stemOf: (word: string) => string): readonly string[] {
  const found: string[] = [];
  for (const part of wording) if (part.length > 1 && isWord(part) && !isFunctionWord(part)) found.push(stemOf(part));
  return found;
}

/** What half of these have: wording more often than data. */
function usualIn(termsOfEach: readonly ReadonlySet<string>[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const terms of termsOfEach) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
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
  return problem.split(/\s+/, piecesRead).flatMap((piece) => {
    if (!/\p{Nd}/u.test(piece)) return [];
    const data = /[\p{L}\p{Nd}](?:.*[\p{L}\p{Nd}])?/u.exec(piece)?.[0] ?? '';
    return /\p{Nd}/u.test(data) && /[^\p{L}\p{Nd}]/u.test(data) ? [`=${shape(data)}`] : [];
  });
}
