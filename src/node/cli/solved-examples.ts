import { minimumExamples, type Example } from '../../engine/making/split';
import { contradictions } from '../../engine/problem/contradictions';
import { describeNotation } from '../../engine/notation/describe';
import type { Item, Reading } from '../../engine/notation/notation';
import { inputName, readSolved } from './read-input';
import { complaintLines } from './row-text';
import { UsageError, type Terminal } from './terminal';
import { counted } from './words';

/** What a tool is made from, as it was understood. */
export interface SolvedExamples {
  readonly reading: Reading;
  readonly examples: readonly Example[];
}

/** The solved problems of a file. What is left out of it is said; what cannot be made a tool of throws `UsageError`. */
export function solvedExamples(
  path: string,
  text: string,
  lines: string | undefined,
  terminal: Terminal,
): SolvedExamples {
  const { source, readings, question } = readSolved(path, text, lines);
  const [best, second] = readings;
  const reading = readings.find((one) => solved(one.items).length >= minimumExamples) ?? best;
  if (!reading) throw new UsageError(`${inputName(path)} holds no problems.`);
  // A person would be asked; a script cannot be, and a tool of the wrong reading would cost as much as the right one.
  if (question && second)
    throw new UsageError(
      `${inputName(path)} can be read in two ways, as ${describeNotation(reading.notation)} and as ${describeNotation(second.notation)}. Nothing was sent. Write it so that there is one, for example as JSON Lines: {"input": "…", "target": "…"}.`,
    );
  const examples = solved(reading.items);
  terminal.err(complaintLines(path, reading.complaints));
  const open = reading.items.length - examples.length;
  if (open > 0 && examples.length > 0) terminal.err(`${counted(open, 'problem')} without an answer left out\n`);
  if (examples.length < minimumExamples) {
    throw new UsageError(
      `${inputName(path)} holds ${counted(examples.length, 'solved problem')}, read as ${describeNotation(reading.notation)}; at least ${minimumExamples} are needed, one to show and one to check with. Write problems with their answers, for example as lines "problem => answer".`,
    );
  }
  const found = contradictions(source, reading.items);
  if (found.length > 0) {
    const list = found.map(
      ({ lines: where, problem, answers }) =>
        `  lines ${where.join(' and ')}: ${problem} has the answers ${answers.join(' and ')}\n`,
    );
    throw new UsageError(
      `${inputName(path)} gives different answers to the same problem. Nothing was sent. Correct one of them, or leave it out:\n${list.join('').trimEnd()}`,
    );
  }
  return { reading, examples };
}

function solved(items: readonly Item[]): readonly Example[] {
  return items.flatMap(({ problem, answer }) => (answer === null ? [] : [{ problem, answer }]));
}
