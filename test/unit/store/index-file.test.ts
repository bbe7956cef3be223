import assert from 'node:assert/strict';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createIndexFile } from '../../../src/node/store/index-file';
import { temporaryFolder } from './temporary-folder';

test('what is written is read again, whole; what is missing is nothing', async (context) => {
  const folder = await temporaryFolder(context);
  const store = createIndexFile(join(folder, 'new', 'index.json'));
  assert.equal(await store.read(), undefined);
  await store.write('first');
  await store.write('second é 漢');
  assert.equal(await store.read(), 'second é 漢');
  assert.deepEqual(await readdir(join(folder, 'new')), ['index.json']);
});

test('a disk that cannot be read or written is no failure', async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, 'a-folder');
  await mkdir(path);
  assert.equal(await createIndexFile(path).read(), undefined);
  await writeFile(join(folder, 'a-file'), 'text');
  const below = createIndexFile(join(folder, 'a-file', 'index.json'));
  await below.write('text');
  assert.equal(await below.read(), undefined);
  await symlink(join(folder, 'a-file'), join(folder, 'a-link'));
  assert.equal(await createIndexFile(join(folder, 'a-link')).read(), undefined, 'a link could point anywhere');
});
