import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { builtWorker } from '../sandbox/built-sandbox';
import { temporaryFolder } from '../unit/store/temporary-folder';
import { libraryIn, snapshotOf, type Snapshot } from './snapshot';
import { workUntilKilled, type Step, type Task } from './worker';

/** Two hundred by `npm run crash`; fewer in every run of the tests. */
const kills = Number(process.env['TOOLSMITH_CRASH_KILLS'] ?? 10);
const rows = 300;

/** The state in which a killed worker left the library. */
type Found = 'old' | 'new' | 'in both places' | 'partly emptied';

const work = process.env['TOOLSMITH_TEST_MIX'];
if (work !== undefined) {
  await workUntilKilled(JSON.parse(work) as Task);
} else {
  test(`${kills} workers killed by SIGKILL at moments of chance while making, going on, renaming, copying, moving, deleting, restoring, emptying the trash and applying: nothing is lost, all is whole`, async (context) => {
    const base = await temporaryFolder(context);
    const { workerPath } = await builtWorker();
    const numbers = Array.from({ length: rows }, (_, index) => index);
    const expected = `problem,answer\n${numbers.map((n) => `double ${n},${n * 2}\n`).join('')}`;
    const task: Task = {
      base,
      workerPath,
      input: join(base, 'rows.csv'),
      output: join(base, 'answered.csv'),
      expected,
    };
    await writeFile(task.input, `problem,answer\n${numbers.map((n) => `double ${n},\n`).join('')}`);
    const failures: string[] = [];
    const tally = new Map<string, number>();
    for (let kill = 1; kill <= kills; kill += 1) {
      const last = await killedWorker(task, 1 + Math.floor(Math.random() * 12), Math.random() * 30);
      try {
        const found = await checked(task, last);
        const key = `${last.what}: ${found}`;
        tally.set(key, (tally.get(key) ?? 0) + 1);
      } catch (error) {
        failures.push(`kill ${kill}, in ${last.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    context.diagnostic(`${kills} tried, ${kills - failures.length} held, ${failures.length} failed`);
    context.diagnostic(
      [...tally]
        .sort()
        .map(([key, count]) => `${key} ${count}`)
        .join(', '),
    );
    assert.deepEqual(failures, []);
    assert.ok(tally.size > 1, 'every kill fell into the same work');
  });
}

/** Checks what a killed worker left: the library opens, and is as before or after the step it was killed in. */
async function checked({ base, output, expected }: Task, { before, after, between, what }: Step): Promise<Found> {
  // A library of its own, as a window that starts after the crash.
  const library = libraryIn(base);
  const now = await snapshotOf(library);
  assert.deepEqual(now.damaged, [], 'something is damaged');
  assert.equal(
    await readFile(output, 'utf8').catch(() => expected),
    expected,
    'an output has its name before it is whole',
  );
  // Every tool can be used further: its code of every version and its transcript are there or were never.
  for (const { place, tool } of (await library.list()).tools)
    await library.readTranscript({ place, id: tool.id }, tool.versions.at(-1)?.number ?? 1);
  if (same(now, before)) return 'old';
  if (same(now, after)) return 'new';
  if (between && same(now, between)) return 'in both places';
  const known = new Set(before.trash);
  if (what === 'empty' && isDeepStrictEqual(now.tools, before.tools) && now.trash.every((line) => known.has(line)))
    return 'partly emptied';
  throw new assert.AssertionError({
    message: 'neither before nor after',
    actual: now,
    expected: { before, after, between },
    operator: 'one of',
  });
}

/** Equal, with `*` for any hash. */
function same(now: Snapshot, allowed: Snapshot): boolean {
  const open = allowed.tools.find((line) => line.endsWith(' *'));
  if (open === undefined) return isDeepStrictEqual(now, allowed);
  const matching = now.tools.find(
    (line) =>
      line.startsWith(open.slice(0, -1)) &&
      now.tools.filter((other) => other === line).length > allowed.tools.filter((other) => other === line).length,
  );
  return (
    matching !== undefined &&
    isDeepStrictEqual(now, { ...allowed, tools: allowed.tools.map((line) => (line === open ? matching : line)).sort() })
  );
}

/**
 * Starts this file as a worker, kills it some milliseconds after a step of chance began, and returns the last step it
 * said.
 */
function killedWorker(task: Task, steps: number, milliseconds: number): Promise<Step> {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'mix.test.mjs')], {
    env: { ...environment, TOOLSMITH_TEST_MIX: JSON.stringify(task) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, failed) => {
    let text = '';
    let begun = 0;
    child.once('error', failed);
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const before = begun;
      begun += part.split('\n').length - 1;
      if (before < steps && begun >= steps) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    });
    child.once('close', (code, signal) => {
      // A line that was cut off belongs to a step that had not begun.
      const last = text.split('\n').at(-2);
      if (signal !== 'SIGKILL' && process.platform !== 'win32')
        failed(new Error(`The worker ended by itself with code ${code}.`));
      else if (last === undefined) failed(new Error('The worker said nothing.'));
      else done(JSON.parse(last) as Step);
    });
  });
}
