import assert from 'node:assert/strict';
import { readFile, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { answer, startFaultServer } from '../../faults/fault-server';
import { pathsIn } from '../store/temporary-folder';
import { doublingTool, file, libraryOf, objects, run, workFolder, type Ran } from './cli';

let folder = '';
beforeEach(async () => {
  folder = await workFolder();
});

/** Applies the doubling tool to a file into another file. */
async function applied(
  content: string,
  more: readonly string[] = [],
  signal?: AbortSignal,
  onErr?: (text: string) => void,
): Promise<Ran> {
  const library = await libraryOf(folder, [doublingTool()]);
  return run(
    folder,
    [
      'apply',
      '--library',
      library,
      '--tool',
      'double-numbers',
      '--input',
      await file(folder, 'in.csv', content),
      '--output',
      join(folder, 'out.csv'),
      ...more,
    ],
    {},
    signal,
    onErr,
  );
}

const rows = (count: number): string =>
  `problem,answer\n${Array.from({ length: count }, (_, index) => `double ${index},\n`).join('')}`;

test('a named tool answers a file into another one; what has no answer is listed beside it', async () => {
  const ran = await applied('problem,answer\ndouble 4,\ndouble 13,\n"twice, 5",\n');
  assert.equal(ran.code, 1);
  assert.equal(
    await readFile(join(folder, 'out.csv'), 'utf8'),
    'problem,answer\ndouble 4,8\ndouble 13,\n"twice, 5",\n',
  );
  const failures = objects(await readFile(join(folder, 'out.csv.failed.jsonl'), 'utf8'));
  assert.deepEqual(
    failures.map(({ line, error }) => [line, (error as { kind: string }).kind]),
    [
      [3, 'noAnswer'],
      [4, 'notRead'],
    ],
  );
  assert.match(ran.err, /1 answered; 2 without an answer, listed in .*out\.csv\.failed\.jsonl; written to /);
  const costs = await run(folder, ['costs', '--library', join(folder, 'library')]);
  assert.match(costs.out, /1 problem answered in 1 run.*2 not answered/);
});

test('an interrupted run goes on with the same command', async () => {
  const controller = new AbortController();
  const library = await libraryOf(folder, [doublingTool()]);
  const command = [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'in.csv', rows(3_000)),
    '--output',
    join(folder, 'out.csv'),
  ];
  const watching = setInterval(() => {
    void pathsIn(join(folder, 'state')).then(
      (paths) => paths.some((path) => path.endsWith('/checkpoint.json')) && controller.abort(),
    );
  }, 5);
  const first = await run(folder, command, {}, controller.signal);
  clearInterval(watching);
  assert.equal(first.code, 130, first.err);
  assert.deepEqual(
    await readdir(folder),
    ['in.csv', 'library', 'state'],
    'nothing is written before the output is whole',
  );
  assert.match(first.err, /interrupted after [\d,]+ rows?: the same command goes on from there/);
  const second = await run(folder, command);
  assert.equal(second.code, 1, 'double 13 and 666 have no answer');
  assert.equal(
    await readFile(join(folder, 'out.csv'), 'utf8'),
    rows(3_000).replaceAll(/double (\d+),/g, (row, number: string) =>
      ['13', '666'].includes(number) ? row : row + String(2 * Number(number)),
    ),
  );
  assert.deepEqual(await readdir(folder), ['in.csv', 'library', 'out.csv', 'out.csv.failed.jsonl', 'state']);
  assert.deepEqual(await readdir(join(folder, 'state', 'toolsmith', 'runs')), ['secret']);
});

test('the light model reads the rest, with leave to ask it and not without', async () => {
  const server = await startFaultServer();
  try {
    server.script(answer('{"number": 5}'));
    const light = ['--user-base-url', server.baseUrl, '--user-model', 'light'];
    await applied('problem,answer\ndouble 4,\ntwice 5,\n', light);
    assert.equal(server.seen.length, 0);
    const ran = await applied('problem,answer\ndouble 4,\ntwice 5,\n', ['--allow-model', ...light]);
    assert.equal(ran.code, 0, ran.err);
    assert.match(ran.err, /1 of 2 problems not read by the tool: sending it to light at/);
    assert.equal(await readFile(join(folder, 'out.csv'), 'utf8'), 'problem,answer\ndouble 4,8\ntwice 5,10\n');
  } finally {
    await server.close();
  }
});

test('that no light model is named is said before the work', async () => {
  const unnamed = await applied('problem,answer\ndouble 4,\ntwice 5,\n', ['--allow-model']);
  assert.equal(unnamed.code, 2);
  assert.match(unnamed.err, /^[^\n]*\n?--allow-model needs a light model/);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('out')),
    [],
    'nothing was begun',
  );
});

test('the input is never written over, by whatever name', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const input = await file(folder, 'in.csv', rows(2));
  await symlink(input, join(folder, 'link.csv'));
  const ran = await run(folder, [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    input,
    '--output',
    join(folder, 'link.csv'),
  ]);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /may not be the input itself/);
  assert.equal(await readFile(input, 'utf8'), rows(2));
});
