import type { Value } from './helpers/helpers';
import type { Manner, Part } from './parts';
import type { Source } from './sources';
import { run, type Steps } from './steps';
import type { Task } from './task';

/** A part of a problem written in one way: what answers are put together from. */
export interface Atom {
  readonly source: Source;
  readonly write: Steps;
  readonly cost: number;
  /** What it says in each row; `null` where it says nothing. */
  readonly values: readonly (string | null)[];
  /** How its date or time is read and changed; `null` where it is none. */
  readonly manner: Manner | null;
  /** What it costs more where it is the first of its manner: the change, and the rows in which nothing is said. */
  readonly price: number;
}

/** What an atom costs more that says nothing in some of the rows, by their share. */
const silentRows = 3;

/** The atoms that a part can be, each once by what it says in all rows, the cheapest. */
export function atomsIn(task: Task): (part: Part) => readonly Atom[] {
  const { rows, budget } = task;
  const known = new Map<Part, readonly Atom[]>();
  const sourceValues = new Map<Source, readonly (string | null)[]>();
  const valuesOf = (source: Source): readonly (string | null)[] => {
    const values =
      sourceValues.get(source) ?? rows.map((row, index) => source.values[index] ?? textOf(run(row, source.steps)));
    if (!sourceValues.has(source)) budget.take(rows.length);
    sourceValues.set(source, values);
    return values;
  };
  const make = ({ makers, manner, values: solved }: Part): readonly Atom[] => {
    const found = new Map<string, Atom>();
    for (const { source, write, cost } of makers) {
      if (!budget.take(rows.length)) break;
      const values = valuesOf(source).map((value, index) => solved[index] ?? textOf(run(value, write.steps)));
      const silence = (silentRows * values.filter((value) => value === null).length) / rows.length;
      // The parts of one date are silent in the same rows: that is paid once for all of them.
      const price = manner ? manner.price + silence : 0;
      const whole = cost + (manner ? 0 : silence);
      const key = JSON.stringify(values);
      const other = found.get(key);
      if (!other || other.cost > whole)
        found.set(key, { source, write: write.steps, cost: whole, values, manner, price });
    }
    return [...found.values()].sort((a, b) => a.cost - b.cost);
  };
  return (part) => {
    const atoms = known.get(part) ?? make(part);
    known.set(part, atoms);
    return atoms;
  };
}

function textOf(value: Value | null): string | null {
  return typeof value === 'string' ? value : null;
}
