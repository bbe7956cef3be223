import type { Atom } from './atoms';
import type { Budget } from './budget';
import { createHeap } from './heap';
import { constantCost } from './ranking';

/** What an answer is put together from: what atoms say, and texts that are the same in every answer. */
export type Piece = Atom | string;

/** Pieces that together say the answer of every solved row. */
export interface Path {
  readonly pieces: readonly Piece[];
  readonly cost: number;
  /** What it says in each row; `null` where one of its atoms says nothing. */
  readonly outputs: readonly (string | null)[];
}

/** So many of the cheapest paths are looked at, each with other answers somewhere. */
const mostPaths = 150;

/** Paths that cost more than the cheapest one and this are no rivals of it. */
const window = 4;

/** So many ways to come to one place are gone on with. */
const mostWays = 16;

/** The longest text that is the same in every answer, in characters. */
const longestConstant = 60;

/** The pieces so far, the last one first. */
interface Way {
  readonly piece: Piece;
  readonly before: Way | null;
}

interface State {
  readonly places: readonly number[];
  readonly way: Way | null;
  readonly cost: number;
}

/**
 * The cheapest paths through the answers of all solved rows at once: a state is a place in each of them, an edge an
 * atom or a constant that stands there in all.
 */
export function pathsOf(
  answers: readonly string[],
  problems: readonly string[],
  atoms: readonly Atom[],
  budget: Budget,
): readonly Path[] {
  const [first = ''] = answers;
  const byPlace = placesOf(first, atoms);
  const heap = createHeap<State>();
  const ways = new Map<string, number>();
  const found = new Map<string, Path>();
  const rows = atoms[0]?.values.length ?? answers.length;
  const goOn = (state: State, piece: Piece, cost: number, lengths: (index: number) => number): void => {
    const places = state.places.map((place, index) => place + lengths(index));
    heap.push(state.cost + cost, { places, way: { piece, before: state.way }, cost: state.cost + cost });
  };
  let dearest = Infinity;
  heap.push(0, { places: answers.map(() => 0), way: null, cost: 0 });
  for (let state = heap.pop(); state && found.size < mostPaths; state = heap.pop()) {
    if (!budget.take(answers.length) || state.cost > dearest) break;
    const now = state;
    if (now.places.every((place, index) => place === answers[index]?.length)) {
      if (!budget.take(rows)) break;
      const path = { pieces: piecesOf(now.way), cost: now.cost };
      const outputs = outputsOf(path.pieces, rows);
      const key = JSON.stringify(outputs);
      dearest = Math.min(dearest, now.cost + window);
      if (!found.has(key)) found.set(key, { ...path, outputs });
      continue;
    }
    const behind = typeof now.way?.piece === 'string';
    const key = `${now.places.join()}${behind ? 'c' : ''}`;
    const count = (ways.get(key) ?? 0) + 1;
    if (count > mostWays) continue;
    ways.set(key, count);
    for (const atom of byPlace[now.places[0] ?? 0] ?? []) {
      budget.take(1);
      const fits = now.places.every((place, index) => answers[index]?.startsWith(atom.values[index] ?? '', place));
      const moves = fits && now.places.some((_, index) => atom.values[index] !== '');
      const change = moves ? changeCost(atom, now.way) : null;
      if (change !== null) goOn(now, atom, atom.cost + change, (index) => atom.values[index]?.length ?? 0);
    }
    // Two constants in a row are one.
    if (behind) continue;
    const common = commonStart(answers, now.places);
    for (let length = 1; length <= common; length += 1) {
      const start = now.places[0] ?? 0;
      const constant = first.slice(start, start + length);
      goOn(now, constant, constantCost(constant, problems), () => length);
    }
  }
  return [...found.values()];
}

/**
 * What an atom's change of a date or time costs behind these pieces: nothing where one of them has paid for it; `null`
 * where one has another, and the two do not go together.
 */
function changeCost({ manner }: Atom, before: Way | null): number | null {
  if (!manner) return 0;
  for (let way = before; way; way = way.before) {
    const other = typeof way.piece === 'string' ? null : way.piece.manner;
    if (other?.of === manner.of) return other.name === manner.name ? 0 : null;
  }
  return manner.price;
}

/** The atoms by the places at which they stand in an answer; what says nothing there stands everywhere. */
function placesOf(answer: string, atoms: readonly Atom[]): readonly (readonly Atom[])[] {
  const places: Atom[][] = Array.from({ length: answer.length + 1 }, () => []);
  for (const atom of atoms) {
    const value = atom.values[0] ?? '';
    for (let at = answer.indexOf(value); at >= 0 && at <= answer.length;) {
      places[at]?.push(atom);
      at = at < answer.length ? answer.indexOf(value, at + 1) : -1;
    }
  }
  return places;
}

function commonStart(answers: readonly string[], places: readonly number[]): number {
  const [first = ''] = answers;
  const start = places[0] ?? 0;
  let length = 0;
  while (
    length < longestConstant &&
    start + length < first.length &&
    answers.every((answer, index) => answer[(places[index] ?? 0) + length] === first[start + length])
  )
    length += 1;
  return length;
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
