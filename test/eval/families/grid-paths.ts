import { instancesOf, type FamilyParts, type Generate, type Instance, type Wording } from './family';
import { numeral } from './names';
import type { Random } from './random';

/**
 * A map with a start `S`, a goal `E`, walls `#`, mud `~` and floor `.`: what is the least cost of a way? Dijkstra's
 * problem.
 */
export interface GridMap {
  /** Rows of equal length. */
  readonly rows: readonly string[];
  /** What a step onto mud costs; every other step costs 1. */
  readonly mud: number;
  /** 0, 1 or 2. */
  readonly style: number;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function placesOf(rows: readonly string[], letter: string): readonly Place[] {
  return rows.flatMap((line, row) =>
    Array.from(line).flatMap((cell, column) => (cell === letter ? [{ row, column }] : [])),
  );
}

/**
 * The least cost from the only `S` to the only `E`; undefined where there is no way, or not one of each. Settles the
 * nearest place first.
 */
function leastCost({ rows, mud }: GridMap): number | undefined {
  const [start, ...otherStarts] = placesOf(rows, 'S');
  const goals = placesOf(rows, 'E');
  if (!start || otherStarts.length > 0 || goals.length !== 1) return undefined;
  const settled = new Set<string>();
  const reached: { readonly place: Place; readonly cost: number }[] = [{ place: start, cost: 0 }];
  for (;;) {
    const nearest = reached.sort((one, other) => one.cost - other.cost).shift();
    if (!nearest) return undefined;
    const { place, cost } = nearest;
    const key = `${place.row},${place.column}`;
    if (settled.has(key)) continue;
    settled.add(key);
    if (rows[place.row]?.[place.column] === 'E') return cost;
    for (const [down, right] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const next = { row: place.row + down, column: place.column + right };
      const cell = rows[next.row]?.[next.column];
      if (cell !== undefined && cell !== '#') reached.push({ place: next, cost: cost + (cell === '~' ? mud : 1) });
    }
  }
}

function anyMap(random: Random, style: number): GridMap {
  const [height, width] = [random.from(4, 8), random.from(5, 11)];
  const cells = Array.from({ length: height }, () =>
    Array.from({ length: width }, () => (random.onceIn(4) ? '#' : random.onceIn(6) ? '~' : '.')),
  );
  const [start, goal] = random.shuffled(cells.flatMap((line, row) => line.map((_, column) => ({ row, column }))));
  const rows = cells.map((line, row) =>
    line
      .map((cell, column) =>
        start?.row === row && start.column === column ? 'S' : goal?.row === row && goal.column === column ? 'E' : cell,
      )
      .join(''),
  );
  return { rows, mud: random.from(2, 5), style };
}

function problem(random: Random, opening: number | null): GridMap {
  for (;;) {
    const map = anyMap(random, opening ?? random.below(3));
    const cost = leastCost(map);
    if (cost === undefined || cost < 4) continue;
    // In an example it matters what mud costs.
    if (opening === null || cost !== leastCost({ ...map, mud: 1 })) return map;
  }
}

function faulty(random: Random, fault: 'none' | 'several'): GridMap {
  for (;;) {
    const map = anyMap(random, random.below(3));
    if (fault === 'none') {
      if (leastCost(map) === undefined) return map;
      continue;
    }
    // A second start, from which it is nearer or farther.
    const row = random.below(map.rows.length);
    const rows = map.rows.map((line, index) => (index === row ? line.replace('.', 'S') : line));
    const costs = new Set(oneStartEach(rows).map((one) => leastCost({ ...map, rows: one })));
    if (costs.size === 2 && !costs.has(undefined)) return { ...map, rows };
  }
}

/** The map once for each start, without the other ones. */
export function oneStartEach(rows: readonly string[]): readonly (readonly string[])[] {
  return placesOf(rows, 'S').map((start) =>
    rows.map((line, row) =>
      Array.from(line)
        .map((cell, column) => (cell === 'S' && (row !== start.row || column !== start.column) ? '.' : cell))
        .join(''),
    ),
  );
}

function write({ rows, mud, style }: GridMap): Wording {
  const map = rows.map((row) => `${row}\n`).join('');
  switch (style) {
    case 0:
      return {
        body: `Find the cheapest way from S to E on this map. You move up, down, left or right, never onto a wall (#). A step onto mud (~) costs ${mud}, every other step costs 1.\n\n${map}\n`,
        question: 'What does the cheapest way cost?',
      };
    case 1:
      return {
        body: `A robot starts at S and has to get to E. It drives to one of the four neighbouring fields at a time; # is blocked. Driving onto ~ takes ${numeral(mud)} minutes and onto any other field one minute.\n${map}`,
        question: 'In how many minutes can it be there at the earliest?',
      };
    default:
      return {
        body: `Map (# = wall, ~ = mud):\n${map}Steps go up, down, left and right. Stepping onto mud counts ${mud} points, anything else 1 point. `,
        question: 'How many points does it take at least from S to E?',
      };
  }
}

const parts: FamilyParts<GridMap> = { problem, faulty, write, answer: (map) => String(leastCost(map)) };

/** Rows with the maps they were written from. */
export const instances = (seed: number, count: number): readonly Instance<GridMap>[] => instancesOf(parts, seed, count);

/** The cheapest way on a map of walls and mud. */
export const generate: Generate = (seed, count) => instances(seed, count).map(({ row }) => row);
