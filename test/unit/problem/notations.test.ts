import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockAround } from '../../../src/engine/problem/around';
import { placementsOf } from '../../../src/engine/problem/write';
import { readAs, readSource } from '../../../src/engine/problem/read';
import { everyFormula } from '../../../src/engine/notation/table/spreadsheet';
import { standalone } from '../../../src/engine/problem/standalone';
import { whole, parts, pairs, read, written, csv, blocks, arrows } from './reading-and-writing';

test('blocks: remarks between blocks are in no answer, and are named', () => {
  const { best } = read('Question: a\nAnswer: b\n\nNow a harder one:\n\nQuestion: c\nAnswer: d\n');
  assert.deepEqual(pairs(best), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  assert.deepEqual(
    best.complaints.map(({ line }) => line),
    [4],
  );
});

test('complaints name the lines of the whole text, whatever is selected and however lines end', () => {
  for (const lineEnd of ['\n', '\r\n', '\r']) {
    const text = ['a => 1', 'skipped', 'b => 2', '=> 3', ''].join(lineEnd);
    assert.deepEqual(
      read(parts(text, 'a => 1', `b => 2${lineEnd}=> 3`)).best.complaints.map(({ line }) => line),
      [4],
    );
    const table = ['problem,answer', 'a,1', 'skipped', 'b,2', 'c,3,4', ''].join(lineEnd);
    assert.deepEqual(
      read(parts(table, `problem,answer${lineEnd}a,1`, `b,2${lineEnd}c,3,4`)).best.complaints.map(({ line }) => line),
      [5],
    );
  }
});

test('blocks: with lines of dashes answers have paragraphs', () => {
  assert.deepEqual(pairs(read('Q: a\nA: b\n\nmore\n---\nQ: c\nA: d\n').best), [
    ['a', 'b\n\nmore'],
    ['c', 'd'],
  ]);
});

test('blocks: problems of several paragraphs, and labels of problems within problems', () => {
  assert.deepEqual(
    pairs(
      read('Question: Complete it.\nInput: [ [\n\nUse brackets.\nAnswer: ] ]\n\nQuestion: x\nInput: (\nAnswer: )\n')
        .best,
    ),
    [
      ['Complete it.\nInput: [ [\n\nUse brackets.', '] ]'],
      ['x\nInput: (', ')'],
    ],
  );
});

test('blocks: a stretch of text between two selections is in neither', () => {
  const text = 'Question: a\nNOT THIS\nQuestion: b\nAnswer: 2\n';
  assert.deepEqual(pairs(read(parts(text, 'Question: a', 'Question: b\nAnswer: 2')).best), [
    ['a', null],
    ['b', '2'],
  ]);
});

test('blocks: an answer goes behind its label, and below the problem with the label of the text where there is none', () => {
  assert.equal(
    written('Question: a\r\nAnswer:\r\n\r\nQuestion: b\r\nAnswer: old\r\n', { 0: 'x\ny', 1: 'z' }),
    'Question: a\r\nAnswer: x\r\ny\r\n\r\nQuestion: b\r\nAnswer: z\r\n',
  );
  assert.equal(
    written('**Q1:** a\n**A1:** b\n\n**Q2:** c\n', { 1: 'd' }),
    '**Q1:** a\n**A1:** b\n\n**Q2:** c\n**A2:** d\n',
  );
  assert.equal(
    written('  Question: a\n  more\n\n  Question: b\n  Answer: 2\n', { 0: 'x' }),
    '  Question: a\n  more\n  Answer: x\n\n  Question: b\n  Answer: 2\n',
  );
});

test('blocks: an answer that could not be read again is not written', () => {
  const text = 'Question: a\nAnswer:\n\nQuestion: b\nAnswer: c\n';
  for (const answer of ['one\n\ntwo', 'one\nQuestion: two', 'one\n---\ntwo', '""'])
    assert.equal(written(text, { 0: answer }), text, JSON.stringify(answer));
});

test('arrows: the arrow that makes lines alike counts', () => {
  assert.deepEqual(pairs(read('12 => a => b\n345 => c => d => e\n6 => f => g\n').best), [
    ['12', 'a => b'],
    ['345', 'c => d => e'],
    ['6', 'f => g'],
  ]);
  assert.deepEqual(pairs(read('a => b => 12\nc => d => e => 345\nf => 6\n').best), [
    ['a => b', '12'],
    ['c => d => e', '345'],
    ['f', '6'],
  ]);
});

test('arrows: answers behind arrows, and arrows where there are none', () => {
  assert.equal(written('a => 1\nb =>\nc=>\nd\n', { 1: '2', 2: '3', 3: '4' }), 'a => 1\nb => 2\nc=>3\nd => 4\n');
  assert.equal(written('a\t1\nb\t\nc\td\n', { 1: '2' }), 'a\t1\nb\t2\nc\td\n');
});

test('arrows: an answer of several lines, or with the arrow, is not written', () => {
  for (const answer of ['x\ny', 'x => y'])
    assert.equal(written('a => 1\nb =>\n', { 1: answer }), 'a => 1\nb =>\n', answer);
});

test('JSON: keys by their names in any order, values of every type, the last of a doubled key', () => {
  assert.deepEqual(pairs(read('{"answer": "b", "question": "a", "id": 1}\n').best), [['a', 'b']]);
  assert.deepEqual(
    pairs(read('[{"input": 1.0, "target": 12345678901234567890}, {"input": true, "target": {"a": [1]}}]').best),
    [
      ['1.0', '12345678901234567890'],
      ['true', '{"a":[1]}'],
    ],
  );
  assert.deepEqual(pairs(read('{"input": "a", "input": "b", "target": "c"}').best), [['b', 'c']]);
});

test('JSON: elements selected without their array', () => {
  const text = '[\n  {"q": "a", "a": "1"},\n  {"q": "b", "a": "2"},\n  {"q": "c"}\n]\n';
  assert.deepEqual(pairs(read(parts(text, '{"q": "b", "a": "2"},\n  {"q": "c"}')).best), [
    ['b', '2'],
    ['c', null],
  ]);
  assert.deepEqual(pairs(read(parts(text, '{"q": "a", "a": "1"}', '{"q": "c"}')).best), [
    ['a', '1'],
    ['c', null],
  ]);
});

test('JSON: answers keep the formatting and the type of the others', () => {
  const text = '[\n  {\n    "input": "a",\n    "target": 1\n  },\n  {\n    "id": 2,\n    "input": "b"\n  }\n]\n';
  assert.equal(
    written(text, { 1: '7' }),
    '[\n  {\n    "input": "a",\n    "target": 1\n  },\n  {\n    "id": 2,\n    "input": "b",\n    "target": 7\n  }\n]\n',
  );
  assert.equal(
    written('{"input":"a","target":"x"}\n{"input":"b"}\n', { 1: 'say "é"\n' }),
    '{"input":"a","target":"x"}\n{"input":"b", "target":"say \\"é\\"\\n"}\n',
  );
  assert.equal(written('[["a", "1"], ["b"]]', { 1: '2' }), '[["a", "1"], ["b", "2"]]');
});

test('JSON: nesting without end is no crash', () => {
  const result = readSource(whole('['.repeat(200_000)));
  assert.equal(result.kind === 'read' ? result.best.notation.kind : 'unreadable', 'lines');
});

test('a notation in preference gives way only to what is evidently another', () => {
  assert.equal(read('{"input": "a => b"}\n{"input": "c => d"}\n', arrows).best.notation.kind, 'jsonLines');
  assert.equal(read('Question: a\nAnswer: b\n', arrows).best.notation.kind, 'blocks');
  assert.deepEqual(pairs(read('Problem: a\nSolution:\n', blocks).best), [['a', null]]);
  assert.equal(read('x,a\nxa\n', arrows).best.notation.kind, 'arrows');
  assert.deepEqual(pairs(read('one\ntwo\n', csv).best), [
    ['one', null],
    ['two', null],
  ]);
  assert.deepEqual(pairs(read('b, a\nc, d\n', arrows).best), [
    ['b, a', null],
    ['c, d', null],
  ]);
  assert.deepEqual(pairs(read('first part\nsecond part\n\nthird\n', blocks).best), [
    ['first part\nsecond part', null],
    ['third', null],
  ]);
});

test('bare text: answers below it with its indentation, or over it; paragraphs take labels too', () => {
  const text = 'x\n    one\n';
  const source = parts(text, 'one');
  assert.deepEqual(placementsOf(read(source).best).includes('fill'), false);
  assert.equal(written(source, { 0: '1\n2' }, undefined, 'below'), 'x\n    one\n    1\n    2\n');
  assert.equal(written(source, { 0: '1\n2' }, undefined, 'replace'), 'x\n    1\n    2\n');
  const inside = 'say "one" twice\n';
  assert.equal(written(parts(inside, 'one'), { 0: '1' }, undefined, 'below'), 'say "one" twice\n1\n');
  const filled = written('a\nb\n\nc\nd\n', { 0: 'x', 1: 'y' }, blocks);
  assert.deepEqual(pairs(readAs(whole(filled), blocks)), [
    ['a\nb', 'x'],
    ['c\nd', 'y'],
  ]);
});

test('below and over only where nothing would break', () => {
  for (const text of ['Question: a\nAnswer:\n', 'a => 1\nb =>\n', 'problem,answer\na,1\n', '{"q": "a", "a": "b"}'])
    assert.deepEqual(placementsOf(read(text).best), ['fill'], text);
});

test('the block around a cursor: paragraphs of one notation, and no others', () => {
  const around = (text: string, at: string): string | null => {
    const span = blockAround(text, text.indexOf(at));
    return span && text.slice(span.start, span.end);
  };
  assert.equal(around('a => 1\n\nb => 2\n\nprose\n', 'b'), 'a => 1\n\nb => 2');
  assert.equal(
    around('Title\n\nQuestion: a\nAnswer: b\n\nQuestion: c\n\nmore of c\n\nAnswer: d\n\nThe end.\n', 'more'),
    'Question: a\nAnswer: b\n\nQuestion: c\n\nmore of c\n\nAnswer: d',
  );
  assert.equal(
    around('text\n\n| in | out |\n|--|--|\n| a | b |\n\nprose\n', '| a'),
    '| in | out |\n|--|--|\n| a | b |',
  );
  assert.equal(around('[\n  {"q": "a"},\n\n  {"q": "b"}\n]\n', '"b"'), '[\n  {"q": "a"},\n\n  {"q": "b"}\n]');
  const ended = 'a => 1\nb => 2\n';
  assert.deepEqual(blockAround(ended, ended.length), { start: 0, end: ended.length - 1 });
});

test('a new document reads back as what went in, whatever the answers hold', () => {
  const hard = ['x\ny', 'x\n\ny', '""', '', 'a => b', 'a|b', '"q"', 'Question: z', '---', 'tail\\', 'tab\tbed'];
  const texts = [
    'Question: a\nAnswer: b\n',
    'a => b\n',
    '{"input": "a", "target": "b"}\n',
    '[["a", "b"]]',
    'one,two,answer\na,c,b\n',
    '| in | out |\n|--|--|\n| a | b |\n',
    'a\n',
  ];
  for (const text of texts) {
    for (const answer of hard) {
      const { best } = read(text);
      const document = standalone(whole(text), best, new Map([[0, answer]])).text;
      const again = readSource(whole(document), best.notation);
      assert.deepEqual(
        again.kind === 'read' ? pairs(again.best) : again.kind,
        [[best.items[0]?.problem, everyFormula(answer, best.notation, 0)]],
        `${JSON.stringify(text)} ${JSON.stringify(answer)}: ${document}`,
      );
    }
  }
});

test('many rows, lines and objects are read in time that grows with their number alone', () => {
  // Eight times the text takes 64 times as long where the time is quadratic. Processor time, since machines are busy.
  const seconds = (make: (index: number) => string, rows: number): number => {
    const text = Array.from({ length: rows }, (_, index) => make(index)).join('\n');
    const from = process.cpuUsage();
    assert.ok(read(text).best.items.length >= rows - 1);
    return process.cpuUsage(from).user / 1e6;
  };
  const makers = [
    (index: number): string => `name ${index},"city, ${index}",${index}`,
    (index: number): string => `name ${index},`,
    (index: number): string => `problem ${index} => ${index}`,
    (index: number): string => `{"input": "p${index}", "target": "a${index}"}`,
    (index: number): string => `Q: p${index}\nA: ${index}\n`,
    (index: number): string => `one | two ${index}\nthree ${index}`,
  ];
  for (const make of makers) {
    // The first run compiles; of three the quickest says more about the work than about the machine.
    seconds(make, 1_000);
    const quickest = (rows: number): number => Math.min(seconds(make, rows), seconds(make, rows), seconds(make, rows));
    const ratio = quickest(16_000) / quickest(2_000);
    assert.ok(ratio < 30, `${make(0)}: ${ratio}`);
  }
});
