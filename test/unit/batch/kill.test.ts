import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { answerFile } from '../../../src/node/batch/answer-file';
import { failuresOf } from '../../../src/node/batch/output-place';
import { planBatch } from '../../../src/node/batch/plan-batch';
import { createRuns } from '../../../src/node/batch/runs';
import { createQuickjsSandbox } from '../../../src/node/sandbox/quickjs-sandbox';
import { builtWorker } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { byOneTool, doublingTool } from './doubling-tool';
import { byBestTool, chooser, doubles, triples } from './several-tools';

/** Fifty by `npm run crash`; fewer in every run of the tests. */
const kills = Number(process.env['TOOLSMITH_TEST_KILLS'] ?? 5);
const rows = 5_000;

const work = process.env['TOOLSMITH_TEST_BATCH'];
if (work !== undefined) {
  const { input, output, state, workerPath, by } = JSON.parse(work) as {
    input: string;
    output: string;
    state: string;
    workerPath: string;
    by: 'one' | 'best';
  };
  const sandbox: Sandbox = createQuickjsSandbox({ workerPath, lanes: 1 });
  const workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
  const answerer =
    by === 'one'
      ? byOneTool(doublingTool, workshop)
      : byBestTool([doubles, triples], workshop, { mayChoose: () => Promise.resolve(chooser([])) });
  const { signal } = new AbortController();
  const planned = await planBatch(answerer, input, output, signal);
  assert.ok(planned.kind === 'plan');
  const runs = createRuns(state, () => new Date());
  const outcome = await answerFile(planned.plan, answerer, runs, signal, (progress) =>
    process.stdout.write(`${progress.stage}\n`),
  );
  assert.equal(outcome.kind, 'done');
  await sandbox.dispose();
} else {
  test(`a run of ${rows} rows, killed by SIGKILL ${kills} times at moments of chance: every row is written exactly once`, async (context) => {
    const numbers = Array.from({ length: rows }, (_, index) => index);
    const input = `problem,answer\n${numbers.map((n) => (n % 100 === 99 ? `"not, a ""problem"" ${n}",\n` : `double ${n},\n`)).join('')}`;
    const expected = `problem,answer\n${numbers.map((n) => (n % 100 === 99 ? `"not, a ""problem"" ${n}",\n` : `double ${n},${n * 2}\n`)).join('')}`;
    await killedOften(context, 'one', input, expected);
  });

  test('so it is where each row finds its tool, some with a model', async (context) => {
    // Every hundredth row fits no tool; of every fiftieth a model says whose it is.
    const row = (n: number): 'nothing' | 'thrice' | 'triple' | 'double' =>
      n % 100 === 99 ? 'nothing' : n % 50 === 7 ? 'thrice' : n % 2 === 0 ? 'double' : 'triple';
    const numbers = Array.from({ length: rows }, (_, index) => index);
    const input = `problem,answer\n${numbers.map((n) => `${row(n) === 'nothing' ? `"not, a ""problem"" ${n}"` : `${row(n)} ${n}`},\n`).join('')}`;
    const answered = (n: number): string =>
      row(n) === 'double' ? `double ${n},${n * 2},doubles` : `${row(n)} ${n},${n * 3},triples`;
    const expected = `problem,answer,tool\n${numbers.map((n) => `${row(n) === 'nothing' ? `"not, a ""problem"" ${n}",,` : answered(n)}\n`).join('')}`;
    await killedOften(context, 'best', input, expected);
  });
}

async function killedOften(context: TestContext, by: 'one' | 'best', text: string, expected: string): Promise<void> {
  const folder = await temporaryFolder(context);
  const { workerPath } = await builtWorker();
  const task = {
    input: join(folder, 'rows.csv'),
    output: join(folder, 'answered.csv'),
    state: join(folder, 'runs'),
    workerPath,
    by,
  };
  const { input, output } = task;
  await writeFile(input, text);
  let finished = 0;
  for (let kill = 0; kill < kills;) {
    if ((await runner(task, 20 + Math.random() * 1_200)) === 'killed') {
      kill += 1;
      assert.equal(
        await readFile(output, 'utf8').catch(() => expected),
        expected,
        'an output that is not whole has its name',
      );
      continue;
    }
    finished += 1;
    assert.equal(await readFile(output, 'utf8'), expected);
    assert.equal((await readFile(failuresOf(output), 'utf8')).trimEnd().split('\n').length, rows / 100);
    await rm(output);
  }
  assert.equal(await runner(task, undefined), 'ended');
  assert.equal(await readFile(output, 'utf8'), expected);
  context.diagnostic(`${kills} kills, ${finished + 1} runs to the end`);
}

/** Starts this file as a run; kills it some milliseconds after its first word, unless it has ended by then. */
function runner(task: object, milliseconds: number | undefined): Promise<'killed' | 'ended'> {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill.test.mjs')], {
    env: { ...environment, TOOLSMITH_TEST_BATCH: JSON.stringify(task) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.stdout.once('data', () => {
      if (milliseconds !== undefined) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    });
    child.stdout.resume();
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') done('killed');
      else if (code === 0) done('ended');
      else failed(new Error(`The run ended by itself with code ${code}.`));
    });
  });
}
