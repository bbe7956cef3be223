import type { ProblemOutcome } from '../sandbox/sandbox';
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
 * The workshop for a survey of one tool; calls `tooSlow` when it ran out of time once too often. A problem comes to the
 * same whenever it is tried, so that each is tried once: the columns of a table are compared with one another again and
 * again.
 */
export function hurriedWorkshop({ sandbox, limits }: Workshop, tooSlow: () => void): Workshop {
  let timeouts = 0;
  const tried = new Map<string, ProblemOutcome>();
  return {
    limits: { ...limits, solveMilliseconds: Math.min(limits.solveMilliseconds, surveySolveMilliseconds) },
    sandbox: {
      ...sandbox,
      run: async (run, signal, onProblem) => {
        const { problems, arguments: given, onlyRead = false } = run;
        const keys = problems.map((problem, at) => JSON.stringify([problem, onlyRead, given?.[at]]));
        const open: number[] = [];
        for (const [at, key] of keys.entries()) {
          const known = tried.get(key);
          if (known) onProblem(at, known);
          else open.push(at);
        }
        if (open.length === 0) return;
        const left = {
          ...run,
          problems: open.map((at) => problems[at] ?? ''),
          ...(given ? { arguments: open.map((at) => given[at] ?? {}) } : {}),
        };
        await sandbox.run(left, signal, (index, ended) => {
          const at = open[index] ?? 0;
          if (ended.outcome.kind !== 'killed') tried.set(keys[at] ?? '', ended);
          onProblem(at, ended);
          if (ended.outcome.kind === 'timedOut' && ++timeouts === timeoutsBorne) tooSlow();
        });
      },
    },
  };
}
