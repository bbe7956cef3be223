import type { Example } from '../../engine/making/split';
import { showInvisible } from '../../engine/text/show-invisible';
import { quotedFor } from '../../engine/text/shell-words';
import { usualShell } from '../shell';
import type { Options } from './options';
import { UsageError } from './terminal';

/** What stands between a problem and its answer in `--answer`. */
const arrow = ' => ';

/**
 * Examples with what `--answer` says: of a problem that has an answer the right one, of one that has none its answer,
 * which the maker is shown. Throws `UsageError` where it speaks of no problem.
 */
export function withGivenAnswers(
  options: Options,
  examples: readonly Example[],
  unanswered: readonly string[],
): readonly Example[] {
  let now = examples;
  for (const given of options.all('answer')) {
    const says = (problem: string): boolean => given.startsWith(`${problem}${arrow}`);
    const answerTo = (problem: string): string => given.slice(problem.length + arrow.length);
    const corrected = now.find(({ problem }) => says(problem));
    const problem = corrected ? undefined : unanswered.find(says);
    if (corrected) now = now.map((one) => (one === corrected ? correctedExample(one, answerTo(one.problem)) : one));
    else if (problem !== undefined) now = [...now, { problem, answer: answerTo(problem), seen: 'shown' }];
    else
      throw new UsageError(
        `--answer “${showInvisible(given)}” speaks of no problem that is there: write the problem as it stands, “${arrow}” and its answer.`,
      );
  }
  return now;
}

/** An example with another answer, which is the person's own. */
function correctedExample({ problem, seen }: Example, answer: string): Example {
  return { problem, answer, ...(seen === undefined ? {} : { seen }) };
}

/** The option that says so, to be typed. */
export function answerOption(problem: string, answer: string): string {
  return `--answer ${quotedFor(usualShell, `${problem}${arrow}${answer}`)}`;
}
