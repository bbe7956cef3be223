import assert from 'node:assert/strict';
import { link, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { silent, startFaultServer } from '../../faults/fault-server';
import { doublingCode, doublingTool, file, libraryOf, objects, run, workFolder, type Ran } from './cli';

let folder = '';
beforeEach(async () => {
  folder = await workFolder();
});

/** Applies the doubling tool to a text. */
async function applied(content: string, ...more: readonly string[]): Promise<Ran> {
  return run(folder, [
    'apply',
    '--library',
    await libraryOf(folder, [doublingTool()]),
    '--input',
    await file(folder, 'input.txt', content),
    ...more,
  ]);
}

test('the input comes back in its own notation, with every other byte as it was', async () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      'double 3 => 6\r\ndouble 4 =>\r\n\r\n  double 5\r\n',
      'double 3 => 6\r\ndouble 4 => 8\r\n\r\n  double 5 => 10\r\n',
    ],
    [
      '\uFEFF{"input": "double 4"}\n{"input": "double 5", "target": "?"}\n',
      '\uFEFF{"input": "double 4", "target": "8"}\n{"input": "double 5", "target": "?"}\n',
    ],
    [
      'Question: double 4\n\nQuestion: double 5\nAnswer: ten\n',
      'Question: double 4\nAnswer: 8\n\nQuestion: double 5\nAnswer: ten\n',
    ],
    [
      '| problem | answer |\n|---|---|\n| double 4 | |\n| double 5 | ten |\n',
      '| problem | answer |\n|---|---|\n| double 4 | 8 |\n| double 5 | ten |\n',
    ],
    ['problem,answer\ndouble 4,\ndouble 5,ten\n', 'problem,answer\ndouble 4,8\ndouble 5,ten\n'],
  ];
  for (const [given, expected] of cases) {
    const ran = await applied(given);
    assert.equal(ran.code, 0, `${given}${ran.err}`);
    assert.equal(ran.out, expected);
  }
});

test('bare lines become problem => answer, which can be read again', async () => {
  const library = await libraryOf(folder, [doublingTool({ notation: { kind: 'lines' } })]);
  const first = await run(folder, [
    'apply',
    '--library',
    library,
    '--input',
    await file(folder, 'in.txt', 'double 4\n\n  twice 5\ndouble 6'),
  ]);
  assert.equal(first.out, 'double 4 => 8\n\n  twice 5\ndouble 6 => 12', first.err);
  const again = await run(folder, [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'again.txt', first.out.replace('twice', 'double')),
  ]);
  assert.equal(again.out, 'double 4 => 8\n\n  double 5 => 10\ndouble 6 => 12', again.err);
  const picked = await run(folder, [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--lines',
    '3',
    '--input',
    await file(folder, 'in.txt', 'double 4\ndouble 5\ndouble 6\n'),
  ]);
  assert.equal(picked.out, 'double 4\ndouble 5\ndouble 6 => 12\n', picked.err);
});

test('an answer that the notation cannot hold is named, and a report in JSON has it', async () => {
  const code = doublingCode.replace(
    'String(2 * number)',
    "number === 3 || number === 21 ? String(2 * number) : 'two\\nlines'",
  );
  const args = [
    'apply',
    '--library',
    await libraryOf(folder, [doublingTool({ code })]),
    '--input',
    await file(folder, 'in.txt', 'double 3 =>\ndouble 4 =>\n'),
  ];
  const ran = await run(folder, args);
  assert.equal(ran.code, 1);
  assert.equal(ran.out, 'double 3 => 6\ndouble 4 =>\n');
  assert.match(ran.err, /in\.txt, line 2: .* With --json it is written all the same\./);
  assert.equal(objects((await run(folder, [...args, '--json'])).out)[1]?.['answer'], 'two\nlines');
});

