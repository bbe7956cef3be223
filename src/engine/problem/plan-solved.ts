import { describeNotation, kindOf } from '../notation/notations';
import type { Candidate } from '../notation/candidate';
import type { Notation, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { candidatesOf } from './detect';
import { firstExample } from './first-example';
import { heedLayout, heedSolved, picked, SaidWrongly } from './heed-said';
import { illegible } from './legible';
import { otherAnswers } from './other-answers';
import { partsOf, rolesIn } from './parts';
import type { PlanOptions } from './plan';
import { readLazily, sameExamples, sameNotation } from './read';
import type { Said } from './said';

/** One of several ways in which solved problems can be read. */
export interface SolvedChoice {
  readonly reading: Reading;
  readonly label: string;
  /** The first example as it would be read, `problem ⇒ answer`. */
  readonly first: string;
  /** What saying so comes to. */
  readonly said: Said;
}

/** How a text with solved problems is read. */
export type PlannedSolved =
  | {
      readonly kind: 'plan';
      readonly reading: Reading;
      /** Every plausible way, that one first. */ readonly readings: readonly Reading[];
    }
  /** Ways that give other examples, between which nothing decides. */
  | { readonly kind: 'question'; readonly choices: readonly SolvedChoice[]; readonly readings: readonly Reading[] }
  | { readonly kind: 'unreadable'; readonly line: number | null; readonly reason: string };

/**
 * Plans a text with solved problems: by its own marks, its name and what was said of it. What comes first is the way
 * of which `enough` holds, or else the likeliest.
 */
export function planSolved(
  source: Source,
  { name = '', said = {} }: PlanOptions,
  enough: (reading: Reading) => boolean,
): PlannedSolved {
  const complaint = illegible(source);
  if (complaint) return { kind: 'unreadable', ...complaint };
  try {
    const found = heedSolved(source, heedLayout(source, candidatesOf(source, name), said), said);
    const ways = found.map(({ notation, rank }) => ({ rank, reading: lines(readLazily(source, notation), said) }));
    const likely = ways.filter(({ reading }) => reading.items.length > 0);
    const first = likely.find(({ reading }) => enough(reading)) ?? likely[0];
    if (!first) return unread(ways.map(({ reading }) => reading));
    const saysRoles = (said.columns ?? said.answerColumn) !== undefined;
    const others = saysRoles ? [] : otherAnswers(source, first.reading.notation);
    const readings = [
      ...[first, ...likely.filter((way) => way !== first)].map(({ reading }) => reading),
      ...others
        .filter((other) => !found.some(({ notation }) => sameNotation(notation, other)))
        .map((notation) => lines(readLazily(source, notation), said)),
    ];
    const tied = likely.filter(
      ({ rank, reading }) =>
        rank === first.rank &&
        (reading === first.reading || (enough(reading) && !sameExamples(reading, first.reading))),
    );
    if (tied.length < 2) return { kind: 'plan', reading: first.reading, readings };
    return {
      kind: 'question',
      choices: choicesOf(
        source,
        tied.map(({ reading }) => reading),
        found,
      ),
      readings,
    };
  } catch (error) {
    if (error instanceof SaidWrongly) return { kind: 'unreadable', line: null, reason: error.message };
    throw error;
  }
}

function lines(reading: Reading, said: Said): Reading {
  return said.lines ? picked(reading, said.lines) : reading;
}

function unread(readings: readonly Reading[]): PlannedSolved {
  const complaint = readings.flatMap(({ complaints }) => complaints)[0];
  return complaint
    ? { kind: 'unreadable', ...complaint }
    : { kind: 'unreadable', line: null, reason: 'holds no problems.' };
}

function choicesOf(source: Source, tied: readonly Reading[], found: readonly Candidate[]): readonly SolvedChoice[] {
  const delimiters = new Set(tied.map(({ notation }) => ('delimiter' in notation ? notation.delimiter : undefined)));
  return tied.map((reading) => {
    const { notation } = reading;
    const delimiter = 'delimiter' in notation && delimiters.size > 1 ? { delimiter: notation.delimiter } : {};
    return {
      reading,
      label: describeNotation(notation, reading.columnNames),
      first: firstExample(reading),
      said: { ...sayingOf(source, notation, found), ...delimiter },
    };
  });
}

/** What to say to have a text read with a notation. */
function sayingOf(source: Source, notation: Notation, found: readonly Candidate[]): Said {
  const kinds = new Set(found.map(({ notation: { kind } }) => kind));
  const named: Said = kinds.size > 1 ? { notation: kindOf(notation).nameOf(notation) } : {};
  if (notation.kind === 'arrows') return { notation: kindOf(notation).nameOf(notation) };
  if (notation.kind === 'delimited' || notation.kind === 'aligned') {
    const { preamble = 0 } = notation.kind === 'delimited' ? notation : {};
    return { ...named, header: notation.header ? preamble + 1 : 'none' };
  }
  if ('answerKey' in notation)
    return {
      ...named,
      columns: [notation.problemKey, ...(notation.furtherKeys ?? [])],
      answerColumn: notation.answerKey,
    };
  const parts = partsOf(source, notation);
  const roles = parts && rolesIn(notation, parts);
  if (!roles || roles.problem === 'rest') return named;
  const name = (at: number | string): string => (typeof at === 'number' ? (parts.names[at] ?? '') : at);
  return { ...named, columns: roles.problem.map(name), answerColumn: name(roles.answer) };
}
