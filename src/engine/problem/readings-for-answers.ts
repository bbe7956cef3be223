import { isAnswerKey, newKeyFor } from '../notation/json/json-keys';
import type { Notation, Reading } from '../notation/notation';
import { layoutKey } from '../notation/stored';
import { freeColumnName, newPlaceName } from '../notation/table/columns';
import { isAnswerName, isProblemName, isSurelyAnswers } from '../notation/table/header';
import type { Source } from '../text/source';
import { candidatesForAnswers } from './candidates-for-answers';
import { heedRoles, SaidWrongly } from './heed-said';
import { hasParts, mostTriedOf, partsOf, withRoles, type Parts } from './parts';
import type { PlanOptions } from './plan';
import { readLazily } from './read';
import { sampleOf } from './sample';

/**
 * The readings with which a text's problems can be answered, the likeliest first, as far as the text alone tells: with
 * a tool's `own` notation, and with what else fits the text; each part of its records alone for the problem, and all
 * but the answer's. Answers go into a part that is named for them and has room, or into a new one. Throws
 * `SaidWrongly`.
 */
export function* readingsForAnswers(source: Source, own?: Notation, options: PlanOptions = {}): Generator<Reading> {
  const seen = new Set<string>();
  let wrongly: SaidWrongly | undefined;
  const layouts = new Set<string>();
  for (const { notation } of candidatesForAnswers(source, own, options)) {
    // Ways that differ in the roles of their parts alone come to the same here: all parts are tried for the first.
    const layout = layoutKey(notation);
    if (hasParts(notation) && layouts.has(layout)) continue;
    layouts.add(layout);
    const found = heeded(() => notationsFor(source, notation, options));
    if (found instanceof SaidWrongly) {
      wrongly ??= found;
      continue;
    }
    for (const one of found) {
      const key = JSON.stringify(Object.entries(one).sort());
      if (seen.has(key)) continue;
      seen.add(key);
      yield readLazily(source, one);
    }
  }
  // What was said may hold for one layout and not for another: of several complaints the likeliest layout's counts.
  if (seen.size === 0 && wrongly) throw wrongly;
}

function heeded<Found>(find: () => Found): Found | SaidWrongly {
  try {
    return find();
  } catch (error) {
    if (error instanceof SaidWrongly) return error;
    throw error;
  }
}

function notationsFor(source: Source, notation: Notation, { said = {} }: PlanOptions): readonly Notation[] {
  if (!hasParts(notation)) return (said.columns ?? said.answerColumn) ? [] : [notation];
  // Pairs have no names.
  if ('problemKey' in notation && notation.problemKey === '0') return [notation];
  const sample = sampleOf(source, notation);
  const parts = partsOf(sample, notation);
  if (!parts || parts.names.length === 0) return [];
  const given = heedRoles(parts, said);
  const single = [...parts.names.keys()].map((at) => [at]);
  const named = single.filter(([at = 0]) => parts.what === 'column' && isProblemName(parts.names[at] ?? ''));
  const likely = new Set([...named, ...single]);
  const problems = given.problem ? [given.problem] : [...likely].slice(0, mostTriedOf(parts));
  const found = problems.map((problem) => {
    const answer = given.answer ?? placeFor(sample, notation, parts, problem);
    return withRoles(notation, parts, { problem, answer });
  });
  const answer = given.answer ?? [...parts.names.keys()].find((at) => isRoomy(sample, notation, parts, at));
  const others = [...parts.names.keys()].filter((at) => at !== answer);
  const together =
    given.problem || parts.what === 'key' || others.length < 2
      ? []
      : [withRoles(notation, parts, { problem: others, answer: answer ?? newPlaceName })];
  return [...found, ...together];
}

function placeFor(sample: Source, notation: Notation, parts: Parts, problem: readonly number[]): number | string {
  const { what, names } = parts;
  const there = [...names.keys()].find((at) => !problem.includes(at) && isRoomy(sample, notation, parts, at));
  if (there !== undefined) return there;
  const usual = what === 'key' ? newKeyFor(names[problem[0] ?? 0] ?? '') : newPlaceName;
  return names.includes(usual) ? freeColumnName(names, newPlaceName) : usual;
}

/** True for a part that is named for answers and has room for one, or whose name says nothing else. */
function isRoomy(sample: Source, notation: Notation, parts: Parts, at: number): boolean {
  const name = parts.names[at] ?? '';
  if (!hasParts(notation) || !(parts.what === 'key' ? isAnswerKey(name) : isAnswerName(name))) return false;
  if (isSurelyAnswers(name)) return true;
  const problem = [...parts.names.keys()].filter((other) => other !== at);
  const { items } = readLazily(sample, withRoles(notation, parts, { problem, answer: at }));
  return items.some(({ answer }) => answer === null);
}
