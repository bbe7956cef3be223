import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Sandbox } from '../../src/engine/sandbox/sandbox';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { builtSandbox, builtWorker, callIn, engineNames, outdir } from './built-sandbox';
import { falseWorker } from './false-worker';

const open: Sandbox[] = [];
const opened = (sandbox: Sandbox): Sandbox => {
  open.push(sandbox);
  return sandbox;
};
after(() => Promise.all(open.map((sandbox) => sandbox.dispose())));

const loop = 'function solve() { for (;;); }';
const deaf = 'function solve() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1); }';
const echo = 'function solve(a) { return a; }';

for (const engine of engineNames) {
  describe(engine, () => {
    test('a call that cannot be interrupted is ended alone', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 2 }));
      await callIn(sandbox, echo, 'solve', [0]);
      const long = callIn(
        sandbox,
        'function solve() { let sum = 0; for (let i = 0; i < 8_000_000; i += 1) sum += i % 7; return sum; }',
        'solve',
        [],
        60_000,
      );
      const hung = [callIn(sandbox, deaf, 'solve', [], 200), callIn(sandbox, deaf, 'solve', [], 200)];
      const queued = Array.from({ length: 20 }, (_, index) => callIn(sandbox, echo, 'solve', [index], 20_000));
      assert.deepEqual(await Promise.all(hung), Array(2).fill({ kind: 'timedOut', milliseconds: 200 }));
      assert.deepEqual(
        await Promise.all(queued),
        Array.from({ length: 20 }, (_, index) => ({ kind: 'value', value: index })),
      );
      assert.equal((await long).kind, 'value');
    });

    test('a reply that waits while this thread is busy is no timeout', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      await callIn(sandbox, echo, 'solve', [0]);
      const call = callIn(sandbox, echo, 'solve', [1], 200);
      // In this phase of the event loop timers come before messages.
      await new Promise(setImmediate);
      for (const until = performance.now() + 1_500; performance.now() < until;);
      assert.deepEqual(await call, { kind: 'value', value: 1 });
    });

    test('one signal cancels a thousand calls, running and waiting, and nothing else', async () => {
      const warnings: Error[] = [];
      const warned = (warning: Error): void => void warnings.push(warning);
      process.on('warning', warned);
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      const controller = new AbortController();
      const first = callIn(sandbox, loop, 'solve', [], 60_000, controller.signal);
      const cancelled = Array.from({ length: 1_000 }, () =>
        callIn(sandbox, echo, 'solve', [1], 1_000, controller.signal),
      );
      const innocent = callIn(sandbox, echo, 'solve', [2], 20_000);
      setTimeout(() => controller.abort(), 200);
      const outcomes = await Promise.all([first, ...cancelled]);
      assert.ok(outcomes.every((outcome) => outcome.kind === 'killed'));
      assert.deepEqual(await innocent, { kind: 'value', value: 2 });
      assert.deepEqual(await callIn(sandbox, echo, 'solve', [3], 20_000, controller.signal), { kind: 'killed' });
      await new Promise(setImmediate);
      process.off('warning', warned);
      assert.deepEqual(warnings, []);
    });

    test('arguments nested too deeply to be written are an outcome, and stop nothing', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      let deep: readonly unknown[] = [];
      for (let i = 0; i < 200_000; i += 1) deep = [deep];
      assert.equal((await callIn(sandbox, echo, 'solve', [deep as never])).kind, 'threw');
      assert.deepEqual(await callIn(sandbox, echo, 'solve', [1], 20_000), { kind: 'value', value: 1 });
    });

    test('memory that tools filled is given back', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1, memoryMegabytes: 64 }));
      const bomb = 'function solve() { const all = []; for (;;) all.push(new Array(10_000).fill(1.5)); }';
      for (let i = 0; i < 3; i += 1) await callIn(sandbox, bomb, 'solve', [], 30_000);
      const before = process.memoryUsage().rss;
      let most = before;
      for (let i = 0; i < 30; i += 1) {
        assert.deepEqual(await callIn(sandbox, bomb, 'solve', [], 30_000), { kind: 'outOfMemory' });
        most = Math.max(most, process.memoryUsage().rss);
      }
      // 30 times 64 MB would be 1,920.
      assert.ok(most - before < 700_000_000, `grew by ${Math.round((most - before) / 1e6)} MB`);
    });

    test('tools that were used once hold no memory', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      // Within the 16 MB that an instance begins with, so that it is kept.
      const full = (index: number): string =>
        `const which = ${index}; function solve() { const all = []; for (let i = 0; i < 8; i += 1) all.push('x'.repeat(1 << 20)); return which; }`;
      for (let i = 0; i < 10; i += 1) await callIn(sandbox, full(i), 'solve', [], 30_000);
      const before = process.memoryUsage().rss;
      let most = before;
      for (let i = 10; i < 110; i += 1) {
        assert.deepEqual(await callIn(sandbox, full(i), 'solve', [], 30_000), { kind: 'value', value: i });
        most = Math.max(most, process.memoryUsage().rss);
      }
      // A hundred times 8 MB would be 800.
      assert.ok(most - before < 300_000_000, `grew by ${Math.round((most - before) / 1e6)} MB`);
    });
  });
}

