import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeNotation } from '../../../src/engine/notation/notations';
import { filledIn } from '../../../src/engine/problem/fill';
import { readEdits } from '../../../src/engine/problem/from-edits';
import { listEvidence } from '../../../src/engine/notation/lines/list-marks';
import type { Notation, Reading } from '../../../src/engine/notation/notation';
import { writtenAnswers, type Placement } from '../../../src/engine/problem/write';
import { readAs, readSource, type ReadingResult } from '../../../src/engine/problem/read';
import { wholeOf } from '../../../src/engine/text/source';
import { applyEdits } from '../../../src/engine/text/edits';
import { standalone } from '../../../src/engine/problem/standalone';

const lines: Notation = { kind: 'lines' };
const arrows: Notation = { kind: 'arrows', arrow: '=>' };
const bareNotations: readonly Notation[] = [lines, arrows];
const list: Notation = { kind: 'lines', listed: true };
const arrowList: Notation = { kind: 'arrows', arrow: '=>', listed: true };

function read(text: string, preferred?: Notation): Extract<ReadingResult, { kind: 'read' }> {
  const result = readSource(wholeOf(text), preferred);
  return result.kind === 'read' ? result : assert.fail(JSON.stringify(result));
}

const problems = ({ items }: Reading): readonly string[] => items.map(({ problem }) => problem);
const pairs = ({ items }: Reading): unknown[] => items.map(({ problem, answer }) => [problem, answer]);
const everyAnswer = (reading: Reading): ReadonlyMap<number, string> =>
  new Map(reading.items.map(({ problem }, index) => [index, `<${problem}>`]));

test('the marks of lists are no part of the problems', () => {
  const texts = [
    '- 12 March 2021\n- 1 May 1999\n',
    '* 12 March 2021\r\n* 1 May 1999\r\n',
    '+ 12 March 2021\n\n+ 1 May 1999\n',
    '1. 12 March 2021\n2. 1 May 1999\n',
    '1. 12 March 2021\n1. 1 May 1999\n',
    '8) 12 March 2021\n9) 1 May 1999\n',
    '- [ ] 12 March 2021\n- [x] 1 May 1999\n',
    '  - 12 March 2021\n    - 1 May 1999\n',
    '\uFEFF- 12 March 2021\n-\n- 1 May 1999',
  ];
  for (const text of texts) {
    const { best, question } = read(text);
    assert.deepEqual(
      [best.notation, problems(best), question],
      [list, ['12 March 2021', '1 May 1999'], false],
      JSON.stringify(text),
    );
    for (const { span } of best.items) assert.match(text.slice(span.start, span.end), /^1\S* M\S+ \d{4}$/);
  }
});

test('the items of a list have arrows as lines have', () => {
  const { best, question, others } = read('- 12 March 2021 => 2021-03-12\n- 1 May 1999 =>\n- 2 May 1999\n');
  assert.deepEqual(
    [best.notation, pairs(best), question],
    [
      arrowList,
      [
        ['12 March 2021', '2021-03-12'],
        ['1 May 1999', null],
        ['2 May 1999', null],
      ],
      false,
    ],
  );
  assert.deepEqual(
    others.map(({ notation }) => notation).slice(0, 2),
    [arrows, list],
    'the reading with the marks comes next',
  );
  assert.deepEqual(best.complaints, []);
  assert.deepEqual(
    readAs(wholeOf('- => x\n'), arrowList).complaints.map(({ line }) => line),
    [1],
  );
});

test('what may be a part of the problems stays one, and the list is offered', () => {
  const texts = [
    '- 5\n- 7\n',
    '1. 5\n2. 7\n',
    '- 1,200.50\n- 7 %\n',
    '* 5\n* seven\n',
    '12. March 2021\n13. March 2021\n',
    '12. March 2021\n',
    '1. March 2021\n2. March 2021\n3. March 2021\n4. April 2021\n',
    '3. Sort 2 1\n',
    '4. a\n9. b\n',
    '+ 3 4\n- 5 2\n',
    'One.\nTwo.\n- 5 apples\n',
  ];
  for (const text of texts) {
    assert.equal(listEvidence(wholeOf(text)), 'doubtful', text);
    for (const preferred of bareNotations) {
      const { best, others } = read(text, preferred);
      assert.deepEqual([best.notation, problems(best)], [preferred, text.trim().split('\n')], text);
      assert.ok(
        others.some(({ notation }) => notation.kind === 'lines' && notation.listed),
        text,
      );
    }
  }
  const solved = read('- 5 => 25\n- 7 => 49\n');
  assert.deepEqual(
    [pairs(solved.best), solved.question],
    [
      [
        ['- 5', '25'],
        ['- 7', '49'],
      ],
      false,
    ],
  );
  assert.deepEqual(solved.others[0]?.notation, arrowList);
  assert.deepEqual(
    pairs(read('1. March => 03-01\n2. March => 03-02\n3. April => 04-03\n').best)[0],
    ['1. March', '03-01'],
    'the number decides the answer',
  );
});

test('a date of digits, a phone number and a repeated item leave no doubt', () => {
  for (const text of [
    '- 12.03.2021\n- 1.5.1999\n',
    '- 555-1234\n',
    '- milk\n- milk\n',
    '1. 12/03/2021\n2. milk\n3. milk\n',
    '1. milk => m\n2. milk => m\n3. bread => b\n',
    '- milk => m\n- milk\n',
    '- a\n  1. b\n  2. c\n- d\n  1. e\n  2. f\n',
  ])
    assert.equal(listEvidence(wholeOf(text)), 'list', text);
});

