/**
 * How much work a search may do, in steps and not in time, so that the same examples give the same tool on every
 * machine.
 */
export interface Budget {
  /** Takes steps; false once there are none left, or the search was cancelled. */
  take(steps: number): boolean;
  readonly left: number;
}

/** A budget of so many steps. */
export function createBudget(steps: number, signal: AbortSignal): Budget {
  let left = steps;
  return {
    take: (taken) => {
      left = signal.aborted ? 0 : Math.max(0, left - taken);
      return left > 0;
    },
    get left() {
      return left;
    },
  };
}

/** The steps that one call with a text takes: a long one takes several. */
export function stepsFor(text: string): number {
  return 1 + (text.length >>> 6);
}
