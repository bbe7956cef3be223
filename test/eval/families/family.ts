import type { TaskRow } from '../task-row';
import { Random } from './random';

/** Why a row has no answer: no answer fits, several do, or its text ends too early. */
export type Fault = 'none' | 'several' | 'cutOff';

/** A problem's text in two parts; without the whole of the second it is no problem. */
export interface Wording {
  readonly body: string;
  readonly question: string;
}

/** What tells one family from another. */
export interface FamilyParts<Problem> {
  /**
   * A problem with one answer. `opening` is 0, 1 and 2 for the first three rows, which are the solved examples that a
   * maker sees: between them they show every phrasing there is.
   */
  problem(random: Random, opening: number | null): Problem;
  /** A problem of the same form that has no answer, or several. */
  faulty(random: Random, fault: Exclude<Fault, 'cutOff'>): Problem;
  write(problem: Problem): Wording;
  answer(problem: Problem): string;
}

/** A row with what it was written from. */
export interface Instance<Problem> {
  readonly problem: Problem;
  /** The whole text, also where the row's is cut off. */
  readonly wording: Wording;
  readonly row: TaskRow;
  /** Null for a row with an answer. */
  readonly fault: Fault | null;
}

/** The first `count` rows of a seed; the same on every platform, and a prefix of those for a greater count. */
export type Generate = (seed: number, count: number) => readonly TaskRow[];

/** Rows from this one on may be exceptions: one in each ten. */
const firstException = 10;

/** The rows of a family with their problems, no text twice. */
export function instancesOf<Problem>(
  parts: FamilyParts<Problem>,
  seed: number,
  count: number,
): readonly Instance<Problem>[] {
  const random = new Random(seed);
  const instances: Instance<Problem>[] = [];
  const known = new Set<string>();
  let exceptional = -1;
  while (instances.length < count) {
    const index = instances.length;
    if (index >= firstException && index % 10 === 0 && exceptional < index) exceptional = index + random.below(10);
    const instance =
      index === exceptional ? faultyInstance(parts, random) : wholeInstance(parts, random, index < 3 ? index : null);
    if (known.has(instance.row.input)) continue;
    known.add(instance.row.input);
    instances.push(instance);
  }
  return instances;
}

function wholeInstance<Problem>(
  parts: FamilyParts<Problem>,
  random: Random,
  opening: number | null,
): Instance<Problem> {
  const problem = parts.problem(random, opening);
  const wording = parts.write(problem);
  return {
    problem,
    wording,
    row: { input: wording.body + wording.question, target: parts.answer(problem) },
    fault: null,
  };
}

function faultyInstance<Problem>(parts: FamilyParts<Problem>, random: Random): Instance<Problem> {
  const fault = random.pick<Fault>(['none', 'several', 'cutOff']);
  const problem = fault === 'cutOff' ? parts.problem(random, null) : parts.faulty(random, fault);
  const wording = parts.write(problem);
  const text = wording.body + wording.question;
  const input = fault === 'cutOff' ? cutOff(wording, random) : text;
  return { problem, wording, row: { input, target: null, exception: true }, fault };
}

/** Ends anywhere between the middle of the body and the first half of the question. */
function cutOff({ body, question }: Wording, random: Random): string {
  const length = random.from(Math.floor(body.length / 2), body.length + Math.floor(question.length / 2));
  return (body + question).slice(0, length).trimEnd();
}
