import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLibrary, isVerified, verificationLabel, type LibraryTool } from '../../../src/engine/library/library';
import type { ToolStore } from '../../../src/engine/library/tool-store';
import { memoryApprovals, sampleRecord, sampleTool, sampleTranscript, sampleVersion, sha256 } from './sample-tool';
import { address, library, now, whereAndWhat } from './shelf';

test('lists the tools of all places; the same id may stand in two', async (context) => {
  const { library: shelf, base } = await library(context);
  await shelf.save(sampleTool(), 'workspace');
  await shelf.save(sampleTool({ name: 'The user’s' }), 'user');
  await mkdir(join(base, 'folder', 'broken'), { recursive: true });
  assert.deepEqual(await whereAndWhat(shelf), [
    ['workspace', 'sort-words', 'Sort words', false],
    ['user', 'sort-words', 'The user’s', false],
  ]);
  assert.deepEqual((await shelf.list()).damaged, [
    { place: 'folder', folder: 'broken', reason: 'its tool.json is missing' },
  ]);
  assert.equal((await shelf.find({ place: 'user', id: 'sort-words' }))?.tool.name, 'The user’s');
  assert.equal(await shelf.find({ place: 'folder', id: 'sort-words' }), undefined);
  assert.equal(await shelf.newId('Broken'), 'broken-2', 'not over what could not be read');
});

test('a new name keeps the verification; one that could not be stored changes nothing', async (context) => {
  const { library: shelf } = await library(context);
  await shelf.save(sampleTool(), 'workspace', sampleTranscript);
  await shelf.recordVerification(sampleTool(), sampleRecord);
  await shelf.rename(address, 'Words in order');
  assert.deepEqual(await whereAndWhat(shelf), [['workspace', 'sort-words', 'Words in order', true]]);
  assert.deepEqual(await shelf.readTranscript(address, 1), sampleTranscript);
  await assert.rejects(shelf.rename(address, 'x'.repeat(81)), /not stored/);
  await shelf.rename({ place: 'user', id: 'sort-words' }, 'Not there');
  assert.deepEqual(await whereAndWhat(shelf), [['workspace', 'sort-words', 'Words in order', true]]);
});

test('a duplicate has its own id and name, and all versions, transcripts and the verification', async (context) => {
  const { library: shelf, stores } = await library(context);
  const second = sampleTool({ code: '// 2', versions: [sampleVersion(1), sampleVersion(2)] });
  await shelf.save(sampleTool(), 'workspace', sampleTranscript);
  await shelf.save(second, 'workspace');
  await shelf.recordVerification(second, sampleRecord);
  const copy = await shelf.duplicate(address);
  assert.deepEqual(copy, { ...second, id: 'sort-words-copy', name: 'Sort words (copy)' });
  assert.deepEqual(await whereAndWhat(shelf), [
    ['workspace', 'sort-words', 'Sort words', true],
    ['workspace', 'sort-words-copy', 'Sort words (copy)', true],
  ]);
  assert.equal(await stores.get('workspace')?.readCode('sort-words-copy', 1), sampleTool().code);
  const state = await shelf.readState({ place: 'workspace', id: 'sort-words-copy' }, 1);
  assert.deepEqual([state?.tool, state?.isMadeHere], [sampleTool({ id: 'sort-words-copy' }), true]);
  assert.deepEqual(await shelf.readTranscript({ place: 'workspace', id: 'sort-words-copy' }, 1), sampleTranscript);
  assert.equal((await shelf.duplicate(address))?.id, 'sort-words-copy-2');
  assert.equal(await shelf.duplicate({ place: 'user', id: 'sort-words' }), undefined);
  await shelf.save(sampleTool({ id: 'long', name: '😀'.repeat(40) }), 'user');
  assert.equal((await shelf.duplicate({ place: 'user', id: 'long' }))?.name, `${'😀'.repeat(36)} (copy)`);
});

