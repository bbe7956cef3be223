import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { graceMilliseconds } from '../../../src/node/sandbox/watch-lane';
import { compared } from '../harness/comparison';
import { eachOf, inTurn, side, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { callDriver } from '../peers/drivers';
import { inFreshContexts } from '../peers/node-vm';
import { callTool, never, openSandbox } from '../product';
import { ordersCall, ordersCode } from '../tools/orders';

/**
 * One call of a tool that searches all 7! orders of seven things. `node:vm` compiles to machine code, QuickJS
 * interprets: the ratio is what the sandbox costs where a tool computes. The other peer is the product's own worker
 * with the interrupt handler taken out, which stops endless tools and counts fuel: the ratio is what it costs. Each is
 * paired with runs of ours of its own. `node:vm` fills the main thread, so that on a busy machine whoever comes after
 * it has to wait. That would outweigh the few percent in question.
 */
export const searchRow: Row = {
  name: 'search',
  title: 'a search-heavy tool (7! orders)',
  measure: async (bench) => {
    const sandbox = openSandbox(bench.dist);
    const handlerless = openSandbox(bench.peers, {}, 'handlerless-worker.js');
    const vm = inFreshContexts({ code: ordersCode, driver: callDriver('solve') });
    const check = (result: unknown): void => assert.deepEqual(result, ordersCall.result);
    const callOf = (called: Sandbox): Side =>
      side(() => eachOf(1, () => callTool(called, ordersCode, 'solve', [ordersCall.arguments]), check));
    const inVm = side(() => eachOf(1, () => JSON.parse(vm(JSON.stringify([ordersCall.arguments]))) as unknown, check));
    const without = callOf(handlerless);
    const [besideVm, besideWithout] = [callOf(sandbox), callOf(sandbox)];
    try {
      await inTurn({ rounds: 150, warmUp: 5 }, [besideWithout, without]);
      await inTurn({ rounds: 30, warmUp: 5 }, [besideVm, inVm]);
      await assertHandlerless(handlerless);
    } finally {
      await Promise.all([sandbox.dispose(), handlerless.dispose()]);
    }
    const shared = { name: 'search', unit: 'ms' };
    return [
      compared(
        { ...shared, peer: 'node:vm, a fresh context each, a time limit', target: { kind: 'stated' } },
        median(besideVm.samples),
        median(inVm.samples),
      ),
      compared(
        { ...shared, peer: 'the same without the interrupt handler', target: { kind: 'atMost', ratio: 1.05 } },
        median(besideWithout.samples),
        median(without.samples),
      ),
    ];
  },
};

/**
 * Throws where the handler still is there: an endless loop then ends at its limit, and not when its worker is stopped.
 */
async function assertHandlerless(sandbox: Sandbox): Promise<void> {
  const limit = 100;
  const start = performance.now();
  const outcome = await sandbox.call(
    {
      code: 'function solve() { for (;;); }',
      function: 'solve',
      arguments: [],
      limits: { milliseconds: limit, outputCharacters: 100 },
    },
    never,
  );
  const taken = performance.now() - start;
  assert.equal(outcome.kind, 'timedOut');
  assert.ok(
    taken >= limit + graceMilliseconds,
    `the worker without the interrupt handler was interrupted after ${taken} ms`,
  );
}
