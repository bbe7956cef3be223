import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shape } from '../../src/engine/form/shape';
import { fixedWording, wordingOf } from '../../src/engine/form/wording';

/** One word of a class of letters, and how a text of any words is rewritten with other words of the same classes. */
const otherWords = (text: string, length: number): string =>
  text.replace(/[a-z]+/gi, (word) => {
    const other = 'qwertyuiop'.slice(0, length);
    if (word === word.toLowerCase()) return other;
    if (word === word.toUpperCase()) return other.toUpperCase();
    const capital = /^[A-Z][a-z]+$/.test(word);
    return capital ? `Q${other}` : `q${other.toUpperCase()}`;
  });

const anyText = fc
  .array(
    fc.constantFrom(
      'sort',
      'The',
      'NATO',
      'iPad',
      '7',
      '12',
      ' ',
      ' ',
      ' ',
      ', ',
      '. ',
      ': ',
      '-',
      "'",
      '(',
      ')',
      '[',
      '<',
      '?',
      '\n',
      '=',
      '+',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('a shape does not change with the words and numbers of its text, nor with the white space around and between', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 9 }), (text, length) => {
      assert.equal(shape(otherWords(text, length)), shape(text));
      assert.equal(shape(text.replace(/\d+/g, '9'.repeat(length))), shape(text));
      assert.equal(shape(` \n${text.replace(/ /g, '  ')}\n`), shape(text));
    }),
    { numRuns: 2_000 },
  );
});

test('the shape of a list of anything does not depend on its length, from two elements on', () => {
  const items = ['7', 'pear', 'NATO', 'red pear', '2021-03-04', '10:30 - 11:00', '[7]', '"pear"', '(A) pear'];
  fc.assert(
    fc.property(
      fc.constantFrom(...items),
      fc.constantFrom(', ', '; ', ' | ', '\n'),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 2, max: 30 }),
      (item, separator, one, other) => {
        const list = (length: number): string => `List: ${Array.from({ length }, () => item).join(separator)}`;
        // The first line of a list of lines bears the label, and is no item of it.
        const least = separator === '\n' ? 1 : 0;
        assert.equal(shape(list(one + least)), shape(list(other + least)));
      },
    ),
    { numRuns: 500 },
  );
});

test('a list of lines may mix words and several words', () => {
  const lines = fc.array(fc.constantFrom('pear', 'Pear', 'red pear', 'Red Pear'), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(lines, (options) => {
      assert.match(shape(options.map((option) => `(A) ${option}`).join('\n')), /^\(\(A\) (?:a|Aa|a a)\n\)\+$/);
    }),
  );
});

test('sequences of brackets have one shape, whichever brackets and however many', () => {
  const sequence = fc.array(fc.constantFrom(...Array.from('[](){}<>')), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      sequence,
      sequence,
      fc.constantFrom('', 'Complete the rest. Input: ', 'Input:\n'),
      (one, other, before) => {
        assert.equal(shape(before + one.join(' ')), shape(before + other.join(' ')));
        // Two that are written close together may be an empty pair, which is no sequence.
        if (one.length > 2) assert.equal(shape(before + one.join('')), shape(before + other.join(' ')));
      },
    ),
  );
});

test('sequences of symbols that are set apart have one shape', () => {
  const sequence = fc.array(fc.constantFrom(...Array.from('+-*#@.😀♥')), { minLength: 3, maxLength: 20 });
  fc.assert(
    fc.property(sequence, sequence, (one, other) =>
      assert.equal(shape(`Next: ${one.join(' ')}`), shape(`Next: ${other.join(' ')}`)),
    ),
  );
});

test('prose has one shape, whatever the number of its sentences, clauses and words', () => {
  const clause = fc
    .array(fc.constantFrom('the', 'owl', 'is', 'Ann', 'left-most', "isn't", 'NATO'), { minLength: 3, maxLength: 8 })
    .map((words) => words.join(' '));
  const sentence = fc.array(clause, { minLength: 1, maxLength: 3 }).map((clauses) => `${clauses.join(', ')}.`);
  const prose = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((sentences) => sentences.join(' '));
  fc.assert(
    fc.property(prose, prose, (one, other) => {
      assert.equal(shape(one), shape(other));
      assert.equal(shape(`${one}\nOptions:\n(A) x\n(B) y`), shape(`${other}\nOptions:\n(A) x\n(B) y\n(C) z`));
    }),
  );
});

test('a row with a form of its own keeps it', () => {
  for (const [ordinary, odd] of [
    ['3 March 2021', '31 Feb'],
    ['pear', 'n/a'],
    ['pear', ''],
    ['5 kg', '5.5 kg'],
    ['5 kg', '-5 kg'],
    ['5 kg', '5kg'],
    ['Ann Lee', 'Ann Lee, Bob Ray'],
    ['Ann Lee', 'Dr. Ann Lee'],
    ['Ann Lee', 'Ann'],
    ['Ann Lee', 'Ann Lee (deceased)'],
    ['Smith', 'Smith-Jones'],
    ['3 < 4', '3 > 4'],
    ['3 + 4', '3 - 4'],
    ['a -> b', 'a <- b'],
    ['[1, 2]', '(1, 2)'],
    ['[]', '{}'],
    ['1, 2, 3', '1, 2, x'],
    ['10:30', '10:30 pm'],
    ['Status: open', 'Status:'],
    ['The owl is here.', 'Is the owl here?'],
    ['red pear', 'red pear!'],
  ] as const)
    assert.notEqual(shape(ordinary), shape(odd), `${ordinary} and ${odd}`);
});

test('the fixed wording of a class is in each of its texts, and in any that repeats their data', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 2, maxLength: 9 }), {
        minLength: 2,
        maxLength: 6,
      }),
      fc.constantFrom('ascending', 'descending'),
      (lists, order) => {
        const texts = lists.map((list) => `Sort these numbers in ${order} order: ${list.join(', ')}`);
        const fixed = fixedWording(texts);
        for (const text of [...texts, `Sort these numbers in ${order} order: 5, 6`]) {
          const wording = wordingOf(text);
          assert.ok(
            [...fixed].every((part) => wording.has(part)),
            text,
          );
        }
        const other = wordingOf(
          `Sort these numbers in ${order === 'ascending' ? 'descending' : 'ascending'} order: 5, 6`,
        );
        assert.ok([...fixed].some((part) => !other.has(part)));
      },
    ),
  );
});

test('the order of words and the numbers that words hold are wording', () => {
  const fixed = fixedWording(['Convert from base 2 to base 10: 101', 'Convert from base 2 to base 10: 1101']);
  const missing = (text: string): readonly string[] => [...fixed].filter((part) => !wordingOf(text).has(part));
  assert.deepEqual(missing('Convert from base 2 to base 10: 1'), []);
  assert.deepEqual(missing('Convert from base 10 to base 2: 101'), ['base 2 to', 'base 10 :']);
  const miles = fixedWording(['Convert 5 km to miles', 'Convert 7 km to miles']);
  assert.deepEqual(
    [...miles].filter((part) => !wordingOf('Convert 5 miles to km').has(part)),
    ['9 km', 'km to', 'to miles'],
  );
});
