import assert from 'node:assert/strict';
import { appendFile, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import type { EngineStart } from '../../src/node/sandbox/messages';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { engineFingerprint, type SoundnessBook } from '../../src/node/sandbox/soundness';
import { startEngine } from '../../src/node/sandbox/start-engine';
import { createSoundnessFolder } from '../../src/node/store/soundness-file';
import { builtWorker, callIn, outdir } from './built-sandbox';
import { changedWorker } from './changed-worker';
import { newEngine, settingsFor, solving } from './engines';

const shared = { engine: 'snapshot', memoryMegabytes: 64 } as const;

/** A book in memory. */
function bookOf(...known: readonly string[]): SoundnessBook & { readonly names: Set<string> } {
  const names = new Set(known);
  return {
    names,
    has: (name) => Promise.resolve(names.has(name)),
    add: (name) => Promise.resolve(void names.add(name)),
  };
}

/** How a sandbox starts with what is known. */
async function startOf(workerPath: string, soundness: SoundnessBook): Promise<EngineStart | undefined> {
  const starts: EngineStart[] = [];
  const sandbox = createQuickjsSandbox({ workerPath, lanes: 1, soundness, onStart: (start) => starts.push(start) });
  assert.deepEqual(await callIn(sandbox, solving('return 1;'), 'solve', [], 20_000), { kind: 'value', value: 1 });
  await sandbox.dispose();
  assert.equal(starts.length, 1);
  return starts[0];
}

/** A worker whose snapshots leak, which its test notices. */
const leaking = (name: string): Promise<string> =>
  changedWorker(name, 'snapshot-engine.ts', '(used.loaded?.image ?? used.empty).restore();', '');

test('an engine that passed its test here is written down, and not tested again', async () => {
  const { workerPath } = await builtWorker();
  const book = bookOf();
  assert.deepEqual(await startOf(workerPath, book), { engine: 'snapshot' });
  assert.deepEqual([...book.names], [await engineFingerprint(workerPath, shared)]);

  // That the test is left out shows where it would fail.
  const leaks = await leaking('known');
  assert.deepEqual(await startOf(leaks, bookOf(await engineFingerprint(leaks, shared))), { engine: 'snapshot' });
});

test('an engine that failed its test is not written down', async () => {
  const book = bookOf();
  const start = await startOf(await leaking('failing'), book);
  assert.equal(start?.engine, 'freshContext');
  assert.match(start.fallback ?? '', /sees what another one left/);
  assert.equal(book.names.size, 0);
});

test('whatever is not the same to the last byte is tested', async () => {
  const leaks = await leaking('unknown');
  const name = await engineFingerprint(leaks, shared);
  const others = [
    (await builtWorker()).workerPath,
    ...(await Promise.all(
      ['sandbox-worker.js', 'emscripten-module.wasm'].map(async (file) => {
        const folder = resolve(outdir, `other-${file}`);
        await mkdir(folder, { recursive: true });
        for (const one of ['sandbox-worker.js', 'emscripten-module.wasm'])
          await copyFile(join(dirname(leaks), one), join(folder, one));
        await appendFile(join(folder, file), '\n');
        return join(folder, 'sandbox-worker.js');
      }),
    )),
  ];
  const names = await Promise.all([
    ...others.map((path) => engineFingerprint(path, shared)),
    engineFingerprint(leaks, { ...shared, engine: 'freshContext' }),
    engineFingerprint(leaks, { ...shared, memoryMegabytes: 65 }),
  ]);
  assert.equal(new Set([name, ...names]).size, names.length + 1);
  assert.match((await startOf(leaks, bookOf(...names)))?.fallback ?? '', /sees what another one left/);
  await assert.rejects(engineFingerprint(resolve(outdir, 'nowhere', 'sandbox-worker.js'), shared));
});

test('a book that cannot be read knows nothing', async () => {
  const book: SoundnessBook = { has: () => Promise.reject(new Error('no')), add: () => Promise.resolve() };
  assert.match((await startOf(await leaking('unread'), book))?.fallback ?? '', /sees what another one left/);
});

test('the reference is tested where it takes the place of another one, whatever is known', async () => {
  const broken = { run: () => ({ outcome: { kind: 'missing' as const }, fuel: 0 }), prepare: () => Promise.resolve() };
  const makers = {
    snapshot: () => Promise.reject(new Error('no memory')),
    freshContext: () => Promise.resolve(broken),
  };
  await assert.rejects(startEngine(settingsFor('snapshot'), Promise.resolve(true), makers), /does not run/);
  const known = await startEngine(settingsFor('snapshot'), Promise.resolve(true), {
    ...makers,
    snapshot: () => newEngine('snapshot'),
  });
  assert.deepEqual(known.start, { engine: 'snapshot' });
});

test('records are kept in their folder alone, and a damaged or forged one of another kind says nothing', async () => {
  const folder = resolve(outdir, 'sound-engines');
  const book = createSoundnessFolder(folder);
  const [one, other] = ['0'.repeat(64), '1'.repeat(64)];
  assert.equal(await book.has(one), false);
  await book.add(one);
  assert.equal(await createSoundnessFolder(folder).has(one), true);
  assert.equal(await book.has(other), false);
  for (const text of ['', '{}', '{"sound":false}', '{"sound":true', '[true]', 'null']) {
    await writeFile(join(folder, `${other}.json`), text);
    assert.equal(await book.has(other), false, text);
  }
  assert.deepEqual((await readdir(folder)).length, 2);
});
