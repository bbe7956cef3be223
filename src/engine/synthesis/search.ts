import { atomsIn } from './atoms';
import { graphOf, type Place } from './graph';
import { partsOf } from './parts';
import { pathsFrom, type Path } from './paths';
import { sourcesOf } from './sources';
import type { Task } from './task';

/** Above this cost a program is a guess: parts of parts are looked for as well. */
const goodCost = 10;

/** The cheapest programs without branches, so many, that answer the solved ones of some rows, by their numbers. */
export type Search = (indexes: readonly number[], most: number) => readonly Path[];

/**
 * The search in a task. What ways there are through answers does not depend on the open rows: it is found out once for
 * the same answers, and where there is none, there is none for more of them.
 */
export function searchIn(task: Task): Search {
  const graphs = new Map<string, Place | null>();
  const hopeless: (readonly number[])[] = [];
  const isFixed = task.rows.every((row) => row.length === task.rows[0]?.length);

  const graphFor = (solved: readonly number[], nested: boolean, part: Task): Place | null => {
    const key = `${solved.join()} ${nested}`;
    const known = graphs.get(key);
    if (known !== undefined) return known;
    const problems = part.rows.slice(0, solved.length);
    const sources = sourcesOf(problems, { isFixed, nested }, part.budget);
    const graph = graphOf(part.answers, problems, partsOf(sources, part), part.budget);
    graphs.set(key, graph);
    return graph;
  };
  return (indexes, most) => {
    const solved = indexes.filter((index) => index < task.answers.length);
    if (hopeless.some((some) => some.every((index) => solved.includes(index)))) return [];
    const part = partOf(task, indexes);
    const pathsIn = (nested: boolean): readonly Path[] => {
      const start = graphFor(solved, nested, part);
      return start ? pathsFrom(start, atomsIn(part), { rows: indexes.length, most }, part.budget) : [];
    };
    const shallow = pathsIn(false);
    const [best] = shallow;
    if (best && best.cost <= goodCost) return shallow;
    // Of one example much could be said already.
    const deep = solved.length > 1 ? pathsIn(true) : [];
    if (!best && deep.length === 0) hopeless.push(solved);
    return (deep[0]?.cost ?? Infinity) < (best?.cost ?? Infinity) ? deep : shallow;
  };
}

/** The task of some of the rows. */
function partOf({ answers, rows, budget }: Task, indexes: readonly number[]): Task {
  return {
    answers: indexes.flatMap((index) => answers[index] ?? []),
    rows: indexes.flatMap((index) => rows[index] ?? []),
    budget,
  };
}
