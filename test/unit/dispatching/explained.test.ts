import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isExplained, seenWording, type SeenWording } from '../../../src/engine/dispatching/explained';
import type { JsonObject } from '../../../src/engine/json';

const words: JsonObject = { type: 'object', properties: { words: { type: 'array', items: { type: 'string' } } } };
const read = (problem: string, args: JsonObject): { readonly problem: string; readonly arguments: JsonObject } => ({
  problem,
  arguments: args,
});
const nowhere = (): boolean => false;

/** As a tool has it that takes everything behind the colon for a list of words. */
const listed = (problem: string): ReturnType<typeof read> =>
  read(problem, { words: problem.slice(problem.indexOf(': ') + 2).split(', ') });
const sorting: SeenWording = seenWording(
  ['Sort these words alphabetically: pear, fig', 'Sort these words alphabetically: dark green, blue, white'].map(
    listed,
  ),
  words,
);

test('data may be any, in any number; every other word must be one that the examples have, in their order', () => {
  for (const [problem, expected] of [
    ['Sort these words alphabetically: oak, elm, ash, light red', true],
    // Data that repeats the wording cannot be told from it, and is left.
    ['Sort these words alphabetically: alphabetically, words', false],
    ['Sort these words in reverse: oak, elm', false],
    ['Sort these words alphabetically and twice: oak, elm', false],
    ['These words sort alphabetically: oak, elm', false],
    ['Sort words these alphabetically: oak, elm', false],
    ['Please sort these words alphabetically: oak, elm', false],
  ] as const)
    assert.equal(isExplained(listed(problem), sorting, nowhere), expected, problem);
});

test('words that ask for something are no data, unless an example has them as such', () => {
  assert.equal(isExplained(listed('Sort these words alphabetically: oak, elm but not ash'), sorting, nowhere), false);
  const titles = seenWording(
    [
      'Sort these words alphabetically: lord of the rings, emma',
      'Sort these words alphabetically: the trial, ulysses',
    ].map(listed),
    words,
  );
  assert.equal(
    isExplained(listed('Sort these words alphabetically: the name of the rose, dracula'), titles, nowhere),
    true,
  );
});

test('where nothing says what is asked for, words that say it for another tool are no data', () => {
  const names = (problem: string): ReturnType<typeof read> => read(problem, { words: problem.split(' ') });
  const bare = seenWording(['Ada Lovelace', 'Alan Turing'].map(names), words);
  const fixed = (word: string): boolean => word === 'sort';
  assert.deepEqual(
    ['Niels Bohr', 'Sort Bohr', 'Who Bohr'].map((problem) => isExplained(names(problem), bare, fixed)),
    [true, false, false],
  );
  assert.equal(isExplained(listed('Sort these words alphabetically: sort, order'), sorting, fixed), true);
});

test('a choice of the schema is data where the examples show several of its kind, and what the class is about where they show one', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: { month: { enum: ['March', 'April', 'May'] }, order: { enum: ['ascending', 'descending'] } },
  };
  const months = seenWording([read('3 March', { month: 'March' }), read('4 April', { month: 'April' })], schema);
  assert.equal(isExplained(read('5 May', { month: 'May' }), months, nowhere), true);
  const orders = seenWording(
    [read('Sort 3 4 ascending', { order: 'ascending' }), read('Sort 5 6 ascending', { order: 'ascending' })],
    schema,
  );
  assert.deepEqual(
    [
      isExplained(read('Sort 1 2 ascending', { order: 'ascending' }), orders, nowhere),
      isExplained(read('Sort 1 2 descending', { order: 'descending' }), orders, nowhere),
    ],
    [true, false],
  );
});

test('data is found where it stands in its own case: a name is no article', () => {
  const schema: JsonObject = { type: 'object' };
  const seen = seenWording(
    [read('A and B want a room', { names: ['A', 'B'] }), read('C and D want a room', { names: ['C', 'D'] })],
    schema,
  );
  assert.equal(isExplained(read('E and F want a room', { names: ['E', 'F'] }), seen, nowhere), true);
  assert.equal(isExplained(read('E and F want no room', { names: ['E', 'F'] }), seen, nowhere), false);
});

test('a word put between the words of a problem is never passed over', () => {
  const names = fc.constantFrom('Ann', 'Bob', 'Cid', 'Dan', 'Eve', 'Gus');
  const pairs = fc.array(fc.tuple(names, names), { minLength: 1, maxLength: 5 });
  const write = (list: readonly (readonly [string, string])[]): ReturnType<typeof read> =>
    read(`${list.map(([one, other]) => `${one} finished before ${other}.`).join(' ')} Who finished last?`, {
      pairs: list.map(([before, after]) => ({ before, after })),
    });
  const schema: JsonObject = {
    type: 'object',
    properties: { pairs: { items: { properties: { before: { type: 'string' }, after: { type: 'string' } } } } },
  };
  const seen = seenWording(
    [
      write([
        ['Ann', 'Bob'],
        ['Bob', 'Cid'],
      ]),
      write([
        ['Eve', 'Dan'],
        ['Gus', 'Eve'],
        ['Dan', 'Ann'],
      ]),
    ],
    schema,
  );
  fc.assert(
    fc.property(pairs, fc.nat(), fc.constantFrom('not', 'nearly', 'first', 'Bob', 'reverse'), (list, place, word) => {
      const { problem, arguments: args } = write(list);
      assert.equal(isExplained({ problem, arguments: args }, seen, nowhere), true, problem);
      const gaps = [...problem.matchAll(/ |$/g)].map((match) => match.index);
      const at = gaps[place % gaps.length] ?? 0;
      const changed = `${problem.slice(0, at)} ${word}${problem.slice(at)}`;
      // What a parser that passes over it would have made of it.
      assert.equal(isExplained({ problem: changed, arguments: args }, seen, nowhere), false, changed);
    }),
    { numRuns: 500 },
  );
});

test('a tool that copies a long text a thousand times over holds nobody up, and does not explain it', () => {
  const problem = 'a '.repeat(100_000);
  const seen = seenWording([{ problem: 'a b', arguments: { words: ['b'] } }], { type: 'object' });
  const words = Array.from({ length: 200 }, (_, at) => 'a '.repeat(50_000 - at));
  const before = process.cpuUsage();
  assert.equal(
    isExplained({ problem, arguments: { words } }, seen, () => false),
    false,
  );
  // It took a minute and more.
  assert.ok(process.cpuUsage(before).user < 20_000_000);
});
