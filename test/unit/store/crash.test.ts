import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { createLibrary, type Library, type Place } from '../../../src/engine/library/library';
import type { ToolStore } from '../../../src/engine/library/tool-store';
import type { Tool } from '../../../src/engine/tool/tool';
import { StoreError } from '../../../src/node/store/store-error';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import {
  memoryApprovals,
  memoryBook,
  sampleRecord,
  sampleTool,
  sampleTranscript,
  sampleVersion,
  sha256,
} from '../library/sample-tool';
import { onInterruptedDisk, type Interruption } from './interrupted-disk';
import { pathsIn, temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const first = sampleTool();
const second = sampleTool({
  code: 'function solve() { return "second"; }',
  examples: first.examples.slice(1),
  versions: [sampleVersion(1), sampleVersion(2)],
});

/** What a work may leave: the tools of the library and the number of tools in the trash. */
interface State {
  readonly tools: readonly Tool[];
  readonly trashed: number;
}

interface Work {
  readonly name: string;
  readonly prepare: (store: ToolStore) => Promise<void>;
  readonly run: (store: ToolStore) => Promise<unknown>;
  readonly before: State;
  readonly after: State;
}

const nothing = (): Promise<void> => Promise.resolve();
const works: readonly Work[] = [
  {
    name: 'a new tool',
    prepare: nothing,
    run: (store) => store.save(first, sampleTranscript),
    before: { tools: [], trashed: 0 },
    after: { tools: [first], trashed: 0 },
  },
  {
    name: 'a new version',
    prepare: (store) => store.save(first),
    run: (store) => store.save(second, sampleTranscript),
    before: { tools: [first], trashed: 0 },
    after: { tools: [second], trashed: 0 },
  },
  {
    name: 'a new name',
    prepare: (store) => store.save(first),
    run: (store) => store.save({ ...first, name: 'New' }),
    before: { tools: [first], trashed: 0 },
    after: { tools: [{ ...first, name: 'New' }], trashed: 0 },
  },
  {
    name: 'a deletion',
    prepare: (store) => store.save(first),
    run: (store) => store.trash(first.id),
    before: { tools: [first], trashed: 0 },
    after: { tools: [], trashed: 1 },
  },
  {
    name: 'a restoration',
    prepare: async (store) => {
      await store.save(first);
      await store.trash(first.id);
    },
    run: async (store) => store.restore((await store.listTrash())[0]?.entry ?? ''),
    before: { tools: [], trashed: 1 },
    after: { tools: [first], trashed: 0 },
  },
  {
    name: 'an emptying of the trash',
    prepare: async (store) => {
      await store.save(first, sampleTranscript);
      await store.trash(first.id);
    },
    run: async (store) => store.deleteTrashed(await store.trashEntries()),
    before: { tools: [], trashed: 1 },
    after: { tools: [], trashed: 0 },
  },
];

/** Runs a work as often as it has steps, each time interrupted one step later; returns how many there were. */
async function atEveryStep(
  context: TestContext,
  work: Work,
  how: Interruption,
  check: (folder: string, threw: unknown) => Promise<void>,
): Promise<number> {
  const base = await temporaryFolder(context);
  for (let step = 1; ; step += 1) {
    const folder = join(base, String(step), 'tools');
    const store = createFileToolStore(folder, now);
    await work.prepare(store);
    const ended = await onInterruptedDisk(step, how, () => work.run(store));
    if (ended.kind === 'done') {
      assert.deepEqual(await stateOf(folder), work.after);
      return step - 1;
    }
    await check(folder, ended.kind === 'threw' ? ended.error : undefined);
  }
}

async function stateOf(folder: string): Promise<State> {
  const store = createFileToolStore(folder, now);
  const { tools, damaged } = await store.list();
  assert.deepEqual(damaged, []);
  return { tools, trashed: (await store.listTrash()).length };
}

function oneOf(state: State, allowed: readonly State[]): void {
  assert.ok(
    allowed.some((one) => isDeepStrictEqual(one, state)),
    `neither before nor after: ${JSON.stringify(state).slice(0, 400)}`,
  );
}

for (const work of works) {
  test(`killed at any step of ${work.name}, the library is as before or after, and the same work then succeeds`, async (context) => {
    const steps = await atEveryStep(context, work, 'killed', async (folder) => {
      const state = await stateOf(folder);
      oneOf(state, [work.before, work.after]);
      if (isDeepStrictEqual(state, work.after)) return;
      await work.run(createFileToolStore(folder, now));
      assert.deepEqual(await stateOf(folder), work.after);
    });
    context.diagnostic(`${steps} steps`);
    assert.ok(steps >= 1);
  });

  test(`a disk that becomes read-only at any step of ${work.name} is said with its remedy, and nothing is lost`, async (context) => {
    await atEveryStep(context, work, 'readOnly', async (folder, error) => {
      assert.ok(error instanceof StoreError, String(error));
      assert.match(
        error.message,
        /the disk is read-only\. Choose another place\. Nothing that was stored is lost|could not be deleted: EROFS: read-only file system\. Delete .* by hand/,
      );
      oneOf(await stateOf(folder), [work.before, work.after]);
    });
  });

  test(`a disk that is full at any step of ${work.name} is said with its remedy, and leaves nothing half`, async (context) => {
    await atEveryStep(context, work, 'full', async (folder, error) => {
      assert.ok(error instanceof StoreError, String(error));
      assert.match(error.message, /disk is full\. Free some room and try again/);
      assert.ok(error.cause instanceof Error);
      oneOf(await stateOf(folder), [work.before, work.after]);
      assert.deepEqual(
        (await pathsIn(folder)).filter((path) => path.includes('.writing')),
        [],
      );
    });
  });
}

test('killed at any step of an emptying, what is left in the trash is whole, and the next emptying leaves no file', async (context) => {
  const base = await temporaryFolder(context);
  for (let step = 1; ; step += 1) {
    const folder = join(base, String(step));
    const store = createFileToolStore(folder, now);
    for (const name of ['One', 'Two']) {
      await store.save({ ...second, name }, sampleTranscript, [
        { number: 1, code: first.code, transcript: sampleTranscript, state: first },
      ]);
      await store.trash(second.id);
    }
    const entries = await store.trashEntries();
    const ended = await onInterruptedDisk(step, 'killed', () => store.deleteTrashed(entries));
    const left = await store.listTrash();
    assert.equal((await store.trashEntries()).length, left.length, 'nothing half in the trash');
    for (const { entry, name } of left) {
      const { tool: restored } = await store.restore(entry);
      assert.deepEqual(restored, { ...second, name, id: restored.id });
      assert.deepEqual(
        [await store.readCode(restored.id, 1), await store.readTranscript(restored.id, 1)],
        [first.code, sampleTranscript],
      );
      await store.trash(restored.id);
    }
    await store.deleteTrashed(await store.trashEntries());
    assert.deepEqual(await pathsIn(join(folder, '.trash')), ['.gitignore']);
    if (ended.kind === 'done') {
      context.diagnostic(`${step - 1} steps`);
      assert.equal(left.length, 0);
      assert.ok(step > 4);
      return;
    }
  }
});

test('killed at any step of a move, the tool is in one place or in both, and the second try ends with one', async (context) => {
  const base = await temporaryFolder(context);
  for (let step = 1; ; step += 1) {
    const library = libraryIn(join(base, String(step)));
    await library.save(first, 'workspace', sampleTranscript);
    await library.save(second, 'workspace', sampleTranscript);
    await library.recordVerification(second, sampleRecord);
    const ended = await onInterruptedDisk(step, 'killed', () =>
      library.move({ place: 'workspace', id: first.id }, 'user'),
    );
    const { tools, damaged } = await library.list();
    assert.deepEqual(damaged, []);
    assert.ok(tools.length >= 1);
    for (const { tool } of tools) assert.deepEqual(tool, second);
    await library.move({ place: 'workspace', id: first.id }, 'user');
    const [moved, ...others] = (await library.list()).tools;
    assert.deepEqual(
      [moved?.place, moved?.tool.id, moved?.verification, others.length],
      ['user', first.id, sampleRecord, 0],
    );
    if (ended.kind === 'done') {
      context.diagnostic(`${step - 1} steps`);
      assert.ok(step > 10);
      return;
    }
  }
});

function libraryIn(base: string): Library {
  const places: readonly Place[] = ['workspace', 'user'];
  return createLibrary({
    stores: new Map(places.map((place) => [place, createFileToolStore(join(base, place), now)])),
    verifications: memoryBook(),
    approvals: memoryApprovals(),
    digest: sha256,
    now,
  });
}
