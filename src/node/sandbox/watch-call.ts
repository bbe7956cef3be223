import { patience } from './messages';

/** How long a call past its time may give no sign of life before its worker is stopped, in milliseconds. */
export const graceMilliseconds = 25;

/** `setTimeout` fires at once beyond this. */
const longestTimer = 2 ** 31 - 1;

/** What is to be seen of a worker at one moment. */
export interface Glance {
  /** Signs of life: one as it takes a call, and one each time that the engine asks whether to stop. */
  readonly beats: number;
  /** Processor time that this process has used, all threads together, in milliseconds. */
  readonly processor: number;
  /** The time, in milliseconds since any moment. */
  readonly at: number;
}

/**
 * Watches a call of `limit` milliseconds that begins now, and tells once where nothing but stopping its worker ends it.
 *
 * Past its time a tool ends itself at the next sign of life, as `meter.ts` has it. A built-in that never asks gives
 * none, and is told from a worker that a busy machine does not let run: that one has not come to its call yet, or the
 * process got less than half a core meanwhile. Such a one gets the same patience as inside, and no more.
 */
export function watchCall(look: () => Glance, limit: number, onHung: () => void): { stop(): void } {
  const first = look();
  let stopped = false;
  let timer: NodeJS.Timeout;
  const later = (milliseconds: number, next: () => void): void => {
    // A reply that came while this thread was busy is read first: timers come before messages, and the call may
    // have ended long ago.
    timer = setTimeout(() => (stopped ? undefined : setImmediate(next)), Math.min(milliseconds, longestTimer));
  };
  const glance = (before: Glance | undefined): void => {
    if (stopped) return;
    const now = look();
    if (now.at - first.at >= limit + patience(limit) + graceMilliseconds || (before && isHung(first, before, now)))
      onHung();
    else later(graceMilliseconds, () => glance(now));
  };
  later(limit, () => glance(undefined));
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Whether the call that was sent at `first` ran from `before` to `now`, past its time, without a sign of life. */
function isHung(first: Glance, before: Glance, now: Glance): boolean {
  const hasBegun = now.beats !== first.beats;
  const asks = now.beats !== before.beats;
  return hasBegun && !asks && now.processor - before.processor >= (now.at - before.at) / 2;
}
