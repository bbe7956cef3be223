import type { Budget } from './budget';
import { createHeap } from './heap';
import type { Part } from './parts';
import { constantCost } from './ranking';

/** A place in each answer at once. */
export interface Place {
  readonly at: readonly number[];
  readonly edges: readonly Edge[];
  /** What it costs at least to come from here to the end of all answers. */
  readonly rest: number;
}

/** What leads from one place to another: a part, or a text that is the same in every answer. */
export interface Edge {
  readonly piece: Part | string;
  readonly cost: number;
  readonly to: Place;
}

/**
 * A way that costs more is a guess, and is not gone; nor is one that costs more than the cheapest and this. What parts
 * cost at last is not known here: a little more than what a rival may cost.
 */
const mostCost = 24;
const window = 8;

/** The longest text that is the same in every answer, in characters. */
const longestConstant = 60;

/**
 * The places from which the end of all answers can be reached, from the first one on; `null` where it cannot. What is
 * no part of a whole way is not in it.
 */
export function graphOf(
  answers: readonly string[],
  problems: readonly string[],
  parts: readonly Part[],
  budget: Budget,
): Place | null {
  const [first = ''] = answers;
  const byPlace = byFirstPlace(first, parts);
  const costs = new Map<string, number>();
  const places = new Map<string, Draft>();
  const heap = createHeap<Draft>();
  const placeAt = (at: readonly number[], behindConstant: boolean, cost: number): Draft => {
    const key = `${at.join()}${behindConstant ? 'c' : ''}`;
    const place = places.get(key) ?? { at, behindConstant, cost: Infinity, edges: [], rest: Infinity };
    places.set(key, place);
    if (cost < place.cost) {
      place.cost = cost;
      heap.push(cost, place);
    }
    return place;
  };
  const priceOf = (constant: string): number => {
    const cost = costs.get(constant) ?? constantCost(constant, problems);
    costs.set(constant, cost);
    return cost;
  };
  const isEnd = ({ at }: Draft): boolean => at.every((from, index) => from === answers[index]?.length);
  const start = placeAt(
    answers.map(() => 0),
    false,
    0,
  );
  const done: Draft[] = [];
  let most = mostCost;
  const seen = new Set<Draft>();
  for (let place = heap.pop(); place; place = heap.pop()) {
    if (seen.has(place) || place.cost > most) continue;
    seen.add(place);
    if (isEnd(place)) most = Math.min(most, place.cost + window);
    if (!budget.take(1)) return null;
    done.push(place);
    const { at, cost, edges } = place;
    for (const part of byPlace[at[0] ?? 0] ?? []) {
      if (cost + part.cost > most) break;
      budget.take(1);
      if (!at.every((from, index) => answers[index]?.startsWith(part.values[index] ?? '', from))) continue;
      const next = at.map((from, index) => from + (part.values[index]?.length ?? 0));
      edges.push({ piece: part, cost: part.cost, to: placeAt(next, false, cost + part.cost) });
    }
    // Two constants in a row are one.
    const common = place.behindConstant ? 0 : commonStart(answers, at);
    for (let length = 1; length <= common; length += 1) {
      const from = at[0] ?? 0;
      const constant = first.slice(from, from + length);
      const price = priceOf(constant);
      if (cost + price > most) break;
      const next = at.map((one) => one + length);
      edges.push({ piece: constant, cost: price, to: placeAt(next, true, cost + price) });
    }
  }
  // Every edge goes on in some answer and back in none: so the last places come first.
  done.sort((a, b) => sum(b.at) - sum(a.at));
  for (const place of done) {
    if (isEnd(place)) place.rest = 0;
    place.edges = place.edges.filter(({ to }) => to.rest < Infinity);
    for (const { cost, to } of place.edges) place.rest = Math.min(place.rest, cost + to.rest);
  }
  return start.rest < Infinity ? start : null;
}

/** A place while the graph is made. */
interface Draft extends Place {
  readonly behindConstant: boolean;
  cost: number;
  edges: (Edge & { readonly to: Draft })[];
  rest: number;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The parts by the places at which they stand in an answer; what says nothing there stands everywhere. */
function byFirstPlace(answer: string, parts: readonly Part[]): readonly (readonly Part[])[] {
  const places: Part[][] = Array.from({ length: answer.length + 1 }, () => []);
  for (const part of parts) {
    const value = part.values[0] ?? '';
    for (let at = answer.indexOf(value); at >= 0 && at <= answer.length;) {
      places[at]?.push(part);
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
