import { isMistakenHeader } from '../problem/answer-place';
import { surveySize } from '../using/survey';
import { openProblem } from './ask-for-tool';
import type { Dispatched, DispatchOptions, Dispatcher } from './dispatch';

/** A reading of a text with where each of its problems goes. */
export interface DispatchedReading<Reading> {
  readonly reading: Reading;
  /** In the order of the reading's problems. */
  readonly dispatched: readonly Dispatched[];
  /** Readings of the same layout with other parts for the problems, nearly as many of which have a tool. */
  readonly rivals: readonly Reading[];
}

/** What the dispatcher needs to know of a reading. */
export interface ReadingParts<Reading> {
  readonly problemsOf: (reading: Reading) => readonly string[];
  /** What a table's header has for a problem, would it be none: see `headerOverProblems`. */
  readonly headerOf: (reading: Reading) => string | undefined;
  /** True for a reading that is none, for what tools make of it. */
  readonly isMistaken?: (reading: Reading) => Promise<boolean>;
  /** How many of a table's rows have an answer already. */
  readonly answeredIn?: (reading: Reading) => number;
  /** Names the layout, where one part of its records alone is the problem and no name says that it is. */
  readonly layoutOf?: (reading: Reading) => string | undefined;
}

/** What a dispatcher is asked with, for a text that can be read in several ways. */
export interface ReadingsOptions extends DispatchOptions {
  /** Called as problems of the reading that was taken are decided. */
  readonly onCount?: (done: number, total: number) => void;
}

/** Of a reading of whose first problems, so many, not one is read, no more are tried. */
const glance = 20;

/**
 * Dispatches a text's problems in one of its readings: the one that gives most of them a tool, else the one that could
 * give most of them one. If only a model could tell, it is the reading that would send the least to it, else the first
 * one. Readings are compared by their first problems; all problems are dispatched in the best one only. One that takes
 * a row that a tool fits for a table's header is none: the row would get no answer, and nobody would be told.
 * `undefined` where there is no reading.
 */
export async function dispatchBestReading<Reading>(
  readings: Iterable<Reading>,
  {
    problemsOf,
    headerOf,
    isMistaken = () => Promise.resolve(false),
    answeredIn = () => 0,
    layoutOf = () => undefined,
  }: ReadingParts<Reading>,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  { onCount, ...options }: ReadingsOptions = {},
): Promise<DispatchedReading<Reading> | undefined> {
  const hasTool = async (text: string): Promise<boolean> =>
    (await dispatcher.dispatch([text], signal, options)).some(({ kind }) => kind === 'decided' || kind === 'ambiguous');
  let best: Tried<Reading> | undefined;
  const alike: Tried<Reading>[] = [];
  for (const reading of readings) {
    const layout = layoutOf(reading);
    // All of it has a tool: what is left to see is whether other parts of the same records have, too.
    if (best?.isWhole && (layout === undefined || layout !== layoutOf(best.reading))) continue;
    const header = headerOf(reading);
    if (header !== undefined && (await isMistakenHeader(header, hasTool))) continue;
    if (await isMistaken(reading)) continue;
    const problems = problemsOf(reading);
    const dispatched = [...(await dispatcher.dispatch(problems.slice(0, glance), signal, options))];
    if (dispatched.some(({ kind }) => kind !== 'unread'))
      dispatched.push(...(await dispatcher.dispatch(problems.slice(glance, surveySize), signal, options)));
    const merits = meritsOf(problems, dispatched, answeredIn(reading));
    const decided = countDecided(dispatched);
    const isWhole = decided > 1 && decided === Math.min(problems.length, surveySize);
    const tried: Tried<Reading> = { reading, problems, dispatched, merits, isWhole };
    if (layout !== undefined) alike.push(tried);
    if (!best || isBetter(merits, best.merits)) best = tried;
    if (signal.aborted) break;
  }
  if (!best) return undefined;
  const { merits: most, reading: taken } = best;
  const rivals = alike
    .filter(({ reading, merits }) => reading !== taken && layoutOf(reading) === layoutOf(taken) && isNear(merits, most))
    .map(({ reading }) => reading);
  const { reading, problems, dispatched } = best;
  let done = dispatched.length;
  onCount?.(done, problems.length);
  const rest = await dispatcher.dispatch(problems.slice(done), signal, {
    ...options,
    onDispatched: () => onCount?.((done += 1), problems.length),
  });
  return { reading, dispatched: [...dispatched, ...rest], rivals };
}

/** A reading with where its first problems go. */
interface Tried<Reading> {
  readonly reading: Reading;
  readonly problems: readonly string[];
  readonly dispatched: readonly Dispatched[];
  readonly merits: Merits;
  /** There are several problems, and each has its tool. */
  readonly isWhole: boolean;
}

/** Nearly as many problems have a tool. */
function isNear(one: Merits, other: Merits): boolean {
  return other[0] > 0 && one[0] * 5 >= other[0] * 4;
}

/**
 * What speaks for a reading, the weightiest first: the number of its problems that have a tool, their share, the number
 * that a tool reads, the share that a tool may be made for, and how little a model would be sent of the rest.
 */
type Merits = readonly [number, number, number, number, number];

function meritsOf(problems: readonly string[], dispatched: readonly Dispatched[], answered: number): Merits {
  const count = (counts: (one: Dispatched) => boolean): number => dispatched.filter(counts).length;
  const decided = countDecided(dispatched);
  // Rows that are answered already speak for a reading that finds a tool for the others.
  const settled = decided === 0 ? 0 : Math.min(answered, surveySize);
  const open = dispatched.flatMap((one, at) => openProblem(problems[at] ?? '', one) ?? []);
  return [
    decided + settled,
    (decided + settled) / Math.max(1, dispatched.length + settled),
    count(({ kind }) => kind === 'undecided'),
    open.length / Math.max(1, dispatched.length),
    -open.reduce((sum, { problem, isUnread }) => sum + (isUnread ? problem.length : 0), 0),
  ];
}

function countDecided(dispatched: readonly Dispatched[]): number {
  return dispatched.filter(({ kind }) => kind === 'decided' || kind === 'ambiguous').length;
}

function isBetter(one: Merits, other: Merits): boolean {
  const first = one.findIndex((merit, at) => merit !== other[at]);
  return first !== -1 && (one[first] ?? 0) > (other[first] ?? 0);
}