test('a notation of its own does not keep a tool from reading another', async () => {
  const library = await libraryOf(folder, [
    doublingTool({ notation: { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' } }),
  ]);
  const ran = await run(folder, [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'in.jsonl', '{"input":"double 4"}\n{"input":"double 5"}\n'),
    '--json',
  ]);
  assert.deepEqual(
    objects(ran.out).map((one) => one['answer']),
    ['8', '10'],
    ran.err,
  );
});

test('what is answered already is left alone, and said, unless it is to be written over; a report in JSON is about every problem', async () => {
  const full = 'double 3 => six\ndouble 4 => eight\n';
  const left = await applied(full);
  assert.equal(left.out, full);
  assert.match(left.err, /2 have an answer already \(lines 1, 2\); --overwrite answers them anew/);
  assert.equal((await applied(full, '--overwrite')).out, 'double 3 => 6\ndouble 4 => 8\n');
  const report = await applied('double 3 => six\ndouble 4 =>\n', '--json');
  assert.deepEqual(
    objects(report.out).map((one) => one['answer']),
    ['6', '8'],
  );
});

test('failures are named with their lines, of every kind, and control characters do not reach the terminal', async () => {
  const given = 'double 4 =>\n\ntwice 4 =>\ndouble 13 =>\ndouble 666 =>\n';
  const ran = await applied(given, '--tool', 'Double Numbers');
  assert.equal(ran.code, 1);
  assert.equal(ran.out, given.replace('double 4 =>', 'double 4 => 8'));
  const path = join(folder, 'input.txt');
  assert.ok(ran.err.includes(`${path}, line 3: the tool does not take this`), ran.err);
  assert.ok(ran.err.includes(`${path}, line 4: the tool says that there is no answer`), ran.err);
  assert.ok(ran.err.includes(`${path}, line 5: solve threw Error: beast‹U+001B›[31m`), ran.err);
  assert.match(ran.err, /1 answered; 3 without an answer\n$/);
  const kinds = objects((await applied(given, '--tool', 'double-numbers', '--json')).out).map(
    (one) => (one['error'] as { readonly kind: string } | undefined)?.kind,
  );
  assert.deepEqual(kinds, [undefined, 'notRead', 'noAnswer', 'failed']);
});

test('a line that cannot be read is a failure, and the others are answered', async () => {
  const ran = await applied('{"input": "double 4"}\n{"input": \n{"input": "double 5"}\n');
  assert.equal(ran.code, 1);
  assert.equal(ran.out, '{"input": "double 4", "target": "8"}\n{"input": \n{"input": "double 5", "target": "10"}\n');
  assert.match(ran.err, /line 2: [^]*1 not readable\n$/);
});

test('the output is never the input, by whatever name', async () => {
  const given = 'double 4 =>\n';
  const input = await file(folder, 'input.txt', given);
  await symlink(input, join(folder, 'symbolic'));
  await link(input, join(folder, 'hard'));
  for (const output of [
    input,
    join(folder, '.', 'state', '..', 'input.txt'),
    join(folder, 'symbolic'),
    join(folder, 'hard'),
  ]) {
    const ran = await applied(given, '--output', output);
    assert.equal(ran.code, 2, output);
    assert.match(ran.err, /may not be the input itself/);
    assert.equal(await readFile(input, 'utf8'), given);
  }
});

test('the output is written whole, through no link, into folders that are not there yet, and into what is no file', async () => {
  await writeFile(join(folder, 'old.txt'), 'old');
  await symlink(join(folder, 'old.txt'), join(folder, 'to-old'));
  const linked = await applied('double 4 =>\n', '--output', join(folder, 'to-old'));
  assert.equal(linked.code, 2);
  assert.match(
    linked.err,
    /to-old is a link to .*old\.txt, and nothing is written through links: name the file itself/,
  );
  assert.equal(await readFile(join(folder, 'old.txt'), 'utf8'), 'old');
  const ran = await applied('double 4 =>\n', '--output', join(folder, 'new', 'out.txt'));
  assert.equal(ran.out, '');
  assert.equal(await readFile(join(folder, 'new', 'out.txt'), 'utf8'), 'double 4 => 8\n');
  await mkdir(join(folder, 'a-folder'));
  assert.equal((await applied('double 4 =>\n', '--output', join(folder, 'a-folder'))).code, 2);
  if (process.platform !== 'win32') {
    assert.equal((await applied('double 4 =>\n', '--output', '/dev/null')).code, 0);
    assert.ok((await stat('/dev/null')).isCharacterDevice());
    await symlink('/dev/null', join(folder, 'to-null'));
    assert.equal((await applied('double 4 =>\n', '--output', join(folder, 'to-null'))).code, 2);
  }
});

test('without --tool a tool that is alone gets its own problems too, and no others', async () => {
  const one = await applied('double 4\ntwice 5\n');
  assert.equal(one.out, 'double 4 => 8\ntwice 5\n');
  assert.match(one.err, /1 problem for double-numbers; 1 that no tool reads\n/);
  const none = await applied('halve 4\n');
  assert.equal(none.code, 2);
  assert.match(none.err, /No tool of the library reads these problems by itself/);
  const column = await applied('a,b\ndouble 4,double 5\n', '--column', 'a');
  assert.deepEqual([column.code, column.out], [0, 'a,b,answer\ndouble 4,double 5,8\n'], column.err);
});

test('records that cannot be kept do not keep a tool from being applied', async () => {
  const ran = await run(
    folder,
    [
      'apply',
      '--library',
      await libraryOf(folder, [doublingTool()]),
      '--tool',
      'double-numbers',
      '--approve',
      '--input',
      await file(folder, 'in.txt', 'double 4\n'),
    ],
    { XDG_STATE_HOME: await file(folder, 'no-folder', ''), LOCALAPPDATA: join(folder, 'no-folder') },
  );
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out, 'double 4 => 8\n');
  assert.match(ran.err, /It was not kept that double-numbers was verified/);
});

test('a damaged tool fails the verification of the library, not the tools beside it', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  await file(library, 'broken/tool.json', '{');
  const ran = await run(folder, ['verify', '--library', library]);
  assert.equal(ran.code, 1);
  assert.match(ran.out, /^FAILED "broken": it cannot be read: .*\nok {5}double-numbers: 2 of 2\n$/);
  assert.equal(
    (
      await run(folder, [
        'apply',
        '--library',
        library,
        '--tool',
        'broken',
        '--input',
        await file(folder, 'in.txt', 'double 4\n'),
      ])
    ).code,
    2,
  );
});

