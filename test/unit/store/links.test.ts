import assert from 'node:assert/strict';
import { link, mkdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createApprovalFolder } from '../../../src/node/store/approval-file';
import { withFileLock } from '../../../src/node/store/file-lock';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { createInboxFile } from '../../../src/node/store/inbox-file';
import { createIndexFile } from '../../../src/node/store/index-file';
import { createLedgerFolder } from '../../../src/node/store/ledger-file';
import { StoreError } from '../../../src/node/store/store-error';
import { createVerificationFolder } from '../../../src/node/store/verification-file';
import { sampleRecord, sampleTool, sampleTranscript, sha256 } from '../library/sample-tool';
import { kept } from '../inbox/kept-problems';
import { call } from '../ledger/entries';
import { pathsIn, temporaryFolder } from './temporary-folder';

/** What a stranger's folder holds to have something written, emptied or deleted elsewhere. */
const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const noLinks = process.platform === 'win32' && 'making a link needs rights that Windows seldom gives';

/** A stranger's folder, and the home of the person with a file of the names that Toolsmith sweeps, long untouched. */
async function strangers(
  context: TestContext,
): Promise<{ folder: string; home: string; unchanged: () => Promise<void> }> {
  const base = await temporaryFolder(context);
  const [folder, home] = [join(base, 'cloned'), join(base, 'home')];
  await mkdir(folder);
  const store = createFileToolStore(home, now);
  await store.save(sampleTool({ id: 'own' }), sampleTranscript);
  await store.save(sampleTool({ id: 'deleted' }));
  await store.trash('deleted');
  for (const name of ['novel.1234abcd.writing', 'own/v1.js.1234abcd.writing'])
    await writeFile(join(home, name), 'mine');
  for (const name of ['.trash/2026-02-03T04-05-06.000Z--x.1234abcd.deleted.writing', '.own-1234abcd.writing'])
    await mkdir(join(home, name));
  const before = new Date('2026-01-01');
  for (const path of await pathsIn(home)) await utimes(join(home, path), before, before);
  const paths = await pathsIn(home);
  return { folder, home, unchanged: async () => assert.deepEqual(await pathsIn(home), paths) };
}

/** Everything that writes to a library, as often as it takes to come to the end of each. */
async function writeAll(library: string): Promise<readonly unknown[]> {
  const store = createFileToolStore(library, () => new Date());
  const refused: unknown[] = [];
  for (const work of [
    () => store.save(sampleTool({ id: 'new' }), sampleTranscript),
    () => store.save(sampleTool({ id: 'own', name: 'Changed' })),
    () => store.trash('own'),
    () => store.restore('2026-02-03T04-05-06.789Z--deleted'),
    () => store.deleteTrashed(['2026-02-03T04-05-06.789Z--deleted']),
    () => store.deleteTrashed([]),
  ])
    await work().catch((error: unknown) => refused.push(error));
  return refused;
}

test(
  'a library that is a link is said to be one: nothing is written, emptied, swept or deleted behind it',
  { skip: noLinks },
  async (context) => {
    const { folder, home, unchanged } = await strangers(context);
    await symlink(home, join(folder, '.toolsmith'), 'junction');
    const library = join(folder, '.toolsmith');
    const refused = await writeAll(library);
    assert.equal(refused.length, 6);
    for (const error of refused)
      assert.ok(
        error instanceof StoreError &&
          /\.toolsmith was left as it is: it is a link to .*home, .*Put the folder itself there/.test(error.message),
        String(error),
      );
    await unchanged();
    const store = createFileToolStore(library, now);
    const reason = "the library's folder is a link, and nothing of it is used; put the folder itself there";
    assert.deepEqual(await store.list(), { tools: [], damaged: [{ folder: '.toolsmith', reason }] });
    assert.deepEqual((await store.list(['own'])).tools, []);
    assert.deepEqual(await store.trashEntries(), []);
    await symlink(join(home, 'nowhere'), join(folder, 'dangling'), 'junction');
    await assert.rejects(createFileToolStore(join(folder, 'dangling'), now).save(sampleTool()), StoreError);
    await unchanged();
  },
);

test(
  'a trash that is a link is empty: nothing is put there, emptied or restored',
  { skip: noLinks },
  async (context) => {
    const { folder, home, unchanged } = await strangers(context);
    const library = join(folder, '.toolsmith');
    await createFileToolStore(library, now).save(sampleTool({ id: 'own' }));
    await symlink(join(home, '.trash'), join(library, '.trash'), 'junction');
    const store = createFileToolStore(library, () => new Date());
    assert.deepEqual([await store.trashEntries(), await store.listTrash()], [[], []]);
    for (const work of [
      () => store.trash('own'),
      () => store.restore('2026-02-03T04-05-06.789Z--deleted'),
      () => store.deleteTrashed(['2026-02-03T04-05-06.789Z--deleted']),
      () => store.deleteTrashed([]),
    ])
      await assert.rejects(work, /\.trash was left as it is: it is a link to/);
    await store.save(sampleTool({ id: 'own', name: 'Changed' }));
    await unchanged();
  },
);

test(
  'a tool’s folder that is a link is moved to the trash as a link, and what it leads to stays',
  { skip: noLinks },
  async (context) => {
    const { folder, home, unchanged } = await strangers(context);
    const library = join(folder, '.toolsmith');
    const store = createFileToolStore(library, () => new Date());
    await store.save(sampleTool({ id: 'other' }));
    await symlink(join(home, 'own'), join(library, 'own'), 'junction');
    await symlink(home, join(library, '.own-1234abcd.writing'), 'junction');
    await createFileToolStore(library, () => new Date()).save(sampleTool({ id: 'own' }));
    await store.deleteTrashed(await store.trashEntries());
    assert.deepEqual(
      (await store.list()).tools.map(({ id }) => id),
      ['other', 'own'],
    );
    await unchanged();
  },
);

