import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Said } from '../../../src/engine/problem/said';
import { optionsText } from '../../../src/engine/problem/said';
import { planSolved } from '../../../src/engine/problem/plan-solved';
import { wholeOf } from '../../../src/engine/text/source';

/** A text with solved problems, and how its first ones are read; or the options that are asked for. */
interface Case {
  readonly what: string;
  readonly name?: string;
  readonly text: string;
  readonly said?: Said;
  readonly first?: readonly (readonly [string, string])[];
  readonly asks?: readonly string[];
}

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

const cases: readonly Case[] = [
  ...['==>', '-->', '⇒', '=>', '->', '→'].map((arrow) => ({
    what: `lines with ${arrow}`,
    text: lines(`a ${arrow} A`, `b ${arrow} B`),
    first: [['a', 'A'] as const, ['b', 'B'] as const],
  })),
  ...[
    ['from', 'to'],
    ['Before', 'After'],
    ['Frage', 'Antwort'],
    ['Вопрос', 'Ответ'],
    ['Kysymys', 'Vastaus'],
    ['Alkuperäinen', 'Uusi'],
  ].map(([problem, answer]) => ({
    what: `blocks of ${problem} and ${answer}`,
    text: lines(`${problem}: a`, `${answer}: A`, '', `${problem}:`, 'b', `${answer}:`, 'B'),
    first: [['a', 'A'] as const, ['b', 'B'] as const],
  })),
  {
    what: 'an answer below its arrow',
    text: lines('a =>', 'A', '', 'b =>', 'B'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'an arrow before the answer below',
    text: lines('a', '=> A', 'b', '=> B'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'comments before examples',
    text: lines('# how to', '// shout', 'a => A', 'b => B'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  ...['⟶', '⟹', '➜', '↦'].map((arrow) => ({
    what: `lines with ${arrow}`,
    text: lines(`a ${arrow} A`, `b ${arrow} B`),
    first: [['a', 'A'] as const, ['b', 'B'] as const],
  })),
  {
    what: 'examples in comments of code, whose signs are no part of them',
    text: lines('// a => A', '// b => B'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'comments of code that are the problems themselves',
    text: lines('// a => /* a */', '// b => /* b */'),
    first: [
      ['// a', '/* a */'],
      ['// b', '/* b */'],
    ],
  },
  {
    what: 'comments whose signs are said to be part of the problems',
    text: lines('// a => A', '// b => B'),
    said: { keepMarks: true },
    first: [
      ['// a', 'A'],
      ['// b', 'B'],
    ],
  },
  {
    what: 'the first of two arrows, said by its name',
    text: lines('(a) => s => I -> S', '(b) => n => S -> I'),
    said: { notation: 'first =>' },
    first: [
      ['(a)', 's => I -> S'],
      ['(b)', 'n => S -> I'],
    ],
  },
  {
    what: 'lines of pairs in JSON',
    name: 'p.jsonl',
    text: lines('["a", "A"]', '["b", "B"]'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'columns aligned by spaces',
    text: lines('2020-01-02    2.1.', '2020-11-12    12.11.'),
    first: [
      ['2020-01-02', '2.1.'],
      ['2020-11-12', '12.11.'],
    ],
  },
  {
    what: 'a table of Org, whose rule is no row',
    text: lines('| in | out |', '|----+-----|', '| a  | A   |', '| b  | B   |'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'a table of psql',
    text: lines(' in | out', '----+-----', ' a  | A', ' b  | B', '(2 rows)'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'a table of MySQL',
    text: lines('+----+-----+', '| in | out |', '+----+-----+', '| a  | A   |', '| b  | B   |', '+----+-----+'),
    first: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  },
  {
    what: 'the arrow that parts the whole problem from its answer, not the one within it',
    text: lines(
      'let up = s => s + 1; => function up(s) { return s + 1; }',
      'let by = t => t * 2; => function by(t) { return t * 2; }',
    ),
    first: [['let up = s => s + 1;', 'function up(s) { return s + 1; }']],
  },
  {
    what: 'brackets that an arrow would leave open',
    text: lines("['k' => 1] => {k: 1}", "['m' => 2] => {m: 2}"),
    first: [["['k' => 1]", '{k: 1}']],
  },
  {
    what: 'the arrow with which lines without an answer have the form of the others',
    text: lines('x -> y 1 => 1', 'z -> w 2 => 2', 'q -> r 3'),
    first: [
      ['x -> y 1', '1'],
      ['z -> w 2', '2'],
    ],
  },
  {
    what: 'arrows between which nothing decides',
    text: lines('a => b => c', 'd => e => f'),
    asks: ['--notation "=>"', '--notation "first =>"'],
  },
  {
    what: 'a word table, of which nothing tells whether it has a header',
    name: 'w.csv',
    text: lines('cat,cats', 'dog,dogs', 'cow,cows'),
    asks: ['--notation csv --header none', '--notation csv --header 1'],
  },
  {
    what: 'a word table of which that was said',
    name: 'w.csv',
    text: lines('cat,cats', 'dog,dogs', 'cow,cows'),
    said: { header: 'none' },
    first: [['cat', 'cats']],
  },
  {
    what: 'columns that were named, several for the problem',
    name: 'p.csv',
    text: lines('id,first,last,mail,x', '1,Ann,Lee,al@x.example,q', '2,Bob,Ray,br@x.example,q'),
    said: { columns: ['first', '3'], answerColumn: 'mail' },
    first: [['first: Ann\nlast: Lee', 'al@x.example']],
  },
  {
    what: 'white space within quotes',
    name: 'q.csv',
    text: lines('input,output', '"  a","    a"', '"b","b "'),
    first: [
      ['  a', '    a'],
      ['b', 'b '],
    ],
  },
  {
    what: 'white space within strings of JSON',
    name: 'q.jsonl',
    text: lines('{"input": "  a", "output": "    a"}', '{"input": "b", "output": "b "}'),
    first: [
      ['  a', '    a'],
      ['b', 'b '],
    ],
  },
  {
    what: 'an object whose keys are the problems',
    name: 'q.json',
    text: lines('{', '  "colour": "color",', '  "grey": "gray",', '  "centre": "center"', '}'),
    first: [
      ['colour', 'color'],
      ['grey', 'gray'],
    ],
  },
  {
    what: 'the same on one line, with numbers',
    name: 'q.json',
    text: '{"one": 1, "two": 2, "three": 3}',
    first: [['one', '1']],
  },
  {
    what: 'a list with comments',
    name: 'q.jsonc',
    text: lines('// pairs', '[', '  ["a b", "A B"], // one', '  ["c d", "C D"],', '  ["e f", "E F"],', ']'),
    first: [['a b', 'A B']],
  },
  {
    what: 'questions and answers with a full stop',
    name: 'q.txt',
    text: lines('Q. a b', 'A. A B', '', 'Q. c d', 'A. C D', '', 'Q. e f', 'A. E F'),
    first: [['a b', 'A B']],
  },
  {
    what: 'boxes on which the answers depend',
    text: lines('- [ ] a b => OPEN a b', '- [x] c d => SHUT c d', '- [ ] e f => OPEN e f', '- [x] g h => SHUT g h'),
    first: [
      ['- [ ] a b', 'OPEN a b'],
      ['- [x] c d', 'SHUT c d'],
    ],
  },
  {
    what: 'numbers that the answers take up',
    text: lines('1. one thing => (1) one thing', '2. some other => (2) some other', '3. a third => (3) a third'),
    first: [['1. one thing', '(1) one thing']],
  },
  {
    what: 'marks that the answers leave out',
    text: lines('- a b => A B', '- c d => C D', '- e f => E F'),
    first: [['a b', 'A B']],
  },
  {
    what: 'marks that are kept',
    text: lines('- a b => A B', '- c d => C D', '- e f => E F'),
    said: { keepMarks: true },
    first: [['- a b', 'A B']],
  },
  {
    what: 'a preamble',
    name: 'g.csv',
    text: lines('Report: all', '', 'month,n,answer', '2004-01,4,01/04', '2004-02,3,02/04'),
    first: [['month: 2004-01\nn: 4', '01/04']],
  },
];

for (const { what, name, text, said, first = [], asks } of cases) {
  test(`reads ${what}`, () => {
    const planned = planSolved(
      wholeOf(text),
      { name, said },
      ({ items }) => items.filter(({ answer }) => answer !== null).length > 1,
    );
    if (asks) {
      const options = planned.kind === 'question' ? planned.choices.map((choice) => optionsText(choice.said)) : planned;
      assert.deepEqual(options, asks);
      return;
    }
    assert.ok(planned.kind === 'plan', JSON.stringify(planned));
    assert.deepEqual(
      planned.reading.items.slice(0, first.length).map(({ problem, answer }) => [problem, answer]),
      first,
    );
  });
}

const otherColumns: readonly (readonly [string, string, string, readonly number[]])[] = [
  ['CSV without a header', 'd.csv', lines('2021-03-03,3 March 2021', '1999-10-17,17 October 1999'), [1, 0]],
  ['CSV with a header', 'p.csv', lines('id,name,answer', '1,Ann Lee,ANN', '2,Bob Ray,BOB'), [2, 0, 1]],
  ['columns aligned by spaces', 'd.txt', lines('2020-01-02    2.1.', '2020-11-12    12.11.'), [1, 0]],
  ['a table of Markdown', 'd.md', lines('| in | out |', '|----|-----|', '| a  | A   |', '| b  | B   |'), [1, 0]],
];

for (const [what, name, text, columns] of otherColumns) {
  test(`offers each column of ${what} as the answer's, the likeliest first`, () => {
    const planned = planSolved(wholeOf(text), { name }, () => true);
    assert.ok(planned.kind === 'plan', JSON.stringify(planned));
    const likeThis = planned.readings.flatMap(({ notation }) =>
      'answerColumn' in notation &&
      notation.kind === planned.reading.notation.kind &&
      ('header' in notation && notation.header) ===
        ('header' in planned.reading.notation && planned.reading.notation.header)
        ? [notation.answerColumn]
        : [],
    );
    assert.deepEqual(likeThis, columns);
  });
}
