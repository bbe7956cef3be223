import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainFolder } from '../../../src/node/store/plain-folder';
import { StoreError, storeError } from '../../../src/node/store/store-error';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { sampleTool, sampleTranscript, sampleVersion } from '../library/sample-tool';
import { pathsIn, temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');

/** Does something as an ordinary user even where the tests run as root, to whom nothing is forbidden. */
async function asOrdinaryUser(action: () => Promise<void>): Promise<void> {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await action();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

test('a library that does not exist is empty, and reading it makes nothing', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createFileToolStore(join(folder, 'none'), now);
  assert.deepEqual(await store.list(), { tools: [], damaged: [] });
  assert.deepEqual(await store.listTrash(), []);
  assert.equal(await store.readTranscript('sort-words', 1), undefined);
  assert.equal(await store.readCode('sort-words', 1), undefined);
  await store.trash('sort-words');
  assert.deepEqual(await pathsIn(folder), []);
});

test('tools come back as they were saved, each version in a file of its own', async (context) => {
  const folder = join(await temporaryFolder(context), 'made', 'on the way');
  const store = createFileToolStore(folder, now);
  const first = sampleTool();
  const second = sampleTool({
    code: '// 2\r\nfunction solve() { return "é漢😀"; }',
    versions: [sampleVersion(1), sampleVersion(2)],
    examples: first.examples.slice(1),
    hint: null,
  });
  await store.save(first, sampleTranscript);
  await store.save(second);
  await store.save(sampleTool({ id: 'another', code: '\uFEFFfunction solve() {}' }));
  const { tools, damaged } = await createFileToolStore(folder, now).list();
  assert.deepEqual(tools, [sampleTool({ id: 'another', code: '\uFEFFfunction solve() {}' }), second]);
  assert.deepEqual(damaged, []);
  assert.deepEqual(await pathsIn(join(folder, 'sort-words')), [
    ...['tool.json', 'v1.js', 'v1.tool.json', 'v1.transcript.json', 'v2.js'],
  ]);
  assert.deepEqual(await store.readState('sort-words', 1), first, 'as it was, its examples too');
  assert.equal(await store.readState('sort-words', 2), undefined);
  assert.equal(await readFile(join(folder, 'sort-words', 'v1.js'), 'utf8'), first.code);
  assert.equal(await store.readCode('sort-words', 1), first.code);
  assert.deepEqual(await store.readTranscript('sort-words', 1), sampleTranscript);
  assert.equal(await store.readTranscript('sort-words', 2), undefined);
  assert.match(
    await readFile(join(folder, 'sort-words', 'tool.json'), 'utf8'),
    /^\{\n {2}"format": 4,\n {2}"id": "sort-words",\n/,
  );
});

test('code that was edited on disk, as by git, is the code', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createFileToolStore(folder, now);
  await store.save(sampleTool());
  await writeFile(join(folder, 'sort-words', 'v1.js'), 'function solve() { return "edited"; }');
  const [edited] = (await store.list()).tools;
  assert.equal(edited?.code, 'function solve() { return "edited"; }');
  const before = await stat(join(folder, 'sort-words', 'v1.js'));
  await store.save({ ...edited, name: 'Renamed' });
  assert.equal(
    (await stat(join(folder, 'sort-words', 'v1.js'))).ino,
    before.ino,
    'an unchanged file is not written again',
  );
  assert.deepEqual((await store.list()).tools, [{ ...edited, name: 'Renamed' }]);
});

test('what would not be read again is not written, and what stands there stays', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createFileToolStore(folder, now);
  await store.save(sampleTool());
  const big = Array.from({ length: 9_000 }, () => ({ problem: 'x'.repeat(1_000), answer: '', seen: 'shown' }) as const);
  for (const [change, reason] of [
    [{ name: 'x'.repeat(81) }, /“x+” was not stored: .*"name".*longer than 80/],
    [{ name: 'two\nlines' }, /more than one line/],
    [{ code: 'x'.repeat(200_001) }, /code is longer than 200000/],
    [{ id: '../x' }, /not stored: .*"id"/],
    [{ examples: big }, /examples are longer than 8000000 characters together; leave some out/],
  ] as const) {
    await assert.rejects(
      store.save(sampleTool(change)),
      (error) => error instanceof StoreError && reason.test(error.message),
    );
  }
  assert.deepEqual(await store.list(), { tools: [sampleTool()], damaged: [] });
  const longest = sampleTool({ code: `//${'漢'.repeat(199_998)}` });
  await store.save(longest);
  assert.deepEqual((await store.list()).tools, [longest]);
});

