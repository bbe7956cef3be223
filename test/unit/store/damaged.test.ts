import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { sampleTool } from '../library/sample-tool';
import { temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');

interface Damage {
  readonly what: string;
  /** Damages the tool in `tool`, a folder of the library `library`. */
  readonly damage: (tool: string, library: string) => Promise<unknown>;
  readonly reason: RegExp;
  /** The name under which it is set aside; `sort-words` where not given. */
  readonly folder?: string;
}

const manifest = (tool: string): string => join(tool, 'tool.json');
const code = (tool: string): string => join(tool, 'v1.js');

async function edited(tool: string, edit: (text: string) => string): Promise<void> {
  await writeFile(manifest(tool), edit(await readFile(manifest(tool), 'utf8')));
}

const damages: readonly Damage[] = [
  {
    what: 'an empty folder',
    damage: (tool) => rm(tool, { recursive: true }).then(() => mkdir(tool)),
    reason: /^its tool\.json is missing$/,
  },
  { what: 'an empty manifest', damage: (tool) => writeFile(manifest(tool), ''), reason: /cut off or damaged/ },
  {
    what: 'a manifest cut off',
    damage: (tool) => truncate(manifest(tool), 300),
    reason: /cut off or damaged: it is not JSON/,
  },
  {
    what: 'a manifest of zero bytes, as after a power failure',
    damage: (tool) => writeFile(manifest(tool), Buffer.alloc(2_000)),
    reason: /not JSON/,
  },
  {
    what: 'a bit flipped in a bracket',
    damage: (tool) => edited(tool, (text) => text.replace('{', ';')),
    reason: /not JSON/,
  },
  {
    what: 'a bit flipped in a key',
    damage: (tool) => edited(tool, (text) => text.replace('"stage"', '"stagf"')),
    reason: /"stage"/,
  },
  {
    what: 'a byte that is no UTF-8',
    damage: async (tool) =>
      writeFile(manifest(tool), Buffer.concat([await readFile(manifest(tool)), Buffer.from([0xff])])),
    reason: /tool\.json is damaged: it is not UTF-8/,
  },
  {
    what: 'code that is no UTF-8',
    damage: (tool) => writeFile(code(tool), Buffer.from([0x2f, 0x2f, 0xc3, 0x28])),
    reason: /code v1\.js is damaged: it is not UTF-8/,
  },
  {
    what: 'a merge conflict',
    damage: (tool) => edited(tool, (text) => text.replace('  "hint"', '<<<<<<< HEAD\n  "hint"')),
    reason: /not JSON/,
  },
  {
    what: 'nesting without end',
    damage: (tool) => writeFile(manifest(tool), '['.repeat(150_000)),
    reason: /not JSON/,
  },
  {
    what: 'deep nesting in a schema',
    damage: (tool) =>
      edited(tool, (text) =>
        text.replace('"properties": {', `"properties": {"a":${'['.repeat(500)}${']'.repeat(500)},`),
      ),
    reason: /"argumentsSchema".*nested deeper/,
  },
  {
    what: 'nesting that would overflow the stack',
    damage: (tool) =>
      edited(tool, (text) =>
        text.replace('"properties": {', `"properties": {"a":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
      ),
    reason: /it is not JSON, or nested deeper/,
  },
  {
    what: 'a newer format',
    damage: (tool) => writeFile(manifest(tool), '{"format":7,"code":"elsewhere"}'),
    reason: /newer Toolsmith \(format 7\)/,
  },
  { what: 'an array', damage: (tool) => writeFile(manifest(tool), '[]'), reason: /not a JSON object/ },
  {
    what: 'a huge manifest',
    damage: (tool) => writeFile(manifest(tool), Buffer.alloc(24_000_001, ' ')),
    reason: /tool\.json is too large/,
  },
  {
    what: 'a long manifest',
    damage: (tool) => edited(tool, (text) => text + ' '.repeat(8_000_000)),
    reason: /tool\.json is longer than 8000000 characters/,
  },
  {
    what: 'huge code',
    damage: (tool) => writeFile(code(tool), Buffer.alloc(600_001, ' ')),
    reason: /v1\.js is too large: 600001 bytes/,
  },
  {
    what: 'long code',
    damage: (tool) => writeFile(code(tool), Buffer.alloc(200_001, ' ')),
    reason: /v1\.js is longer than 200000 characters/,
  },
  { what: 'missing code', damage: (tool) => rm(code(tool)), reason: /its code v1\.js is missing/ },
  {
    what: 'a folder for code',
    damage: (tool) => rm(code(tool)).then(() => mkdir(code(tool))),
    reason: /v1\.js is no plain file/,
  },
  {
    what: 'a folder for a manifest',
    damage: (tool) => rm(manifest(tool)).then(() => mkdir(manifest(tool))),
    reason: /tool\.json is no plain file/,
  },
  {
    what: 'the id of another',
    damage: (tool) => edited(tool, (text) => text.replace('"sort-words"', '"other"')),
    reason: /manifest says "other", its folder "sort-words"/,
  },
  {
    what: 'an id that leads out',
    damage: (tool) => edited(tool, (text) => text.replace('"sort-words"', '"../../x"')),
    reason: /"id"/,
  },
  {
    what: 'a folder with an odd name',
    damage: (tool, library) => rename(tool, join(library, 'Sort Words!')),
    reason: /name that no tool has/,
    folder: 'Sort Words!',
  },
  {
    what: 'a name of Windows’ devices',
    damage: (tool, library) => rename(tool, join(library, process.platform === 'win32' ? 'con-x!' : 'CON')),
    reason: /name that no tool has/,
    folder: process.platform === 'win32' ? 'con-x!' : 'CON',
  },
  {
    what: 'a folder named in emoji',
    damage: (tool, library) => rename(tool, join(library, '🔧🤖')),
    reason: /name that no tool has/,
    folder: '🔧🤖',
  },
  {
    what: 'a folder whose name turns the text around',
    damage: (tool, library) => rename(tool, join(library, 'a\u202Eb')),
    reason: /name that no tool has/,
    folder: 'a\u202Eb',
  },
  {
    what: 'the longest name a folder can have',
    damage: (tool, library) => rename(tool, join(library, 'x'.repeat(250))),
    reason: /name that no tool has/,
    folder: 'x'.repeat(250),
  },
  {
    what: 'an id of 300 characters',
    damage: (tool) => edited(tool, (text) => text.replace('"sort-words"', `"${'x'.repeat(300)}"`)),
    reason: /"id"/,
  },
  {
    what: 'a name of 300 characters',
    damage: (tool) => edited(tool, (text) => text.replace('"Sort words"', `"${'x'.repeat(300)}"`)),
    reason: /"name".*longer than 80/,
  },
  {
    what: 'a name of two lines',
    damage: (tool) => edited(tool, (text) => text.replace('"Sort words"', '"Sort\\nwords"')),
    reason: /"name".*more than one line/,
  },
  {
    what: 'another program’s file',
    damage: (tool) => writeFile(manifest(tool), '{"name":"left-pad","version":"1.3.0","main":"index.js"}'),
    reason: /damaged at "format"/,
  },
  {
    what: 'a database',
    damage: (tool) =>
      writeFile(manifest(tool), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_000, 0xfe)])),
    reason: /tool\.json is damaged: it is not UTF-8/,
  },
  {
    what: 'a manifest of 100 MB',
    damage: (tool) => truncate(manifest(tool), 100_000_000),
    reason: /tool\.json is too large: 100000000 bytes/,
  },
  {
    what: 'code of 100 MB',
    damage: (tool) => truncate(code(tool), 100_000_000),
    reason: /v1\.js is too large: 100000000 bytes/,
  },
  {
    what: 'versions out of order',
    damage: (tool) => edited(tool, (text) => text.replace('"number": 1', '"number": 0')),
    reason: /"versions/,
  },
  {
    what: 'a link for a folder, out of the library',
    damage: (tool, library) =>
      rename(tool, join(library, '..', 'outside')).then(() =>
        symlink(join(library, '..', 'outside'), tool, 'junction'),
      ),
    reason: /it is a link/,
  },
  {
    what: 'a link that leads nowhere',
    damage: (tool) => rm(tool, { recursive: true }).then(() => symlink(join(tool, '..', 'nowhere'), tool, 'junction')),
    reason: /it is a link/,
  },
  {
    what: 'a link to itself',
    damage: (tool) => rm(tool, { recursive: true }).then(() => symlink(tool, tool, 'junction')),
    reason: /it is a link/,
  },
];

/** What Windows lets nobody do without special rights. */
const posixDamages: readonly Damage[] = [
  {
    what: 'a link for code',
    damage: (tool, library) =>
      rename(code(tool), join(library, '..', 'outside.js')).then(() =>
        symlink(join(library, '..', 'outside.js'), code(tool)),
      ),
    reason: /v1\.js is a link/,
  },
  {
    what: 'a link to a device for code',
    damage: (tool) => rm(code(tool)).then(() => symlink('/dev/zero', code(tool))),
    reason: /v1\.js is a link/,
  },
  {
    what: 'a link for a manifest',
    damage: (tool) => rename(manifest(tool), join(tool, 'x.json')).then(() => symlink('x.json', manifest(tool))),
    reason: /tool\.json is a link/,
  },
  {
    what: 'a socket for a manifest',
    damage: (tool) => rm(manifest(tool)).then(() => socket(manifest(tool))),
    reason: /tool\.json is no plain file/,
  },
  {
    what: 'a socket for a folder',
    damage: (tool) => rm(tool, { recursive: true }).then(() => socket(tool)),
    reason: /it is no folder/,
  },
];

/** Leaves a socket in the file system: no file, no folder, and opening it would be wrong. */
async function socket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(path, listening));
  server.unref();
}

for (const { what, damage, reason, folder = 'sort-words' } of process.platform === 'win32'
  ? damages
  : [...damages, ...posixDamages]) {
  test(`${what}: set aside with its reason, and the rest works`, async (context) => {
    const library = join(await temporaryFolder(context), 'library');
    const store = createFileToolStore(library, now);
    const others = [sampleTool({ id: 'alpha' }), sampleTool({ id: 'zulu' })];
    for (const tool of [...others, sampleTool()]) await store.save(tool);
    await damage(join(library, 'sort-words'), library);
    const { tools, damaged } = await store.list();
    assert.deepEqual(tools, others);
    assert.deepEqual(
      damaged.map((tool) => tool.folder),
      [folder],
    );
    assert.match(damaged[0]?.reason ?? '', reason);
    assert.ok(!(damaged[0]?.reason ?? '').endsWith('.'), 'a clause, not a sentence');
    await store.save(sampleTool());
    assert.deepEqual(
      (await store.list()).tools.map(({ id }) => id),
      ['alpha', 'sort-words', 'zulu'],
    );
  });
}

test('a manifest cut at any point, or with any bit of it flipped, is sound or set aside with its reason; the tool beside it stays', async (context) => {
  const library = join(await temporaryFolder(context), 'library');
  const store = createFileToolStore(library, now);
  await store.save(sampleTool({ id: 'alpha' }));
  await store.save(sampleTool());
  const whole = await readFile(manifest(join(library, 'sort-words')));
  const cuts = Array.from({ length: 60 }, (_, index) => whole.subarray(0, Math.floor((whole.length * index) / 60)));
  const flips = Array.from({ length: 300 }, () => {
    const bytes = Buffer.from(whole);
    const at = Math.floor(Math.random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
    return bytes;
  });
  let setAside = 0;
  for (const bytes of [...cuts, ...flips]) {
    await writeFile(manifest(join(library, 'sort-words')), bytes);
    const { tools, damaged } = await store.list();
    assert.deepEqual(tools[0], sampleTool({ id: 'alpha' }));
    assert.equal(tools.length + damaged.length, 2);
    for (const { folder, reason } of damaged)
      assert.ok(folder === 'sort-words' && reason.startsWith('it') && reason.length < 500, reason);
    setAside += damaged.length;
  }
  assert.ok(setAside >= cuts.length, 'nothing that was cut off is a tool');
  context.diagnostic(`${cuts.length + flips.length} played, ${setAside} set aside`);
});

test('a manifest with a byte-order mark and Windows line ends is sound', async (context) => {
  const library = await temporaryFolder(context);
  const store = createFileToolStore(library, now);
  await store.save(sampleTool());
  await edited(join(library, 'sort-words'), (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  assert.deepEqual(await store.list(), { tools: [sampleTool()], damaged: [] });
});

test('loose files and hidden folders are nobody’s business; a key that no tool has is', async (context) => {
  const library = await temporaryFolder(context);
  const store = createFileToolStore(library, now);
  await store.save(sampleTool());
  await writeFile(join(library, 'README.md'), 'Ours');
  await mkdir(join(library, '.git'));
  assert.deepEqual(await store.list(), { tools: [sampleTool()], damaged: [] });
  await edited(join(library, 'sort-words'), (text) => text.replace('{', '{"comment": "ours",'));
  assert.deepEqual(await store.list(), {
    tools: [],
    damaged: [{ folder: 'sort-words', reason: 'its manifest has a key that no tool has: "comment"' }],
  });
});

test('a damaged transcript is as good as none', async (context) => {
  const library = await temporaryFolder(context);
  const store = createFileToolStore(library, now);
  await store.save(sampleTool());
  for (const text of ['', '[', '{}', '[{"purpose":1}]']) {
    await writeFile(join(library, 'sort-words', 'v1.transcript.json'), text);
    assert.equal(await store.readTranscript('sort-words', 1), undefined, text);
  }
});

test('in the trash a link is not followed, and what is damaged is not listed but stays', async (context) => {
  const base = await temporaryFolder(context);
  const store = createFileToolStore(join(base, 'library'), now);
  await store.save(sampleTool());
  await store.trash('sort-words');
  const trash = join(base, 'library', '.trash');
  await symlink(join(base, 'elsewhere'), join(trash, '2026-02-03T04-05-06.000Z--linked'), 'junction');
  await mkdir(join(trash, '2026-02-03T04-05-06.000Z--damaged'));
  await mkdir(join(trash, 'odd'));
  await store.save(sampleTool({ id: 'x' }));
  await rename(join(base, 'library', 'x'), join(base, 'elsewhere'));
  assert.deepEqual(
    (await store.listTrash()).map(({ entry }) => entry),
    ['2026-02-03T04-05-06.789Z--sort-words'],
  );
  await assert.rejects(store.restore('2026-02-03T04-05-06.000Z--linked'), /cannot be restored: it is no folder/);
  await assert.rejects(
    store.restore('2026-02-03T04-05-06.000Z--damaged'),
    /cannot be restored: its tool\.json is missing/,
  );
});
