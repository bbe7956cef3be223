import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as v from 'valibot';
import { createRecordFolder } from '../../../src/node/store/record-folder';
import { createRuns } from '../../../src/node/batch/runs';
import { createApprovalFolder } from '../../../src/node/store/approval-file';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { deleteContents, keptIn, workspaceStorages } from '../../../src/node/store/kept';
import { createInboxFile } from '../../../src/node/store/inbox-file';
import { createIndexFile } from '../../../src/node/store/index-file';
import { createLedgerFolder } from '../../../src/node/store/ledger-file';
import { deleteTree } from '../../../src/node/store/plain-folder';
import { createVerificationFolder } from '../../../src/node/store/verification-file';
import { sampleRecord, sampleTool, sampleTranscript, sha256 } from '../library/sample-tool';
import { kept } from '../inbox/kept-problems';
import { call } from '../ledger/entries';
import { pathsIn, temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');

test('everything that the parts of Toolsmith write is named, and deleted to the last file', async (context) => {
  const folder = join(await temporaryFolder(context), 'storage');
  assert.deepEqual(await keptIn([folder]), []);
  const store = createFileToolStore(join(folder, 'tools'), now);
  await store.save(sampleTool(), sampleTranscript);
  await store.save(sampleTool({ id: 'another' }));
  await store.save(sampleTool({ id: 'deleted' }));
  await store.trash('deleted');
  await createApprovalFolder(join(folder, 'approved')).put(await sha256('a'), 'made', now().toISOString());
  await createVerificationFolder(join(folder, 'verified')).put(await sha256('a'), sampleRecord);
  const ledger = createLedgerFolder(join(folder, 'ledger'));
  for (const month of ['01', '02', '03']) await ledger.append(call({ at: `2026-${month}-01T00:00:00.000Z` }));
  await createIndexFile(join(folder, 'index', 'tools.index')).write([Uint8Array.of(1)]);
  await createInboxFile(join(folder, 'inbox', 'problems.json'), now).change(() => [kept('4 + 5')]);
  const reviews = createRecordFolder(join(folder, 'reviews'), v.unknown(), 50);
  await reviews.put('a'.repeat(32), {});
  await reviews.put('b'.repeat(32), {});
  await reviews.remove('b'.repeat(32));
  assert.equal(await reviews.get('b'.repeat(32)), undefined);
  const runs = createRuns(join(folder, 'runs'), now);
  for (const name of ['a.csv', 'b.csv']) {
    const { folder: kept, answers, seals } = await runs.of(join(folder, '..', name));
    await kept.replace(answers, seals.seal({}));
  }
  await mkdir(join(folder, 'later'));
  await writeFile(join(folder, 'later', 'a.json'), '');
  await writeFile(join(folder, 'note.txt'), '');
  assert.deepEqual(await keptIn([folder]), [
    '1 record of approval',
    'the inbox of problems that no tool fits',
    'the index of the tools',
    'later, 1 file',
    'the ledger, 3 months',
    'note.txt, 1 file',
    '1 review of answers',
    'what is done of 2 files half answered, answers that were paid for among it, and the secret that seals such work',
    '2 tools with examples and transcripts, 1 more in the trash',
    '1 record of verification',
  ]);
  const other = join(folder, '..', 'other');
  await createFileToolStore(join(other, 'tools'), now).save(sampleTool());
  assert.deepEqual(
    (await keptIn([folder, other])).at(-2),
    '3 tools with examples and transcripts, 1 more in the trash',
    'several workspaces together',
  );
  assert.deepEqual(await deleteContents(folder), []);
  assert.deepEqual(await keptIn([folder]), []);
  await assert.rejects(readdir(folder), /ENOENT/);
  assert.deepEqual((await ledger.read()).entries, []);
});

test('links are deleted, and what they point at is not', async (context) => {
  const base = await temporaryFolder(context);
  for (const name of ['mine', 'storage']) await mkdir(join(base, name));
  await writeFile(join(base, 'mine', 'own.txt'), 'own');
  await symlink(join(base, 'mine'), join(base, 'storage', 'linked'));
  await symlink(join(base, 'mine', 'own.txt'), join(base, 'storage', 'file'));
  assert.deepEqual(await deleteContents(join(base, 'storage')), []);
  assert.equal(await readFile(join(base, 'mine', 'own.txt'), 'utf8'), 'own');
  assert.deepEqual(await pathsIn(base), ['mine', 'mine/own.txt']);
});

test('a storage folder that is itself a link, to another disk perhaps, is emptied', async (context) => {
  const base = await temporaryFolder(context);
  await mkdir(join(base, 'disk', 'tools'), { recursive: true });
  await writeFile(join(base, 'disk', 'tools', 'a'), '');
  await symlink(join(base, 'disk'), join(base, 'storage'));
  assert.deepEqual(await deleteContents(join(base, 'storage')), []);
  assert.deepEqual(await pathsIn(base), ['disk']);
});

test('what cannot be deleted is named with why, and the rest is deleted', async (context) => {
  const base = await temporaryFolder(context);
  await mkdir(join(base, 'kept', 'locked'), { recursive: true });
  await writeFile(join(base, 'kept', 'a'), '');
  await writeFile(join(base, 'kept', 'locked', 'b'), '');
  assert.deepEqual(await deleteTree(join(base, 'nowhere')), []);
  if (process.getuid?.() === 0) {
    // Permissions do not hold root back; the system's own files do.
    const [failure = '', ...more] = await deleteTree('/proc/self/status');
    assert.match(failure, /^\/proc\/self\/status: \S/);
    assert.deepEqual(more, []);
    return;
  }
  await chmod(join(base, 'kept', 'locked'), 0o500);
  assert.deepEqual(await deleteTree(join(base, 'kept')), [`${join(base, 'kept', 'locked', 'b')}: permission denied`]);
  await chmod(join(base, 'kept', 'locked'), 0o700);
  assert.deepEqual(await pathsIn(join(base, 'kept')), ['locked', 'locked/b']);
});

test('the storage of other workspaces is found beside our own, and no other extension is touched', async (context) => {
  const user = await temporaryFolder(context);
  for (const path of [
    'workspaceStorage/aaa/us.tool',
    'workspaceStorage/bbb/us.tool',
    'workspaceStorage/bbb/other.tool',
    'workspaceStorage/ccc',
    'globalStorage/us.tool',
  ])
    await mkdir(join(user, path), { recursive: true });
  await writeFile(join(user, 'workspaceStorage', 'ccc', 'us.tool'), 'a file');
  const global = join(user, 'globalStorage', 'us.tool');
  const both = ['aaa', 'bbb'].map((name) => join(user, 'workspaceStorage', name, 'us.tool'));
  assert.deepEqual(await workspaceStorages({ workspace: both[0], global }), both);
  assert.deepEqual(await workspaceStorages({ workspace: undefined, global }), both);
  assert.deepEqual(await workspaceStorages({ workspace: join(user, 'elsewhere', 'x', 'us.tool'), global }), [
    join(user, 'elsewhere', 'x', 'us.tool'),
  ]);
  assert.deepEqual(await workspaceStorages({ workspace: undefined, global: join(user, 'a', 'b', 'us.tool') }), []);
});
