import type { Atom } from './atoms';
import type { Budget } from './budget';
import type { Place } from './graph';
import { createHeap } from './heap';
import type { Part } from './parts';

/** What an answer is put together from: what atoms say, and texts that are the same in every answer. */
export type Piece = Atom | string;

/** Pieces that together say the answer of every solved row. */
export interface Path {
  readonly pieces: readonly Piece[];
  readonly cost: number;
  /** What it says in each row; `null` where one of its atoms says nothing. */
  readonly outputs: readonly (string | null)[];
}

/** Paths that cost more than the cheapest one and this are no rivals of it. */
const window = 3;

/** So many ways to come to one place are gone on with. */
const mostWays = 16;

/** The pieces so far, the last one first. */
interface Way {
  readonly piece: Piece;
  readonly before: Way | null;
}

interface State {
  readonly place: Place;
  readonly way: Way | null;
  readonly cost: number;
}

/** How many rows atoms say something of, and the most paths that are wanted, each with other answers somewhere. */
interface Wanted {
  readonly rows: number;
  readonly most: number;
}

/** The cheapest paths from a place to the end of all answers. */
export function pathsFrom(
  start: Place,
  atomsOf: (part: Part) => readonly Atom[],
  { rows, most }: Wanted,
  budget: Budget,
): readonly Path[] {
  const heap = createHeap<State>();
  const ways = new Map<Place, number>();
  const found = new Map<string, Path>();
  let dearest = Infinity;
  const goOn = ({ way, cost }: State, piece: Piece, price: number, place: Place): void => {
    const least = cost + price + place.rest;
    if (least <= dearest) heap.push(least, { place, way: { piece, before: way }, cost: cost + price });
  };
  heap.push(start.rest, { place: start, way: null, cost: 0 });
  for (let state = heap.pop(); state && found.size < most; state = heap.pop()) {
    const { place, way, cost } = state;
    if (!budget.take(1) || cost + place.rest > dearest) break;
    if (place.rest === 0) {
      if (!budget.take(rows)) break;
      const pieces = piecesOf(way);
      const outputs = outputsOf(pieces, rows);
      const key = JSON.stringify(outputs);
      dearest = Math.min(dearest, cost + window);
      if (!found.has(key)) found.set(key, { pieces, cost, outputs });
      continue;
    }
    const count = (ways.get(place) ?? 0) + 1;
    if (count > mostWays) continue;
    ways.set(place, count);
    for (const { piece, cost: least, to } of place.edges) {
      if (cost + least + to.rest > dearest) continue;
      if (typeof piece === 'string') {
        goOn(state, piece, least, to);
        continue;
      }
      const manner = mannerBehind(way, piece);
      if (manner === 'other') continue;
      for (const atom of atomsOf(piece)) {
        budget.take(1);
        goOn(state, atom, atom.cost + (manner === 'same' ? 0 : atom.price), to);
      }
    }
  }
  return [...found.values()];
}

/**
 * Whether one of these pieces is of the same date or time as a part, and reads and changes it in the same manner: then
 * that is paid; in another manner the two do not go together.
 */
function mannerBehind(before: Way | null, { manner }: Part): 'none' | 'same' | 'other' {
  if (!manner) return 'none';
  for (let way = before; way; way = way.before) {
    const other = typeof way.piece === 'string' ? null : way.piece.manner;
    if (other?.of === manner.of) return other.name === manner.name ? 'same' : 'other';
  }
  return 'none';
}

function piecesOf(last: Way | null): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let way = last; way; way = way.before) pieces.push(way.piece);
  return pieces.reverse();
}

/** What pieces say in each row. */
function outputsOf(pieces: readonly Piece[], rows: number): readonly (string | null)[] {
  return Array.from({ length: rows }, (_, row) => {
    let output = '';
    for (const piece of pieces) {
      const value = typeof piece === 'string' ? piece : (piece.values[row] ?? null);
      if (value === null) return null;
      output += value;
    }
    return output;
  });
}
