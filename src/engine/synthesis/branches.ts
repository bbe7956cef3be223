import { conditionsFor, type Condition } from './conditions';
import type { Found } from './programs';
import { search } from './search';
import type { Task } from './task';

/** What a branch costs besides its condition. */
const branchCost = 2.5;

/** So many conditions, and programs of each side, are put together. */
const mostConditions = 10;
const mostOfSide = 8;

/** Conditions are asked one within another so often. */
const mostLevels = 2;

/** A program without branches that costs no more than this leaves no reason to look for them. */
const goodWithout = 10;

/** The programs that answer every solved row, the cheapest first, each once by what it says in all rows. */
export function programsFor(task: Task, levels = mostLevels): readonly Found[] {
  const straight = search(task).map(({ pieces, cost, outputs }): Found => ({
    program: { kind: 'pieces', pieces },
    cost,
    outputs,
  }));
  const best = straight[0]?.cost ?? Infinity;
  if (levels === 0 || task.answers.length < 2 || best <= goodWithout) return straight;
  const sides = new Map<string, readonly Found[]>();
  const branched = conditionsFor(task.rows, task.answers.length)
    .slice(0, mostConditions)
    .flatMap((condition) => branchesOf(condition, task, levels, sides));
  return distinct([...straight, ...branched]);
}

function branchesOf(
  condition: Condition,
  task: Task,
  levels: number,
  sides: Map<string, readonly Found[]>,
): readonly Found[] {
  const [yes = [], no = []] = [true, false].map((side) => {
    const indexes = task.rows.flatMap((_, index) => (condition.holds[index] === side ? [index] : []));
    const key = indexes.join();
    const known = sides.get(key) ?? spread(programsFor(part(task, indexes), levels - 1), indexes, task.rows.length);
    sides.set(key, known);
    return known.slice(0, mostOfSide);
  });
  return yes.flatMap((one) =>
    no.map((other) => ({
      program: { kind: 'branch' as const, condition, yes: one.program, no: other.program },
      cost: branchCost + condition.cost + one.cost + other.cost,
      outputs: task.rows.map((_, index) => (condition.holds[index] === true ? one : other).outputs[index] ?? null),
    })),
  );
}

/** The task of some of the rows. */
function part({ answers, rows, budget }: Task, indexes: readonly number[]): Task {
  return {
    answers: indexes.flatMap((index) => answers[index] ?? []),
    rows: indexes.flatMap((index) => rows[index] ?? []),
    budget,
  };
}

/** Programs of some of the rows, with what they say at the places of these among all. */
function spread(programs: readonly Found[], indexes: readonly number[], rows: number): readonly Found[] {
  return programs.map((one) => {
    const outputs: (string | null)[] = Array.from({ length: rows }, () => null);
    indexes.forEach((row, index) => (outputs[row] = one.outputs[index] ?? null));
    return { ...one, outputs };
  });
}

function distinct(programs: readonly Found[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const one of [...programs].sort((a, b) => a.cost - b.cost)) {
    const key = JSON.stringify(one.outputs);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
