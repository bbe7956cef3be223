import type { SandboxOutcome } from '../sandbox/sandbox';
import type { Workshop } from './run-tool';

/**
 * After so many time-outs a survey is given up: an endless parser took minutes, and the workers of the other tools.
 * A limit on the whole survey's time was tried instead, and cut honest tools short while an endless one held the
 * workers.
 */
export const timeoutsBorne = 5;

/** A survey is waited for, so solving gets less time in it than it has when the tool is applied. */
const surveySolveMilliseconds = 1_000;

/**
 * The workshop for a survey of one tool; calls `tooSlow` when it ran out of time once too often. A call gives the same
 * whenever it is made, so that each is made once: the columns of a table are compared with one another again and again.
 */
export function hurriedWorkshop({ sandbox, limits }: Workshop, tooSlow: () => void): Workshop {
  let timeouts = 0;
  const made = new Map<string, SandboxOutcome>();
  return {
    limits: { ...limits, solveMilliseconds: Math.min(limits.solveMilliseconds, surveySolveMilliseconds) },
    sandbox: {
      call: async (call, signal) => {
        const key = `${call.function} ${JSON.stringify(call.arguments)}`;
        const known = made.get(key);
        if (known) return known;
        const outcome = await sandbox.call(call, signal);
        if (outcome.kind !== 'killed') made.set(key, outcome);
        if (outcome.kind === 'timedOut' && ++timeouts >= timeoutsBorne) tooSlow();
        return outcome;
      },
      check: (check, signal) => sandbox.check(check, signal),
      dispose: () => sandbox.dispose(),
    },
  };
}
