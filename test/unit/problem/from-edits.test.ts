import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examplesOnce, readEdits } from '../../../src/engine/problem/from-edits';
import type { Reading } from '../../../src/engine/notation/notation';

function readingOf(before: string, after: string): Reading {
  const result = readEdits(before, after);
  return result.kind === 'read' ? result.reading : assert.fail(result.reason);
}

const pairs = ({ items }: Reading) => items.map(({ problem, answer }) => [problem, answer]);
const complaints = (before: string, after: string) =>
  readingOf(before, after).complaints.map(({ line, reason }) => `${line}: ${reason}`);

test('a line changed in place is an example, an unchanged one a problem; both stand where they are now', () => {
  const after = 'Dates\n\n  2021-03-03\n  4 July 1976\n  1999-10-17';
  const reading = readingOf('Dates\r\n\r\n  3 March 2021\r\n  4 July 1976\r\n  17 October 1999\r\n', after);
  assert.deepEqual(reading.notation, { kind: 'lines' });
  assert.deepEqual(pairs(reading), [
    ['Dates', null],
    ['3 March 2021', '2021-03-03'],
    ['4 July 1976', null],
    ['17 October 1999', '1999-10-17'],
  ]);
  assert.deepEqual(
    reading.items.map(({ span }) => after.slice(span.start, span.end)),
    ['Dates', '2021-03-03', '4 July 1976', '1999-10-17'],
  );
  assert.deepEqual(reading.complaints, []);
});

test('where a part of a line changed, the example is the whole line', () => {
  const reading = readingOf('id,day\n1,3 March 2021\n2,4 July 1976\n', 'id,day\n1,2021-03-03\n2,4 July 1976\n');
  assert.deepEqual(pairs(reading), [
    ['id,day', null],
    ['1,3 March 2021', '1,2021-03-03'],
    ['2,4 July 1976', null],
  ]);
});

test('lines that were added or removed have no partner, and lines around them are still paired', () => {
  const before = 'a\nb\nc\nd\ne\n';
  assert.deepEqual(complaints(before, 'a\nb\nnew\nc\nd\ne\n'), [
    '3: this line was added: nothing shows what it came from.',
  ]);
  assert.deepEqual(complaints(before, 'a\nb\nc\nd\ne\nx\ny\n'), [
    '6: 2 lines were added from here on: nothing shows what they came from.',
  ]);
  assert.deepEqual(complaints(before, 'a\nd\ne\n'), [
    '2: 2 lines were removed here: nothing shows what became of them.',
  ]);
  assert.deepEqual(complaints(before, 'a\nb\nc\nd\n'), [
    '4: a line was removed here: nothing shows what became of it.',
  ]);
  assert.deepEqual(complaints(before, ''), ['1: 5 lines were removed here: nothing shows what became of them.']);
  const reading = readingOf(before, 'A\nb\nnew\nc\nD\ne\n');
  assert.deepEqual(pairs(reading), [
    ['a', 'A'],
    ['b', null],
    ['c', null],
    ['d', 'D'],
    ['e', null],
  ]);
});

test('a hunk whose counts differ pairs nothing', () => {
  const before = 'a\nb\nc\nd\n';
  const reading = readingOf(before, 'a\nx\ny\nz\nd\n');
  assert.deepEqual(pairs(reading), [
    ['a', null],
    ['d', null],
  ]);
  assert.deepEqual(reading.complaints, [
    {
      line: 2,
      reason: '2 lines became 3 here: nothing tells which belongs to which. Edit lines in place, one for one.',
    },
  ]);
  assert.deepEqual(complaints(before, 'a\nx\nd\n'), [
    '2: 2 lines became 1 here: nothing tells which belongs to which. Edit lines in place, one for one.',
  ]);
});

test('moved lines and emptied ones are no examples', () => {
  assert.deepEqual(pairs(readingOf('a\nb\nc\n', 'c\na\nb\n')), [
    ['a', null],
    ['b', null],
  ]);
  const reading = readingOf('a\nb\nc\n', 'B\n\nc\n');
  assert.deepEqual(pairs(reading), [['c', null]]);
  assert.deepEqual(
    reading.complaints.map(({ line }) => line),
    [1],
  );
});

test('white space around a line is no part of an example, and where it changed that is said', () => {
  const reading = readingOf('  a\nb\n c \n\nd\n', '    a\n  B\n C \n  \nd\n');
  assert.deepEqual(pairs(reading), [
    ['b', 'B'],
    ['c', 'C'],
    ['d', null],
  ]);
  assert.deepEqual(
    reading.complaints.map(({ line, reason }) => `${line}: ${reason}`),
    [
      '1: only white space around this line changed, which no tool sees.',
      '2: the white space around this line changed too, which a tool leaves as it is.',
      '4: only white space around this line changed, which no tool sees.',
    ],
  );
});

test('among equal lines the ones that were edited are found', () => {
  assert.deepEqual(pairs(readingOf('x\nx\nx\nx\n', 'y\nx\nz\nx\n')), [
    ['x', 'y'],
    ['x', null],
    ['x', 'z'],
    ['x', null],
  ]);
  // Here nothing but the shortest script tells, and nothing is paired against it.
  assert.deepEqual(pairs(readingOf('a\nb\nc\nd\n', 'b\nc\nd\ne\n')), [
    ['b', null],
    ['c', null],
    ['d', null],
  ]);
});

test('an example that is there again is one example; the problems all stay', () => {
  const reading = examplesOnce(readingOf('x\nx\nx\nz\nz\nx\n', 'y\ny\nq\nz\nz\ny\n'));
  assert.deepEqual(pairs(reading), [
    ['x', 'y'],
    ['x', 'q'],
    ['z', null],
    ['z', null],
  ]);
});

test('an unchanged text gives no example, an empty one nothing at all', () => {
  assert.deepEqual(pairs(readingOf('a\r\nb', 'a\nb\n')), [
    ['a', null],
    ['b', null],
  ]);
  assert.deepEqual(readingOf('', ''), { notation: { kind: 'lines' }, items: [], complaints: [] });
});

test('large texts are compared while lines stay in place, and are refused with a reason where they do not', () => {
  const lines = (count: number, text: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `${text(index)}\n`).join('');
  const many = lines(300_000, (index) => `line ${index}`);
  const edited = lines(300_000, (index) => (index % 100 === 0 ? `LINE ${index}` : `line ${index}`));
  assert.equal(readingOf(many, edited).items.filter(({ answer }) => answer !== null).length, 3_000);
  assert.deepEqual(readEdits(many, `new\n${edited}`), {
    kind: 'unreadable',
    reason: 'more than 1,000 lines were added or removed. Edit a few lines in place, one for one.',
  });
  assert.match(JSON.stringify(readEdits(many, `new\n${many}`)), /more than 200,000 lines together/);
  // Equal lines enough that no count tells how far the texts are apart.
  const shuffled = readEdits(
    lines(90_000, (index) => `x${index % 3}`),
    lines(90_000, (index) => `x${((index * 7) % 11) % 3}`),
  );
  assert.match(JSON.stringify(shuffled), /more than 1,000 lines were added or removed/);
});