test('a move takes everything along, is in one place after it, and makes way for what is there', async (context) => {
  const { library: shelf, stores } = await library(context);
  const second = sampleTool({ code: '// 2', versions: [sampleVersion(1), sampleVersion(2)] });
  await shelf.save(sampleTool(), 'workspace', sampleTranscript);
  await shelf.save(second, 'workspace');
  await shelf.recordVerification(second, sampleRecord);
  await shelf.save(sampleTool({ name: 'Standing there' }), 'folder');
  await shelf.move(address, 'user');
  assert.deepEqual(await whereAndWhat(shelf), [
    ['user', 'sort-words', 'Sort words', true],
    ['folder', 'sort-words', 'Standing there', false],
  ]);
  assert.equal(await stores.get('user')?.readCode('sort-words', 1), sampleTool().code);
  assert.deepEqual(await shelf.readTranscript({ place: 'user', id: 'sort-words' }, 1), sampleTranscript);
  assert.deepEqual((await shelf.readState({ place: 'user', id: 'sort-words' }, 1))?.tool, sampleTool());
  await shelf.move({ place: 'user', id: 'sort-words' }, 'user');
  await shelf.move({ place: 'user', id: 'sort-words' }, 'folder');
  assert.deepEqual(await whereAndWhat(shelf), [
    ['folder', 'sort-words', 'Standing there', false],
    ['folder', 'sort-words-2', 'Sort words', true],
  ]);
  await shelf.move(address, 'user');
  await assert.rejects(
    createLibrary({
      stores: new Map([...stores].slice(0, 1)),
      verifications: { get: () => Promise.resolve(undefined), put: () => Promise.resolve() },
      approvals: memoryApprovals(),
      digest: sha256,
      now,
    }).save(sampleTool(), 'folder'),
    /open a folder first/,
  );
});

test('what is removed can be restored, as verified as it was', async (context) => {
  const { library: shelf } = await library(context);
  await shelf.save(sampleTool(), 'user');
  await shelf.recordVerification(sampleTool(), sampleRecord);
  await shelf.remove({ place: 'user', id: 'sort-words' });
  assert.deepEqual((await shelf.list()).tools, []);
  const [entry] = await shelf.listTrash();
  assert.deepEqual([entry?.place, entry?.name], ['user', 'Sort words']);
  assert.deepEqual(await shelf.restore('user', entry?.entry ?? ''), sampleTool());
  assert.deepEqual(await whereAndWhat(shelf), [['user', 'sort-words', 'Sort words', true]]);
});

test('the trash of all places is emptied of what was asked about, and of nothing that came since', async (context) => {
  const { library: shelf } = await library(context);
  for (const place of ['workspace', 'user'] as const) {
    await shelf.save(sampleTool({ name: `Of ${place}` }), place);
    await shelf.remove({ place, id: 'sort-words' });
  }
  const asked = await shelf.trashEntries();
  assert.deepEqual(
    asked.map(({ place }) => place),
    ['workspace', 'user'],
  );
  await shelf.save(sampleTool({ name: 'Later' }), 'user');
  await shelf.remove({ place: 'user', id: 'sort-words' });
  await shelf.emptyTrash(asked);
  assert.deepEqual(
    (await shelf.listTrash()).map(({ place, name }) => [place, name]),
    [['user', 'Later']],
  );
});

