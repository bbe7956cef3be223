import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { compared } from '../harness/comparison';
import { inTurn, side, timed, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { greatest, median } from '../harness/statistics';
import { callTool, never, openSandbox } from '../product';

const rounds = 12;
const name = 'timeout';
const unit = 'ms';

/** Ended by the interrupt handler. */
const loop = 'function solve() { for (;;); }';
/** Runs in one built-in, which never asks the interrupt handler: ended by stopping the worker. */
const builtIn = 'function solve() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1); }';

/**
 * How long after the limit of an endless tool (200 ms, that of a parser) the answer "timed out" is there, in a warm
 * sandbox. Once for a loop, and once for a built-in that cannot be interrupted. The peer is `terminate()` alone: from
 * its call on a worker in an endless loop until that worker is gone.
 */
export const timeoutRow: Row = {
  name,
  title: 'an endless tool, from its limit to the answer "timed out"',
  measure: async ({ dist, peers }) => {
    const sandbox = openSandbox(dist);
    const limits = { milliseconds: defaultLimits.parseMilliseconds, outputCharacters: 100 };
    const endless = (code: string): Side =>
      side(async () => {
        // A worker that was stopped is replaced; its start belongs to the next call.
        assert.equal(await callTool(sandbox, 'function solve() { return 1; }', 'solve', []), 1);
        const { milliseconds, output } = await timed(() =>
          sandbox.call({ code, function: 'solve', arguments: [], limits }, never),
        );
        assert.deepEqual(output, { kind: 'timedOut', milliseconds: limits.milliseconds });
        return milliseconds - limits.milliseconds;
      });
    const looping = endless(loop);
    const inBuiltIn = endless(builtIn);
    const terminate = side(async () => {
      const worker = new Worker(join(peers, 'looping-worker.js'));
      await once(worker, 'message');
      return (await timed(() => worker.terminate())).milliseconds;
    });
    try {
      await inTurn({ rounds, warmUp: 1 }, [looping, terminate, inBuiltIn]);
    } finally {
      await sandbox.dispose();
    }
    const against = (what: string, { samples }: Side): ReturnType<typeof compared> =>
      compared(
        {
          name,
          unit,
          peer: `terminate() alone (${what})`,
          target: { kind: 'atMost', ratio: 1, more: 50 },
          note: `${what}: ${greatest(samples).toFixed(0)} ms at worst of ${samples.length}`,
        },
        median(samples),
        median(terminate.samples),
      );
    return [against('a loop', looping), against('a built-in that is never interrupted', inBuiltIn)];
  },
};
