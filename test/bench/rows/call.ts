import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compared, notCompared, type Comparison, type Measured } from '../harness/comparison';
import { eachOf, inTurn, side, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { startChildPeer, type ChildPeer } from '../peers/child-peer';
import { callDriver, type PeerTool } from '../peers/drivers';
import { startIsolatePeer } from '../peers/isolated-vm';
import { inFreshContexts } from '../peers/node-vm';
import { startWorkerPeer } from '../peers/worker-peer';
import { callTool, openSandbox } from '../product';
import { datesCall, datesTool } from '../tools/dates';

const rounds = 30;
const name = 'call';
const unit = 'µs';

/**
 * One call of `solve` of the small tool, warm, JSON in and JSON out, each call alone and from a pristine state. The
 * floor is a function that is kept in the same engine, in a worker, and called with one message. It pays for the way to
 * the worker and back and for the call. It pays nothing for a pristine state. Of the peers, `node:vm` with fresh
 * contexts and an isolate a call start each call anew; the kept ones do not.
 */
export const callRow: Row = {
  name,
  title: 'one call of a small tool, warm, pristine state',
  measure: async (bench) => {
    const tool: PeerTool = { code: datesTool.code, driver: callDriver('solve') };
    /** Throws where a side answers anything else. */
    const check = (result: unknown): void => assert.deepEqual(result, datesCall.result);
    /** A peer's call: values in and out, as ours. */
    const through = async (call: (json: string) => unknown): Promise<unknown> =>
      JSON.parse(String(await call(JSON.stringify([datesCall.arguments]))));
    const sandbox = openSandbox(bench.dist);
    const floor = await startWorkerPeer(join(bench.peers, 'kept-function-worker.js'), tool);
    const vm = inFreshContexts(tool);
    const child = startChildPeer(join(bench.peers, 'kept-function-child.js'));
    child.tell({ ...tool });
    const isolates = await startIsolatePeer(bench, tool);
    const isolateSide = (kind: 'fresh' | 'kept', times: number): Side =>
      side(async () => {
        if ('reason' in isolates) return [];
        const { milliseconds, output } = await isolates.measure({
          isolates: kind,
          times,
          json: JSON.stringify([datesCall.arguments]),
        });
        check(JSON.parse(output));
        return milliseconds;
      });
    const sides = {
      ours: side(() => eachOf(50, () => callTool(sandbox, datesTool.code, 'solve', [datesCall.arguments]), check)),
      floor: side(() => eachOf(50, () => through((json) => floor.ask(json)), check)),
      vm: side(() => eachOf(20, () => through(vm), check)),
      child: side(() => eachOf(50, () => through((json) => ask(child, json)), check)),
      freshIsolate: isolateSide('fresh', 5),
      keptIsolate: isolateSide('kept', 50),
    };
    try {
      await inTurn({ rounds, warmUp: 3 }, Object.values(sides));
    } finally {
      await Promise.all([sandbox.dispose(), floor.stop()]);
      child.stop();
      if (!('reason' in isolates)) isolates.stop();
    }
    const ours = microseconds(sides.ours);
    const against = (measured: Omit<Measured, 'name' | 'unit'>, theirs: Side): Comparison =>
      compared({ name, unit, ...measured }, ours, microseconds(theirs));
    const againstIsolate = (measured: Omit<Measured, 'name' | 'unit'>, theirs: Side): Comparison =>
      'reason' in isolates
        ? notCompared({ name, unit, ...measured, note: `isolated-vm is not installed: ${isolates.reason}` }, ours)
        : against(measured, theirs);
    return [
      against(
        {
          peer: 'a kept function in the same engine and one message to a worker and back (the floor)',
          target: { kind: 'atMost', ratio: 1.4 },
        },
        sides.floor,
      ),
      againstIsolate(
        { peer: 'isolated-vm, a fresh isolate each', target: { kind: 'below', ratio: 1 } },
        sides.freshIsolate,
      ),
      againstIsolate({ peer: 'isolated-vm, a kept isolate', target: { kind: 'stated' } }, sides.keptIsolate),
      against({ peer: 'node:vm, a fresh context each, a time limit', target: { kind: 'stated' } }, sides.vm),
      against({ peer: 'a child process, kept, one message', target: { kind: 'stated' } }, sides.child),
    ];
  },
};

function microseconds({ samples }: Side): number {
  return 1_000 * median(samples);
}

async function ask(child: ChildPeer, json: string): Promise<unknown> {
  child.tell(json);
  return child.next();
}
