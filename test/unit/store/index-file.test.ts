import assert from 'node:assert/strict';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createIndexFile } from '../../../src/node/store/index-file';
import { temporaryFolder } from './temporary-folder';

async function linesIn(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of createIndexFile(path).read()) lines.push(line);
  return lines;
}

test('what is written is read again, line by line; what is missing is nothing', async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, 'new', 'index.json');
  assert.deepEqual(await linesIn(path), []);
  await createIndexFile(path).write(['first']);
  const many = Array.from({ length: 1_000 }, (_, number) => `${number} é 漢`);
  await createIndexFile(path).write(many);
  assert.deepEqual(await linesIn(path), many);
  for await (const line of createIndexFile(path).read()) {
    assert.equal(line, many[0]);
    break;
  }
  assert.deepEqual(await readdir(join(folder, 'new')), ['index.json']);
});

test('a disk that cannot be read or written is no failure', async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, 'a-folder');
  await mkdir(path);
  assert.deepEqual(await linesIn(path), []);
  await writeFile(join(folder, 'a-file'), 'text');
  const below = join(folder, 'a-file', 'index.json');
  await createIndexFile(below).write(['text']);
  assert.deepEqual(await linesIn(below), []);
  await symlink(join(folder, 'a-file'), join(folder, 'a-link'));
  assert.deepEqual(await linesIn(join(folder, 'a-link')), [], 'a link could point anywhere');
});

test('others get the thread between stretches of work, and not at every call', async (context) => {
  const store = createIndexFile(join(await temporaryFolder(context), 'index.json'));
  let turns = 0;
  let running = true;
  const turn = (): void => {
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const end = performance.now() + 200;
  let calls = 0;
  for (; performance.now() < end; calls += 1) await store.pause();
  running = false;
  assert.ok(turns >= 2, `others had ${turns} turns`);
  assert.ok(calls > turns * 10, `${calls} calls, ${turns} turns`);
});