test('an id never leads out of the library', async (context) => {
  const store = createFileToolStore(join(await temporaryFolder(context), 'library'), now);
  for (const id of ['..', '.', '../x', '.trash', 'a/b', 'a\\b', '', 'A', 'x'.repeat(49)]) {
    await assert.rejects(async () => store.trash(id), StoreError, id);
    await assert.rejects(async () => store.readTranscript(id, 1), StoreError, id);
    await assert.rejects(async () => store.restore(id), StoreError, id);
  }
});

test('the trash: newest first, restored whole, under a new id where the old one is in use', async (context) => {
  const folder = await temporaryFolder(context);
  let time = Date.parse('2026-02-03T04:05:06.789Z');
  const store = createFileToolStore(folder, () => new Date((time += 1_000)));
  await store.save(sampleTool({ name: 'First' }), sampleTranscript);
  await store.trash('sort-words');
  await store.save(sampleTool({ name: 'Second' }));
  await store.trash('sort-words');
  assert.deepEqual((await store.list()).tools, []);
  const trash = await store.listTrash();
  assert.deepEqual(
    trash.map(({ name }) => name),
    ['Second', 'First'],
  );
  assert.ok(
    trash.every(({ deletedAt, entry }) => !Number.isNaN(Date.parse(deletedAt)) && entry.endsWith('--sort-words')),
  );
  assert.deepEqual((await store.restore(trash[1]?.entry ?? '')).tool, sampleTool({ name: 'First' }));
  assert.deepEqual(await store.readTranscript('sort-words', 1), sampleTranscript);
  assert.deepEqual((await store.restore(trash[0]?.entry ?? '')).tool, sampleTool({ name: 'Second', id: 'second' }));
  assert.deepEqual(
    (await store.list()).tools.map(({ id, name }) => [id, name]),
    [
      ['second', 'Second'],
      ['sort-words', 'First'],
    ],
  );
  assert.deepEqual(await store.listTrash(), []);
  await assert.rejects(store.restore(trash[0]?.entry ?? ''), /no longer in the trash/);
  assert.equal(await readFile(join(folder, '.trash', '.gitignore'), 'utf8'), '*\n');
});

test('the trash is emptied of what is named, unreadable or not, and an emptied entry is no longer there', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createFileToolStore(folder, now);
  assert.deepEqual(await store.trashEntries(), []);
  await store.deleteTrashed([]);
  for (const name of ['First', 'Second', 'Third']) {
    await store.save(sampleTool({ name }), sampleTranscript);
    await store.trash('sort-words');
  }
  const [third, second, first] = await store.listTrash();
  assert.ok(first && second && third);
  await writeFile(join(folder, '.trash', first.entry, 'tool.json'), 'cut off');
  await store.save(sampleTool({ name: 'Standing' }));
  assert.equal((await store.trashEntries()).length, 3);
  assert.equal((await store.listTrash()).length, 2);
  await store.deleteTrashed([first.entry, second.entry]);
  await store.deleteTrashed([first.entry]);
  assert.deepEqual(await store.trashEntries(), [third.entry]);
  assert.deepEqual(await pathsIn(join(folder, '.trash')), [
    '.gitignore',
    third.entry,
    ...['tool.json', 'v1.js', 'v1.transcript.json'].map((file) => `${third.entry}/${file}`),
  ]);
  await assert.rejects(store.restore(second.entry), /no longer in the trash/);
  assert.deepEqual(
    (await store.list()).tools.map(({ name }) => name),
    ['Standing'],
  );
  for (const entry of ['..', 'sort-words', '../sort-words', '.gitignore', `../.trash/${third.entry}`])
    await assert.rejects(store.deleteTrashed([entry]), StoreError, entry);
  assert.deepEqual((await store.restore(third.entry)).tool, sampleTool({ name: 'Third', id: 'third' }));
});

test('two deletions within a millisecond both arrive in the trash', async (context) => {
  const store = createFileToolStore(await temporaryFolder(context), now);
  for (const name of ['First', 'Second', 'Third']) {
    await store.save(sampleTool({ name }));
    await store.trash('sort-words');
  }
  assert.deepEqual(
    (await store.listTrash()).map(({ name, deletedAt }) => [name, deletedAt]),
    ['Third', 'Second', 'First'].map((name) => [name, '2026-02-03T04:05:06.789Z']),
  );
});

