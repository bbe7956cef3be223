/** A share with its bounds, from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 95 % Wilson score interval of `count` in `total`; the whole range where there is nothing to go by. */
export function wilsonInterval(count: number, total: number): Interval {
  if (total === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = count / total;
  const centre = (share + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half = (z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))) / (1 + (z * z) / total);
  // At the ends the bounds are exact; computed they miss by a rounding error.
  return { low: count === 0 ? 0 : centre - half, high: count === total ? 1 : centre + half };
}

/** The median; `NaN` of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
