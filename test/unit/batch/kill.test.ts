import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { planBatch } from '../../../src/node/batch/plan-batch';
import { failuresOf, runBatch } from '../../../src/node/batch/run-batch';
import { createQuickjsSandbox } from '../../../src/node/sandbox/quickjs-sandbox';
import { builtWorker } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { answeringBy, byOneTool, doublingTool } from './doubling-tool';

/** Fifty by `npm run crash`; fewer in every run of the tests. */
const kills = Number(process.env['TOOLSMITH_TEST_KILLS'] ?? 10);
const rows = 5_000;

const work = process.env['TOOLSMITH_TEST_BATCH'];
if (work !== undefined) {
  const { input, output, workerPath } = JSON.parse(work) as { input: string; output: string; workerPath: string };
  const sandbox: Sandbox = createQuickjsSandbox({ workerPath, lanes: 1 });
  const answerer = byOneTool(doublingTool, { sandbox, limits: defaultLimits });
  const { signal } = new AbortController();
  const planned = await planBatch(answerer, input, output, signal);
  assert.ok(planned.kind === 'plan');
  const outcome = await runBatch(planned.plan, answeringBy(answerer), signal, ({ counts }) => process.stdout.write(`${counts.rows}\n`));
  assert.equal(outcome.kind, 'done');
  await sandbox.dispose();
} else {
  test(`a run of ${rows} rows, killed by SIGKILL ${kills} times at moments of chance: every row is written exactly once`, async (context) => {
    const folder = await temporaryFolder(context);
    const { workerPath } = await builtWorker();
    const [input, output] = [join(folder, 'rows.csv'), join(folder, 'answered.csv')];
    const numbers = Array.from({ length: rows }, (_, index) => index);
    await writeFile(input, `problem,answer\n${numbers.map((n) => (n % 100 === 99 ? `"not, a ""problem"" ${n}",\n` : `double ${n},\n`)).join('')}`);
    const expected = `problem,answer\n${numbers.map((n) => (n % 100 === 99 ? `"not, a ""problem"" ${n}",\n` : `double ${n},${n * 2}\n`)).join('')}`;
    let finished = 0;
    for (let kill = 0; kill < kills; ) {
      if ((await runner({ input, output, workerPath }, 20 + Math.random() * 600)) === 'killed') {
        kill += 1;
        assert.equal(await readFile(output, 'utf8').catch(() => expected), expected, 'an output that is not whole has its name');
        continue;
      }
      finished += 1;
      assert.equal(await readFile(output, 'utf8'), expected);
      assert.equal((await readFile(failuresOf(output), 'utf8')).trimEnd().split('\n').length, rows / 100);
      await rm(output);
    }
    assert.equal(await runner({ input, output, workerPath }, undefined), 'ended');
    assert.equal(await readFile(output, 'utf8'), expected);
    context.diagnostic(`${kills} kills, ${finished + 1} runs to the end`);
  });
}

/** Starts this file as a run; kills it some milliseconds after its first word, unless it has ended by then. */
function runner(task: object, milliseconds: number | undefined): Promise<'killed' | 'ended'> {
  // Without the runner's own variable, under which the child would report as a test.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill.test.mjs')], { env: { ...environment, TOOLSMITH_TEST_BATCH: JSON.stringify(task) }, stdio: ['ignore', 'pipe', 'inherit'] });
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
