import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { withAnswer, withProblems } from '../../../src/engine/inbox/keeping';
import { inboxText } from '../../../src/engine/inbox/parse-inbox';
import { withFileLock } from '../../../src/node/store/file-lock';
import { createInboxFile } from '../../../src/node/store/inbox-file';
import { kept } from '../inbox/kept-problems';
import { temporaryFolder } from './temporary-folder';

/**
 * What a process does: adds and answers problems of its name, clears all after some of them, or holds the lock until
 * it is killed.
 */
interface Task {
  readonly path: string;
  readonly name: string;
  readonly clearsAfter?: number;
  readonly holds?: true;
}

const rounds = 20;
const now = (): Date => new Date('2026-02-03T04:05:06.789Z');

const work = process.env['TOOLSMITH_TEST_LOCK'];
if (work !== undefined) {
  const { path, name, clearsAfter, holds } = JSON.parse(work) as Task;
  if (holds) {
    setInterval(() => undefined, 1_000);
    await withFileLock(path, () => {
      process.stdout.write('held\n');
      return new Promise<never>(() => undefined);
    });
  }
  const inbox = createInboxFile(path, now);
  for (let round = 1; round <= rounds; round += 1) {
    const problem = `${name} ${round}`;
    await inbox.change((problems) => withProblems(problems, [problem], { kind: 'lines' }, now()));
    await inbox.change((problems) => withAnswer(problems, problem, { from: 'person', text: `answer ${round}` }));
    if (round === clearsAfter) await inbox.clear();
  }
} else {
  test(
    'three processes that add to one inbox, answer and clear it at once lose nothing',
    { timeout: 300_000 },
    async (context) => {
      const path = join(await temporaryFolder(context), 'inbox', 'problems.json');
      await Promise.all([
        ended(start({ path, name: 'a' })),
        ended(start({ path, name: 'b' })),
        ended(start({ path, name: 'c', clearsAfter: 7 })),
      ]);
      const { problems, damage } = await createInboxFile(path, now).read();
      assert.equal(damage, null);
      const left = (name: string): readonly number[] =>
        problems.flatMap(({ problem }) => (problem.startsWith(`${name} `) ? [Number(problem.slice(2))] : []));
      const last = (count: number): readonly number[] =>
        Array.from({ length: count }, (_, index) => rounds - count + 1 + index);
      assert.deepEqual(left('c'), last(rounds - 7), 'all that came after its own clearing');
      for (const name of ['a', 'b'])
        assert.deepEqual(
          left(name),
          last(left(name).length),
          'what another one cleared went at once, and nothing after it',
        );
      assert.deepEqual(
        problems.map(({ problem, answer }) => [problem, answer?.text]),
        problems.map(({ problem }) => [problem, `answer ${problem.slice(2)}`]),
        'each with its answer',
      );
      assert.deepEqual(await readdir(dirname(path)), ['problems.json'], 'nothing is left of the lock');
    },
  );

  test('who has the lock has it alone, and it is free again after an error', async (context) => {
    const path = await lockIn(context);
    let inside = 0;
    let most = 0;
    const one = async (): Promise<void> =>
      withFileLock(path, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise(setImmediate);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 8 }, one));
    assert.equal(most, 1);
    await assert.rejects(
      withFileLock(path, () => Promise.reject(new Error('a bug'))),
      /a bug/,
    );
    await one();
    assert.deepEqual(await readdir(dirname(path)), []);
  });

  test('the lock of a process that was killed is free at once', { timeout: 60_000 }, async (context) => {
    const path = await lockIn(context);
    const holder = start({ path, name: 'holder', holds: true });
    context.after(() => holder.kill('SIGKILL'));
    await new Promise((held) => holder.stdout?.once('data', held));
    await assert.rejects(
      withFileLock(path, () => Promise.resolve(), { waiting: 50, stale: 60_000 }),
      /Another window or program is at .*file, and does not finish\. Try again; where none is open, delete .*file\.lock-/,
    );
    const gone = new Promise((exited) => holder.once('exit', exited));
    holder.kill('SIGKILL');
    await gone;
    assert.equal(await withFileLock(path, () => Promise.resolve('mine'), { waiting: 1_000, stale: 60_000 }), 'mine');
    assert.deepEqual(await readdir(dirname(path)), []);
  });

  test(
    'a mark of which nobody is known counts until it is old, by the clock of the disk',
    { timeout: 60_000 },
    async (context) => {
      const path = await lockIn(context);
      const mark = `${path}.lock-0badcafe-1-00000000`;
      await writeFile(mark, '');
      await assert.rejects(
        withFileLock(path, () => Promise.resolve(), { waiting: 20, stale: 60_000 }),
        /delete .*\.lock-0badcafe-1-00000000/,
      );
      const before = new Date(Date.now() - 61_000);
      await utimes(mark, before, before);
      assert.equal(await withFileLock(path, () => Promise.resolve('mine'), { waiting: 20, stale: 60_000 }), 'mine');
      assert.deepEqual(await readdir(dirname(path)), []);
    },
  );

  test('a change whose lock was taken for left behind is made again, on what is there then', async (context) => {
    const path = await lockIn(context);
    const inbox = createInboxFile(path, now);
    let edits = 0;
    const noRoom = await inbox.change((problems) => {
      edits += 1;
      // As another window does to one whose computer has slept.
      if (edits === 1) {
        for (const name of readdirSync(dirname(path))) rmSync(join(dirname(path), name));
        writeFileSync(path, inboxText([kept('theirs')]));
      }
      return withProblems(problems, ['mine'], { kind: 'lines' }, now());
    });
    assert.deepEqual([edits, noRoom], [2, { problems: 0, answers: 0, evicted: 0 }]);
    assert.deepEqual(
      (await inbox.read()).problems.map(({ problem }) => problem),
      ['theirs', 'mine'],
    );
  });
}

async function lockIn(context: TestContext): Promise<string> {
  return join(await temporaryFolder(context), 'file');
}

/** Starts this file as a process of its own. */
function start(task: Task): ChildProcess {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  return spawn(process.execPath, [join(import.meta.dirname, 'file-lock.test.mjs')], {
    env: { ...environment, TOOLSMITH_TEST_LOCK: JSON.stringify(task) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`The process ended with code ${code}.`))));
  });
}
