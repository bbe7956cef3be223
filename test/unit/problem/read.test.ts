import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockAround } from '../../../src/engine/problem/around';
import { contradictions } from '../../../src/engine/problem/contradictions';
import type { Notation, Reading } from '../../../src/engine/notation/notation';
import type { Source } from '../../../src/engine/text/source';
import { readSource } from '../../../src/engine/problem/read';
import { shape } from '../../../src/engine/form/shape';

const whole = (text: string): Source => ({ text, spans: [{ start: 0, end: text.length }] });

function best(text: string | Source, preferred?: Notation): Reading {
  const result = readSource(typeof text === 'string' ? whole(text) : text, preferred);
  return result.kind === 'read' ? result.best : assert.fail(JSON.stringify(result));
}

const pairs = (reading: Reading): unknown[] => reading.items.map((item) => [item.problem, item.answer]);

test('reads Question/Answer blocks with several lines and a missing answer', () => {
  const reading = best(
    'Question: one\nmore of one\n\nAnswer: 1\n\nQuestion: two\nAnswer: 2\nand 2\n---\nQuestion: three\nAnswer:\n',
  );
  assert.equal(reading.notation.kind, 'blocks');
  assert.deepEqual(pairs(reading), [
    ['one\nmore of one', '1'],
    ['two', '2\nand 2'],
    ['three', null],
  ]);
});

test('reads the usual variants of labels', () => {
  for (const [problem, answer] of [
    ['Q', 'A'],
    ['Problem', 'Solution'],
    ['Input', 'Output'],
    ['QUESTION', 'ANSWER'],
    ['**Question', '**Answer'],
    ['Q1', 'A1'],
  ] as const) {
    assert.deepEqual(
      pairs(best(`${problem}: x\n${answer}: y\n\n${problem}: z\n${answer}: ""`)),
      [
        ['x', 'y'],
        ['z', ''],
      ],
      problem,
    );
  }
  assert.deepEqual(pairs(best('**Question:** x\n**Answer:** y')), [['x', 'y']]);
});

test('a label inside a line is part of the problem', () => {
  assert.deepEqual(pairs(best('Question: Complete it. Input: [ [\nAnswer: ] ]')), [['Complete it. Input: [ [', '] ]']]);
});

test('an answer without a question and text before the first one are named with their lines', () => {
  const reading = best(
    'stray\nAnswer: 0\nQuestion: x\nAnswer: y\nAnswer: z\nQuestion: v\nAnswer: w\nQuestion: t\nAnswer: u\n',
  );
  assert.deepEqual(
    reading.complaints.map(({ line }) => line),
    [1, 2, 5],
  );
});

