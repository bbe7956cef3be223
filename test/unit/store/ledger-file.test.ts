import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { entryLine, inOrder, type LedgerEntry } from '../../../src/engine/ledger/entry';
import { StoreError } from '../../../src/node/store/store-error';
import { createLedgerFolder } from '../../../src/node/store/ledger-file';
import { call, entriesArbitrary, making, use } from '../ledger/entries';
import { temporaryFolder } from './temporary-folder';

const january = join('ledger', 'ledger-2026-01.jsonl');
const at = (month: string): string => `2026-${month}-02T00:00:00.000Z`;

async function folderOf(
  context: TestContext,
): Promise<{ readonly base: string; readonly folder: string; readonly file: string }> {
  const base = await temporaryFolder(context);
  return { base, folder: join(base, 'ledger'), file: join(base, january) };
}

test('entries are read as they were written, by this process and by the next', async (context) => {
  const { folder } = await folderOf(context);
  const ledger = createLedgerFolder(folder);
  assert.deepEqual(await ledger.read(), { entries: [], unreadable: 0 });
  const entries: readonly LedgerEntry[] = [call(), making(), use()];
  for (const entry of entries) {
    await ledger.append(entry);
    assert.equal((await ledger.read()).entries.at(-1)?.kind, entry.kind);
  }
  assert.deepEqual(await ledger.read(), { entries, unreadable: 0 });
  assert.deepEqual(await createLedgerFolder(folder).read(), { entries, unreadable: 0 });
});

test('one file a month, and only those that are needed are read', async (context) => {
  const { folder } = await folderOf(context);
  const ledger = createLedgerFolder(folder);
  for (const month of ['11', '01', '12', '02']) await ledger.append(call({ at: at(month) }));
  assert.deepEqual(await readdir(folder), [
    'ledger-2026-01.jsonl',
    'ledger-2026-02.jsonl',
    'ledger-2026-11.jsonl',
    'ledger-2026-12.jsonl',
  ]);
  assert.deepEqual(
    (await ledger.read()).entries.map((entry) => entry.at),
    ['01', '02', '11', '12'].map(at),
  );
  await writeFile(join(folder, 'ledger-2026-01.jsonl'), 'damaged');
  assert.deepEqual(await ledger.read(new Date(at('11'))), {
    entries: [call({ at: at('11') }), call({ at: at('12') })],
    unreadable: 0,
  });
  assert.deepEqual((await ledger.read(new Date('2026-11-02T00:00:00.001Z'))).entries.length, 1);
});

test('a line that was torn at any byte loses only itself, also when the next process appends after it', async (context) => {
  const { folder, file } = await folderOf(context);
  const entries = [call(), making(), use()];
  const last = Buffer.byteLength(entryLine(use()));
  for (let cut = 1; cut <= last; cut += 7) {
    await mkdir(folder, { recursive: true });
    await writeFile(file, '');
    const before = createLedgerFolder(folder);
    for (const entry of entries) await before.append(entry);
    await truncate(file, (await readFile(file)).length - cut);
    assert.deepEqual((await before.read()).entries, entries.slice(0, 2), 'the process that goes on');
    const next = createLedgerFolder(folder);
    assert.deepEqual((await next.read()).entries, entries.slice(0, 2));
    await next.append(call({ purpose: 'after the crash' }));
    await next.append(use());
    const { entries: read, unreadable } = await createLedgerFolder(folder).read();
    assert.deepEqual(read, [...entries.slice(0, 2), call({ purpose: 'after the crash' }), use()]);
    assert.equal(unreadable, cut === last ? 0 : 1);
    assert.deepEqual((await next.read()).entries, read, 'read on from where it was');
  }
});

