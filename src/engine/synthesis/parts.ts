import { stepsFor } from './budget';
import type { Source } from './sources';
import { expressionOf, run } from './steps';
import type { Task } from './task';
import type { Write } from './text-writes';
import { treesOf, typeOf } from './typed-writes';
import { writesIn } from './write-tree';

/** What stands in the answers of all solved rows, by what it says there: an edge on the way through them. */
export interface Part {
  readonly values: readonly string[];
  /** How its date or time is read and changed: all parts of one answer that are of the same one agree in that. */
  readonly manner: Manner | null;
  /** What the cheapest of its makers costs at least: how often it says nothing in other rows is not known yet. */
  readonly cost: number;
  /** Parts of problems and the ways of writing them that say this, each with what it costs. */
  readonly makers: readonly Maker[];
}

/** How a date or a time is read and changed. */
export interface Manner {
  /** The place of the date or time. */
  readonly of: string;
  readonly name: string;
  /** What the change costs, once for all parts. */
  readonly price: number;
}

/** A part of a problem and a way of writing it. */
export interface Maker {
  readonly source: Source;
  readonly write: Write;
  readonly cost: number;
}

/** A maker that costs more than the cheapest one and this is no rival of it. */
const window = 3;

/** What a step that changes no solved row costs more. */
const idleStep = 2.2;

/** Everything that can be made of the sources and stands in all answers, the cheapest first. */
export function partsOf(sources: readonly Source[], { answers, rows, budget }: Task): readonly Part[] {
  const [answer = ''] = answers;
  const treeFor = treesOf(rows.slice(0, answers.length), answers);
  const known = new Map<string, readonly (readonly [Write, readonly string[]])[]>();
  const found = new Map<string, Part & { cost: number; makers: Maker[] }>();

  /** The ways of writing texts, one of each solved row, that give something which stands in the answers. */
  const writesFor = (source: Source): readonly (readonly [Write, readonly string[]])[] => {
    const writes = writesIn(treeFor(source), source.values, answer, budget);
    return writes.flatMap((write) => {
      const values: string[] = [];
      for (const [index, value] of source.values.entries()) {
        const said = budget.take(stepsFor(value)) ? run(value, write.steps) : null;
        if (typeof said !== 'string' || !answers[index]?.includes(said)) return [];
        values.push(said);
      }
      return values.every((value) => value === '') ? [] : [[write, values] as const];
    });
  };
  for (const source of sources) {
    const key = `${typeOf(source)}\n${source.values.join('\u0000')}`;
    const writes = known.get(key) ?? writesFor(source);
    known.set(key, writes);
    for (const [write, values] of writes) {
      const idle = write.steps.length > 0 && values.every((value, index) => value === source.values[index]);
      const cost = source.cost + write.cost + (idle ? idleStep : 0);
      const manner = write.change ? { of: expressionOf('', source.steps), ...write.change } : null;
      // Of parts that say the same, those of another reading or change are kept: an answer may take them alone.
      const name = `${manner ? `${manner.of} ${manner.name}` : ''}\n${values.join('\u0000')}`;
      const part = found.get(name) ?? { values, manner, cost, makers: [] };
      part.cost = Math.min(part.cost, cost);
      part.makers.push({ source, write, cost });
      found.set(name, part);
    }
  }
  return [...found.values()]
    .map((part) => ({ ...part, makers: part.makers.filter(({ cost }) => cost <= part.cost + window) }))
    .sort((a, b) => a.cost - b.cost);
}
