import { isBareValue } from '../notation/json/json-writing';
import { isAnswerKey, isProblemKey, newKeyFor } from '../notation/json/json-keys';
import { readAs } from '../notation/notations';
import type { Notation, Reading } from '../notation/notation';
import { freeColumnName, newPlaceName } from '../notation/table/columns';
import { isAnswerName, isProblemName, isSurelyAnswers } from '../notation/table/header';
import { hasParts, mostTriedOf, withRoles, type Parts, type Roles } from '../problem/parts';
import type { SaidRoles } from '../problem/heed-said';
import type { Source } from '../text/source';
import type { Tool } from '../tool/tool';
import { agreementOf, agrees, type Agreement } from './agreement';
import type { Workshop } from './run-tool';
import { surveyTool } from './survey';

/** What a tool takes for the problems of a text whose records have parts, and where its answers go. */
export interface FoundRoles {
  readonly notation: Notation;
  /** How many of the problems that were tried it reads. */
  readonly read: number;
  readonly tried: number;
  readonly firstAnswers: readonly string[];
  /** The same with other parts, which it reads as well. */
  readonly rivals: readonly Notation[];
}

/** A part of which it reads none of so many is not tried further. */
const glance = 10;

/** Finds a tool's roles among the parts of a text's records. Asks no model. */
export interface RolesSearch {
  readonly tool: Tool;
  /** The first records. */
  readonly sample: Source;
  readonly parts: Parts;
  readonly said: SaidRoles;
  readonly workshop: Workshop;
  readonly signal: AbortSignal;
}

/** One choice of what the problem is. */
interface Tried {
  readonly problem: readonly number[];
  readonly read: number;
  readonly tried: number;
  readonly firstAnswers: readonly string[];
  /** Others were read so well by then that its first problems had to do. */
  readonly isGlanced: boolean;
}

/** So many parts that are read are a question: what more there are is seen at a glance. */
const surelyAsked = 2;

/**
 * The parts that the tool reads, the first of these: those that were said; all but the answer's together, if its
 * examples came so; the one that it reads best. Others that it reads nearly as well are rivals, but for one in which
 * its own answers stand. A name is a hint among several.
 */
export async function rolesForTool(notation: Notation, search: RolesSearch): Promise<FoundRoles | undefined> {
  if (!hasParts(notation)) return undefined;
  const { parts, said, tool } = search;
  const candidates = said.problem ? [said.problem] : candidatesFor(notation, search);
  const found: Tried[] = [];
  for (const problem of candidates) {
    const isAsked =
      found.filter(({ problem: { length }, read, tried: all }) => length === 1 && read > 0 && read * 5 >= all * 4)
        .length >= surelyAsked;
    const one = await tried(notation, problem, isAsked && !isHinted(problem, parts, tool), search);
    if (one) found.push(one);
    // Columns that are read together leave none for others.
    if (one && one.read > 0 && problem.length > 1) break;
    if (search.signal.aborted) return undefined;
  }
  const reads = found.filter(({ read }) => read > 0);
  const most = Math.max(0, ...reads.map(({ read }) => read));
  const ofOne = reads.every(({ problem }) => problem.length === 1);
  // One that has blanks, and that it reads wherever there is something, is a rival too.
  const near = reads.filter(
    ({ read, tried: all, isGlanced }) =>
      read * 5 >= most * 4 || (ofOne && read === all && (isGlanced || read * 5 >= most)),
  );
  const able = tool.reader === 'model' ? found : near;
  const placed = await Promise.all(
    able.map(async (one) => ({ one, answer: await answerFor(notation, one.problem, search) })),
  );
  // The place of one part's answers is no problem of its own.
  const own = placed.filter(
    ({ one }) =>
      !placed.some((other) => other.one !== one && one.problem.length === 1 && one.problem[0] === other.answer),
  );
  const rivals = own.length > 0 ? own : placed;
  const hints = rivals.filter(({ one }) => isHinted(one.problem, parts, tool));
  // The name of one says more than that all can be read together.
  const named = hints.filter(({ one }) => one.problem.length === 1);
  const hinted = named.length === 1 ? named : hints;
  const [best, ...others] = hinted.length === 1 ? hinted : rivals;
  if (!best) {
    // No part holds a problem, as below a header alone: then the first one might.
    const none = found[0] ?? { problem: candidates[0] ?? [0], read: 0, tried: 0, firstAnswers: [], isGlanced: false };
    const answer = await answerFor(notation, none.problem, search);
    return { ...none, notation: finished(notation, { problem: none.problem, answer }, search), rivals: [] };
  }
  const asNotation = ({ one, answer }: (typeof rivals)[number]): Notation =>
    finished(notation, { problem: one.problem, answer }, search);
  return {
    ...best.one,
    notation: asNotation(best),
    rivals: tool.reader === 'model' ? [] : others.map(asNotation),
  };
}

