import { conditionsFor, type Condition } from './conditions';
import type { Found } from './programs';
import type { Path } from './paths';
import { searchIn } from './search';
import type { Task } from './task';

/** What a branch costs besides its condition. */
const branchCost = 2.5;

/** So many conditions are tried. */
const mostConditions = 10;

/** So many programs are looked at, each with other answers somewhere: of all rows, and of a side of a condition. */
const mostPrograms = 150;
const mostOfSide = 8;

/** Conditions are asked one within another so often. */
const mostLevels = 2;

/** A program without branches that costs no more than this leaves no reason to look for them. */
const goodWithout = 10;

/** The programs that answer every solved row, the cheapest first, each once by what it says in all rows. */
export function programsFor(task: Task): readonly Found[] {
  const search = searchIn(task);
  const sides = new Map<string, readonly Found[]>();
  const sideOf = (indexes: readonly number[], levels: number): readonly Found[] => {
    const key = `${levels} ${indexes.join()}`;
    const known = sides.get(key) ?? programsOf(indexes, levels, mostOfSide).slice(0, mostOfSide);
    sides.set(key, known);
    return known;
  };
  const straightOf = (indexes: readonly number[], most: number): readonly Found[] => {
    const key = `straight ${indexes.join()}`;
    const known = sides.get(key) ?? spread(search(indexes, most), indexes, task.rows.length);
    sides.set(key, known);
    return known;
  };
  const programsOf = (indexes: readonly number[], levels: number, most: number): readonly Found[] => {
    const straight = straightOf(indexes, most);
    const solved = indexes.filter((index) => index < task.answers.length).length;
    if (levels === 0 || solved < 2 || (straight[0]?.cost ?? Infinity) <= goodWithout) return straight;
    const rows = indexes.flatMap((index) => task.rows[index] ?? []);
    const branched = conditionsFor(rows, solved)
      .slice(0, mostConditions)
      .flatMap((condition) => branchesOf(condition, indexes, solved, (side) => sideOf(side, levels - 1)));
    return distinct([...straight, ...branched]);
  };
  return programsOf([...task.rows.keys()], mostLevels, mostPrograms);
}

/** Programs without branches, with what they say at the places of their rows among all. */
function spread(paths: readonly Path[], indexes: readonly number[], rows: number): readonly Found[] {
  return paths.map(({ pieces, cost, outputs }) => {
    const said: (string | null)[] = Array.from({ length: rows }, () => null);
    indexes.forEach((row, index) => (said[row] = outputs[index] ?? null));
    return { program: { kind: 'pieces', pieces }, cost, outputs: said };
  });
}

/** The programs that a condition parts, of these rows. The side with more solved rows first: it may have none. */
function branchesOf(
  { holds, ...condition }: Condition,
  indexes: readonly number[],
  solved: number,
  programsOf: (side: readonly number[]) => readonly Found[],
): readonly Found[] {
  const side = (which: boolean): readonly number[] => indexes.filter((_, index) => holds[index] === which);
  const more = holds.slice(0, solved).filter(Boolean).length * 2 >= solved;
  const first = programsOf(side(more));
  const second = first.length === 0 ? [] : programsOf(side(!more));
  const [yes, no] = more ? [first, second] : [second, first];
  const inAll: boolean[] = [];
  indexes.forEach((row, index) => (inAll[row] = holds[index] === true));
  return yes.flatMap((one) =>
    no.map((other) => ({
      program: {
        kind: 'branch' as const,
        condition: { ...condition, holds: inAll },
        yes: one.program,
        no: other.program,
      },
      cost: branchCost + condition.cost + one.cost + other.cost,
      outputs: one.outputs.map((said, row) => (inAll[row] === true ? said : (other.outputs[row] ?? null))),
    })),
  );
}

function distinct(programs: readonly Found[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const one of [...programs].sort((a, b) => a.cost - b.cost)) {
    const key = JSON.stringify(one.outputs);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
