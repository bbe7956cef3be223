import type { Workshop } from './run-tool';

/**
 * After so many time-outs a survey is given up: an endless parser took minutes, and the workers of the other tools.
 * A limit on the whole survey's time was tried instead, and cut honest tools short while an endless one held the
 * workers.
 */
export const timeoutsBorne = 5;

/** A survey is waited for, so solving gets less time in it than it has when the tool is applied. */
const surveySolveMilliseconds = 1_000;

/** The workshop for a survey; calls `tooSlow` when a tool ran out of time once too often. */
export function hurriedWorkshop({ sandbox, limits }: Workshop, tooSlow: () => void): Workshop {
  let timeouts = 0;
  return {
    limits: { ...limits, solveMilliseconds: Math.min(limits.solveMilliseconds, surveySolveMilliseconds) },
    sandbox: {
      ...sandbox,
      run: (run, signal, onProblem) =>
        sandbox.run(run, signal, (at, ended) => {
          onProblem(at, ended);
          if (ended.outcome.kind === 'timedOut' && ++timeouts === timeoutsBorne) tooSlow();
        }),
    },
  };
}
