import assert from 'node:assert/strict';
import { link, mkdir, readFile, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Reply } from '../../../src/engine/applying/reply-journal';
import { noUsage } from '../../../src/engine/model/cost';
import { openAnswerJournal } from '../../../src/node/batch/answer-journal';
import { createRuns, withRun } from '../../../src/node/batch/runs';
import { StoreError } from '../../../src/node/store/store-error';
import { pathsIn, temporaryFolder } from '../store/temporary-folder';
import { temporaryRuns } from './temporary-runs';

const day = 86_400_000;

const said = (reply: Reply['said']): Reply => ({ said: reply, usage: noUsage });

test('a run is one for an output by every path, and another for another output and another machine', async (context) => {
  const [folder, runs] = [await temporaryFolder(context), await temporaryRuns(context)];
  await mkdir(join(folder, 'real'));
  await symlink(join(folder, 'real'), join(folder, 'link'), 'junction');
  const path = async (output: string): Promise<string> => (await runs.of(output)).path;
  const one = await path(join(folder, 'real', 'out.csv'));
  assert.equal(await path(join(folder, 'link', 'out.csv')), one);
  assert.equal(await path(join(folder, 'real', 'new', '..', 'out.csv')), one);
  assert.notEqual(await path(join(folder, 'real', 'out2.csv')), one);
  assert.notEqual(await path(join(folder, 'out.csv')), one);
  await writeFile(join(folder, 'real', 'out.csv'), '');
  assert.equal(await path(join(folder, 'link', 'out.csv')), one, 'whether it is there or not');
  const elsewhere = await (await temporaryRuns(context)).of(join(folder, 'real', 'out.csv'));
  assert.notEqual(elsewhere.path.split(/[/\\]/).at(-1), one.split(/[/\\]/).at(-1));
});

test('the secret is made once, by several at once too, for its owner alone; a damaged one is made anew', async (context) => {
  const folder = join(await temporaryFolder(context), 'state', 'runs');
  const of = async (): Promise<string> => (await createRuns(folder, () => new Date()).of('/out.csv')).path;
  const paths = await Promise.all(Array.from({ length: 8 }, of));
  assert.equal(new Set(paths).size, 1);
  assert.deepEqual(await readdir(folder), ['secret']);
  const secret = await readFile(join(folder, 'secret'), 'utf8');
  assert.match(secret, /^[0-9a-f]{64}$/);
  if (process.platform !== 'win32') assert.equal((await stat(join(folder, 'secret'))).mode & 0o777, 0o600);
  await writeFile(join(folder, 'secret'), 'short');
  assert.notEqual(await of(), paths[0]);
});

test('a journal takes the lines that its run sealed, and no others', async (context) => {
  const [runs, others] = [await temporaryRuns(context), await temporaryRuns(context)];
  const output = join(await temporaryFolder(context), 'out.csv');
  const [run, another] = [await runs.of(output), await runs.of(`${output}2`)];
  const line = { tool: 'v1', problem: 'twice 5', answer: 'planted' };
  const journal = await openAnswerJournal(run);
  await journal.add('v1', 'twice 1', said('2'));
  await journal.add('v1', 'twice 2', said({ kind: 'failed', message: 'none' }));
  await journal.close();
  const own = await readFile(run.answers, 'utf8');
  const planted = [
    JSON.stringify(line),
    (await others.of(output)).seals.seal(line),
    another.seals.seal(line),
    run.seals.seal(line).replace('planted', 'changed'),
    JSON.stringify({ ...line, seal: null }),
    'null',
  ];
  await writeFile(run.answers, `${planted.join('\n')}\n${own}`);
  const opened = await openAnswerJournal(run);
  assert.deepEqual(
    ['twice 1', 'twice 2', 'twice 5'].map((problem) => opened.replyTo('v1', problem)?.said),
    ['2', { kind: 'failed', message: 'none' }, undefined],
  );
});

test('a journal, a secret or a run’s folder that is a link or has another name is refused, and what it leads to stays', async (context) => {
  const base = await temporaryFolder(context);
  const [mine, runs] = [join(base, 'profile'), await temporaryRuns(context)];
  await writeFile(mine, 'mine');
  const run = await runs.of(join(base, 'out.csv'));
  await mkdir(run.path);
  await symlink(mine, run.answers);
  await assert.rejects(
    openAnswerJournal(run),
    (error) => error instanceof StoreError && error.message.includes('is a link'),
  );
  const hard = await runs.of(join(base, 'hard.csv'));
  await mkdir(hard.path);
  await link(mine, hard.answers);
  await assert.rejects((await openAnswerJournal(hard)).add('v1', 'twice 5', said('10')), /further names/);
  const folder = await runs.of(join(base, 'folder.csv'));
  await mkdir(join(base, 'elsewhere'));
  await symlink(join(base, 'elsewhere'), folder.path, 'junction');
  await assert.rejects(
    (await openAnswerJournal(folder)).add('v1', 'twice 5', said('10')),
    /it is a link to .*elsewhere/,
  );
  await symlink(mine, join(base, 'secret'));
  await assert.rejects(createRuns(base, () => new Date()).of('/out.csv'), /The secret of this machine, .*is a link/);
  assert.equal(await readFile(mine, 'utf8'), 'mine');
  assert.deepEqual(await pathsIn(join(base, 'elsewhere')), []);
});

test('what nobody went on with for 30 days is deleted at the next run, and nothing that is in use or of another name', async (context) => {
  const folder = join(await temporaryFolder(context), 'runs');
  const first = createRuns(folder, () => new Date());
  const [old, used, fresh] = [await first.of('/old.csv'), await first.of('/used.csv'), await first.of('/fresh.csv')];
  for (const { folder: kept, answers } of [old, used, fresh]) await kept.replace(answers, '');
  await mkdir(join(folder, 'mine'));
  const mark = `${old.path}.lock-0badcafe-1-00000000`;
  await writeFile(mark, '');
  const before = new Date(Date.now() - 31 * day);
  for (const path of [old.path, used.path, join(folder, 'mine'), mark]) await utimes(path, before, before);
  await withRun(used, '/used.csv', () => createRuns(folder, () => new Date()).of('/another.csv'));
  const names = [used, fresh].map(({ path }) => path.slice(folder.length + 1));
  assert.deepEqual((await readdir(folder)).sort(), [...names, 'mine', 'secret'].sort());
});
