import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import type { Notation } from '../../../src/engine/notation/notation';
import { doublingTool, file, libraryOf, run, workFolder } from './cli';

let folder = '';
beforeEach(async () => {
  folder = await workFolder();
});

/**
 * What a tool whose examples were in a notation makes of a file, to standard output and into a file: both are the
 * same.
 */
async function applied(
  name: string,
  content: string,
  notation: Notation,
  code?: string,
  ...more: readonly string[]
): Promise<string> {
  const library = await libraryOf(folder, [doublingTool({ notation, ...(code === undefined ? {} : { code }) })]);
  const command = [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, name, content),
    ...more,
  ];
  const shown = await run(folder, command);
  const output = join(folder, `out-${name}`);
  await run(folder, [...command, '--output', output]);
  assert.equal(await readFile(output, 'utf8'), shown.out, shown.err);
  return shown.out;
}

const arrows: Notation = { kind: 'arrows', arrow: '=>' };
const csv: Notation = { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 };

test('answers leave columns and keys with other data alone, and go into new ones', async () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a.csv', 'sum,place\ndouble 4,Rome\ndouble 5,\n', 'sum,place,answer\ndouble 4,Rome,8\ndouble 5,,10\n'],
    ['b.csv', 'id,sum\n1,double 4\n2,double 5\n', 'id,sum,answer\n1,double 4,8\n2,double 5,10\n'],
    [
      'c.csv',
      'sum;Ort;ISO\ndouble 4;Rom;\ndouble 5;Bern;\n',
      'sum;Ort;ISO;answer\ndouble 4;Rom;;8\ndouble 5;Bern;;10\n',
    ],
    [
      'd.jsonl',
      '{"sum":"double 4","note":"x"}\n{"sum":"double 5"}\n',
      '{"sum":"double 4","note":"x","answer":"8"}\n{"sum":"double 5", "answer":"10"}\n',
    ],
    [
      'e.jsonl',
      '{"input":"double 4","error":"old"}\n{"input":"double 5"}\n',
      '{"input":"double 4","error":"old","target":"8"}\n{"input":"double 5", "target":"10"}\n',
    ],
    [
      'p.jsonl',
      '{"version":1}\n{"input":"double 4"}\n{"input":"double 5"}\n',
      '{"version":1}\n{"input":"double 4", "target":"8"}\n{"input":"double 5", "target":"10"}\n',
    ],
    [
      'f.md',
      '| sum | place |\n|---|---|\n| double 4 | Rome |\n| double 5 | |\n',
      '| sum | place | answer |\n|---|---| --- |\n| double 4 | Rome | 8 |\n| double 5 | | 10 |\n',
    ],
    ['g.csv', 'sum\ndouble 4\ndouble 5\n', 'sum,answer\ndouble 4,8\ndouble 5,10\n'],
    ['i.csv', 'id,problem,answer\n1,double 4,\n2,double 5\n', 'id,problem,answer\n1,double 4,8\n2,double 5,10\n'],
    [
      'j.csv',
      'id,problem,answer\n1,double 4,kept\n2,double 5,\n',
      'id,problem,answer\n1,double 4,kept\n2,double 5,10\n',
    ],
    ['k.csv', 'output;problem;id\n;double 4;1\n;double 5;2\n', 'output;problem;id\n8;double 4;1\n10;double 5;2\n'],
    [
      'l.md',
      '| id | problem | answer |\n|---|---|---|\n| 1 | double 4 | |\n',
      '| id | problem | answer |\n|---|---|---|\n| 1 | double 4 | 8 |\n',
    ],
    ['m.csv', '1,double 4\n2,double 5\n', '1,double 4,8\n2,double 5,10\n'],
    ['n.csv', 'double 4,\ndouble 5,\n', 'double 4,8\ndouble 5,10\n'],
    ['o.tsv', 'double 4\tRome\ndouble 5\tBern\n', 'double 4\tRome\t8\ndouble 5\tBern\t10\n'],
    ['h.tsv', 'double 4\t\ndouble 5\t\n', 'double 4\t8\ndouble 5\t10\n'],
  ];
  for (const [name, given, expected] of cases) {
    assert.equal(await applied(name, given, arrows), expected, name);
    assert.equal(await applied(name, given, csv), expected, `${name}, for a tool of CSV`);
  }
});

