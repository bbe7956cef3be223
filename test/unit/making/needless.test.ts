import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needlessFor, type Needless } from '../../../src/engine/making/needless';

/** Pairs of a problem and its answer. */
type Rows = readonly (readonly [string, string])[];

const told = (rows: Rows): Needless | null => needlessFor(rows.map(([problem, answer]) => ({ problem, answer })));

const of = (problems: readonly string[], answer: (problem: string) => string): Rows =>
  problems.map((problem) => [problem, answer(problem)]);

const names = ['ada lovelace', 'Alan turing', 'grace Hopper'];
const dates = ['2021-03-04', '1999-12-31', '2024-02-29'];

const needless: readonly (readonly [Needless['kind'], Rows])[] = [
  ['oneAnswer', of(names, () => 'person')],
  ['oneAnswer', of(dates, () => 'yes')],
  ['oneAnswer', of(['1', '2', '3'], () => '0')],
  ['unchanged', of(names, (name) => name)],
  ['unchanged', of(dates, (date) => date)],
  ['command', of(names, (name) => name.toUpperCase())],
  ['command', of(['ß', 'äö', 'x1'], (text) => text.toUpperCase())],
  ['command', of(['AB', 'Cd', 'ÉF'], (text) => text.toLowerCase())],
  [
    'command',
    [
      ['ada lovelace', 'Ada Lovelace'],
      ['ALAN TURING', 'Alan Turing'],
      ["o'neil x", "O'neil X"],
    ],
  ],
  [
    'command',
    [
      ['a-b c', 'A-B C'],
      ['the END', 'The End'],
      ['x1 y', 'X1 Y'],
    ],
  ],
  [
    'command',
    [
      ['a  ', 'a'],
      ['b\t', 'b'],
      ['c', 'c'],
    ],
  ],
  [
    'command',
    [
      ['b\na', 'a\nb'],
      ['y\nx\nz', 'x\ny\nz'],
      ['2\n1', '1\n2'],
    ],
  ],
  [
    'command',
    [
      ['a\nb', 'b\na'],
      ['x\nz\ny', 'z\ny\nx'],
      ['1\n2', '2\n1'],
    ],
  ],
  ['replace', of(dates, (date) => date.replaceAll('-', '/'))],
  ['replace', of(dates, (date) => date.replaceAll('-', ''))],
  ['replace', of(['a, b', 'c, d, e', 'f'], (text) => text.replaceAll(', ', ';'))],
  ['replace', of(['5 km', '12 km', '7 km'], (text) => text.replace('km', 'kilometres'))],
  [
    'replace',
    of(['http://a.example', 'http://b.example', 'http://c.example'], (url) => url.replace('http:', 'https:')),
  ],
  ['replace', of(['var a', 'var bc', 'var d'], (text) => text.replace('var', 'const'))],
  ['replace', of(['1.5', '2.25', '3.75'], (text) => text.replace('.', ','))],
  ['replace', of(['a  b', 'c  d', 'e  f'], (text) => text.replaceAll('  ', ' '))],
  ['replace', of(['Dr. Ada', 'Dr. Grace', 'Dr. Alan'], (text) => text.slice(4))],
  ['replace', of(['x;', 'y;', 'z;'], (text) => `${text}\n`)],
  ['replace', of(['a_b_c', 'd_e', 'f_g'], (text) => text.replaceAll('_', ' '))],
  ['replace', of(['"a"', '"b"', '"c"'], (text) => text.replaceAll('"', "'"))],
  [
    'knowledge',
    [
      ['France', 'Paris'],
      ['Germany', 'Berlin'],
      ['Italy', 'Rome'],
      ['Portugal', 'Lisbon'],
    ],
  ],
  [
    'knowledge',
    [
      ['Spain', 'Madrid'],
      ['Japan', 'Tokyo'],
      ['Egypt', 'Cairo'],
    ],
  ],
  [
    'knowledge',
    [
      ['dog', 'Hund'],
      ['house', 'maison'],
      ['tree', 'Baum'],
    ],
  ],
  [
    'knowledge',
    [
      ['iron', 'Fe metal'],
      ['gold', 'Aurum'],
      ['tin', 'stannum'],
    ],
  ],
  [
    'knowledge',
    [
      ['hot', 'cold'],
      ['big', 'small'],
      ['early', 'tardy'],
    ],
  ],
];