test('of leftovers only those of our own names are swept, in a library and in its tools', async (context) => {
  const library = await temporaryFolder(context);
  await createFileToolStore(library, now).save(sampleTool({ id: 'own' }));
  const stay = [
    'novel.writing',
    'novel.1234abcd.writing',
    'tool.json.1234abcd.writing',
    'letters/v1.js.1234abcd.writing',
    'own/novel.1234abcd.writing',
    'own/tool.json.1234.writing',
    'own/tool.json.writing',
    'own/v1.js.1234abcg.writing',
    'own/.own-1234abcd.writing/file',
    '.novel.writing/file',
    '.Novel-1234abcd.writing/file',
    '.trash/novel.writing',
    '.trash/odd.1234abcd.deleted.writing/file',
  ];
  const go = [
    '.own-1234abcd.writing/v1.js',
    'own/tool.json.1234abcd.writing',
    'own/v12.transcript.json.1234abcd.writing',
    '.trash/.gitignore.1234abcd.writing',
    '.trash/2026-02-03T04-05-06.789Z--own.1234abcd.deleted.writing/v1.js',
  ];
  for (const name of [...stay, ...go]) {
    await mkdir(join(library, name, '..'), { recursive: true });
    await writeFile(join(library, name), '');
  }
  await rename(join(library, 'letters'), join(library, 'Letters'));
  const before = new Date('2026-01-01');
  for (const path of await pathsIn(library)) await utimes(join(library, path), before, before);
  const store = createFileToolStore(library, now);
  await store.save(sampleTool({ id: 'another' }));
  await store.trash('another');
  await store.deleteTrashed([]);
  const left = (await pathsIn(library)).filter((path) => path.includes('.writing'));
  const there = stay.map((name) => name.replace('letters', 'Letters'));
  assert.deepEqual(
    there.filter((name) => !left.includes(name)),
    [],
  );
  assert.deepEqual(
    go.filter((name) => left.includes(name)),
    [],
  );
});

test(
  'no entry goes into a ledger that is a link or has another name, and what stands there stays',
  { skip: noLinks },
  async (context) => {
    const { folder, home } = await strangers(context);
    const month = join(folder, 'ledger-2026-03.jsonl');
    const entry = call({ at: '2026-03-01T00:00:00.000Z' });
    const profile = join(home, 'profile');
    await writeFile(profile, 'mine');
    for (const target of [profile, join(home, 'nowhere')]) {
      await symlink(target, month);
      await assert.rejects(
        createLedgerFolder(folder).append(entry),
        /ledger-2026-03\.jsonl was left as it is: it is a link/,
      );
      await rename(month, `${month}.old`);
    }
    await link(profile, month);
    await assert.rejects(createLedgerFolder(folder).append(entry), /further names/);
    await symlink(home, join(folder, 'ledger'), 'junction');
    await assert.rejects(createLedgerFolder(join(folder, 'ledger')).append(entry), /it is a link/);
    assert.equal(await readFile(profile, 'utf8'), 'mine');
    assert.ok(!(await pathsIn(home)).some((path) => /ledger|nowhere/.test(path)));
  },
);

test(
  'an inbox that is a link or has another name leaves what it leads to, and so do its lock and its clearing',
  { skip: noLinks },
  async (context) => {
    const { folder, home, unchanged } = await strangers(context);
    const manifest = join(home, 'own', 'tool.json');
    const before = await readFile(manifest, 'utf8');
    const path = join(folder, 'problems.json');
    for (const make of [link, symlink]) {
      await make(manifest, path);
      const inbox = createInboxFile(path, now);
      await inbox.change(() => [kept('4 + 5')]);
      await inbox.clear();
    }
    assert.equal(await readFile(manifest, 'utf8'), before);
    await symlink(home, join(folder, 'inbox'), 'junction');
    const elsewhere = createInboxFile(join(folder, 'inbox', 'problems.json'), now);
    await assert.rejects(
      elsewhere.change(() => [kept('4 + 5')]),
      /inbox was left as it is: it is a link/,
    );
    await assert.rejects(elsewhere.clear(), StoreError);
    await assert.rejects(
      withFileLock(join(folder, 'inbox', 'x'), () => Promise.resolve()),
      StoreError,
    );
    await unchanged();
  },
);

test('records and the index are not written through links', { skip: noLinks }, async (context) => {
  const { folder, home, unchanged } = await strangers(context);
  const print = await sha256('a');
  const manifest = join(home, 'own', 'tool.json');
  await symlink(manifest, join(folder, `${print}.json`));
  await symlink(home, join(folder, 'approved'), 'junction');
  for (const place of [folder, join(folder, 'approved')]) {
    assert.equal(await createApprovalFolder(place).put(print, 'made', now().toISOString()), false);
    await assert.rejects(createVerificationFolder(place).put(print, sampleRecord), /it is a link/);
  }
  await symlink(manifest, join(folder, 'tools.index'));
  await createIndexFile(join(folder, 'tools.index')).write([Uint8Array.of(1)]);
  await createIndexFile(join(folder, 'approved', 'tools.index')).write([Uint8Array.of(1)]);
  assert.match(await readFile(manifest, 'utf8'), /"format"/);
  await unchanged();
});
