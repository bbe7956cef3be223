import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { StoreError } from '../../../src/node/store/store-error';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { sampleTool, sampleTranscript, sampleVersion } from '../library/sample-tool';
import { temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');

const disk = process.env['TOOLSMITH_TEST_DISK'];
if (disk !== undefined) {
  await fill(disk);
} else {
  test('a real small disk that fills up, is freed, and becomes read-only: said with its remedy, and nothing lost', async (context) => {
    const folder = await temporaryFolder(context);
    // In namespaces of our own, where the system permits that; else as root. The mount ends with the process.
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'),
    );
    const script = 'mount -t tmpfs -o size=400k tmpfs "$0" && exec "$1" "$2"';
    const inside = (...options: readonly string[]): ReturnType<typeof spawnSync> =>
      spawnSync(
        'unshare',
        [...options, 'sh', '-c', script, folder, process.execPath, join(import.meta.dirname, 'small-disk.test.mjs')],
        { env: { ...environment, TOOLSMITH_TEST_DISK: folder }, encoding: 'utf8' },
      );
    const permitted = [['--mount'], ['--mount', '--map-root-user', '--user']].find(
      (options) => spawnSync('unshare', [...options, 'sh', '-c', 'mount -t tmpfs tmpfs "$0"', folder]).status === 0,
    );
    if (!permitted) {
      // The same errors are injected at every step of every write in crash.test.ts.
      context.diagnostic('no small disk may be mounted here: played by injected errors alone');
      return;
    }
    const { status, stdout, stderr } = inside(...permitted);
    assert.equal(status, 0, `${String(stdout)}${String(stderr)}`);
    context.diagnostic(`on a disk of 400 KB: ${String(stdout).trim()}`);
  });
}

/**
 * Fills a small disk with tools until one is refused, and goes on from there. Throws where anything is not as
 * promised.
 */
async function fill(path: string): Promise<void> {
  const store = createFileToolStore(join(path, 'tools'), now);
  const tool = (index: number): ReturnType<typeof sampleTool> =>
    sampleTool({ id: `tool-${index}`, code: `// ${index}\n${'x'.repeat(20_000)}` });
  const kept: number[] = [];
  let refused: unknown;
  for (let index = 0; refused === undefined && index < 100; index += 1) {
    try {
      await store.save(tool(index), sampleTranscript);
      kept.push(index);
    } catch (error) {
      refused = error;
    }
  }
  assert.ok(kept.length > 3 && kept.length < 100);
  assert.ok(refused instanceof StoreError);
  assert.match(refused.message, /the disk is full\. Free some room and try again\. Nothing that was stored is lost/);
  const whole = async (): Promise<void> => {
    const { tools, damaged } = await store.list();
    assert.deepEqual(damaged, []);
    assert.deepEqual(
      tools,
      kept.map(tool).sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  };
  await whole();
  const big = sampleTool({ ...tool(0), code: 'y'.repeat(190_000), versions: [sampleVersion(1), sampleVersion(2)] });
  await assert.rejects(store.save(big), StoreError);
  await whole();
  await store.trash('tool-1');
  kept.splice(kept.indexOf(1), 1);
  await store.trash('tool-2').catch(() => undefined);
  await store.deleteTrashed(await store.trashEntries());
  const here = new Set((await store.list()).tools.map(({ id }) => id));
  if (!here.has('tool-2')) kept.splice(kept.indexOf(2), 1);
  kept.push(1);
  await store.save(tool(1));
  await whole();
  execFileSync('mount', ['-o', 'remount,ro', path]);
  await assert.rejects(
    store.save(tool(1_000)),
    (error) => error instanceof StoreError && error.message.includes('the disk is read-only'),
  );
  await assert.rejects(store.trash('tool-3'), StoreError);
  await whole();
  process.stdout.write(`${kept.length} tools fitted, the next one was refused, all stayed whole\n`);
}