/** What may be the problem, the likeliest first. */
function candidatesFor(notation: Notation, search: RolesSearch): readonly (readonly number[])[] {
  const { parts, tool, said } = search;
  const { what, names } = parts;
  const own = tool.notation;
  const all = [...names.keys()];
  const likely = all.filter((at) => isNamedForProblems(names[at] ?? '', own));
  const single = [...new Set([...likely, ...all])]
    .slice(0, mostTriedOf(parts))
    .sort((one, other) => one - other)
    .filter((at) => at !== said.answer)
    .map((at) => [at]);
  if (what === 'key') {
    const same = 'problemKey' in own ? single.filter(([at = -1]) => names[at] === own.problemKey) : [];
    return [...same, ...single.filter((one) => !same.includes(one))];
  }
  const places = all.filter((at) => (said.answer === undefined ? isNamed(at, parts) : at === said.answer));
  const ownPlace = places.length > 0 ? places : all.filter((at) => isOwnPlace(at, parts, tool));
  // A column that is blank throughout is a part of no problem.
  const blank = new Set(single.flat().filter((at) => !isFilled(notation, at, search)));
  const filled = all.filter((at) => !blank.has(at));
  const together = [places, ownPlace]
    .map((left) => filled.filter((at) => !left.includes(at)))
    .filter(({ length }) => length > 1);
  // Examples of several columns came together; so do those of which nothing is known.
  const cameTogether =
    'answerColumn' in own && own.problemColumn === undefined && (own.answerColumn > 1 || tool.reader === 'model');
  return cameTogether ? [...together, ...single] : [...single, ...together];
}

/** A name that is a hint: one for problems, or that of the key in which the tool's own examples had theirs. */
function isNamedForProblems(name: string, own: Notation): boolean {
  return isProblemName(name) || isProblemKey(name) || ('problemKey' in own && own.problemKey === name);
}

function isFilled(notation: Notation, at: number, search: RolesSearch): boolean {
  return (readWith(notation, { problem: [at], answer: newPlaceIn(search, [at]) }, search)?.items.length ?? 0) > 0;
}

async function tried(
  notation: Notation,
  problem: readonly number[],
  atAGlance: boolean,
  search: RolesSearch,
): Promise<Tried | undefined> {
  const { tool, workshop, signal } = search;
  const reading = readWith(notation, { problem, answer: newPlaceIn(search, problem) }, search);
  const problems = reading?.items.map((item) => item.problem) ?? [];
  if (problems.length === 0) return undefined;
  const first = await surveyTool(tool, problems.slice(0, glance), workshop, signal);
  if (first.read === 0 || problems.length <= glance || atAGlance)
    return { problem, ...first, isGlanced: problems.length > glance };
  return { problem, ...(await surveyTool(tool, problems, workshop, signal)), isGlanced: false };
}

function readWith(notation: Notation, roles: Roles, { sample, parts }: RolesSearch): Reading | undefined {
  return hasParts(notation) ? readAs(sample, withRoles(notation, parts, roles)) : undefined;
}

/**
 * Where answers go, the first of these: the place that was said; one that waits for them, by its name or because the
 * tool's examples had theirs there; one that holds answers of the tool; a new one, where no other data can be lost. A
 * name is a hint: full of what the tool does not answer, a part is data.
 */
async function answerFor(
  notation: Notation,
  problem: readonly number[],
  search: RolesSearch,
): Promise<number | string> {
  const { parts, said, tool, workshop, signal } = search;
  if (said.answer !== undefined) return said.answer;
  const all = [...parts.names.keys()].filter((at) => !problem.includes(at));
  const likely = all.filter((at) => isNamed(at, parts) || isOwnPlace(at, parts, tool));
  for (const at of new Set([...likely, ...all].slice(0, mostTriedOf(parts)).sort((one, other) => one - other))) {
    const reading = readWith(notation, { problem, answer: at }, search);
    if (!reading || reading.items.length === 0) continue;
    const agreement = await agreementOf(tool, reading, workshop, signal);
    if (isPlace(agreement, at, problem, reading, search)) return at;
  }
  return newPlaceIn(search, problem);
}

