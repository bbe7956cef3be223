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
  /**
   * True once the call was told to stop. By the clock and not by the error: a tool can throw an "interrupted" of its
   * own.
   */
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
  return new ClockMeter(milliseconds, before);
}

/** A class: of an object with getters of its own V8 keeps a description each time, until it collects everything. */
class ClockMeter implements Meter {
  fuel: number;
  timedOut = false;
  private readonly began: number;
  private readonly milliseconds: number;

  constructor(milliseconds: number, before: Spent) {
    this.milliseconds = milliseconds;
    this.began = performance.now() - before.milliseconds;
    this.fuel = before.fuel;
  }

  poll(): boolean {
    this.fuel += 1;
    const late = performance.now() - this.began - this.milliseconds;
    this.timedOut ||=
      late > 0 && (this.fuel > this.milliseconds * leastPollsPerMillisecond || late > patience(this.milliseconds));
    return this.timedOut;
  }

  spent(): Spent {
    return { fuel: this.fuel, milliseconds: performance.now() - this.began };
  }
}
