import { minimumExamples, type Example } from '../../engine/making/split';
import { contradictions } from '../../engine/problem/contradictions';
import { describeNotation } from '../../engine/notation/notations';
import type { Item, Reading } from '../../engine/notation/notation';
import { planSolved } from '../../engine/problem/plan-solved';
import { optionsText, type Said } from '../../engine/problem/said';
import { signBetween } from '../../engine/problem/sign-between';
import { showInvisible } from '../../engine/text/show-invisible';
import { wholeOf } from '../../engine/text/source';
import { usualShell } from '../shell';
import { inputName, unreadableInput } from './read-input';
import { complaintLines } from './row-text';
import { UsageError, type Terminal } from './terminal';
import { counted } from './words';

/** What a tool is made from, as it was understood. */
export interface SolvedExamples {
  readonly reading: Reading;
  readonly examples: readonly Example[];
  /** The problems that have no answer. */
  readonly unanswered: readonly string[];
}

/** The most ways to read a file that are listed. */
const mostWays = 12;

/** The solved problems of a file. What is left out of it is said; what cannot be made a tool of throws `UsageError`. */
export function solvedExamples(path: string, text: string, said: Said, terminal: Terminal): SolvedExamples {
  const source = wholeOf(text);
  const enough = ({ items }: Reading): boolean => solved(items).length >= minimumExamples;
  const planned = planSolved(source, { name: path, said }, enough);
  if (planned.kind === 'unreadable') {
    const { line, reason } = planned;
    throw line === null
      ? new UsageError(`${inputName(path)} ${showInvisible(reason)}`)
      : unreadableInput(path, [{ line, reason }]);
  }
  // A person would be asked; a script cannot be, and a tool of the wrong reading would cost as much as the right one.
  if (planned.kind === 'question') {
    const left = planned.choices.length - mostWays;
    const ways = planned.choices
      .slice(0, mostWays)
      .map((one) => `  ${optionsText(one.said, usualShell)}: ${one.label}, first ${showInvisible(one.first)}\n`);
    throw new UsageError(
      `${inputName(path)} can be read in ${planned.choices.length === 2 ? 'two ways' : `${planned.choices.length} ways`}, and nothing tells which is meant. Nothing was sent. Say it:\n${ways.join('')}${left > 0 ? `  and ${left} more, told apart likewise` : ''}`.trimEnd(),
    );
  }
  const { reading } = planned;
  const examples = solved(reading.items);
  terminal.err(complaintLines(path, reading.complaints));
  const unanswered = reading.items.flatMap(({ problem, answer }) => (answer === null ? [problem] : []));
  if (unanswered.length > 0 && examples.length > 0)
    terminal.err(`${counted(unanswered.length, 'problem')} without an answer: no example\n`);
  if (examples.length < minimumExamples) {
    const sign = examples.length === 0 ? signBetween(source) : undefined;
    const saying = sign
      ? ` Each line has one “${sign.delimiter ?? ''}”: if answers stand behind it, say ${optionsText(sign, usualShell)}.`
      : '';
    throw new UsageError(
      `${inputName(path)} holds ${counted(examples.length, 'solved problem')}, read as ${describeNotation(reading.notation, reading.columnNames)}; at least ${minimumExamples} are needed, one to show and one to check with. Arrows (=>, ->, →…), labels (Question:/Answer:…), tables and JSON were looked for. A line such as "problem => answer" would do.${saying}`,
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
  return { reading, examples, unanswered };
}

function solved(items: readonly Item[]): readonly Example[] {
  return items.flatMap(({ problem, answer }) => (answer === null ? [] : [{ problem, answer }]));
}
