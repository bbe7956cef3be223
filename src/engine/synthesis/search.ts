import { atomsOf } from './atoms';
import { pathsOf, type Path } from './paths';
import { sourcesOf } from './sources';
import type { Task } from './task';

/** Above this cost a program is a guess: parts of parts are looked for as well. */
const goodCost = 10;

/** The programs without branches that answer every solved row, the cheapest first. */
export function search(task: Task): readonly Path[] {
  const { answers, rows, budget } = task;
  const problems = rows.slice(0, answers.length);
  const shallow = pathsOf(answers, problems, atomsOf(sourcesOf(task, false), task), budget);
  const [best] = shallow;
  if (best && best.cost <= goodCost) return shallow;
  const deep = pathsOf(answers, problems, atomsOf(sourcesOf(task, true), task), budget);
  return (deep[0]?.cost ?? Infinity) < (best?.cost ?? Infinity) ? deep : shallow;
}
