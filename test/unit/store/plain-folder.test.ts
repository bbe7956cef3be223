import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fileSystem, { chmod, link, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { namedFile } from '../../../src/node/store/named-file';
import { plainFolder, writeToDevice, type PlainFolder } from '../../../src/node/store/plain-folder';
import { StoreError } from '../../../src/node/store/store-error';
import { pathsIn, temporaryFolder } from './temporary-folder';

/** Every way to open a file for writing, and to write, move or delete one. */
const ways: Readonly<Record<string, (folder: PlainFolder, path: string) => Promise<unknown>>> = {
  append: async (folder, path) => (await folder.openToAppend(path)).close(),
  update: async (folder, path) => (await folder.openToUpdate(path)).close(),
  create: async (folder, path) => (await folder.create(path)).close(),
  replace: (folder, path) => folder.replace(path, 'new'),
};

const noLinks = process.platform === 'win32' && 'making a link needs rights that Windows seldom gives';

/** A folder of ours, and somebody else's beside it with a file. */
async function two(context: TestContext): Promise<{ ours: PlainFolder; theirs: string; file: string }> {
  const base = await temporaryFolder(context);
  const [ours, theirs] = [join(base, 'ours'), join(base, 'theirs')];
  await mkdir(ours);
  await mkdir(theirs);
  await writeFile(join(theirs, 'file'), 'theirs');
  return { ours: plainFolder(ours, 'shared'), theirs, file: join(theirs, 'file') };
}

const refusal =
  (reason: RegExp) =>
  (error: unknown): boolean =>
    error instanceof StoreError && reason.test(error.message);

for (const [name, way] of Object.entries(ways)) {
  test(
    `${name}: a link is refused with what it points to, also one that leads nowhere`,
    { skip: noLinks },
    async (context) => {
      const { ours, theirs, file } = await two(context);
      for (const target of [file, join(theirs, 'nothing')]) {
        const path = join(ours.path, 'link');
        await symlink(target, path);
        await assert.rejects(way(ours, path), StoreError);
        if (name !== 'create')
          await assert.rejects(
            way(ours, path),
            (error: unknown) =>
              error instanceof StoreError &&
              error.message.includes(`${path} was left as it is: it is a link to ${target}`),
          );
        await rm(path);
      }
      assert.deepEqual(await pathsIn(theirs), ['file']);
      assert.equal(await readFile(file, 'utf8'), 'theirs');
    },
  );

  test(
    `${name}: nothing is written behind a folder that is a link, nor where the folder itself is one`,
    { skip: noLinks },
    async (context) => {
      const { ours, theirs, file } = await two(context);
      await symlink(theirs, join(ours.path, 'step'), 'junction');
      await symlink(theirs, join(ours.path, '..', 'root'), 'junction');
      await symlink(join(theirs, 'nowhere'), join(ours.path, 'dangling'), 'junction');
      const root = plainFolder(join(ours.path, '..', 'root'), 'shared');
      for (const [folder, path] of [
        [ours, join(ours.path, 'step', 'file')],
        [ours, join(ours.path, 'step', 'new')],
        [ours, join(ours.path, 'dangling', 'new')],
        [root, join(root.path, 'file')],
        [root, join(root.path, 'deep', 'new')],
      ] as const)
        await assert.rejects(
          way(folder, path),
          refusal(/is a link to .*Put the folder itself there, or choose another/),
        );
      assert.deepEqual(await pathsIn(theirs), ['file']);
      assert.equal(await readFile(file, 'utf8'), 'theirs');
    },
  );
}

test('a file with another name elsewhere is not opened; one that is replaced leaves the other as it is', async (context) => {
  const { ours, file } = await two(context);
  const path = join(ours.path, 'hard');
  await link(file, path);
  for (const way of ['append', 'update'] as const)
    await assert.rejects(async () => ways[way]?.(ours, path), refusal(/further names \(hard links\).*Put a copy/));
  assert.equal(await readFile(file, 'utf8'), 'theirs');
  await ours.replace(path, 'new');
  assert.deepEqual([await readFile(file, 'utf8'), await readFile(path, 'utf8')], ['theirs', 'new']);
});

test('what is no file is refused without waiting for it', { skip: process.platform === 'win32' }, async (context) => {
  const { ours } = await two(context);
  execFileSync('mkfifo', [join(ours.path, 'pipe')]);
  await mkdir(join(ours.path, 'folder'));
  for (const [name, reason] of [
    ['pipe', /it is no plain file/],
    ['folder', /it is a folder/],
  ] as const)
    for (const way of ['append', 'update', 'replace'] as const)
      await assert.rejects(async () => ways[way]?.(ours, join(ours.path, name)), refusal(reason));
});

test('a pipe is written to where somebody reads it', { skip: process.platform === 'win32' }, async (context) => {
  const path = join(await temporaryFolder(context), 'pipe');
  execFileSync('mkfifo', [path]);
  await assert.rejects(writeToDevice(path, 'text'), /is a pipe that nobody reads/);
  const read = readFile(path, 'utf8');
  // The reader may not have opened it yet.
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await writeToDevice(path, 'text').then(
        () => true,
        () => delay(50).then(() => false),
      )
    )
      break;
  }
  assert.equal(await read, 'text');
});