test('another tool under the same id, or something unreadable, goes to the trash and is not overwritten', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createFileToolStore(folder, now);
  const elsewhere = sampleTool({
    name: 'Of another window',
    versions: [{ ...sampleVersion(1), createdAt: '2026-01-09T00:00:00.000Z' }],
  });
  await store.save(elsewhere);
  await store.save(sampleTool());
  assert.deepEqual((await store.list()).tools, [sampleTool()]);
  assert.deepEqual(
    (await store.listTrash()).map(({ name }) => name),
    ['Of another window'],
  );
  await writeFile(join(folder, 'sort-words', 'tool.json'), '{"format":7,"precious":true}');
  await store.save(sampleTool());
  assert.deepEqual((await store.list()).tools, [sampleTool()]);
  const kept = (await pathsIn(join(folder, '.trash'))).filter((path) => path.endsWith('tool.json'));
  const texts = await Promise.all(kept.map((path) => readFile(join(folder, '.trash', path), 'utf8')));
  assert.ok(texts.includes('{"format":7,"precious":true}'));
});

test('two windows that went on with one draft: the later one stands, the other is whole in the trash', async (context) => {
  const folder = await temporaryFolder(context);
  const [one, two] = [createFileToolStore(folder, now), createFileToolStore(folder, now)];
  const draft = sampleTool({ stage: 'draft' });
  const ofOne = sampleTool({ name: 'Of one', code: '// one', versions: [sampleVersion(1), sampleVersion(2)] });
  const ofTwo = sampleTool({
    name: 'Of two',
    code: '// two',
    versions: [sampleVersion(1), { ...sampleVersion(2), createdAt: '2026-01-02T11:00:00.000Z' }],
  });
  await one.save(draft);
  await one.save(ofOne);
  await two.save(ofTwo);
  assert.deepEqual((await one.list()).tools, [ofTwo]);
  const [lost] = await one.listTrash();
  assert.equal(lost?.name, 'Of one');
  assert.deepEqual((await two.restore(lost.entry)).tool, { ...ofOne, id: 'of-one' });
  assert.equal(await one.readCode('of-one', 2), '// one');
});

test('two stores on one folder see each other, and writers at once leave whole tools', async (context) => {
  const folder = await temporaryFolder(context);
  const [one, two] = [createFileToolStore(folder, now), createFileToolStore(folder, now)];
  await one.save(sampleTool());
  assert.deepEqual((await two.list()).tools, [sampleTool()]);
  const states = [2, 3, 4, 5].map((count) =>
    sampleTool({
      description: `State ${count}`,
      code: `// ${count}`,
      versions: Array.from({ length: count }, (_, index) => sampleVersion(index + 1)),
    }),
  );
  const work = { underWay: true };
  const reading = (async (): Promise<void> => {
    while (work.underWay) {
      const { tools, damaged } = await two.list();
      assert.deepEqual(damaged, []);
      const [tool] = tools;
      assert.ok(tool);
      assert.deepEqual(
        tool,
        [sampleTool(), ...states].find((state) => state.description === tool.description),
      );
    }
  })();
  for (let round = 0; round < 5; round += 1)
    await Promise.all(states.map((state, index) => (index % 2 === 0 ? one : two).save(state)));
  work.underWay = false;
  await reading;
  assert.deepEqual(
    (await pathsIn(folder)).filter((path) => path.includes('.writing')),
    [],
  );
  await Promise.all([one.trash('sort-words'), two.trash('sort-words')]);
  assert.deepEqual([(await one.list()).tools.length, (await two.listTrash()).length], [0, 1]);
});

