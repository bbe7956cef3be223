import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockAround } from '../../../src/engine/problem/around';
import { filledIn } from '../../../src/engine/problem/fill';
import type { Notation, Reading } from '../../../src/engine/notation/notation';
import { placementsOf, writtenAnswers, type Placement } from '../../../src/engine/problem/write';
import type { Source } from '../../../src/engine/text/source';
import { readAs, readSource, type ReadingResult } from '../../../src/engine/problem/read';
import { everyFormula } from '../../../src/engine/notation/table/spreadsheet';
import { applyEdits } from '../../../src/engine/text/edits';
import { standalone } from '../../../src/engine/problem/standalone';

const whole = (text: string): Source => ({ text, spans: [{ start: 0, end: text.length }] });
const parts = (text: string, ...pieces: readonly string[]): Source => ({
  text,
  spans: pieces.map((piece) => ({ start: text.indexOf(piece), end: text.indexOf(piece) + piece.length })),
});
const pairs = (reading: Reading): unknown[] => reading.items.map((item) => [item.problem, item.answer]);

function read(source: Source | string, preferred?: Notation): Extract<ReadingResult, { kind: 'read' }> {
  const result = readSource(typeof source === 'string' ? whole(source) : source, preferred);
  return result.kind === 'read' ? result : assert.fail(JSON.stringify(result));
}

/** The text with answers (by index) written into it. */
function written(
  source: Source | string,
  answers: Readonly<Record<number, string>>,
  preferred?: Notation,
  placement: Placement = 'fill',
): string {
  const from = typeof source === 'string' ? whole(source) : source;
  const map = new Map(Object.entries(answers).map(([index, answer]) => [Number(index), answer]));
  return applyEdits(
    from.text,
    writtenAnswers(from, read(from, preferred).best, map, placement, { overwrite: true }).edits,
  );
}

const csv: Notation = { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 };
const blocks: Notation = { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' };
const arrows: Notation = { kind: 'arrows', arrow: '=>' };

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
    seconds(make, 2_000);
    const quickest = (rows: number): number => Math.min(seconds(make, rows), seconds(make, rows), seconds(make, rows));
    const ratio = quickest(40_000) / quickest(5_000);
    assert.ok(ratio < 30, `${make(0)}: ${ratio}`);
  }
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
