import { whichToAnswer } from '../form/which-to-answer';
import type { Example } from './split';

/** The most unanswered problems that a maker is shown: each costs tokens at every try. */
const maximumInView = 8;

/** All of them together are no longer, in characters. */
const longestInView = 8_000;

/**
 * The unanswered problems that a maker is shown, so that it makes the tool for the data that waits for it: the most
 * different ones, none that is an example. Whole ones only: a problem that is cut is another problem.
 */
export function problemsInView(unanswered: readonly string[], examples: readonly Example[]): readonly string[] {
  const known = new Set(examples.map(({ problem }) => problem));
  const open = unanswered.filter((problem) => !known.has(problem) && problem.length <= longestInView);
  let left = longestInView;
  return whichToAnswer(open, maximumInView).filter((problem) => {
    if (problem.length > left) return false;
    left -= problem.length;
    return true;
  });
}