test('reads arrows of every kind; the last arrow of a line counts', () => {
  for (const arrow of ['=>', '->', '→'])
    assert.deepEqual(pairs(best(`a ${arrow} b ${arrow} c\nd${arrow}e\nf ${arrow}\ng ${arrow} ""`)), [
      [`a ${arrow} b`, 'c'],
      ['d', 'e'],
      ['f', null],
      ['g', ''],
    ]);
  assert.deepEqual(pairs(best('a\tb\nc\td')), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('an arrow with nothing before it is named with its line', () => {
  assert.deepEqual(
    best('a => b\n=> c\n').complaints.map(({ line }) => line),
    [2],
  );
});

test('reads JSON Lines and JSON arrays', () => {
  assert.deepEqual(
    pairs(
      best(
        '{"input": "a", "target": "b"}\n{"input": "c\\nd", "target": null}\n{"input": "e", "target": ""}\n{"input": "f"}',
      ),
    ),
    [
      ['a', 'b'],
      ['c\nd', null],
      ['e', ''],
      ['f', null],
    ],
  );
  assert.deepEqual(pairs(best('[\n  {"question": "a", "answer": 1},\n  {"question": "b", "answer": [2]}\n]')), [
    ['a', '1'],
    ['b', '[2]'],
  ]);
  assert.deepEqual(pairs(best('[["a", "b"], ["c", "d"]]')), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  assert.deepEqual(
    best('{"input": "a", "target": "b"}\n{broken\n').complaints.map(({ line }) => line),
    [2],
  );
});

test('reads CSV: the last column is the answer, the others form the problem', () => {
  const reading = best('name,city,answer\n"Smith, J",Paris,x\nDoe,"Rome ""old""",\nRoe,Bern,""\n');
  assert.deepEqual(reading.notation, { kind: 'delimited', delimiter: ',', header: true, answerColumn: 2 });
  assert.deepEqual(pairs(reading), [
    ['name: Smith, J\ncity: Paris', 'x'],
    ['name: Doe\ncity: Rome "old"', null],
    ['name: Roe\ncity: Bern', ''],
  ]);
});

test('a CSV row that lacks its last cell is a problem, one with other cells missing is named', () => {
  const reading = best('a,b,c\nd,e\nf\ng,h,i\nj,k,l');
  assert.deepEqual(pairs(reading), [
    ['a\tb', 'c'],
    ['d\te', null],
    ['g\th', 'i'],
    ['j\tk', 'l'],
  ]);
  assert.deepEqual(
    reading.complaints.map(({ line }) => line),
    [3],
  );
});

for (const wide of ['(7, 8)', 'five, six', 'a;b', 'a | b'])
  test(`a line with a separator among others without one makes no table: ${wide}`, () => {
    const open = ['1 km', '2 km', '3 km', '5 miles to go'];
    for (const lines of [
      [...open, wide],
      [...open.slice(0, 2), wide, ...open.slice(2)],
    ]) {
      const reading = best(lines.join('\n'));
      assert.equal(reading.notation.kind, 'lines');
      assert.deepEqual(
        pairs(reading),
        lines.map((line) => [line, null]),
      );
    }
  });

test('reads TSV and Markdown tables', () => {
  assert.deepEqual(pairs(best('a\tb\tc\nd\te\tf')), [
    ['a\tb', 'c'],
    ['d\te', 'f'],
  ]);
  assert.deepEqual(pairs(best('| in | out |\n|----|-----|\n| a \\| b | c |\n| d |  |\n')), [
    ['a | b', 'c'],
    ['d', null],
  ]);
});

test('a header above the selection counts', () => {
  const text = 'product,amount,answer\nnail,3,x\nbolt,4,\n';
  const start = text.indexOf('bolt');
  assert.deepEqual(pairs(best({ text, spans: [{ start, end: text.length }] })), [['product: bolt\namount: 4', null]]);
});

test('several selections are read with one notation', () => {
  const text = 'a => 1\nnot this\nb => 2\n';
  const spans = [
    { start: 0, end: 6 },
    { start: text.indexOf('b'), end: text.length },
  ];
  assert.deepEqual(pairs(best({ text, spans })), [
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('spans hold what they claim, with a byte-order mark, CRLF and surrogate pairs', () => {
  const text = '\uFEFFa😀 => b\r\nc => d😀\r\n';
  for (const item of best(text).items) {
    assert.equal(text.slice(item.problemSpan.start, item.problemSpan.end), item.problem);
    assert.equal(item.answerSpan && text.slice(item.answerSpan.start, item.answerSpan.end), item.answer);
  }
});

test('plain lines are problems; the notation of a tool goes first', () => {
  assert.deepEqual(pairs(best('one\n\ntwo\n')), [
    ['one', null],
    ['two', null],
  ]);
  assert.deepEqual(pairs(best('one\ntwo', { kind: 'arrows', arrow: '=>' })), [
    ['one', null],
    ['two', null],
  ]);
  assert.deepEqual(
    pairs(best('a problem\nof two lines', { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' })),
    [['a problem\nof two lines', null]],
  );
});

test('only two equally good readings are a question', () => {
  const open = readSource(whole('a,b;c\nd,e;f\n'));
  assert.equal(open.kind === 'read' && open.question, true);
  const clear = readSource(whole('a => b\nc => d\n'));
  assert.equal(clear.kind === 'read' && clear.question, false);
});

test('empty and binary selections are unreadable, with a reason', () => {
  for (const text of ['  \n\n', '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0000abc']) {
    const result = readSource(whole(text));
    assert.match(result.kind === 'unreadable' ? (result.complaints[0]?.reason ?? '') : 'read', /\./);
  }
});

test('contradicting examples are reported with invisible characters shown', () => {
  const text = 'a b => 1\na b => 1\na b => 2\u200B3\n';
  const [found] = contradictions({ text }, best(text).items);
  assert.deepEqual(found, { problem: '“a b”', answers: ['“1”', '“2‹zero-width space›3”'], lines: [1, 3] });
});

test('the block around the cursor', () => {
  const blocks = 'Question: a\nAnswer: b\n\nQuestion: c\nAnswer: d\n';
  assert.deepEqual(blockAround(blocks, blocks.indexOf('c')), { start: 0, end: blocks.length - 1 });
  const lines = 'title\n\na => b\nc => d\n\nend';
  const span = blockAround(lines, lines.indexOf('c'));
  assert.equal(span && lines.slice(span.start, span.end), 'a => b\nc => d');
  assert.equal(blockAround(lines, 6), null);
  assert.equal(blockAround('', 0), null);
});

test('shapes abstract from data and from the lengths of lists', () => {
  for (const [one, other] of [
    ['2021-03-04', '1999-12-31'],
    ['1, 2, 3', '4, 5, 6, 7, 8'],
    ['[ [', '[ [ [ ['],
    ['The owl is here.', 'A red fox sat on the mat.'],
  ] as const)
    assert.equal(shape(one), shape(other), `${shape(one)} and ${shape(other)}`);
  for (const [one, other] of [
    ['2021-03-04', '03/04/2021'],
    ['Smith', 'McDonald'],
    ['12', '-12'],
    ['a', ''],
  ] as const)
    assert.notEqual(shape(one), shape(other));
});

test('a few solved lines among many open ones show the notation', () => {
  const text = 'a 1 => b\na 2 => c\n\na 3\na 4\na 5\na 6\na 7\n';
  const result = readSource(whole(text));
  assert.ok(result.kind === 'read');
  assert.equal(result.best.notation.kind, 'arrows');
  assert.deepEqual(result.best.items.map(({ problem, answer }) => [problem, answer]).slice(1, 3), [
    ['a 2', 'c'],
    ['a 3', null],
  ]);
  const prose = readSource(whole('One line.\nIt says x => y.\nAnd no more.\nNothing.\n'));
  assert.ok(prose.kind === 'read' && prose.best.notation.kind !== 'arrows', 'one arrow shows nothing');
});
