import assert from 'node:assert/strict';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createIndexFile } from '../../../src/node/store/index-file';
import { temporaryFolder } from './temporary-folder';

test('what is written is read again, in a buffer of its own; what is missing is nothing', async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, 'new', 'tools.index');
  const store = createIndexFile(path);
  assert.equal(await store.read(), undefined);
  await store.write([Uint8Array.of(1)]);
  const many = Array.from({ length: 1_000 }, (_, number) => new Uint8Array(1_000).fill(number % 256));
  await store.write(many);
  const bytes = await store.read();
  assert.deepEqual(bytes, Uint8Array.from(many.flatMap((piece) => [...piece])));
  assert.equal(bytes.byteOffset, 0);
  assert.deepEqual(await readdir(join(folder, 'new')), ['tools.index']);
});

test('a disk that cannot be read or written is no failure', async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, 'a-folder');
  await mkdir(path);
  assert.equal(await createIndexFile(path).read(), undefined);
  await writeFile(join(folder, 'a-file'), 'text');
  const below = join(folder, 'a-file', 'tools.index');
  await createIndexFile(below).write([Uint8Array.of(1)]);
  assert.equal(await createIndexFile(below).read(), undefined);
  await symlink(join(folder, 'a-file'), join(folder, 'a-link'));
  assert.equal(await createIndexFile(join(folder, 'a-link')).read(), undefined, 'a link could point anywhere');
});
