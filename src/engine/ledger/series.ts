/**
 * Something that happened to a tool, with what it added: uses, its cost, and what the uses would have cost without it.
 */
export interface Step {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `other`: calls that belong to no making and no use, such as a problem that was tried in the panel. */
  readonly event: 'making' | 'use' | 'other';
  readonly uses: number;
  readonly with: number;
  readonly without: number;
  /** The part of `with` that calls which were sent and have not ended are expected to cost. */
  readonly possiblyPaid: number;
}

/** Where the two costs stand after a step: uses, and cumulative costs. */
export type SeriesPoint = Step;

/**
 * Where the line without the tool reaches the line with it: the first use that does, and both cumulative costs at it.
 */
export interface Crossing {
  readonly uses: number;
  readonly with: number;
  readonly without: number;
}

/** The cumulative costs after each step. The last point holds the totals. */
export function cumulative(steps: readonly Step[]): readonly SeriesPoint[] {
  const points: SeriesPoint[] = [];
  let sum = { uses: 0, with: 0, without: 0, possiblyPaid: 0 };
  for (const { at, event, ...added } of steps) {
    sum = {
      uses: sum.uses + added.uses,
      with: sum.with + added.with,
      without: sum.without + added.without,
      possiblyPaid: sum.possiblyPaid + added.possiblyPaid,
    };
    points.push({ at, event, ...sum });
  }
  return points;
}

/** Sums of prices a token are not exact: a difference below this part of the costs is none. */
const precision = 1e-9;

/**
 * The break-even: the first use after which the tool has cost no more than its uses would have without it. Within a
 * step of many uses both costs are taken to grow evenly. `null` where no use does.
 */
export function crossingOf(points: readonly SeriesPoint[]): Crossing | null {
  let before = { uses: 0, with: 0, without: 0 };
  for (const point of points) {
    const added = point.uses - before.uses;
    const ahead = (use: number): number => {
      const share = use / added;
      const cost = before.with + share * (point.with - before.with);
      const without = before.without + share * (point.without - before.without);
      return without - cost + precision * Math.max(cost, without);
    };
    if (added > 0) {
      const use = firstUse(added, ahead);
      if (use !== undefined)
        return {
          uses: before.uses + use,
          with: before.with + (use / added) * (point.with - before.with),
          without: before.without + (use / added) * (point.without - before.without),
        };
    }
    before = point;
  }
  return null;
}

/** The first of 1 to `most` at which a line is not below 0. */
function firstUse(most: number, line: (use: number) => number): number | undefined {
  if (line(1) >= 0) return 1;
  if (line(most) < 0) return undefined;
  // A straight line that starts below 0 and does not end there rises.
  let [below, above] = [1, most];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (line(middle) >= 0) above = middle;
    else below = middle;
  }
  return above;
}

/**
 * The points that are shown of a long series, the same in the chart and in its table: the first, the last, and of
 * those between as many as have room, evenly spread.
 */
export function thinned(points: readonly SeriesPoint[], most: number): readonly SeriesPoint[] {
  if (points.length <= most) return points;
  const chosen = new Set(
    Array.from({ length: most }, (_, index) => Math.round((index * (points.length - 1)) / (most - 1))),
  );
  return points.filter((_, index) => chosen.has(index));
}
