import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import type { Engine } from '../../src/node/sandbox/engine';
import type { EngineStart } from '../../src/node/sandbox/messages';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { startEngine, type EngineMakers } from '../../src/node/sandbox/start-engine';
import { callIn, engineNames, outdir, workerBuild } from './built-sandbox';
import { changedWorker } from './changed-worker';
import { newEngine, requestFor, runOnce, settingsFor, solving } from './engines';

const real: EngineMakers = { snapshot: () => newEngine('snapshot'), freshContext: () => newEngine('freshContext') };

const unknown = Promise.resolve(false);

/** An engine in which every call comes to nothing. */
const broken: Engine = { run: () => ({ outcome: { kind: 'missing' }, fuel: 0 }), prepare: () => Promise.resolve() };

test('the engine that was asked for is the one that runs', async () => {
  for (const engine of engineNames)
    assert.deepEqual((await startEngine(settingsFor(engine), unknown, real)).start, { engine });
});

test('an engine that fails its test, or cannot be made, is replaced by the reference', async () => {
  for (const [snapshot, reason] of [
    [() => Promise.resolve(broken), /does not run/],
    [() => Promise.reject(new Error('no memory to be had')), /no memory to be had/],
  ] as const) {
    const { engine, start } = await startEngine(settingsFor('snapshot'), unknown, { ...real, snapshot });
    assert.equal(start.engine, 'freshContext');
    assert.match(start.fallback ?? '', reason);
    assert.deepEqual((await runOnce(engine, requestFor(solving('return 1;')))).outcome, { kind: 'value', json: '1' });
  }
});

test('nothing starts where the reference fails too', async () => {
  const failing = { snapshot: () => Promise.resolve(broken), freshContext: () => Promise.resolve(broken) };
  for (const engine of engineNames)
    await assert.rejects(startEngine(settingsFor(engine), unknown, failing), /does not run/);
});

for (const [name, file, from, to, reason] of [
  ['leaks', 'snapshot-engine.ts', '(used.loaded?.image ?? used.empty).restore();', '', /sees what another one left/],
  ['moved', 'memory-image.ts', 'heapEndAt = 86_864', 'heapEndAt = 86_868', /laid out in another way/],
] as const) {
  test(`a sandbox whose snapshots fail (${name}) works, and says what it runs`, async () => {
    const starts: EngineStart[] = [];
    const sandbox = createQuickjsSandbox({
      workerPath: await changedWorker(name, file, from, to),
      lanes: 1,
      onStart: (start) => starts.push(start),
    });
    assert.deepEqual(await callIn(sandbox, solving('return 1;'), 'solve', [], 20_000), { kind: 'value', value: 1 });
    await sandbox.dispose();
    assert.equal(starts.length, 1);
    assert.equal(starts[0]?.engine, 'freshContext');
    assert.match(starts[0].fallback ?? '', reason);
  });
}

test('a sandbox says which engine each of its workers runs', async () => {
  for (const engine of engineNames) {
    const starts: EngineStart[] = [];
    const folder = resolve(outdir, 'says');
    await build(await workerBuild(folder));
    const sandbox = createQuickjsSandbox({
      workerPath: resolve(folder, 'sandbox-worker.js'),
      lanes: 2,
      ...(engine === 'snapshot' ? {} : { engine }),
      onStart: (start) => starts.push(start),
    });
    await Promise.all(
      [1, 2].map(() =>
        callIn(
          sandbox,
          solving('let sum = 0; for (let i = 0; i < 3_000_000; i += 1) sum += i % 7; return sum;'),
          'solve',
          [],
          60_000,
        ),
      ),
    );
    await sandbox.dispose();
    assert.deepEqual(starts, Array(2).fill({ engine }));
  }
});
