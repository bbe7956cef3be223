import type { ToolExample } from '../tool/tool';
import type { SolvedProblem } from './revise';
import type { Example } from './split';
import { sameAnswer } from './verify';

/**
 * Examples with the answers that a person gave: over those that stand there, or as further ones, of which the maker has
 * seen what `further` says. A corrected example is the person's own, and the maker is shown it. Where no maker saw
 * anything of it yet, the split decides as before.
 */
export function withAnswers(
  examples: readonly Example[],
  given: readonly SolvedProblem[],
  further: Exclude<ToolExample['seen'], 'heldOut'>,
): readonly Example[] {
  const answers = new Map(given.map(({ problem, answer }) => [problem, answer]));
  const known = examples.map((example): Example => {
    const { problem, seen } = example;
    const answer = answers.get(problem);
    answers.delete(problem);
    if (answer === undefined || sameAnswer(answer, example.answer)) return example;
    return { problem, answer, ...(seen === undefined ? {} : { seen: seen === 'heldOut' ? 'moved' : seen }) };
  });
  return [...known, ...[...answers].map(([problem, answer]): Example => ({ problem, answer, seen: further }))];
}