test('an import gets ids of its own, is neither verified nor approved, and stays in its place', async (context) => {
  const { library: shelf, base } = await library(context);
  const { library: other } = await library(context);
  await shelf.save(sampleTool(), 'workspace');
  await mkdir(join(base, 'user', 'sort-words-2'), { recursive: true });
  const strangers = [
    sampleTool({ code: '// a stranger’s' }),
    sampleTool({ id: 'own', name: 'Sort words' }),
    sampleTool({ id: 'x', name: '漢字' }),
  ];
  const { imported, rejected } = await shelf.importTools(shelf.exportTools(strangers), 'user');
  assert.deepEqual(rejected, []);
  assert.deepEqual(
    imported.map(({ id }) => id),
    ['sort-words-3', 'sort-words-4', 'tool'],
  );
  assert.deepEqual(
    imported.map(({ code }) => code),
    strangers.map(({ code }) => code),
  );
  assert.ok((await shelf.list()).tools.every(({ verification }) => verification === undefined));
  await shelf.recordVerification(sampleTool(), sampleRecord);
  assert.deepEqual(
    (await shelf.list()).tools.filter(({ verification }) => verification).map(({ tool }) => tool.id),
    ['sort-words'],
  );
  assert.deepEqual(
    (await shelf.list()).tools.filter(({ isApproved }) => isApproved).map(({ tool }) => tool.id),
    ['sort-words'],
  );
  const text = shelf.exportTools([sampleTool()]);
  await other.importTools(text, 'workspace');
  assert.deepEqual(await whereAndWhat(other), [['workspace', 'sort-words', 'Sort words', false]]);
  assert.deepEqual(await shelf.importTools('{"toolsmith":1,"tools":[{}]}', 'user'), {
    imported: [],
    rejected: ['Tool 1 was left out: it has no code.'],
  });
});

test('listeners share one watch of each store, and hear of every change made here', async () => {
  const watching = { started: 0, ended: 0 };
  let tools = [sampleTool()];
  const store: ToolStore = {
    names: () => Promise.resolve({ names: [], damaged: [] }),
    list: () => Promise.resolve({ tools, damaged: [] }),
    save: (tool) => {
      tools = [...tools.filter(({ id }) => id !== tool.id), tool];
      return Promise.resolve();
    },
    readTranscript: () => Promise.resolve(undefined),
    readCode: () => Promise.resolve(undefined),
    readState: () => Promise.resolve(undefined),
    trash: () => Promise.resolve(),
    listTrash: () => Promise.resolve([]),
    trashEntries: () => Promise.resolve([]),
    deleteTrashed: () => Promise.resolve(),
    restore: () => Promise.resolve({ tool: sampleTool(), trashed: sampleTool() }),
    watch: (changed) => {
      watching.started += 1;
      outside = changed;
      return () => (watching.ended += 1);
    },
  };
  let outside: () => void = () => assert.fail('nobody watches');
  const shelf = createLibrary({
    stores: new Map([['user', store]]),
    verifications: { get: () => Promise.resolve(undefined), put: () => Promise.resolve() },
    approvals: memoryApprovals(),
    digest: sha256,
    now,
  });
  let heard = 0;
  const listener = (): void => void (heard += 1);
  const [endOne, endTwo] = [shelf.onChange(listener), shelf.onChange(listener)];
  assert.deepEqual(watching, { started: 1, ended: 0 });
  const changes: readonly (() => unknown)[] = [
    () => shelf.save(sampleTool(), 'user'),
    () => shelf.rename({ place: 'user', id: 'sort-words' }, 'New'),
    () => shelf.duplicate({ place: 'user', id: 'sort-words' }),
    () => shelf.recordVerification(sampleTool(), sampleRecord),
    () => shelf.approve(sampleTool()),
    () => shelf.remove({ place: 'user', id: 'sort-words' }),
    () => shelf.restore('user', 'entry'),
    () => shelf.importTools(shelf.exportTools([sampleTool()]), 'user'),
    () => outside(),
  ];
  for (const change of changes) {
    const before = heard;
    await change();
    assert.ok(heard >= before + 2, String(change));
  }
  endOne();
  endOne();
  assert.deepEqual(watching, { started: 1, ended: 0 });
  endTwo();
  assert.deepEqual(watching, { started: 1, ended: 1 });
  const before = heard;
  await shelf.save(sampleTool(), 'user');
  assert.equal(heard, before);
});