const needed: readonly Rows[] = [
  of(names, (name) => name.split(' ').reverse().join(', ')),
  of(names, (name) =>
    name
      .split(' ')
      .map((word) => word.slice(0, 1))
      .join(''),
  ),
  of(names, (name) => Array.from(name).reverse().join('')),
  of(names, (name) => String(name.length)),
  of(names, (name) => `${name} ${name}`),
  of(dates, (date) => date.slice(0, 4)),
  of(dates, (date) => date.split('-').reverse().join('.')),
  of(['3', '4', '5'], (text) => (Number(text) % 2 ? 'odd' : 'even')),
  of(['3', '4', '5'], (text) => String(Number(text) ** 2)),
  of(['1 + 2', '3 + 4', '9 + 9'], (text) => String(text.split(' + ').reduce((sum, one) => sum + Number(one), 0))),
  [
    ['abc', 'bcd'],
    ['hello', 'ifmmp'],
    ['xy', 'yz'],
  ],
  [
    ['abc', 'bbccdd'],
    ['dog', 'eepphh'],
    ['xy', 'yyzz'],
  ],
  [
    ['abc', 'zyx'],
    ['hello', 'svool'],
    ['no', 'ml'],
  ],
  [
    ['level', 'yes'],
    ['house', 'no'],
    ['noon', 'yes'],
  ],
  [
    ['banana', 'nnb'],
    ['cherry', 'yrc'],
    ['apple', 'pla'],
  ],
  [
    ['cat', 'cxaxtx'],
    ['dogs', 'dxoxgxsx'],
    ['a', 'ax'],
  ],
  [
    ['ab', 'alfa bravo'],
    ['c', 'charlie'],
    ['de', 'delta echo'],
  ],
  [
    ['SOS', '... --- ...'],
    ['E', '.'],
    ['TO', '- ---'],
  ],
  [
    ['Monday', 'Tuesday'],
    ['Friday', 'Saturday'],
    ['Sunday', 'Monday'],
  ],
  [
    ['cat', 'cats'],
    ['box', 'boxes'],
    ['city', 'cities'],
  ],
  [
    ['twelve', '12'],
    ['seven', '7'],
    ['forty', '40'],
  ],
  [
    ['XIV', '14'],
    ['IX', '9'],
    ['MC', '1100'],
  ],
  [
    ['price 4.50', '5'],
    ['price 6.20', '6'],
    ['price 1.10', '1'],
  ],
  [
    ['a b a', 'a'],
    ['c d d', 'd'],
    ['e f e', 'e'],
  ],
  [
    ['Tom is taller than Ann and Ann is taller than Bob', 'Tom'],
    ['Eve is taller than Joe', 'Eve'],
    ['Al is taller than Sue', 'Al'],
  ],
  [
    ['colour', 'color'],
    ['red', 'red'],
    ['blue', 'blue'],
  ],
  [
    ['b c a', 'a b c'],
    ['z y', 'y z'],
    ['m l k', 'k l m'],
  ],
  [
    ['95', 'A'],
    ['85', 'B'],
    ['70', 'C'],
  ],
  [
    ['a@b.example', 'b.example'],
    ['c@d.example', 'd.example'],
    ['e@f.example', 'f.example'],
  ],
  [
    ['France', 'Paris'],
    ['Italy', 'Rome'],
  ],
];

test('Thirty classes that need no tool are told, each by what does it instead', () => {
  assert.equal(needless.length, 30);
  assert.deepEqual(
    needless.map(([, rows]) => told(rows)?.kind),
    needless.map(([kind]) => kind),
  );
});

test('Thirty classes that are computed from their problems are not warned of', () => {
  assert.equal(needed.length, 30);
  for (const rows of needed) assert.equal(told(rows), null, JSON.stringify(rows));
});

test('What does it instead is named', () => {
  assert.deepEqual(told(of(dates, (date) => date.replaceAll('-', '/'))), { kind: 'replace', find: '-', replace: '/' });
  assert.deepEqual(told(of(names, (name) => name.toUpperCase())), {
    kind: 'command',
    command: 'Transform to Uppercase',
  });
});