test('a column that holds what the tool answers is where its answers go', async () => {
  assert.equal(
    await applied('in.csv', 'sum,twice\ndouble 3,6\ndouble 4,8\ndouble 5,\n', csv),
    'sum,twice\ndouble 3,6\ndouble 4,8\ndouble 5,10\n',
  );
  assert.equal(
    await applied('in.csv', 'sum,twice\ndouble 4,\ndouble 5,\n', csv),
    'sum,twice\ndouble 4,8\ndouble 5,10\n',
  );
  for (const own of [arrows, csv]) {
    // Also where it does not read every row.
    assert.equal(
      await applied('in.csv', 'sum,twice\ndouble 3,\ndouble 4,8\nhalve 5,\n', own),
      'sum,twice\ndouble 3,6\ndouble 4,8\nhalve 5,\n',
    );
    assert.equal(
      await applied('in.tsv', 'double 3\t\ndouble 4\t8\nhalve 5\t\n', own),
      'double 3\t6\ndouble 4\t8\nhalve 5\t\n',
    );
    assert.equal(
      await applied('in.jsonl', '{"sum":"double 3"}\n{"sum":"double 4","twice":"8"}\n{"sum":"halve 5"}\n', own),
      '{"sum":"double 3", "twice":"6"}\n{"sum":"double 4","twice":"8"}\n{"sum":"halve 5"}\n',
    );
  }
});

test('prose with commas is no table: its last word stays', async () => {
  const lax = "function parse(problem) { return { number: problem.length }; }\nfunction solve() { return 'kiwi'; }\n";
  const examples = [
    { problem: 'Sort: b, a', answer: 'kiwi', seen: 'shown' as const },
    { problem: 'Sort: c, a', answer: 'kiwi', seen: 'heldOut' as const },
  ];
  const notations: readonly Notation[] = [
    { kind: 'jsonLines', problemKey: 'input', answerKey: 'target' },
    { kind: 'markdownTable', answerColumn: 1 },
  ];
  for (const own of notations) {
    const library = await libraryOf(folder, [doublingTool({ notation: own, code: lax, examples })]);
    const ran = await run(folder, [
      'apply',
      '--library',
      library,
      '--tool',
      'double-numbers',
      '--input',
      await file(folder, 'in.txt', 'Sort these words: kiwi, fig, apple\n'),
    ]);
    assert.equal(ran.out, 'Sort these words: kiwi, fig, apple => kiwi\n', ran.err);
  }
});

test('where a tool reads several columns the person says which', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const command = [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'in.csv', 'one,two\ndouble 4,double 5\n'),
  ];
  for (const more of [[], ['--output', join(folder, 'out.csv')]]) {
    const unclear = await run(folder, [...command, ...more]);
    assert.equal(unclear.code, 2);
    assert.match(unclear.err, /several columns, .*--column one .*--column two /);
  }
  assert.equal((await run(folder, [...command, '--column', 'two'])).out, 'one,two,answer\ndouble 4,double 5,10\n');
  assert.match((await run(folder, [...command, '--column', 'three'])).err, /no column “three”; it has: one, two/);
  assert.match((await run(folder, [...command, '--column', '0'])).err, /no column “0”; it has: one, two/);
  const into = [...command, '--output', join(folder, 'out.csv')];
  assert.match((await run(folder, [...into, '--column', 'three'])).err, /no column “three”; it has: one, two/);
  assert.equal((await run(folder, [...into, '--column', 'two'])).code, 0);
  assert.equal((await run(folder, [...command, '--column', '2'])).out, 'one,two,answer\ndouble 4,double 5,10\n');
  assert.equal(await readFile(join(folder, 'out.csv'), 'utf8'), 'one,two,answer\ndouble 4,double 5,10\n');
});

test('of columns with one name a number tells which is meant', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const command = [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'in.csv', 'id,sum,sum\n1,double 4,double 5\n'),
  ];
  assert.match((await run(folder, command)).err, /--column 2 .*or --column 3 /);
  assert.equal((await run(folder, [...command, '--column', '3'])).out, 'id,sum,sum,answer\n1,double 4,double 5,10\n');
});

test('a file of which the column is named goes in pieces, too: what has no answer is listed beside the output', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const output = join(folder, 'out.csv');
  const ran = await run(folder, [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--column',
    'two',
    '--input',
    await file(folder, 'in.csv', 'one,two\ndouble 4,double 5\ndouble 6,nothing\n'),
    '--output',
    output,
  ]);
  assert.equal(ran.code, 1, ran.err);
  assert.equal(await readFile(output, 'utf8'), 'one,two,answer\ndouble 4,double 5,10\ndouble 6,nothing,\n');
  assert.match(await readFile(`${output}.failed.jsonl`, 'utf8'), /^\{"line":3,"input":"nothing"/);
});

test('a table with a header alone holds no problem that failed', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const ran = await run(folder, [
    'apply',
    '--library',
    library,
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'in.csv', 'sum,twice\n'),
  ]);
  assert.deepEqual([ran.code, ran.out], [0, 'sum,twice\n'], ran.err);
});
