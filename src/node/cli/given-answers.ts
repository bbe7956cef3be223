import type { SolvedProblem } from '../../engine/making/revise';
import type { Example } from '../../engine/making/split';
import { withAnswers } from '../../engine/making/with-answers';
import { showInvisible } from '../../engine/text/show-invisible';
import { quotedFor } from '../../engine/text/shell-words';
import { usualShell } from '../shell';
import type { Options } from './options';
import { UsageError } from './terminal';

/** What stands between a problem and its answer in `--answer`. */
const arrow = ' => ';

/**
 * What `--answer` says, each of one of these problems. Where `mayBeNew` says so it may be of any other, if it is plain
 * where that ends. Throws `UsageError`.
 */
export function givenAnswers(
  options: Options,
  problems: readonly string[],
  mayBeNew = false,
): readonly SolvedProblem[] {
  return options.all('answer').map((given) => {
    const problem = problems.find((one) => given.startsWith(`${one}${arrow}`));
    if (problem !== undefined) return { problem, answer: given.slice(problem.length + arrow.length) };
    const [before, after, ...others] = given.split(arrow);
    if (mayBeNew && before !== undefined && after !== undefined && others.length === 0)
      return { problem: before, answer: after };
    throw new UsageError(
      `--answer “${showInvisible(given)}” speaks of no problem that is there: write the problem as it stands, “${arrow}” and its answer.`,
    );
  });
}

/**
 * Examples with what `--answer` says. If the problem has an answer, the given one takes its place. If it has none, it
 * becomes an example that the maker is shown. Throws `UsageError` where it speaks of no problem.
 */
export function withGivenAnswers(
  options: Options,
  examples: readonly Example[],
  unanswered: readonly string[],
): readonly Example[] {
  const problems = [...examples.map(({ problem }) => problem), ...unanswered];
  return withAnswers(examples, givenAnswers(options, problems), 'shown');
}

/** The option that says so, to be typed. */
export function answerOption(problem: string, answer: string): string {
  return `--answer ${quotedFor(usualShell, `${problem}${arrow}${answer}`)}`;
}
