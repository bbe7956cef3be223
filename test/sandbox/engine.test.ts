import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { WorkerOutcome, WorkerRequest } from '../../src/node/sandbox/messages';
import { createFreshContextEngine, type Engine } from '../../src/node/sandbox/quickjs-engine';
import { assertSound } from '../../src/node/sandbox/self-test';

const folder = dirname(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));

const request = (body: string): WorkerRequest => ({ id: 1, code: `function solve() { ${body} }`, function: 'solve', arguments: '[]', milliseconds: 20_000, outputCharacters: 1_000 });

test('fuel is the same each time, in an instance used before or not', async () => {
  const body = 'let sum = 0; for (let i = 0; i < 1_000_000; i += 1) sum += i % 7; return sum;';
  const engine = await createFreshContextEngine({ memoryMegabytes: 64, folder });
  const first = engine.run(request(body));
  await engine.prepare();
  engine.run(request('return "x".repeat(2 ** 30 - 1).length;'));
  await engine.prepare();
  assert.ok(first.fuel > 10, `${first.fuel} polls`);
  assert.deepEqual(engine.run(request(body)), first);
});

test('what looks like a lack of memory is believed only in the call where there was one', async () => {
  const engine = await createFreshContextEngine({ memoryMegabytes: 64, folder });
  const outcome = async (body: string): Promise<WorkerOutcome> => {
    const { outcome: ended } = engine.run(request(body));
    await engine.prepare();
    return ended;
  };
  assert.deepEqual(await outcome('return "x".repeat(2 ** 30 - 1).length;'), { kind: 'outOfMemory' });
  assert.deepEqual(await outcome('throw null;'), { kind: 'threw', message: 'null' });
  assert.deepEqual(await outcome('try { "x".repeat(2 ** 30 - 1); } catch {} return 1;'), { kind: 'value', json: '1' });
  assert.deepEqual(await outcome('throw null;'), { kind: 'threw', message: 'null' });
});

test('a smaller memory holds less', async () => {
  const held = async (memoryMegabytes: number): Promise<WorkerOutcome> => {
    const engine = await createFreshContextEngine({ memoryMegabytes, folder });
    return engine.run(request('const all = []; for (let i = 0; i < 40; i += 1) all.push("x".repeat(1 << 20)); return all.length;')).outcome;
  };
  assert.deepEqual(await held(16), { kind: 'outOfMemory' });
  assert.deepEqual(await held(64), { kind: 'value', json: '40' });
});

test('an engine whose clock runs, whose chance is real, or whose memory has no end is refused', async () => {
  const engine = await createFreshContextEngine({ memoryMegabytes: 64, folder });
  await assertSound(engine);
  let runs = 0;
  const bent = (bend: (outcome: WorkerOutcome, run: number) => WorkerOutcome): Engine => ({
    prepare: () => engine.prepare(),
    run: (of) => {
      const { outcome, fuel } = engine.run(of);
      runs += 1;
      return { outcome: bend(outcome, runs), fuel };
    },
  });
  const changed = (change: (json: string, run: number) => string) => bent((outcome, run) => (outcome.kind === 'value' ? { kind: 'value', json: change(outcome.json, run) } : outcome));
  await assert.rejects(assertSound(changed((json) => json.replaceAll('946684800000', '946684800001'))), /clock is not frozen/);
  await assert.rejects(assertSound(changed((json) => json.replace('GMT+0000', 'GMT+0100'))), /clock is not frozen/);
  await assert.rejects(assertSound(changed((json, run) => json.replace(/0\.\d+/, `0.${run}`))), /clock is not frozen/);
  await assert.rejects(assertSound(bent((outcome) => (outcome.kind === 'outOfMemory' ? { kind: 'value', json: '1' } : outcome))), /does not limit memory/);
  await assert.rejects(assertSound(bent(() => ({ kind: 'missing' }))), /does not run/);
});