test('moving and deleting reach behind no link, and a link itself is deleted', { skip: noLinks }, async (context) => {
  const { ours, theirs } = await two(context);
  await symlink(theirs, join(ours.path, 'step'), 'junction');
  await writeFile(join(ours.path, 'own'), 'own');
  for (const work of [
    () => ours.remove(join(ours.path, 'step', 'file')),
    () => ours.move(join(ours.path, 'step', 'file'), join(ours.path, 'taken')),
    () => ours.move(join(ours.path, 'own'), join(ours.path, 'step', 'own')),
    () => ours.makeFolder(join(ours.path, 'step', 'new')),
  ])
    await assert.rejects(work, refusal(/nothing is written, moved or deleted behind it/));
  await ours.remove(join(ours.path, 'step'));
  await ours.remove(join(ours.path, 'step'));
  assert.deepEqual([await pathsIn(theirs), await pathsIn(ours.path)], [['file'], ['own']]);
});

/** Does something at the next opening of a file, before the system opens it. */
async function atOpening(work: () => Promise<unknown>, then: () => Promise<unknown>): Promise<void> {
  const { open } = fileSystem;
  fileSystem.open = async (...given) => {
    fileSystem.open = open;
    syncBuiltinESMExports();
    await work();
    return open(...given);
  };
  syncBuiltinESMExports();
  try {
    await then();
  } finally {
    fileSystem.open = open;
    syncBuiltinESMExports();
  }
}

test(
  'a file or folder that is exchanged for a link between the look and the opening is refused',
  { skip: noLinks },
  async (context) => {
    const { ours, theirs, file } = await two(context);
    const path = join(ours.path, 'deep', 'file');
    for (const way of ['append', 'update'] as const) {
      await mkdir(join(ours.path, 'deep'), { recursive: true });
      await writeFile(path, '');
      const toLink = async (): Promise<void> => {
        await rm(path);
        await symlink(file, path);
      };
      await atOpening(toLink, () => assert.rejects(async () => ways[way]?.(ours, path), StoreError));
      await rm(join(ours.path, 'deep'), { recursive: true });
    }
    await mkdir(join(ours.path, 'deep'));
    await writeFile(path, '');
    const folderToLink = async (): Promise<void> => {
      await rename(join(ours.path, 'deep'), join(ours.path, 'old'));
      await symlink(theirs, join(ours.path, 'deep'), 'junction');
    };
    await atOpening(folderToLink, () =>
      assert.rejects(async () => ways['append']?.(ours, path), refusal(/is a link to/)),
    );
    assert.equal(await readFile(file, 'utf8'), 'theirs');
  },
);

test('what a killed writer left under a known name is replaced, and what another one writes is not', async (context) => {
  const { ours } = await two(context);
  const path = join(ours.path, 'file');
  const written = await ours.write(path, 'killed', '0badcafe');
  assert.deepEqual(await pathsIn(ours.path), ['file.0badcafe.writing']);
  const again = await ours.write(path, 'again', '0badcafe');
  await again.name();
  assert.deepEqual([await pathsIn(ours.path), await readFile(path, 'utf8')], [['file'], 'again']);
  await written.discard();
  await assert.rejects(ours.create(path), refusal(/something stands there already/));
});

test(
  'a folder of the owner’s is readable by nobody else, also one that was made otherwise',
  { skip: process.platform === 'win32' },
  async (context) => {
    const base = await temporaryFolder(context);
    const own = plainFolder(join(base, 'deep', 'own'), 'ownerOnly');
    const mode = async (...names: readonly string[]): Promise<number> => (await stat(join(...names))).mode & 0o777;
    await own.replace(join(own.path, 'in', 'file'), 'text');
    assert.deepEqual(
      await Promise.all([mode(own.path), mode(own.path, 'in'), mode(own.path, 'in', 'file')]),
      [0o700, 0o700, 0o600],
    );
    for (const path of [own.path, join(own.path, 'in')]) await chmod(path, 0o755);
    await chmod(join(own.path, 'in', 'file'), 0o644);
    await (await own.openToAppend(join(own.path, 'in', 'file'))).close();
    assert.deepEqual(
      await Promise.all([mode(own.path), mode(own.path, 'in'), mode(own.path, 'in', 'file')]),
      [0o700, 0o700, 0o600],
    );
  },
);

test('a path out of the folder is a bug', async (context) => {
  const { ours, file } = await two(context);
  for (const way of Object.values(ways)) await assert.rejects(way(ours, file), /is not below/);
});

test(
  'folders above a file that a person named may be links; the file is the same one by every name',
  { skip: noLinks },
  async (context) => {
    const { theirs } = await two(context);
    const link = join(theirs, '..', 'link');
    await symlink(theirs, link, 'junction');
    const direct = await namedFile(join(theirs, 'new', 'file'));
    const behind = await namedFile(join(link, 'new', '..', 'new', 'file'));
    assert.equal(behind.path, direct.path);
    await behind.folder.replace(behind.path, 'text');
    assert.equal(await readFile(join(theirs, 'new', 'file'), 'utf8'), 'text');
    await symlink(join(theirs, 'nowhere'), join(theirs, 'dangling'), 'junction');
    const dangling = await namedFile(join(theirs, 'dangling', 'file'));
    await assert.rejects(dangling.folder.replace(dangling.path, 'text'), refusal(/is a link to .*nowhere/));
    await assert.rejects(
      namedFile(join(theirs, 'file', 'in', 'it')),
      refusal(/a file stands where a folder should be/),
    );
  },
);
