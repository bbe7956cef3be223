import assert from 'node:assert/strict';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { watchFolder, type WatchPace, type WatchTree } from '../../../src/node/store/watch-folder';
import { sampleTool } from '../library/sample-tool';
import { temporaryFolder } from './temporary-folder';

const pace: WatchPace = { quiet: 20, longest: 60, poll: 50 };

/** A watch whose calls can be awaited, whenever they come; the test's own time limit is the only clock. */
function awaitable(
  context: TestContext,
  start: (changed: () => void) => () => void,
): { readonly after: (change: () => Promise<unknown>) => Promise<void>; readonly calls: () => number } {
  let calls = 0;
  let heard: () => void = () => undefined;
  const end = start(() => {
    calls += 1;
    heard();
  });
  // The watch itself keeps no process alive.
  const alive = setInterval(() => undefined, 1_000);
  context.after(() => {
    end();
    clearInterval(alive);
  });
  return {
    calls: () => calls,
    after: async (change) => {
      await quiet(() => calls);
      const call = new Promise<void>((resolve) => {
        heard = resolve;
      });
      await change();
      await call;
    },
  };
}

/** Waits until nothing more comes of what happened before. */
async function quiet(calls: () => number): Promise<void> {
  for (let before = -1; before !== calls();) {
    before = calls();
    await delay(200);
  }
}

/** A system without events for whole trees, such as a network disk. */
const noEvents: WatchTree = () => {
  throw Object.assign(new Error('ENOSPC: System limit for number of file watchers reached'), { code: 'ENOSPC' });
};

/** A watcher that says at once that it failed, and again nothing. */
const failing: WatchTree = (_folder, _changed, failed) => {
  setImmediate(failed);
  return { close: () => undefined };
};

for (const [how, watchWith] of [
  ['events', undefined],
  ['no events', noEvents],
  ['events that fail', failing],
] as const) {
  test(
    `with ${how}: a folder that comes, changes, goes, comes back and is replaced`,
    { timeout: 60_000 },
    async (context) => {
      const base = await temporaryFolder(context);
      const folder = join(base, 'not', 'there', 'yet');
      const { after } = awaitable(context, (changed) => watchFolder(folder, changed, watchWith, pace));
      const store = createFileToolStore(folder, () => new Date());
      await after(() => store.save(sampleTool()));
      await after(() => appendFile(join(folder, 'sort-words', 'v1.js'), '// edited'));
      await after(() => store.save(sampleTool({ id: 'new' })));
      await after(() => appendFile(join(folder, 'new', 'v1.js'), '// edited'));
      await after(() => store.trash('new'));
      await after(() => rm(folder, { recursive: true }));
      await after(() => store.save(sampleTool()));
      await after(async () => {
        await rename(folder, `${folder}-old`);
        await store.save(sampleTool());
      });
      await after(() => appendFile(join(folder, 'sort-words', 'v1.js'), '// edited'));
    },
  );
}

test('a burst of writes is one change, and after the end there are none', { timeout: 60_000 }, async (context) => {
  const folder = await temporaryFolder(context);
  let calls = 0;
  const end = watchFolder(folder, () => (calls += 1), undefined, pace);
  await quiet(() => calls);
  const before = calls;
  for (let index = 0; index < 20; index += 1) await writeFile(join(folder, String(index)), '');
  await quiet(() => calls);
  assert.ok(calls > before && calls < before + 20, `${calls - before} calls`);
  await writeFile(join(folder, 'late'), '');
  end();
  const last = calls;
  await mkdir(join(folder, 'later'));
  await delay(200);
  assert.equal(calls, last);
});

test('a change is told after the longest wait, however steadily others are written after it', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  let told = 0;
  let write: () => void = () => undefined;
  const end = watchFolder(
    tmpdir(),
    () => (told += 1),
    (_folder, changed) => {
      write = changed;
      return { close: () => undefined };
    },
    { quiet: 100, longest: 400, poll: 1_000_000 },
  );
  context.after(end);
  // Every 50 ms for two seconds: there is never the quiet of 100.
  for (let round = 1; round <= 40; round += 1) {
    write();
    context.mock.timers.tick(50);
  }
  assert.equal(told, 5);
  context.mock.timers.tick(100);
  assert.equal(told, 5, 'nothing more is told of what was told');
  write();
  context.mock.timers.tick(99);
  assert.equal(told, 5);
  context.mock.timers.tick(1);
  assert.equal(told, 6, 'after the quiet');
});

test(
  'a watched path that is a file, or whose parents are no folders, is no harm',
  { timeout: 60_000 },
  async (context) => {
    const base = await temporaryFolder(context);
    await writeFile(join(base, 'file'), '');
    const { after } = awaitable(context, (changed) => watchFolder(join(base, 'file'), changed, undefined, pace));
    const endOther = watchFolder(join(base, 'file', 'below'), () => assert.fail('nothing is there'), undefined, pace);
    await after(async () => {
      await rm(join(base, 'file'));
      await mkdir(join(base, 'file'));
    });
    endOther();
  },
);

test(
  'of a library that others fill, whatever comes to it is told: new folders, what is written into them, and into all that were there',
  { timeout: 60_000 },
  async (context) => {
    const folder = await temporaryFolder(context);
    // More than are watched in one go.
    for (let index = 0; index < 250; index += 1) await mkdir(join(folder, `tool-${index}`));
    const { after } = awaitable(context, (changed) => watchFolder(folder, changed, undefined, pace));
    for (const index of [0, 120, 249]) {
      await after(() => writeFile(join(folder, `tool-${index}`, 'v1.js'), 'one'));
      await after(() => appendFile(join(folder, `tool-${index}`, 'v1.js'), 'two'));
    }
    await after(() => mkdir(join(folder, 'came')));
    await after(() => writeFile(join(folder, 'came', 'tool.json'), '{}'));
    await after(() => rename(join(folder, 'came'), join(folder, 'went')));
    await after(() => writeFile(join(folder, 'went', 'tool.json'), '{ }'));
  },
);
