import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Engine } from '../../src/node/sandbox/engine';
import type { WorkerOutcome } from '../../src/node/sandbox/messages';
import { assertSound } from '../../src/node/sandbox/self-test';
import { engineNames } from './built-sandbox';
import { newEngine, requestFor, runOnce, solving } from './engines';

const manyTicks = solving('let sum = 0; for (let i = 0; i < 1_000_000; i += 1) sum += i % 7; return sum;');
const refused = '"x".repeat(2 ** 30 - 1).length;';

for (const name of engineNames) {
  describe(name, () => {
    const outcome = async (engine: Engine, body: string): Promise<WorkerOutcome> =>
      (await runOnce(engine, requestFor(solving(body)))).outcome;

    test('fuel is the same each time, in an instance used before or not', async () => {
      const engine = await newEngine(name);
      const first = await runOnce(engine, requestFor(manyTicks));
      assert.ok(first.fuel > 10, `${first.fuel} polls`);
      assert.deepEqual(await runOnce(engine, requestFor(manyTicks)), first);
      await outcome(engine, `return ${refused}`);
      assert.deepEqual(await runOnce(engine, requestFor(manyTicks)), first);
    });

    test('fuel counts what a tool takes to load, in each call', async () => {
      const engine = await newEngine(name);
      const busy = `let sum = 0; for (let i = 0; i < 1_000_000; i += 1) sum += i % 7; ${solving('return sum;')}`;
      const first = await runOnce(engine, requestFor(busy));
      assert.ok(first.fuel > 10, `${first.fuel} polls`);
      for (let i = 0; i < 3; i += 1) assert.deepEqual(await runOnce(engine, requestFor(busy)), first);
    });

    test('a tool that loads more slowly than a call may take fails in that call, and in no other', async () => {
      const engine = await newEngine(name);
      const slow = `let sum = 0; for (let i = 0; i < 8_000_000; i += 1) sum += i % 7; ${solving('return sum;')}`;
      const call = async (milliseconds: number): Promise<string> =>
        (await runOnce(engine, requestFor(slow, { milliseconds }))).outcome.kind;
      assert.deepEqual(
        [await call(20), await call(60_000), await call(60_000), await call(20), await call(60_000)],
        ['timedOut', 'value', 'value', 'timedOut', 'value'],
      );
    });

    test('what looks like a lack of memory is believed only in the call where there was one', async () => {
      const engine = await newEngine(name);
      assert.deepEqual(await outcome(engine, `return ${refused}`), { kind: 'outOfMemory' });
      assert.deepEqual(await outcome(engine, 'throw null;'), { kind: 'threw', message: 'null' });
      assert.deepEqual(await outcome(engine, `try { ${refused} } catch {} return 1;`), { kind: 'value', json: '1' });
      assert.deepEqual(await outcome(engine, 'throw null;'), { kind: 'threw', message: 'null' });
      const one = `function solve(hoard) { if (hoard) return ${refused} throw null; }`;
      assert.deepEqual((await runOnce(engine, requestFor(one, { arguments: '[true]' }))).outcome, {
        kind: 'outOfMemory',
      });
      assert.deepEqual((await runOnce(engine, requestFor(one, { arguments: '[false]' }))).outcome, {
        kind: 'threw',
        message: 'null',
      });
    });

    test('a smaller memory holds less', async () => {
      const held = async (memoryMegabytes: number): Promise<WorkerOutcome> =>
        outcome(
          await newEngine(name, memoryMegabytes),
          'const all = []; for (let i = 0; i < 40; i += 1) all.push("x".repeat(1 << 20)); return all.length;',
        );
      assert.deepEqual(await held(16), { kind: 'outOfMemory' });
      assert.deepEqual(await held(64), { kind: 'value', json: '40' });
    });

    test('an engine whose clock runs, whose calls see each other, or whose memory has no end is refused', async () => {
      const engine = await newEngine(name);
      await assertSound(engine);
      let runs = 0;
      const bent = (bend: (outcome: WorkerOutcome, run: number) => WorkerOutcome): Engine => ({
        prepare: () => engine.prepare(),
        run: (of) => {
          const result = engine.run(of);
          runs += 1;
          return { outcome: bend(result.outcome, runs), fuel: result.fuel };
        },
      });
      const changed = (change: (json: string, run: number) => string) =>
        bent((result, run) => (result.kind === 'value' ? { kind: 'value', json: change(result.json, run) } : result));
      await assert.rejects(
        assertSound(changed((json) => json.replaceAll('946684800000', '946684800001'))),
        /clock is not frozen/,
      );
      await assert.rejects(assertSound(changed((json) => json.replace('GMT+0000', 'GMT+0100'))), /clock is not frozen/);
      await assert.rejects(
        assertSound(changed((json, run) => json.replace(/0\.\d+/, `0.${run}`))),
        /sees what another one left/,
      );
      for (const [clean, left] of [
        ['[1,', '[2,'],
        ['"undefined"', '"object"'],
        [',2,false', ',0,false'],
        [',2,false', ',2,true'],
      ] as const) {
        await assert.rejects(assertSound(changed((json) => json.replace(clean, left))), /sees what another one left/);
      }
      await assert.rejects(
        assertSound(bent((result) => (result.kind === 'outOfMemory' ? { kind: 'value', json: '1' } : result))),
        /does not limit memory/,
      );
      await assert.rejects(assertSound(bent(() => ({ kind: 'missing' }))), /does not run/);
    });
  });
}

test('a snapshot spares the loading: many calls of a tool that loads slowly take less time than its first', async () => {
  const engine = await newEngine('snapshot');
  const slow = `let sum = 0; for (let i = 0; i < 5_000_000; i += 1) sum += i % 7; ${solving('return sum;')}`;
  const timed = async (calls: number): Promise<number> => {
    const began = performance.now();
    for (let i = 0; i < calls; i += 1) assert.equal((await runOnce(engine, requestFor(slow))).outcome.kind, 'value');
    return performance.now() - began;
  };
  const first = await timed(1);
  const further = await timed(20);
  assert.ok(further < first, `${further} ms for 20 calls, ${first} ms for the first`);
});
