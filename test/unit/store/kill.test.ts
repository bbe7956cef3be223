import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { sampleTool, sampleTranscript, sampleVersion } from '../library/sample-tool';
import { temporaryFolder } from './temporary-folder';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const kills = 12;

/** What the writer's loop number `round` stores: two tools whose code, description and examples all say the round. */
function stateOf(id: string, round: number): ReturnType<typeof sampleTool> {
  const version = 1 + (round % 3);
  return sampleTool({
    id,
    description: `Round ${round}`,
    versions: Array.from({ length: version }, (_, index) => sampleVersion(index + 1)),
    code: `// version ${version}\n${'x'.repeat(20_000)}\n// end`,
    examples: Array.from({ length: 50 }, (_, index) => ({
      problem: `${round} ${index} ${'p'.repeat(200)}`,
      answer: `${round}`,
      seen: 'shown',
    })),
  });
}

const writerFolder = process.env['TOOLSMITH_TEST_WRITER'];
if (writerFolder !== undefined) {
  const store = createFileToolStore(writerFolder, now);
  process.stdout.write('writing\n');
  for (let round = 1; ; round += 1) {
    await store.save(stateOf('old', round), sampleTranscript);
    await store.save(stateOf(`new-${process.pid}-${round}`, round));
    if (round % 2 === 0) await store.trash(`new-${process.pid}-${round}`);
  }
} else {
  test(`${kills} writers killed by SIGKILL at moments of no one's choosing: every tool is whole`, async (context) => {
    const folder = await temporaryFolder(context);
    const store = createFileToolStore(folder, now);
    await store.save(stateOf('old', 0));
    for (let kill = 0; kill < kills; kill += 1) {
      await killedWriter(folder, 5 + kill * 7);
      const { tools, damaged } = await store.list();
      assert.deepEqual(damaged, []);
      assert.ok(tools.some((tool) => tool.id === 'old'));
      for (const tool of tools) {
        const round = Number(tool.description.slice('Round '.length));
        assert.deepEqual(tool, stateOf(tool.id, round));
      }
    }
    context.diagnostic(`${(await store.list()).tools.length} tools, ${(await store.listTrash()).length} in the trash`);
    assert.ok((await store.list()).tools.length > 1, 'no writer ever got to work');
    await store.save(stateOf('old', 3));
    assert.deepEqual(
      (await store.list()).tools.find((tool) => tool.id === 'old'),
      stateOf('old', 3),
    );
  });
}

/** Starts this file as a writer and kills it some milliseconds after its first word. */
function killedWriter(folder: string, milliseconds: number): Promise<void> {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill.test.mjs')], {
    env: { ...environment, TOOLSMITH_TEST_WRITER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds));
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL' || process.platform === 'win32') done();
      else failed(new Error(`The writer ended by itself with code ${code}.`));
    });
  });
}
