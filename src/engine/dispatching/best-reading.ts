import { surveySize } from '../using/survey';
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
 * Dispatches a text's problems in the reading in which most of them have a tool: of several the first such one.
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
  let best: (DispatchedReading<Reading> & { readonly share: number; readonly problems: readonly string[] }) | undefined;
  for (const reading of readings) {
    const problems = problemsOf(reading);
    const dispatched = await dispatcher.dispatch(problems.slice(0, surveySize), signal, options);
    const share = dispatched.filter(({ kind }) => kind === 'decided' || kind === 'ambiguous').length / Math.max(1, dispatched.length);
    if (!best || share > best.share) best = { reading, problems, dispatched, share };
    if (share === 1 || signal.aborted) break;
  }
  if (!best) return undefined;
  const { reading, problems, dispatched } = best;
  let done = dispatched.length;
  onCount?.(done, problems.length);
  const rest = await dispatcher.dispatch(problems.slice(done), signal, { ...options, onDispatched: () => onCount?.((done += 1), problems.length) });
  return { reading, dispatched: [...dispatched, ...rest] };
}