function isPlace(
  agreement: Agreement,
  at: number,
  problem: readonly number[],
  reading: Reading,
  { parts, tool }: RolesSearch,
): boolean {
  const hinted = isNamed(at, parts) || isOwnPlace(at, parts, tool);
  if (agreement.filled === 0) return hinted || isLastBlank(at, reading, parts);
  if (isSurely(at, problem, parts, agreement)) return true;
  return agreement.compared > 0 ? agrees(agreement) : hinted && agreement.open > 0;
}

/**
 * A part with a name that means answers and nothing else. It waits for some, or its name goes with the problem's:
 * `answer` with `problem`, and among keys `target` with `input`. Full of what the tool does not answer, and beside a
 * part of any other name, it is data.
 */
function isSurely(
  at: number,
  problem: readonly number[],
  { what, names }: Parts,
  { open, compared, same }: Agreement,
): boolean {
  const name = names[at] ?? '';
  const of = names[problem[0] ?? -1] ?? '';
  const waits = open > 0 || compared === 0 || same > 0;
  return (isSurelyAnswers(name) && (waits || isProblemName(of))) || (what === 'key' && isPairOfKeys(of, name));
}

function isPairOfKeys(problem: string, answer: string): boolean {
  return (
    /^(?:input|question|problem|prompt)$/i.test(problem) &&
    isAnswerKey(answer) &&
    newKeyFor(problem) === answer.toLowerCase()
  );
}

/** A last column without a name that is blank throughout waits for answers. */
function isLastBlank(at: number, reading: Reading, { names, what }: Parts): boolean {
  return what === 'column' && at === names.length - 1 && !reading.columnNames;
}

function isNamed(at: number, { what, names }: Parts): boolean {
  const name = names[at] ?? '';
  return what === 'key' ? isAnswerKey(name) : isAnswerName(name);
}

function isOwnPlace(at: number, { what, names }: Parts, { notation }: Tool): boolean {
  if (what === 'key') return 'answerKey' in notation && notation.answerKey === names[at];
  return 'answerColumn' in notation && notation.answerColumn === at && notation.answerName === undefined;
}

/** The name of a new place: the tool's own where the problems are its own, else the usual one; none that is taken. */
function newPlaceIn({ parts: { what, names }, tool: { notation } }: RolesSearch, problem: readonly number[]): string {
  if (what === 'column') return freeColumnName(names, newPlaceName);
  const key = names[problem[0] ?? 0];
  const usual = 'answerKey' in notation && notation.problemKey === key ? notation.answerKey : newKeyFor(key ?? '');
  return names.includes(usual) ? freeColumnName(names, newPlaceName) : usual;
}

function isHinted(problem: readonly number[], { what, names }: Parts, { notation }: Tool): boolean {
  if (problem.length > 1) return true;
  const name = names[problem[0] ?? 0] ?? '';
  if ('problemKey' in notation && what === 'key') {
    if (notation.problemKey === name) return true;
    if (names.includes(notation.problemKey)) return false;
  }
  return what === 'key' ? isProblemKey(name) && /^(?:input|question|problem|prompt)$/i.test(name) : isProblemName(name);
}

/** A notation with its roles; where a tool's answers are numbers, and the values that it reads, they are written as such. */
function finished(notation: Notation, roles: Roles, search: RolesSearch): Notation {
  if (!hasParts(notation)) return notation;
  const given = withRoles(notation, search.parts, roles);
  if (!('answerKey' in given)) return given;
  const { items } = readAs(search.sample, given);
  const { text } = search.sample;
  const standing = items.filter(({ answer, answerSpan }) => answer !== null && answerSpan !== null);
  const isBare = (span: { readonly start: number; readonly end: number } | null): boolean =>
    span !== null && isBareValue(text.slice(span.start, span.end));
  const numbers =
    standing.length > 0
      ? standing.every(({ answerSpan }) => isBare(answerSpan))
      : items.length > 0 &&
        items.every(({ problemSpan }) => isBare(problemSpan)) &&
        search.tool.examples.length > 0 &&
        search.tool.examples.every(({ answer }) => isBareValue(answer));
  return numbers ? { ...given, numbers: true } : given;
}
