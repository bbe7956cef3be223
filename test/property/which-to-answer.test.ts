import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { whichToAnswer } from '../../src/engine/form/which-to-answer';
import { shape } from '../../src/engine/form/shape';

/** Problems of a few shapes, with repetitions. */
const problems = fc.array(
  fc.oneof(
    fc.nat(30).map((number) => `What is ${number}?`),
    fc.tuple(fc.nat(9), fc.constantFrom('May', 'June')).map(([day, month]) => `${day} ${month} 2020`),
    fc.array(fc.constantFrom('fig', 'pear', 'kiwi'), { minLength: 1, maxLength: 4 }).map((words) => words.join(', ')),
    fc.string({ maxLength: 6 }),
  ),
  { maxLength: 40 },
);

test('they are at most so many, each once, all of them from the problems, and as many as can be', () => {
  fc.assert(
    fc.property(problems, fc.nat(8), (texts, most) => {
      const chosen = whichToAnswer(texts, most);
      assert.equal(new Set(chosen).size, chosen.length);
      assert.ok(chosen.every((text) => texts.includes(text)));
      assert.equal(chosen.length, Math.min(most, new Set(texts).size));
    }),
  );
});

test('the order of the problems does not matter', () => {
  fc.assert(
    fc.property(
      problems.chain((texts) => fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length }))),
      fc.nat(8),
      ([texts, shuffled], most) => {
        assert.deepEqual(whichToAnswer(shuffled, most), whichToAnswer(texts, most));
      },
    ),
  );
});

test('each shape comes once before any comes twice, the most frequent ones foremost', () => {
  fc.assert(
    fc.property(problems, fc.integer({ min: 1, max: 8 }), (texts, most) => {
      const counts = new Map<string, number>();
      for (const text of texts) counts.set(shape(text), (counts.get(shape(text)) ?? 0) + 1);
      const firsts = whichToAnswer(texts, most).slice(0, counts.size).map(shape);
      assert.equal(new Set(firsts).size, firsts.length);
      const frequencies = firsts.map((form) => counts.get(form) ?? 0);
      assert.deepEqual(frequencies, [...counts.values()].sort((a, b) => b - a).slice(0, frequencies.length));
    }),
  );
});

test('of one shape those are taken that differ most', () => {
  assert.deepEqual(
    whichToAnswer(['fig, pear', 'fig, pearl', 'kiwi, plum', 'fig, peas'], 2)
      .map((text) => text.startsWith('kiwi'))
      .sort(),
    [false, true],
  );
});
