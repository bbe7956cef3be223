import { patience } from './messages';

/** What a call has used up: interrupt polls, one in 10,000 ticks, and time. */
export interface Spent {
  readonly fuel: number;
  readonly milliseconds: number;
}

/** Watches one call. */
export interface Meter {
  /** Interrupt polls so far. */
  readonly fuel: number;
  /** True once the call was told to stop. By the clock and not by the error: a tool can throw an "interrupted" of its own. */
  readonly timedOut: boolean;
  /** The interrupt handler: counts, and says whether to stop. */
  poll(): boolean;
  /** What was used up to this moment. */
  spent(): Spent;
}

/**
 * A call past its time is not stopped before it has done this much of the work that fits into it on any machine: on a
 * busy one time passes without the tool being run, and an honest tool must not fail for that.
 */
const leastPollsPerMillisecond = 0.25;

/** Begins a call that may take `milliseconds`, some of which may be `before`: what it took to load the tool. */
export function startMeter(milliseconds: number, before: Spent = { fuel: 0, milliseconds: 0 }): Meter {
  const began = performance.now() - before.milliseconds;
  let fuel = before.fuel;
  let timedOut = false;
  return {
    get fuel() {
      return fuel;
    },
    get timedOut() {
      return timedOut;
    },
    poll: () => {
      fuel += 1;
      const late = performance.now() - began - milliseconds;
      timedOut ||= late > 0 && (fuel > milliseconds * leastPollsPerMillisecond || late > patience(milliseconds));
      return timedOut;
    },
    spent: () => ({ fuel, milliseconds: performance.now() - began }),
  };
}