test('a worker that breaks answers its call and is replaced', async () => {
  const sandbox = opened(createQuickjsSandbox({ workerPath: await falseWorker('breaks', 'ready();'), lanes: 1 }));
  assert.deepEqual(await callIn(sandbox, 'throw', 'solve', [], 60_000), {
    kind: 'threw',
    message: 'the sandbox failed: broken',
  });
  assert.deepEqual(await callIn(sandbox, 'exit', 'solve', [], 60_000), {
    kind: 'threw',
    message: 'the sandbox failed: its worker ended unexpectedly',
  });
  assert.deepEqual(await callIn(sandbox, 'silent', 'solve', [], 50), { kind: 'timedOut', milliseconds: 50 });
  assert.deepEqual(await callIn(sandbox, 'heap', 'solve', [], 60_000), { kind: 'outOfMemory' });
  assert.deepEqual(await callIn(sandbox, 'fine', 'solve', [], 60_000), { kind: 'value', value: 1 });
});

test('a worker sees nothing of this process', async () => {
  const sandbox = opened(createQuickjsSandbox({ workerPath: await falseWorker('sees', 'ready();'), lanes: 1 }));
  assert.deepEqual(await callIn(sandbox, 'host', 'solve', [], 20_000), { kind: 'value', value: [[], [], []] });
});

test('a sandbox that cannot start says so to every call, and tries again only where that may help', async () => {
  const unsound = opened(
    createQuickjsSandbox({
      workerPath: await falseWorker(
        'unsound',
        `parentPort.postMessage({ kind: 'unusable', reason: 'the clock runs' });`,
      ),
      lanes: 1,
    }),
  );
  const expected = { kind: 'threw', message: 'the sandbox cannot start: the clock runs' };
  assert.deepEqual(await Promise.all([callIn(unsound, 'fine'), callIn(unsound, 'fine')]), [expected, expected]);
  assert.deepEqual(await callIn(unsound, 'fine'), expected);
  const path = resolve(outdir, 'later.js');
  const missing = opened(createQuickjsSandbox({ workerPath: path, lanes: 1 }));
  const outcome = await callIn(missing, 'fine');
  assert.ok(
    outcome.kind === 'threw' && outcome.message.startsWith('the sandbox cannot start: '),
    JSON.stringify(outcome),
  );
  await falseWorker('later', 'ready();');
  assert.deepEqual(await callIn(missing, 'fine', 'solve', [], 20_000), { kind: 'value', value: 1 });
});

test('an idle sandbox does not keep the process alive, a busy one does', async () => {
  const { workerPath } = await builtWorker();
  const bundle = resolve(outdir, 'quickjs-sandbox.cjs');
  await build({
    entryPoints: ['src/node/sandbox/quickjs-sandbox.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  const unsound = await falseWorker('unsound-too', `parentPort.postMessage({ kind: 'unusable', reason: 'x' });`);
  const script = `
    const { createQuickjsSandbox } = require(${JSON.stringify(bundle)});
    const run = (workerPath, code, milliseconds) => createQuickjsSandbox({ workerPath, lanes: 1 })
      .call({ code, function: 'solve', arguments: [], limits: { milliseconds, outputCharacters: 100 } }, new AbortController().signal)
      .then((outcome) => console.log(outcome.kind));
    void run(${JSON.stringify(workerPath)}, 'function solve() { return 1; }', 20000);
    void run(${JSON.stringify(workerPath)}, ${JSON.stringify(deaf)}, 100);
    void run(${JSON.stringify(unsound)}, '', 100);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  const late = setTimeout(() => child.kill(), 60_000);
  const code = await new Promise((ended) => child.on('close', ended));
  clearTimeout(late);
  assert.equal(code, 0);
  assert.deepEqual(printed.trim().split('\n').sort(), ['threw', 'timedOut', 'value']);
});
