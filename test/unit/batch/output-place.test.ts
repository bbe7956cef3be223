import assert from 'node:assert/strict';
import fileSystem, { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { saidOfEarlierRun } from '../../../src/node/batch/earlier-run';
import { checkPlace, failuresOf } from '../../../src/node/batch/output-place';
import { planBatch, type BatchPlan } from '../../../src/node/batch/plan-batch';
import type { AnswerRows } from '../../../src/node/batch/answered-chunk';
import { runBatch, type BatchOutcome } from '../../../src/node/batch/run-batch';
import { readCheckpoint } from '../../../src/node/batch/checkpoint';
import { StoreError } from '../../../src/node/store/store-error';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { answeringBy, byOneTool, doublingTool } from './doubling-tool';
import { temporaryRuns } from './temporary-runs';

let sandbox: Sandbox;
const runs = await temporaryRuns({ after });
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const never = new AbortController().signal;
const text = 'double 1\nnothing\n';

/** A file and a plan for it, and how often a row was asked about. */
async function planned(folder: string): Promise<{ plan: BatchPlan; answer: AnswerRows; asked: () => number }> {
  const input = join(folder, 'rows.txt');
  await writeFile(input, text);
  const answerer = byOneTool(doublingTool, { sandbox, limits: defaultLimits });
  const result = await planBatch(answerer, input, join(folder, 'out.txt'), never);
  assert.ok(result.kind === 'plan');
  let asked = 0;
  const answer: AnswerRows = (problems, signal) => {
    asked += problems.length;
    return answeringBy(answerer)(problems, signal);
  };
  return { plan: result.plan, answer, asked: () => asked };
}

async function ran({ plan, answer }: { readonly plan: BatchPlan; readonly answer: AnswerRows }): Promise<BatchOutcome> {
  return runBatch(plan, await runs.of(plan.output), answer, never, () => undefined);
}

/** Lets every opening of a file whose path fits fail as on a full disk, or never come back, as where it is killed. */
async function whereOpening(path: RegExp, how: 'full' | 'killed', work: () => Promise<unknown>): Promise<void> {
  const { open } = fileSystem;
  let killed: () => void = () => undefined;
  const death = new Promise<void>((settle) => (killed = settle));
  fileSystem.open = (...given) => {
    if (!path.test(String(given[0]))) return open(...given);
    if (how === 'full') return Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    killed();
    return new Promise<never>(() => undefined);
  };
  syncBuiltinESMExports();
  try {
    await (how === 'killed' ? Promise.race([work(), death]) : work());
  } finally {
    fileSystem.open = open;
    syncBuiltinESMExports();
  }
}

for (const [what, path] of [
  ['the output', /out\.txt\.[0-9a-f]{8}\.writing$/],
  ['the list of failures', /failed\.jsonl\.[0-9a-f]{8}\.writing$/],
] as const) {
  test(`where the disk is full when ${what} is written it is said, what stood there stands, and the run is gone on with`, async (context) => {
    const folder = await temporaryFolder(context);
    const work = await planned(folder);
    for (const name of ['out.txt', 'out.txt.failed.jsonl']) await writeFile(join(folder, name), 'before');
    await whereOpening(path, 'full', () =>
      assert.rejects(
        ran(work),
        (error) =>
          error instanceof StoreError && error.message.includes('the disk is full. Free some room and try again'),
      ),
    );
    assert.deepEqual(await readdir(folder), ['out.txt', 'out.txt.failed.jsonl', 'rows.txt']);
    for (const name of ['out.txt', 'out.txt.failed.jsonl'])
      assert.equal(await readFile(join(folder, name), 'utf8'), 'before');
    assert.equal((await ran(work)).kind, 'done');
    assert.equal(work.asked(), 2, 'no row was answered twice');
    assert.equal(await readFile(join(folder, 'out.txt'), 'utf8'), 'double 1 => 2\nnothing\n');
    assert.match(await readFile(failuresOf(join(folder, 'out.txt')), 'utf8'), /^\{"line":2,/);
  });
}

test('killed while its output is written, a run leaves nothing beside it when it was gone on with, or begun anew', async (context) => {
  const folder = await temporaryFolder(context);
  for (const other of [false, true]) {
    const work = await planned(folder);
    const run = await runs.of(work.plan.output);
    await whereOpening(/out\.txt\.[0-9a-f]{8}\.writing$/, 'killed', () => ran(work));
    const { token } = (await readCheckpoint(run)) ?? assert.fail('no checkpoint');
    assert.match(token ?? '', /^[0-9a-f]{8}$/);
    await writeFile(join(folder, `out.txt.${token}.writing`), 'half');
    await ran(other ? { ...work, plan: { ...work.plan, task: 'another' } } : work);
    assert.deepEqual(await readdir(folder), ['out.txt', 'out.txt.failed.jsonl', 'rows.txt']);
    assert.equal(work.asked(), other ? 4 : 2);
    for (const name of ['out.txt', 'out.txt.failed.jsonl']) await rm(join(folder, name));
  }
});

test('what was kept of a run and deleted meanwhile is said, and nothing is written', async (context) => {
  const folder = await temporaryFolder(context);
  const work = await planned(folder);
  const run = await runs.of(work.plan.output);
  const deleting = runBatch(
    work.plan,
    run,
    work.answer,
    never,
    () => undefined,
    async () => {
      await rm(run.path, { recursive: true });
      return 'conclude';
    },
  );
  await assert.rejects(deleting, /was deleted meanwhile\. Apply the tool to the file again/);
  assert.deepEqual(await readdir(folder), ['rows.txt']);
  assert.equal((await ran(work)).kind, 'done');
});

test('a list of failures of before is gone where every row has its answer now', async (context) => {
  const folder = await temporaryFolder(context);
  const work = await planned(folder);
  await ran(work);
  await writeFile(work.plan.input, 'double 1\n');
  const answerer = byOneTool(doublingTool, { sandbox, limits: defaultLimits });
  const again = await planBatch(answerer, work.plan.input, work.plan.output, never);
  assert.ok(again.kind === 'plan');
  assert.equal((await ran({ ...work, plan: again.plan })).kind, 'done');
  assert.deepEqual(await readdir(folder), ['out.txt', 'rows.txt']);
});

test(
  'a place that takes no file is refused before the work, and nothing is made there',
  { skip: process.platform === 'win32' },
  async (context) => {
    const folder = await temporaryFolder(context);
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'file'), '');
    await symlink('nowhere', join(folder, 'dangling'));
    await symlink('file', join(folder, 'list.failed.jsonl'));
    for (const [name, reason] of [
      ['folder', /it is a folder/],
      ['dangling', /it is a link to nowhere/],
      ['dangling/out.txt', /it is a link to nowhere/],
      ['list', /list\.failed\.jsonl was left as it is: it is a link to file/],
      ['file/out.txt', /a file stands where a folder should be/],
    ] as const)
      await assert.rejects(
        checkPlace(join(folder, name)),
        (error) => error instanceof StoreError && reason.test(error.message),
        name,
      );
    await checkPlace(join(folder, 'new', 'deep', 'out.txt'));
    assert.deepEqual(await readdir(folder), ['dangling', 'file', 'folder', 'list.failed.jsonl']);
  },
);

test('what an earlier version kept beside an output is named, and what only looks like it is not', async (context) => {
  const folder = await temporaryFolder(context);
  const output = join(folder, 'out.csv');
  for (const name of ['out.csv', 'out.csv.party', 'out.csv.part.js', 'about.csv.part', 'out.csv.failed.jsonl'])
    await writeFile(join(folder, name), '');
  assert.equal(await saidOfEarlierRun(output), undefined);
  for (const ending of ['.part', '.part.json', '.part.lock-1-2-3']) await writeFile(`${output}${ending}`, '');
  assert.match(
    (await saidOfEarlierRun(output)) ?? '',
    /: out\.csv\.part, out\.csv\.part\.json, out\.csv\.part\.lock-1-2-3\. It is not gone on with/,
  );
});
