import { surveySize } from '../using/survey';
import { openProblem } from './ask-for-tool';
import type { Dispatched, DispatchOptions, Dispatcher } from './dispatch';

/** A reading of a text with where each of its problems goes. */
export interface DispatchedReading<Reading> {
  readonly reading: Reading;
  /** In the order of the reading's problems. */
  readonly dispatched: readonly Dispatched[];
}

/** What a dispatcher is asked with, for a text that can be read in several ways. */
export interface ReadingsOptions extends DispatchOptions {
  /** Called as problems of the reading that was taken are decided. */
  readonly onCount?: (done: number, total: number) => void;
}

/**
 * Dispatches a text's problems in the reading in which most of them have a tool, or else most could have one; of
 * several in which only a model could tell, in the one that would send it the least, else in the first one.
 * Readings are compared by their first problems; all problems are dispatched in the best one only. `undefined`
 * where there is no reading.
 */
export async function dispatchBestReading<Reading>(
  readings: Iterable<Reading>,
  problemsOf: (reading: Reading) => readonly string[],
  dispatcher: Dispatcher,
  signal: AbortSignal,
  { onCount, ...options }: ReadingsOptions = {},
): Promise<DispatchedReading<Reading> | undefined> {
  let best: (DispatchedReading<Reading> & { readonly merits: Merits; readonly problems: readonly string[] }) | undefined;
  for (const reading of readings) {
    const problems = problemsOf(reading);
    const first = problems.slice(0, surveySize);
    const dispatched = await dispatcher.dispatch(first, signal, options);
    const merits = meritsOf(first, dispatched);
    if (!best || isBetter(merits, best.merits)) best = { reading, problems, dispatched, merits };
    if (merits[0] === 1 || signal.aborted) break;
  }
  if (!best) return undefined;
  const { reading, problems, dispatched } = best;
  let done = dispatched.length;
  onCount?.(done, problems.length);
  const rest = await dispatcher.dispatch(problems.slice(done), signal, { ...options, onDispatched: () => onCount?.((done += 1), problems.length) });
  return { reading, dispatched: [...dispatched, ...rest] };
}

/** What speaks for a reading, the weightiest first: the shares of its problems that have a tool, that a tool reads and that one may be made for, and how little a model would be sent of what none reads. */
type Merits = readonly [number, number, number, number];

function meritsOf(problems: readonly string[], dispatched: readonly Dispatched[]): Merits {
  const share = (counts: (one: Dispatched) => boolean): number => dispatched.filter(counts).length / Math.max(1, dispatched.length);
  const open = dispatched.flatMap((one, at) => openProblem(problems[at] ?? '', one) ?? []);
  return [
    share(({ kind }) => kind === 'decided' || kind === 'ambiguous'),
    share(({ kind }) => kind === 'undecided'),
    open.length / Math.max(1, dispatched.length),
    -open.reduce((sum, { problem, isUnread }) => sum + (isUnread ? problem.length : 0), 0),
  ];
}

function isBetter(one: Merits, other: Merits): boolean {
  const first = one.findIndex((merit, at) => merit !== other[at]);
  return first !== -1 && (one[first] ?? 0) > (other[first] ?? 0);
}
