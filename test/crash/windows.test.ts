import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { usualPace } from '../../src/node/store/watch-folder';
import { answer, startFaultServer } from '../faults/fault-server';
import { doublingCode, ended, file, proposal, start } from '../unit/cli/cli';
import { sampleTool, sampleVersion } from '../unit/library/sample-tool';
import { temporaryFolder } from '../unit/store/temporary-folder';
import { libraryIn } from './snapshot';

/** Rounds of writes in each window. */
const rounds = 12;
const windows = ['one', 'two'] as const;
/**
 * How long a window waits to be told of another's last tool, in milliseconds: it takes one second, and the others may
 * still be at work.
 */
const longestWait = 120_000;

const work = process.env['TOOLSMITH_TEST_WINDOW'];
if (work !== undefined) {
  const { base, name } = JSON.parse(work) as { readonly base: string; readonly name: string };
  const library = libraryIn(base);
  // What this window was told of others' tools, looked up when it was told.
  const told = new Set<string>();
  const look = async (): Promise<void> => (await library.list()).tools.forEach((listed) => told.add(listed.tool.name));
  let looking = Promise.resolve();
  const end = library.onChange(() => {
    looking = looking.then(look);
  });
  for (let round = 1; round <= rounds; round += 1) {
    const id = `${name}-${round}`;
    await library.save(
      sampleTool({ id, name: id, versions: [{ ...sampleVersion(1), createdAt: new Date().toISOString() }] }),
      'user',
    );
    await library.rename({ place: 'user', id }, `${id} renamed`);
    // Both windows rename the same tool, over and over.
    await library.rename({ place: 'user', id: 'shared' }, `Shared, by ${name} ${round}`);
    if (round % 3 === 0) await library.remove({ place: 'user', id });
    if (round % 4 === 0) await library.move({ place: 'user', id }, 'workspace');
  }
  const last = 'a last tool, by ';
  await library.save(sampleTool({ id: `last-${name}`, name: `${last}${name}` }), 'user');
  const others = windows
    .filter((other) => other !== name)
    .map((other) => `${last}${other}`)
    .concat('Double numbers');
  for (let waited = 0; waited < longestWait && !others.every((other) => told.has(other)); waited += 100)
    await delay(100);
  end();
  await looking;
  assert.deepEqual(
    others.filter((other) => !told.has(other)),
    [],
    `the window ${name} was not told`,
  );
} else {
  test(
    `two windows and a command line that write to one library at once: nothing is lost, a third one hears of it, and each window of the last tools of the others`,
    { timeout: 300_000 },
    async (context) => {
      const base = await temporaryFolder(context);
      await mkdir(join(base, 'user'), { recursive: true });
      const library = libraryIn(base);
      await library.save(sampleTool({ id: 'shared', name: 'Shared' }), 'user');
      let heard = 0;
      const end = library.onChange(() => (heard += 1));
      context.after(end);
      const server = await startFaultServer();
      server.script(answer(proposal(doublingCode)));
      const examples = await file(
        base,
        'solved.txt',
        'double 3 => 6\ndouble 4 => 8\ndouble 21 => 42\ndouble 5 => 10\n',
      );
      const commandLine = async (): Promise<void> => {
        const args = [
          'make',
          '--anew',
          '--no-synthesis',
          '--library',
          join(base, 'user'),
          '--examples',
          examples,
          '--base-url',
          server.baseUrl,
          '--maker-model',
          'strong',
        ];
        for (let round = 0; round < 3; round += 1) {
          const ran = await ended(await start(base, args));
          assert.equal(ran.code, 0, ran.err);
        }
      };
      await Promise.all([window({ base, name: 'one' }), window({ base, name: 'two' }), commandLine()]);
      await server.close();
      const { tools, damaged } = await library.list();
      assert.deepEqual(damaged, []);
      const found = (place: string): readonly string[] =>
        tools
          .filter((tool) => tool.place === place)
          .map(({ tool }) => tool.name)
          .sort();
      const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
      const all = (kept: (round: number) => boolean): readonly string[] =>
        ['one', 'two'].flatMap((name) => numbers.filter(kept).map((round) => `${name}-${round} renamed`));
      const isMoved = (round: number): boolean => round % 4 === 0 && round % 3 !== 0;
      const shared = found('user').filter((name) => name.startsWith('Shared'));
      assert.ok(shared.length === 1 && /^Shared, by (one|two) \d+$/.test(shared[0] ?? ''), String(shared));
      assert.deepEqual(found('workspace'), [...all(isMoved)].sort());
      const made = tools.filter(({ tool }) => tool.name === 'Double numbers');
      assert.equal(made.length, 3, 'each run of the command line left its tool');
      assert.deepEqual(
        found('user').filter((name) => name.endsWith(' renamed')),
        [...all((round) => round % 3 !== 0 && !isMoved(round))].sort(),
      );
      assert.deepEqual(
        (await library.listTrash())
          .filter(({ place }) => place === 'user')
          .map(({ name }) => name)
          .sort(),
        [...all((round) => round % 3 === 0 || isMoved(round))].sort(),
      );
      for (let waited = 0; heard === 0 && waited < 100; waited += 1) await delay(100);
      assert.ok(heard > 0);
    },
  );

  test('a change is told within a second by its own pace, with events and without', () => {
    assert.ok(usualPace.quiet + usualPace.poll < 1_000);
  });
}

/** Starts this file as a window that writes, and waits until it is done. */
function window(task: object): Promise<void> {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'windows.test.mjs')], {
    env: { ...environment, TOOLSMITH_TEST_WINDOW: JSON.stringify(task) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`The window ended with code ${code}.`))));
  });
}