test('what is none of ours is counted and left alone: damaged lines, newer kinds, binary dust', async (context) => {
  const { folder, file } = await folderOf(context);
  const ledger = createLedgerFolder(folder);
  await ledger.append(call());
  for (const line of [
    '{',
    'null',
    '{"kind":"new"}',
    '\u0000\u0000\u0000',
    JSON.stringify({ ...call(), at: 'yesterday' }),
    JSON.stringify({ ...use(), byParser: -1 }),
    JSON.stringify({ ...call(), price: { input: 'cheap', output: null } }),
  ])
    await appendFile(file, `\n${line}`);
  await appendFile(file, Buffer.from([0x0a, 0xff, 0xfe]));
  await ledger.append(use());
  assert.deepEqual(await ledger.read(), { entries: [call(), use()], unreadable: 8 });
});

test('what an earlier version kept elsewhere is read as well, and written no more', async (context) => {
  const { base, folder } = await folderOf(context);
  const before = join(base, 'before');
  await createLedgerFolder(before).append(call());
  const ledger = createLedgerFolder(folder, before);
  await ledger.append(use());
  assert.deepEqual(await ledger.read(), { entries: [call(), use()], unreadable: 0 });
  assert.deepEqual((await ledger.read(new Date(use().at))).entries, [use()]);
  assert.deepEqual(
    [(await createLedgerFolder(before).read()).entries, (await createLedgerFolder(folder).read()).entries],
    [[call()], [use()]],
  );
});

test('two processes append at once and lose nothing', async (context) => {
  const { folder } = await folderOf(context);
  const ledgers = Array.from({ length: 4 }, () => createLedgerFolder(folder));
  const all = Array.from({ length: 80 }, (_, index) => call({ making: `m${index}` }));
  await Promise.all(all.map(async (entry, index) => ledgers[index % 4]?.append(entry)));
  for (const ledger of ledgers) assert.deepEqual(inOrder((await ledger.read()).entries), inOrder(all));
});

test('whatever is written in between, reading on gives what reading anew gives', async (context) => {
  const { folder } = await folderOf(context);
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(entriesArbitrary, { maxLength: 4 }), async (batches) => {
      const own = join(folder, String((round += 1)));
      const [reader, writer] = [createLedgerFolder(own), createLedgerFolder(own)];
      for (const batch of batches) {
        for (const entry of batch) await writer.append(entry);
        assert.deepEqual(await reader.read(), await createLedgerFolder(own).read());
      }
      assert.deepEqual(await reader.read(), { entries: batches.flat(), unreadable: 0 });
    }),
    { numRuns: 20 },
  );
});

test('a file that was deleted or replaced is read anew', async (context) => {
  const { folder, file } = await folderOf(context);
  const ledger = createLedgerFolder(folder);
  for (const entry of [call(), making(), use()]) await ledger.append(entry);
  await ledger.read();
  await writeFile(file, entryLine(making()));
  assert.deepEqual((await ledger.read()).entries, [making()]);
  await writeFile(join(folder, 'notes.txt'), 'not ours');
  assert.equal((await ledger.read()).unreadable, 0);
});

test('links are not followed, and a folder that cannot be used is said', async (context) => {
  const { base, folder } = await folderOf(context);
  await mkdir(folder);
  await writeFile(join(base, 'elsewhere'), entryLine(call()));
  await symlink(join(base, 'elsewhere'), join(folder, 'ledger-2026-03.jsonl'));
  // Read as nothing, it would switch off the caps a day.
  await assert.rejects(
    createLedgerFolder(folder).read(),
    (error) =>
      error instanceof StoreError && error.message.includes('is no file of its own, so it is not read. Move it away.'),
  );
  await writeFile(join(base, 'file'), '');
  await assert.rejects(createLedgerFolder(join(base, 'file')).append(call()), StoreError);
  await assert.rejects(createLedgerFolder(join(base, 'file')).read(), StoreError);
});

test('who watches is told of entries, their own and those of other windows', async (context) => {
  const { folder } = await folderOf(context);
  const [own, other] = [createLedgerFolder(folder), createLedgerFolder(folder)];
  await own.append(call());
  for (const writer of [own, other]) {
    // Watching keeps no process alive.
    const alive = setInterval(() => undefined, 1_000);
    await new Promise<void>((told, failed) => {
      const end = own.watch(() => {
        end();
        told();
      });
      writer.append(use()).catch(failed);
    });
    clearInterval(alive);
  }
});
