import { dateWrites, timeWrites } from './date-writes';
import { numberWrites } from './number-writes';
import type { Source } from './sources';
import { expressionOf, run, step, type Step, type Steps } from './steps';
import type { Task } from './task';
import { countWrites, textWrites, type Write } from './text-writes';

/** A part of a problem written in one way: what answers are put together from. */
export interface Atom {
  readonly source: Source;
  readonly write: Steps;
  readonly cost: number;
  /** How its date or time is read and changed: all parts of one answer that are of the same one agree in that. */
  readonly manner: Manner | null;
  /** What it says in each row; `null` where it says nothing. */
  readonly values: readonly (string | null)[];
}

/** How a date or a time is read and changed. */
export interface Manner {
  /** The place of the date or time. */
  readonly of: string;
  readonly name: string;
  /** What the change costs, and the rows in which nothing is said, once for all parts. */
  readonly price: number;
}

/** What costs more: a step that changes no solved row, and an atom that says nothing in some of the rows. */
const idleStep = 1.2;
const silentRows = 3;

/** A way of reading a part as something other than a text, and the ways of writing that. */
interface Typed {
  readonly read: readonly Step[];
  readonly writes: readonly Write[];
  readonly cost: number;
}

/**
 * Every atom that stands somewhere in the answers of all solved rows, each once by what it says in all rows, the
 * cheapest.
 */
export function atomsOf(sources: readonly Source[], task: Task): readonly Atom[] {
  const { answers, rows, budget } = task;
  const solved = rows.slice(0, answers.length);
  const texts = textWrites(solved, answers);
  const counts = countWrites(solved);
  const numbers = numberWrites(answers);
  const dates = dateWrites(answers);
  const times = timeWrites();
  const found = new Map<string, Atom>();

  const add = (source: Source, write: Steps, cost: number, manner: Manner | null = null): void => {
    if (!budget.take(1)) return;
    const values: (string | null)[] = [];
    let idle = write.length > 0;
    for (const [index, answer] of answers.entries()) {
      const value = run(source.values[index] ?? null, write);
      if (typeof value !== 'string' || !answer.includes(value)) return;
      if (value !== source.values[index]) idle = false;
      values.push(value);
    }
    if (values.every((value) => value === '') || !budget.take(rows.length)) return;
    let silent = 0;
    for (let index = answers.length; index < rows.length; index += 1) {
      const value = run(source.values[index] ?? null, write);
      values.push(typeof value === 'string' ? value : null);
      if (typeof value !== 'string') silent += 1;
    }
    const silence = (silentRows * silent) / rows.length;
    const price = source.cost + cost + (idle ? idleStep : 0) + (manner ? 0 : silence);
    // Of parts that say the same, those of another reading or change are kept: a path may take them alone.
    const key = `${manner ? `${manner.of} ${manner.name}` : ''}\n${JSON.stringify(values)}`;
    const known = found.get(key);
    if (known && known.cost <= price) return;
    // The parts of one date are silent in the same rows: that is paid once for all of them.
    const of = manner && { ...manner, price: manner.price + silence };
    found.set(key, { source, write, cost: price, manner: of, values });
  };
  const addTyped = (source: Source, { read, writes, cost }: Typed): void => {
    const values = source.values.slice(0, answers.length).map((value) => run(value, read));
    if (values.some((value) => typeof value !== 'number')) return;
    const [of, how] = [expressionOf('', source.steps), expressionOf('', read)];
    for (const { steps, cost: price, change } of writes)
      add(
        source,
        [...read, ...steps],
        cost + price,
        change ? { of, name: `${how} ${change.name}`, price: change.price } : null,
      );
  };

  for (const source of sources) {
    const numeric: Typed[] = ['.', ','].map((mark) => ({ read: [step('numberOf', mark)], writes: numbers, cost: 0.2 }));
    if (source.orders) {
      add(source, [], 0);
      for (const order of source.orders) addTyped(source, { read: [step('dateOf', order)], writes: dates, cost: 0 });
      continue;
    }
    if (source.kind === 'time') {
      add(source, [], 0);
      addTyped(source, { read: [step('timeOf')], writes: times, cost: 0 });
      continue;
    }
    for (const { steps, cost } of texts) add(source, steps, cost);
    if (source.kind === 'text') for (const { steps, cost } of counts) add(source, steps, cost);
    for (const typed of numeric) addTyped(source, typed);
    addTyped(source, { read: [step('numberOf', '.')], writes: times, cost: 1 });
    addTyped(source, { read: [step('numberOf', '.'), step('scaled', 60, 1)], writes: times, cost: 1 });
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}