test('says in a few words what is known of a tool', () => {
  const label = (changes: Partial<LibraryTool>): string =>
    verificationLabel({
      tool: sampleTool(),
      place: 'user',
      fingerprint: '',
      verification: undefined,
      isApproved: true,
      isMadeHere: true,
      ...changes,
    });
  assert.equal(label({}), 'not verified here');
  assert.equal(label({ isApproved: false, isMadeHere: false }), 'not approved here');
  assert.equal(
    label({ isApproved: false, isMadeHere: false, verification: sampleRecord }),
    'not approved here',
    'whatever it says of itself',
  );
  assert.equal(
    label({ isMadeHere: false, verification: { ...sampleRecord, passed: 6, total: 6, unseenPassed: 3 } }),
    '6 of 6, it says that 3 were never seen by its maker',
  );
  assert.equal(
    label({ verification: { ...sampleRecord, passed: 6, total: 6, unseenPassed: 3 } }),
    '6 of 6, 3 never seen by the maker',
  );
  assert.equal(
    label({ verification: { ...sampleRecord, passed: 6, total: 6, unseenPassed: 0 } }),
    '6 of 6 passed, none unseen',
  );
  assert.equal(
    label({ verification: { ...sampleRecord, passed: 4, total: 6, unseenPassed: 1 } }),
    '4 of 6: does not hold',
  );
  assert.equal(
    label({
      tool: sampleTool({ stage: 'draft' }),
      verification: { ...sampleRecord, passed: 4, total: 6, unseenPassed: 1 },
    }),
    'draft: 4 of 6',
  );
  assert.equal(label({ tool: sampleTool({ stage: 'draft' }) }), 'draft');
  assert.equal(
    label({
      tool: sampleTool({ reader: 'model' }),
      verification: { ...sampleRecord, passed: 6, total: 6, unseenPassed: 3 },
    }),
    '6 of 6, 3 never seen by the maker; read by the light model',
  );
  const record = { passed: 6, total: 6, unseenPassed: 3, acceptedForeign: 0, at: '2026-01-01T00:00:00.000Z' };
  const given = sampleTool({
    examples: sampleTool().examples.map((example, index) =>
      index === 0 ? { ...example, answeredBy: 'strong\u202e' } : example,
    ),
  });
  assert.match(
    label({ tool: given, verification: record }),
    /^6 of 6, 3 never seen by the maker; 1 answer given by strong.+ and accepted$/,
  );
  assert.doesNotMatch(label({ tool: given, verification: record }), /\u202e/);
});

test('verified is what has examples and passed every one of them here', () => {
  assert.deepEqual(
    [undefined, { ...sampleRecord, passed: 2 }, { ...sampleRecord, passed: 0, total: 0 }, sampleRecord].map(
      (verification) => isVerified({ verification }),
    ),
    [false, false, false, true],
  );
});

test('a place that is added is listed behind the others, told of, and watched as long as they are', async (context) => {
  const { library: shelf, stores } = await library(context);
  const late = createLibrary({
    stores: new Map([...stores].filter(([place]) => place !== 'folder')),
    verifications: { get: () => Promise.resolve(undefined), put: () => Promise.resolve() },
    approvals: memoryApprovals(),
    digest: sha256,
    now,
  });
  await shelf.save(sampleTool({ name: 'The folder’s' }), 'folder');
  await shelf.save(sampleTool(), 'workspace');
  assert.deepEqual(
    (await late.list()).tools.map(({ tool }) => tool.name),
    ['Sort words'],
  );
  let heard = 0;
  const end = late.onChange(() => (heard += 1));
  const folder = stores.get('folder') ?? assert.fail();
  const watching = { started: 0, ended: 0 };
  late.addPlace('folder', { ...folder, watch: () => ((watching.started += 1), () => (watching.ended += 1)) });
  assert.deepEqual([heard, watching], [1, { started: 1, ended: 0 }]);
  assert.deepEqual(
    (await late.list()).tools.map(({ tool, isApproved }) => [tool.name, isApproved]),
    [
      ['Sort words', false],
      ['The folder’s', false],
    ],
  );
  end();
  assert.deepEqual(watching, { started: 1, ended: 1 });
});
