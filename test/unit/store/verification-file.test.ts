import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { StoreError } from '../../../src/node/store/store-error';
import { createVerificationFolder } from '../../../src/node/store/verification-file';
import { sampleRecord, sha256 } from '../library/sample-tool';
import { temporaryFolder } from './temporary-folder';

test('records are kept for the next start and for other windows', async (context) => {
  const folder = join(await temporaryFolder(context), 'verified');
  const [one, two] = [createVerificationFolder(folder), createVerificationFolder(folder)];
  const prints = await Promise.all(['a', 'b', 'c', 'd'].map(sha256));
  assert.equal(await one.get(prints[0] ?? ''), undefined);
  await Promise.all(
    prints.map((print, index) => (index % 2 === 0 ? one : two).put(print, { ...sampleRecord, total: 3 + index })),
  );
  for (const [index, print] of prints.entries())
    assert.deepEqual(await createVerificationFolder(folder).get(print), { ...sampleRecord, total: 3 + index });
  await Promise.all([one.put(prints[0] ?? '', sampleRecord), two.put(prints[0] ?? '', { ...sampleRecord, total: 9 })]);
  assert.ok([3, 9].includes((await one.get(prints[0] ?? ''))?.total ?? 0));
});

test('what is damaged, or claims more than there is, counts as not verified', async (context) => {
  const folder = await temporaryFolder(context);
  const book = createVerificationFolder(folder);
  const print = await sha256('a');
  const claims: readonly string[] = [
    '',
    '{',
    'null',
    '{}',
    ...[{ passed: 4 }, { unseenPassed: 4 }, { passed: -1 }, { total: '3' }, { at: 7 }, { passed: 0.5 }].map((change) =>
      JSON.stringify({ ...sampleRecord, ...change }),
    ),
    ' '.repeat(20_000) + JSON.stringify(sampleRecord),
  ];
  for (const claim of claims) {
    await writeFile(join(folder, `${print}.json`), claim);
    assert.equal(await book.get(print), undefined, claim.slice(0, 100));
  }
  await book.put(print, sampleRecord);
  assert.deepEqual(await book.get(print), sampleRecord);
});

test('only a fingerprint names a file', async (context) => {
  const book = createVerificationFolder(await temporaryFolder(context));
  for (const print of ['', '../x', 'g'.repeat(64), 'A'.repeat(64), 'a'.repeat(129)])
    await assert.rejects(async () => book.get(print), /fingerprint/);
});

test('the oldest records go when there are too many', async (context) => {
  const folder = await temporaryFolder(context);
  const book = createVerificationFolder(folder, 20);
  const prints = await Promise.all(Array.from({ length: 21 }, (_, index) => sha256(String(index))));
  for (const [index, print] of prints.entries()) {
    await book.put(print, sampleRecord);
    if (index < 20) await utimes(join(folder, `${print}.json`), index + 1, index + 1);
  }
  const kept = await Promise.all(prints.map((print) => book.get(print)));
  assert.deepEqual(
    kept.map((record) => record !== undefined),
    [...Array.from({ length: 3 }, () => false), ...Array.from({ length: 18 }, () => true)],
  );
  assert.equal((await readdir(folder)).length, 18);
});

test('a book that cannot be written says so', async (context) => {
  const base = await temporaryFolder(context);
  await writeFile(join(base, 'file'), '');
  await assert.rejects(createVerificationFolder(join(base, 'file')).put(await sha256('a'), sampleRecord), StoreError);
  await mkdir(join(base, 'verified', `${await sha256('b')}.json`), { recursive: true });
  assert.equal(await createVerificationFolder(join(base, 'verified')).get(await sha256('b')), undefined);
});
