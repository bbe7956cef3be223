import { oneStartEach, type GridMap } from '../../../eval/families/grid-paths';

/**
 * The possible answers, one for each start, 'none' where there is no way: every field is told its cost by its
 * neighbours until nothing changes.
 */
export function solveGrid(map: GridMap): ReadonlySet<string> {
  const maps = map.rows.join('').split('S').length === 2 ? [map.rows] : oneStartEach(map.rows);
  return new Set(maps.map((rows) => costFrom(rows, map.mud)));
}

function costFrom(rows: readonly string[], mud: number): string {
  const width = rows[0]?.length ?? 0;
  const cells = rows.join('');
  const costs = Array.from(cells, (cell) => (cell === 'S' ? 0 : Infinity));
  for (let changed = true; changed;) {
    changed = false;
    for (let at = 0; at < cells.length; at += 1) {
      const neighbours = [
        at - width,
        at + width,
        at % width === 0 ? -1 : at - 1,
        at % width === width - 1 ? -1 : at + 1,
      ];
      const least = Math.min(...neighbours.map((other) => costs[other] ?? Infinity)) + (cells[at] === '~' ? mud : 1);
      if (cells[at] !== '#' && least < (costs[at] ?? Infinity)) {
        costs[at] = least;
        changed = true;
      }
    }
  }
  const cost = costs[cells.indexOf('E')] ?? Infinity;
  return cost === Infinity ? 'none' : String(cost);
}