test('an interruption ends with what was answered until then', async () => {
  const server = await startFaultServer();
  server.script(silent);
  const interrupted = new AbortController();
  const library = await libraryOf(folder, [doublingTool()]);
  const input = await file(folder, 'in.txt', 'double 7 =>\ntwice 8 =>\ntwice 9 =>\ndouble 10 =>\n');
  const ran = await run(
    folder,
    [
      'apply',
      '--library',
      library,
      '--tool',
      'double-numbers',
      '--lines',
      '1-4',
      '--input',
      input,
      '--output',
      join(folder, 'out.txt'),
      '--allow-model',
      '--user-model',
      'light',
      '--user-base-url',
      server.baseUrl,
    ],
    {},
    interrupted.signal,
    (text) => {
      if (text.includes('sending them to light')) setTimeout(() => interrupted.abort(), 100);
    },
  );
  await server.close();
  assert.equal(ran.code, 130, ran.err);
  assert.equal(
    await readFile(join(folder, 'out.txt'), 'utf8'),
    'double 7 => 14\ntwice 8 =>\ntwice 9 =>\ndouble 10 => 20\n',
  );
  assert.match(ran.err, /interrupted: 2 of 4 problems answered and written\n$/);
});

test('answers that are unlike every example are counted, and left with their reason where it is to be strict', async () => {
  const tool = ['--tool', 'double-numbers'];
  const content = 'double 4\ndouble 9000\ndouble -5\n';
  const counted = await applied(content, ...tool);
  assert.equal(counted.code, 0, counted.err);
  assert.match(
    counted.err,
    /3 answered, 2 of them unlike every example \(--strict leaves those\); 0 without an answer/,
  );
  const strict = await applied(content, ...tool, '--strict');
  assert.equal(strict.code, 1);
  assert.equal(strict.out, 'double 4 => 8\ndouble 9000\ndouble -5\n');
  assert.match(strict.err, /line 2: unlike every example: a number far from the examples’ 3 to 21\n/);
  assert.match(strict.err, /line 3: unlike every example: no example has “-”\n/);
  const [, large] = objects((await applied(content, ...tool, '--strict', '--json')).out);
  assert.deepEqual(large?.['error'], {
    kind: 'novel',
    message: 'unlike every example: a number far from the examples’ 3 to 21',
  });
  const output = join(folder, 'out.txt');
  const inPieces = await applied(content, ...tool, '--strict', '--output', output);
  assert.match(inPieces.err, /1 answered; 2 without an answer, listed in/);
  assert.match(await readFile(`${output}.failed.jsonl`, 'utf8'), /"kind":"novel"/);
});
