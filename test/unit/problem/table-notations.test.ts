import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filledIn } from '../../../src/engine/problem/fill';
import type { Source } from '../../../src/engine/text/source';
import { readAs } from '../../../src/engine/problem/read';
import { whole, parts, pairs, read, written } from './reading-and-writing';

test('tables: mixed line ends, a lone CR, quoted line ends and a byte-order mark leave the places right', () => {
  const text = '\uFEFFproblem,answer\r\n"a\r\nb",1\nc,\r\nd,"x"\n';
  const { best } = read(text);
  assert.deepEqual(pairs(best), [
    ['a\nb', '1'],
    ['c', null],
    ['d', 'x'],
  ]);
  assert.equal(written(text, { 1: 'y,z', 2: 'w' }), '\uFEFFproblem,answer\r\n"a\r\nb",1\nc,"y,z"\r\nd,"w"\n');
  assert.deepEqual(pairs(read('problem,answer\ra,1\rb,2\r').best), [
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('tables: a quote that never closes is named with what it swallows', () => {
  const { best } = read('problem,answer\na,1\nb,"2\nc,3\n');
  assert.deepEqual(pairs(best), [['a', '1']]);
  assert.deepEqual(
    best.complaints.map(({ line }) => line),
    [3],
  );
  assert.match(best.complaints[0]?.reason ?? '', /quote/);
});

test('tables: rows that lack their answer may be the most; one row that is too wide is named', () => {
  assert.deepEqual(pairs(read('a,b,c\nd,e\nf,g\nh,i\n').best), [
    ['a\tb', 'c'],
    ['d\te', null],
    ['f\tg', null],
    ['h\ti', null],
  ]);
  const { best } = read('problem,answer\na,1\nb,2,3\nc,4\n');
  assert.deepEqual(pairs(best), [
    ['a', '1'],
    ['c', '4'],
  ]);
  assert.deepEqual(
    best.complaints.map(({ line }) => line),
    [3],
  );
});

test('tables: spaces behind the last quotes of a text', () => {
  assert.deepEqual(pairs(read('problem,answer\na,"b"  ').best), [['a', 'b']]);
});

test('tables: a header is told by names, by data and by letter case; where nothing tells it is a question', () => {
  const header = (text: string): unknown => {
    const { best, question } = read(text);
    return question ? 'question' : best.notation.kind === 'delimited' ? best.notation.header : best.notation.kind;
  };
  assert.equal(header('word,output\ncat,cats\ndog,dogs\n'), true);
  assert.equal(header('item,price\ncat,12\ndog,7\n'), true);
  assert.equal(header('capital,country\nParis,France\nRome,Italy\n'), true);
  assert.equal(header('cat7,1\ndog8,2\n'), false);
  assert.equal(header('xa,xb\nxa,x8\nx.,x9\n'), 'question');
  assert.equal(header('cat,cats\ndog,dogs\n'), 'question');
});

test('tables: the header of the table above counts, not the first line of the text', () => {
  const text = 'Some notes, and more\n\nproduct,amount,answer\nnail,3,x\nbolt,4,y\nnut,5,\n';
  assert.deepEqual(pairs(read(parts(text, 'bolt,4,y\nnut,5,')).best), [
    ['product: bolt\namount: 4', 'y'],
    ['product: nut\namount: 5', null],
  ]);
});

test('tables: a column named for answers is theirs', () => {
  assert.deepEqual(pairs(read('answer,question\n1,a\n2,b\n').best), [
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('tables: a missing last cell is added, quoted only where it must be', () => {
  assert.equal(
    written('problem,answer\na,1\nb\nc, \n', { 1: 'x', 2: 'say "hi"' }),
    'problem,answer\na,1\nb,x\nc,"say ""hi"""\n',
  );
  assert.equal(written('problem;answer\na;1\nb;\n', { 1: 'x;y' }), 'problem;answer\na;1\nb;"x;y"\n');
  assert.equal(written('problem,answer\na,1\nb,\n', { 1: '' }), 'problem,answer\na,1\nb,""\n');
});

test('Markdown tables: pipes, padding and missing cells', () => {
  const text = '| in | out |\n| --- | --- |\n| a | 1 |\n| b |  |\n| c | |\n| d |\n|e||\n';
  const filled = written(text, { 1: 'x|y', 2: 'z', 3: 'w', 4: 'v' });
  assert.deepEqual(pairs(readAs(whole(filled), { kind: 'markdownTable', answerColumn: 1 })), [
    ['a', '1'],
    ['b', 'x|y'],
    ['c', 'z'],
    ['d', 'w'],
    ['e', 'v'],
  ]);
  assert.equal(filled.split('\n')[3], '| b | x\\|y |');
  assert.equal(written(text, { 1: 'x\ny' }), text);
});

test('a row of dashes within a Markdown table is a row', () => {
  const { best } = read('| in | out |\n|---|---|\n| a | b |\n| - | - |\n');
  assert.deepEqual(pairs(best), [
    ['a', 'b'],
    ['-', '-'],
  ]);
});

test('of a Markdown text with several tables those are read that have the columns of the first; prose with pipes is none', () => {
  const table = (...rows: readonly string[]): string =>
    `| in | out |\n| --- | --- |\n${rows.map((row) => `| ${row} |\n`).join('')}`;
  const text = `# Sums\n\nWrite a | b for one of them.\n${table('a | 1', 'b |')}\nOr c | d.\n\n${table('e |', 'f | 2')}\n| other | columns | here |\n|---|---|---|\n| g | h | i |\n`;
  const { best } = read(text);
  assert.equal(best.notation.kind, 'markdownTable');
  assert.deepEqual(pairs(best), [
    ['a', '1'],
    ['b', null],
    ['e', null],
    ['f', '2'],
  ]);
  assert.deepEqual(
    best.complaints.map(({ line, reason }) => [line, reason.slice(0, 28)]),
    [[18, 'the table of these rows has ']],
  );
  assert.equal(written(text, { 1: 'x', 2: 'y' }), text.replace('| b | |', '| b | x |').replace('| e | |', '| e | y |'));
  // A further column is one of each of them.
  const wide = readAs(whole(text), { kind: 'markdownTable', answerColumn: 2 });
  const filled = filledIn(whole(text), wide, new Map([[0, 'z']])).text;
  assert.equal(filled.split('\n').filter((line) => line === '| in | out | answer |').length, 2);
  assert.equal(filled.split('\n').filter((line) => line === '| --- | --- | --- |').length, 2);
  // From the midst of one table to that of another.
  const rows = text.indexOf('| b |');
  assert.deepEqual(pairs(read({ text, spans: [{ start: rows, end: text.indexOf('| f') }] }).best), [
    ['b', null],
    ['e', null],
  ]);
});

test('rows of a Markdown table that are highlighted one by one share its header, in time that grows with their number alone', () => {
  const table = (rows: number): Source => {
    const lines = [
      '| in | out |',
      '| --- | --- |',
      ...Array.from({ length: rows }, (_, index) => `| p${index} | ${index} |`),
    ];
    let at = 0;
    const starts = lines.map((line) => (at += line.length + 1) - line.length - 1);
    // The header with its first row, and then every second row by itself.
    const spans = lines.flatMap((line, index) =>
      index === 0 || (index > 2 && index % 2 === 0)
        ? [{ start: starts[index] ?? 0, end: index === 0 ? (starts[3] ?? 0) - 1 : (starts[index] ?? 0) + line.length }]
        : [],
    );
    return { text: lines.join('\n'), spans };
  };
  assert.deepEqual(pairs(read(table(7)).best), [
    ['p0', '0'],
    ['p2', '2'],
    ['p4', '4'],
    ['p6', '6'],
  ]);
  const seconds = (rows: number): number => {
    const source = table(rows);
    const from = process.cpuUsage();
    assert.equal(read(source).best.items.length, rows / 2);
    return process.cpuUsage(from).user / 1e6;
  };
  const quickest = (rows: number): number => Math.min(seconds(rows), seconds(rows), seconds(rows));
  quickest(1_000);
  const ratio = quickest(16_000) / quickest(2_000);
  assert.ok(ratio < 30, String(ratio));
});
