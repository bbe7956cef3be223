import { patience } from './messages';
import { elapsed, type Seen } from './pulse';

/** How long a call past its time may give no sign of life before its worker is stopped, in milliseconds. */
export const graceMilliseconds = 25;

/** `setTimeout` fires at once beyond this. */
const longestTimer = 2 ** 31 - 1;

/** What is to be seen of a worker at one moment. */
export interface Glance {
  /** What it runs. */
  readonly seen: Seen;
  /** Signs of life: one as it begins a call, and one each time that the engine asks whether to stop. */
  readonly beats: number;
  /** Processor time that this process has used, all threads together, in milliseconds. */
  readonly processor: number;
  /** The time, by `sharedNow`. */
  readonly at: number;
}

/**
 * Watches a worker that was given work now, of which no call may take less than `least` milliseconds, and tells once
 * where nothing but stopping it ends what it does; which call that is, where it came to one.
 *
 * A call's time begins when the worker begins with it, which it shows: many calls are watched by one timer. Past its
 * time a tool ends itself at the next sign of life, as `meter.ts` has it. A built-in that never asks gives none, and is
 * told from a worker that a busy machine does not let run by the processor: there the process got less than half a core
 * meanwhile. Such a one gets the same patience as inside, and no more; so does a worker that comes to no call.
 */
export function watchLane(
  look: () => Glance,
  least: number,
  onHung: (running: Seen['running']) => void,
): { stop(): void } {
  const first = look();
  let stopped = false;
  let timer: NodeJS.Timeout;
  const later = (milliseconds: number, next: () => void): void => {
    // A reply that came while this thread was busy is read first: timers come before messages, and the call may
    // have ended long ago.
    timer = setTimeout(
      () => (stopped ? undefined : setImmediate(next)),
      Math.max(1, Math.min(milliseconds, longestTimer)),
    );
  };
  /** `idleSince`: from when on it was seen to run nothing. `late`: the same call past its time, at the last glance. */
  const glance = (idleSince: { readonly version: number; readonly at: number }, late: Glance | undefined): void => {
    if (stopped) return;
    const now = look();
    const { version, running } = now.seen;
    const idle = version === idleSince.version ? idleSince : { version, at: now.at };
    const limit = running?.limit ?? least;
    const over = elapsed(running?.since ?? idle.at, now.at) - limit;
    if (over >= patience(limit) + graceMilliseconds || (late && running && isHung(late, now))) onHung(running);
    // A call with the shortest limit may have begun right after this glance.
    else if (over < 0) later(Math.min(-over, least), () => glance(idle, undefined));
    else later(graceMilliseconds, () => glance(idle, running && now));
  };
  later(least, () => glance({ version: first.seen.version, at: first.at }, undefined));
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Whether one call ran from `before` to `now`, past its time, without a sign of life. */
function isHung(before: Glance, now: Glance): boolean {
  const passed = elapsed(before.at, now.at);
  return (
    now.seen.version === before.seen.version &&
    now.beats === before.beats &&
    now.processor - before.processor >= passed / 2
  );
}