test('what only looks like a mark is none', () => {
  for (const text of ['-5\n-7\n', '1.5\n2.7\n', '*a*\n*b*\n', '---\na\n---\n', '12:30\n13:30\n', '-> a\n-> b\n'])
    assert.equal(listEvidence(wholeOf(text)), undefined, text);
  assert.deepEqual(problems(readAs(wholeOf('- [x](a)\n- [ ]\n- [x]y\n'), list)), ['[x](a)', '[x]y']);
});

test('a line without a mark in the midst of a list is a line', () => {
  const text = '# Dates\n\n- 12 March 2021\n- 1 May 1999\nand\n- 2 May 1999\n';
  assert.deepEqual(
    [read(text).best.notation, problems(read(text).best)],
    [list, ['12 March 2021', '1 May 1999', 'and', '2 May 1999']],
  );
});

test('a tool of lines reads a list, a tool of a list lines, and each what it was made from', () => {
  const marked = '- 12 March 2021\n- 1 May 1999\n';
  const solved = '- 12 March 2021 => x\n- 1 May 1999\n';
  for (const own of [lines, arrows, list, arrowList]) {
    assert.deepEqual(problems(read(marked, own).best), ['12 March 2021', '1 May 1999'], JSON.stringify(own));
    assert.deepEqual(
      problems(read('12 March 2021\n1 May 1999\n', own).best),
      ['12 March 2021', '1 May 1999'],
      JSON.stringify(own),
    );
    assert.deepEqual(
      problems(read('- Smith, J.\n\t- Roe, R.\n', own).best),
      ['Smith, J.', 'Roe, R.'],
      'it is no table',
    );
    if (own.kind === 'arrows')
      assert.deepEqual(pairs(read(solved, own).best), [
        ['12 March 2021', 'x'],
        ['1 May 1999', null],
      ]);
  }
  assert.deepEqual(
    problems(read('- 5 =>\n- 7 =>\n', arrowList).best),
    ['5', '7'],
    'where it is in doubt, it is as with the tool',
  );
  assert.deepEqual(problems(read('- 5\n- 7\n', list).best), ['5', '7']);
});

test('blocks, tables and JSON are what they were', () => {
  for (const text of [
    '- Question: a\n- Answer: b\n',
    '| a | answer |\n|---|---|\n| - x | y |\n',
    '{"input": "- a"}\n{"input": "- b"}\n',
    'problem,answer\n- a,b\n- c,d\n',
  ]) {
    const { best } = read(text);
    assert.ok(!('listed' in best.notation) && best.notation.kind !== 'lines' && best.notation.kind !== 'arrows', text);
  }
});

test('answers leave the marks where they are', () => {
  const marked = '# Days\n  - [ ] a b\r\n2. c d\n';
  const put = (text: string, notation: Notation, placement: Placement): string => {
    const reading = readAs(wholeOf(text), notation);
    return applyEdits(
      text,
      writtenAnswers(wholeOf(text), reading, everyAnswer(reading), placement, { overwrite: true }).edits,
    );
  };
  assert.equal(put(marked, list, 'replace'), '# Days\n  - [ ] <a b>\r\n2. <c d>\n');
  assert.equal(put('- a b\n10. c d\n', list, 'below'), '- a b\n  <a b>\n10. c d\n    <c d>\n');
  assert.equal(put('- a =>\n- b => old\n- c\n', arrowList, 'fill'), '- a => <a>\n- b => <b>\n- c => <c>\n');
  const filled = (text: string, notation: Notation): string =>
    filledIn(wholeOf(text), readAs(wholeOf(text), notation), everyAnswer(readAs(wholeOf(text), notation))).text;
  assert.equal(filled('- a\n- b\n', list), '- a => <a>\n- b => <b>\n');
});

test('a new document of a list is one', () => {
  for (const [text, notation] of [
    ['\uFEFF  - a\n\n3. b\nc\n', list],
    ['  - a =>\n3. b\nc =>\n', arrowList],
  ] as const) {
    const reading = readAs(wholeOf(text), notation);
    assert.equal(
      standalone(
        wholeOf(text),
        reading,
        new Map([
          [0, 'x'],
          [1, 'y'],
        ]),
      ).text,
      '  - a => x\n3. b => y\nc =>\n',
    );
  }
});

test('edits of a list: the marks are no part of them where they stayed', () => {
  const before = '# Days\n\n- 12 March 2021\n- 1 May 1999\n- 2 May 1999\n';
  const found = readEdits(before, before.replace('12 March 2021', '2021-03-12'));
  assert.deepEqual(found.kind === 'read' && [found.reading.notation, pairs(found.reading)], [
    list,
    [
      ['12 March 2021', '2021-03-12'],
      ['1 May 1999', null],
      ['2 May 1999', null],
    ],
  ]);
  const whole = (after: string, was = before): unknown => {
    const result = readEdits(was, after);
    return (
      result.kind === 'read' && [
        result.reading.notation,
        ...result.reading.items.filter(({ answer }) => answer !== null).map(({ problem, answer }) => [problem, answer]),
      ]
    );
  };
  assert.deepEqual(whole(before.replace('- 12 March 2021', '* 12 May')), [lines, ['- 12 March 2021', '* 12 May']]);
  assert.deepEqual(whole(before.replace('- 12 March 2021', '-')), [lines, ['- 12 March 2021', '-']]);
  assert.deepEqual(whole('- 25\n- 7\n', '- 5\n- 7\n'), [lines, ['- 5', '- 25']]);
  assert.deepEqual(whole(before.replace('# Days', '# Dates').replace('12 March', '5 March')), [
    { ...lines, comments: true },
    ['# Days', '# Dates'],
    ['- 12 March 2021', '- 5 March 2021'],
  ]);
});

test('a list is called so', () => {
  assert.deepEqual(
    [list, arrowList].map((notation) => describeNotation(notation)),
    ['list items, a problem each', 'list items with =>'],
  );
});
