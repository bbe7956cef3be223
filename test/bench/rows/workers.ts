import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { compared } from '../harness/comparison';
import { inTurn, side, timed, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { applyTool, openSandbox } from '../product';
import { dateProblems, datesTool } from '../tools/dates';

const count = 100_000;
const rounds = 3;
/** Memory that a collection which has not come yet may hold, in MB. */
const slack = 64;

/** The resident memory of this process, workers included, before a run, at half of it and at its end, in MB. */
interface Memory {
  readonly before: number;
  readonly half: number;
  readonly end: number;
}

/**
 * 100,000 problems through the small tool in one go, as the editor applies it, with two workers and with one. Memory is
 * flat when the end of each run takes at most 1.1 times what its half took, and a slack of 64 MB; the answers
 * themselves are kept until the end.
 */
export const workersRow: Row = {
  name: 'workers',
  title: '100,000 problems through one tool, two workers',
  measure: async ({ dist, say }) => {
    const solved = dateProblems(count);
    const problems = solved.map(({ problem }) => problem);
    const answers = solved.map(({ answer }) => answer);
    const memories: Memory[] = [];
    const applying = (lanes: number): Side & { readonly sandbox: Sandbox } => {
      const sandbox = openSandbox(dist, { lanes });
      const rate = async (): Promise<number> => {
        let done = 0;
        let half = 0;
        const before = residentMegabytes();
        const onOutcome = (): void => {
          done += 1;
          if (done === count / 2) half = residentMegabytes();
        };
        const { milliseconds, output } = await timed(() => applyTool(sandbox, datesTool, problems, onOutcome));
        memories.push({ before, half, end: residentMegabytes() });
        assert.deepEqual(output, answers);
        say(`${count} problems with ${lanes} in ${(milliseconds / 1_000).toFixed(1)} s`);
        return (1_000 * count) / milliseconds;
      };
      return { sandbox, ...side(rate) };
    };
    const two = applying(2);
    const one = applying(1);
    try {
      for (const { sandbox } of [two, one]) await applyTool(sandbox, datesTool, problems.slice(0, 1_000));
      await inTurn({ rounds, seconds: 180 }, [two, one]);
    } finally {
      await Promise.all([two, one].map(({ sandbox }) => sandbox.dispose()));
    }
    const worst = memories.reduce((a, b) => (b.end - 1.1 * b.half > a.end - 1.1 * a.half ? b : a));
    const note = `resident MB before, at half and at the end of each run, two workers and one in turn: ${memories.map(({ before, half, end }) => [before, half, end].map(Math.round).join(' ')).join(', ')}`;
    return [
      compared(
        { name: 'workers', unit: 'problems/s', peer: 'one worker', target: { kind: 'atLeast', ratio: 1.6 } },
        median(two.samples),
        median(one.samples),
      ),
      compared(
        {
          name: 'workers',
          unit: 'MB',
          peer: 'memory at half of the run that grew most, ours at its end',
          target: { kind: 'atMost', ratio: 1.1, more: slack },
          note,
        },
        worst.end,
        worst.half,
      ),
    ];
  },
};

function residentMegabytes(): number {
  return process.memoryUsage.rss() / 1e6;
}
