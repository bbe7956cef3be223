/** What is asked of a value, beside its peer's. */
export type Target =
  /** At most `ratio` times the peer's and `more` on top, in the comparison's own unit. */
  | { readonly kind: 'atMost'; readonly ratio: number; readonly more?: number }
  | { readonly kind: 'below' | 'atLeast'; readonly ratio: number }
  /** Nothing is asked but that it is measured and said. */
  | { readonly kind: 'stated' };

/** One measured value beside a peer's, as `bench-results.json` holds it. */
export interface Comparison {
  /** The row's name, for `--only`. */
  readonly name: string;
  /** Ours; null where it could not be measured. */
  readonly value: number | null;
  readonly unit: string;
  /** What it is compared with. */
  readonly peer: string;
  readonly peerValue: number | null;
  /** value / peerValue, whichever of them is better when greater. */
  readonly ratio: number | null;
  /** The target in words. */
  readonly target: string;
  /** Whether the target is met; never where something could not be measured. */
  readonly met: boolean;
  /** What else is to be known: the worst case, the memory, why there is no figure. */
  readonly note?: string;
}

/** What both sides of a comparison have in common. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly peer: string;
  readonly target: Target;
  readonly note?: string | undefined;
}

/** Compares two medians that were taken in turn in one run. */
export function compared(measured: Measured, value: number, peerValue: number): Comparison {
  const { name, unit, peer, target } = measured;
  return {
    name,
    value,
    unit,
    peer,
    peerValue,
    ratio: value / peerValue,
    target: targetText(target, unit),
    met: isMet(target, value, peerValue),
    ...noteOf(measured),
  };
}

/** Says why there is nothing to compare. Counts as not met. */
export function notCompared(measured: Measured & { readonly note: string }, value: number | null = null): Comparison {
  const { name, unit, peer, target } = measured;
  return {
    name,
    value,
    unit,
    peer,
    peerValue: null,
    ratio: null,
    target: targetText(target, unit),
    met: false,
    ...noteOf(measured),
  };
}

function noteOf({ note }: Measured): { note?: string } {
  return note === undefined ? {} : { note };
}

function isMet(target: Target, value: number, peerValue: number): boolean {
  switch (target.kind) {
    case 'atMost':
      return value <= target.ratio * peerValue + (target.more ?? 0);
    case 'below':
      return value < target.ratio * peerValue;
    case 'atLeast':
      return value >= target.ratio * peerValue;
    case 'stated':
      return true;
  }
}

function targetText(target: Target, unit: string): string {
  switch (target.kind) {
    case 'atMost':
      return target.more === undefined
        ? `at most ${target.ratio} ×`
        : target.ratio === 1
          ? `at most ${target.more} ${unit} more`
          : `at most ${target.ratio} × and ${target.more} ${unit}`;
    case 'below':
      return `below ${target.ratio} ×`;
    case 'atLeast':
      return `at least ${target.ratio} ×`;
    case 'stated':
      return 'stated';
  }
}
