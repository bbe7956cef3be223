import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createLibrary, type Library, type LibraryPart } from '../../../src/engine/library/library';
import { toolManifest } from '../../../src/engine/tool/parse-tool';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { createVerificationFolder } from '../../../src/node/store/verification-file';
import { longestList, pageLength } from '../../../src/vscode/library/pages';
import { LibraryRows, type LibraryNode } from '../../../src/vscode/library/rows';
import { temporaryFolder } from '../store/temporary-folder';
import { memoryApprovals, sampleRecord, sampleTool, sha256 } from './sample-tool';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const idOf = (number: number): string => `tool-${String(number).padStart(4, '0')}`;

/** A library on disk, and which names of it were read. */
async function watched(
  context: TestContext,
): Promise<{ readonly base: string; readonly library: Library; readonly rows: LibraryRows; readonly read: string[] }> {
  const base = await temporaryFolder(context);
  const stores = new Map(
    (['workspace', 'user'] as const).map((place) => [place, createFileToolStore(join(base, place), now)]),
  );
  const library = createLibrary({
    stores,
    verifications: createVerificationFolder(join(base, 'verified')),
    approvals: memoryApprovals(),
    digest: sha256,
    now,
  });
  const read: string[] = [];
  const list = (part?: LibraryPart): ReturnType<Library['list']> => {
    read.push(...(part?.names ?? ['everything']));
    return library.list(part);
  };
  return { base, library, rows: new LibraryRows({ names: () => library.names(), list }), read };
}

/** Writes tools as somebody else would, without the library. */
async function fill(folder: string, from: number, count: number): Promise<void> {
  for (let number = from; number < from + count; number += 1) {
    const tool = sampleTool({ id: idOf(number), name: `Tool ${number}` });
    await mkdir(join(folder, tool.id), { recursive: true });
    await writeFile(join(folder, tool.id, 'tool.json'), JSON.stringify(toolManifest(tool)));
    await writeFile(join(folder, tool.id, 'v1.js'), tool.code);
  }
}

const said = (rows: readonly LibraryNode[]): readonly unknown[] =>
  rows.map((row) =>
    row.kind === 'tool'
      ? [row.id, row.listed.isApproved, row.listed.verification?.passed]
      : row.kind === 'damaged'
        ? [row.folder, row.reason]
        : row.kind === 'page'
          ? row.names.length
          : row.place,
  );

test('one place shows its tools and what is damaged, several are groups, and nothing is read that is not shown', async (context) => {
  const { base, library, rows, read } = await watched(context);
  assert.deepEqual(await rows.childrenOf(), []);
  await library.save(sampleTool({ id: 'b', name: 'B' }), 'workspace');
  await library.recordVerification(sampleTool({ id: 'b', name: 'B' }), sampleRecord);
  await fill(join(base, 'workspace'), 1, 1);
  await mkdir(join(base, 'workspace', 'broken'));
  assert.equal(await rows.refresh(), true);
  assert.deepEqual(said(await rows.childrenOf()), [
    ['b', true, sampleRecord.passed],
    [idOf(1), false, undefined],
    ['broken', 'its tool.json is missing'],
  ]);
  await fill(join(base, 'user'), 2, 1);
  read.length = 0;
  assert.equal(await rows.refresh(), true);
  const [workspace, user] = await rows.childrenOf();
  assert.deepEqual(said([workspace, user].flatMap((row) => row ?? [])), ['workspace', 'user']);
  assert.deepEqual(read, [], 'groups are told from names');
  assert.deepEqual(said(await rows.childrenOf(user)), [[idOf(2), false, undefined]]);
  assert.deepEqual(read, [idOf(2)]);
});

test('a long place comes in pages, each of which reads its own tools', async (context) => {
  const { base, rows, read } = await watched(context);
  await fill(join(base, 'user'), 0, longestList + 1);
  await writeFile(join(base, 'user', idOf(pageLength), 'v1.js'), new Uint8Array([0xff]));
  const pages = await rows.childrenOf();
  assert.deepEqual(said(pages), [100, 100, 51]);
  assert.deepEqual(read, []);
  const shown = await rows.childrenOf(pages[1]);
  assert.equal(shown.length, pageLength);
  assert.equal(read.length, pageLength);
  assert.deepEqual(
    shown.filter((row) => row.kind === 'damaged').map(({ folder, reason }) => [folder, reason]),
    [[idOf(pageLength), 'its code v1.js is damaged: it is not UTF-8 text']],
  );
});

test('only a change of what was opened is one: names, states, verification and approval', async (context) => {
  const { base, library, rows } = await watched(context);
  assert.equal(await rows.refresh(), false, 'nobody has looked yet');
  await fill(join(base, 'user'), 0, longestList + 1);
  const [first] = await rows.childrenOf();
  await rows.childrenOf(first);
  assert.equal(await rows.refresh(), false);
  const second = await library.find({ place: 'user', id: idOf(2) });
  assert.ok(second);
  for (const change of [
    () => library.approve(second.tool),
    () => library.recordVerification(second.tool, sampleRecord),
  ]) {
    await change();
    assert.equal(await rows.refresh(), true);
    assert.equal(await rows.refresh(), false);
  }
  await rm(join(base, 'user', idOf(longestList), 'v1.js'));
  assert.equal(await rows.refresh(), false, 'on a page that nobody opened');
  await rm(join(base, 'user', idOf(1)), { recursive: true });
  assert.equal(await rows.refresh(), true);
  assert.ok(
    (await rows.childrenOf()).every((row) => row.kind !== 'page'),
    'one list again',
  );
});

test('of refreshes that overtake one another the last one tells, and a page that was opened meanwhile is asked for again', async (context) => {
  const { base, rows } = await watched(context);
  await fill(join(base, 'user'), 0, longestList + 5);
  const [first] = await rows.childrenOf();
  await rm(join(base, 'user', idOf(3)), { recursive: true });
  const refreshes = [rows.refresh(), rows.refresh()];
  const opening = rows.childrenOf(first);
  assert.deepEqual(await Promise.all(refreshes), [false, true]);
  await opening;
  assert.equal((await rows.childrenOf(first)).length, pageLength - 1);
});