test('leftovers of crashes are never listed; old ones go at the next write, fresh ones may be another window’s', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createFileToolStore(folder, () => new Date());
  await store.save(sampleTool());
  const left = [
    join(folder, '.other-1234abcd.writing', 'v1.js'),
    join(folder, 'sort-words', 'tool.json.1234abcd.writing'),
  ];
  const fresh = [
    join(folder, '.other-5678abcd.writing', 'v1.js'),
    join(folder, 'sort-words', 'v2.js.5678abcd.writing'),
  ];
  for (const path of [...left, ...fresh]) {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'half');
  }
  const before = new Date(Date.now() - 2 * 86_400_000);
  await utimes(join(folder, '.other-1234abcd.writing'), before, before);
  await utimes(join(folder, 'sort-words', 'tool.json.1234abcd.writing'), before, before);
  const later = createFileToolStore(folder, () => new Date());
  assert.deepEqual(await later.list(), { tools: [sampleTool()], damaged: [] });
  assert.equal((await pathsIn(folder)).filter((path) => path.endsWith('.writing')).length, 4);
  await later.save(sampleTool({ name: 'New' }));
  assert.deepEqual(
    (await pathsIn(folder)).filter((path) => path.endsWith('.writing')),
    ['.other-5678abcd.writing', 'sort-words/v2.js.5678abcd.writing'],
  );
});

test('a file in the place of the library: listed as damaged, and writing says what to do', async (context) => {
  const path = join(await temporaryFolder(context), 'library');
  await writeFile(path, 'a file');
  const store = createFileToolStore(path, now);
  assert.deepEqual(await store.list(), {
    tools: [],
    damaged: [{ folder: 'library', reason: "the library's folder is a file where a folder should be" }],
  });
  await assert.rejects(
    store.save(sampleTool()),
    (error) =>
      error instanceof StoreError && error.message.includes('Move the file away') && error.cause instanceof Error,
  );
});

if (process.platform !== 'win32') {
  test('a folder that may be read but not written to still serves its tools, and writing says what to do', async (context) => {
    const folder = await temporaryFolder(context);
    await createFileToolStore(folder, now).save(sampleTool());
    await chmod(folder, 0o555);
    await chmod(join(folder, 'sort-words'), 0o555);
    const store = createFileToolStore(folder, now);
    await asOrdinaryUser(async () => {
      assert.deepEqual(await store.list(), { tools: [sampleTool()], damaged: [] });
      for (const write of [
        () => store.save(sampleTool({ name: 'New' })),
        () => store.save(sampleTool({ id: 'new' })),
        () => store.trash('sort-words'),
      ]) {
        await assert.rejects(
          write,
          (error) =>
            error instanceof StoreError &&
            error.message.includes('permission denied. Check the permissions of its folder'),
        );
      }
    });
    assert.deepEqual(await pathsIn(folder), ['sort-words', 'sort-words/tool.json', 'sort-words/v1.js']);
    await chmod(folder, 0o755);
    await chmod(join(folder, 'sort-words'), 0o755);
  });

  test('a library, or a tool, that may not be read is said to be so', async (context) => {
    const folder = await temporaryFolder(context);
    await chmod(folder, 0o755);
    const store = createFileToolStore(join(folder, 'library'), now);
    await store.save(sampleTool());
    await store.save(sampleTool({ id: 'open' }));
    await chmod(join(folder, 'library', 'sort-words', 'tool.json'), 0o000);
    await asOrdinaryUser(async () => {
      const { tools, damaged } = await store.list();
      assert.deepEqual(
        tools.map(({ id }) => id),
        ['open'],
      );
      assert.deepEqual(damaged, [{ folder: 'sort-words', reason: 'its tool.json may not be read: permission denied' }]);
    });
    await chmod(join(folder, 'library'), 0o000);
    await asOrdinaryUser(async () =>
      assert.deepEqual((await store.list()).damaged, [
        { folder: 'library', reason: "the library's folder may not be read: permission denied" },
      ]),
    );
    await chmod(join(folder, 'library'), 0o755);
  });
}

test('an error of the system becomes one with a remedy, once', async (context) => {
  const full = storeError('/x', Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
  assert.match(full.message, /^Could not write \/x: the disk is full\./);
  assert.equal(storeError('/y', full), full);
  assert.match(storeError('/x', Object.assign(new Error(), { code: 'EROFS' })).message, /read-only/);
  assert.match(storeError('/x', 'odd').message, /unknown error/);
  const folder = await temporaryFolder(context);
  const files = plainFolder(folder, 'shared');
  await files.replace(join(folder, 'deep', 'er', 'file'), 'new');
  await mkdir(join(folder, 'in the way'));
  await assert.rejects(files.replace(join(folder, 'in the way'), 'text'), StoreError);
  assert.deepEqual(await pathsIn(folder), ['deep', 'deep/er', 'deep/er/file', 'in the way']);
  await rm(folder, { recursive: true });
});
