import assert from 'node:assert/strict';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { compared, type Comparison } from '../harness/comparison';
import { inTurn, side, timed, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { answerDriver, type PeerTool } from '../peers/drivers';
import { inFreshContexts } from '../peers/node-vm';
import { startWorkerPeer } from '../peers/worker-peer';
import { applyTool, openSandbox } from '../product';
import { dateProblems, datesTool } from '../tools/dates';

const count = 10_000;
const rounds = 3;

/**
 * 10,000 short problems through the small tool, one worker, as the editor applies it: `parse`, the check of its
 * arguments, `solve` and `format`, each a call of its own from a pristine state. Fresh QuickJS is a runtime and a
 * context, in a worker, with the built-ins, the stack and the interrupt handler of ours, one message a problem. It is
 * made anew for each problem, which runs the three functions in one go and so asks less. And it is made anew for each
 * call, as pristine as ours. `node:vm` starts anew with each problem on the main thread, sends nothing and protects
 * nothing.
 */
export const throughputRow: Row = {
  name: 'throughput',
  title: '10,000 short problems through one tool, pristine state each',
  measure: async (bench) => {
    const solved = dateProblems(count);
    const problems = solved.map(({ problem }) => problem);
    const answers = solved.map(({ answer }) => answer);
    const tool: PeerTool = { code: datesTool.code, driver: answerDriver };
    const sandbox = openSandbox(bench.dist);
    const freshProblems = await startWorkerPeer(join(bench.peers, 'fresh-problem-worker.js'), tool);
    const freshCalls = await startWorkerPeer(join(bench.peers, 'fresh-call-worker.js'), tool);
    const vm = inFreshContexts(tool);
    /** Problems a second. */
    const rate = (apply: () => Promise<readonly unknown[]>): Side =>
      side(async () => {
        const { milliseconds, output } = await timed(apply);
        assert.deepEqual(output, answers);
        return (1_000 * count) / milliseconds;
      });
    const peerRate = (ask: (json: string) => string | Promise<string>): Side =>
      rate(() =>
        pLimit(8).map(problems, async (problem): Promise<unknown> => JSON.parse(await ask(JSON.stringify(problem)))),
      );
    const ours = rate(() => applyTool(sandbox, datesTool, problems));
    const eachProblem = peerRate((json) => freshProblems.ask(json));
    const eachCall = peerRate((json) => freshCalls.ask(json));
    const inVm = peerRate(vm);
    try {
      await applyTool(sandbox, datesTool, problems.slice(0, 500));
      await inTurn({ rounds }, [ours, eachProblem, inVm, eachCall]);
    } finally {
      await Promise.all([sandbox.dispose(), freshProblems.stop(), freshCalls.stop()]);
    }
    const against = (peer: string, least: number, { samples }: Side): Comparison =>
      compared(
        { name: 'throughput', unit: 'problems/s', peer, target: { kind: 'atLeast', ratio: least } },
        median(ours.samples),
        median(samples),
      );
    return [
      against('a fresh QuickJS runtime and context for each problem, in a worker', 5.5, eachProblem),
      against('a fresh QuickJS runtime and context for each call, in a worker', 15, eachCall),
      against('node:vm, a fresh context for each problem, a time limit', 10, inVm),
    ];
  },
};
