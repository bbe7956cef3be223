/** Waits longer than this are not waited for: the person is told instead. */
const longestWait = 60_000;

/** Pauses before the second and third try, where the server does not say how long; up to a quarter is added. */
const pauses: readonly number[] = [500, 2_000];

/** The pause before it is looked again whether a model is loaded. */
const loadingPause = 2_000;

/** Milliseconds before it is looked again whether a model is loaded; `undefined` where that took too long in all. */
export function waitForLoading(
  retryAfter: number | null | undefined,
  waited: number,
  longest: number,
): number | undefined {
  const wait = Math.max(100, retryAfter ?? loadingPause);
  return waited + wait > longest ? undefined : wait;
}

/** Milliseconds before the next try; `undefined` where there is none, or where it is too far off. */
export function pauseBefore(
  retryAfter: number | null | undefined,
  retries: number,
  jitter: () => number,
): number | undefined {
  const pause = pauses[retries];
  if (retryAfter === undefined || pause === undefined) return undefined;
  const wait = retryAfter ?? Math.round(pause * (1 + jitter() / 4));
  return wait > longestWait ? undefined : wait;
}
