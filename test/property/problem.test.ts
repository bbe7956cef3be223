import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Notation } from '../../src/engine/notation/notation';
import type { Source } from '../../src/engine/text/source';
import { readAs } from '../../src/engine/problem/read';
import { shape } from '../../src/engine/form/shape';
import { applyEdits } from '../../src/engine/text/edits';
import { placementsOf, writtenAnswers } from '../../src/engine/problem/write';
import { everyFormula } from '../../src/engine/notation/table/spreadsheet';

const whole = (text: string): Source => ({ text, spans: [{ start: 0, end: text.length }] });

/** Texts that any notation can hold on one line: no control characters, something to see at both ends. */
const cell = fc
  .string({ unit: fc.constantFrom(...Array.from('abcXYZ019 ,;|"\'\\{}[]<>=é😀漢.-:')), minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && text !== '""' && !/=>|---|^[|"]/.test(text) && !text.endsWith('\\'));

/** How each notation writes problems without answers, so that reading and writing can be held against each other. */
const writers: readonly {
  readonly notation: Notation;
  readonly write: (problems: readonly string[], lineEnd: string) => string;
}[] = [
  {
    notation: { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' },
    write: (problems, end) => problems.map((problem) => `Question: ${problem}${end}Answer:${end}`).join(end),
  },
  {
    notation: { kind: 'arrows', arrow: '=>' },
    write: (problems, end) => problems.map((problem) => `${problem} =>${end}`).join(''),
  },
  {
    notation: { kind: 'jsonLines', problemKey: 'input', answerKey: 'target' },
    write: (problems, end) => problems.map((input) => JSON.stringify({ input }) + end).join(''),
  },
  {
    notation: { kind: 'jsonArray', problemKey: 'q', answerKey: 'a' },
    write: (problems, end) => `[${problems.map((q) => JSON.stringify({ q, a: null })).join(`,${end}`)}]`,
  },
  {
    notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
    write: (problems, end) =>
      `in,out${end}${problems.map((problem) => `"${problem.replaceAll('"', '""')}",${end}`).join('')}`,
  },
  {
    notation: { kind: 'markdownTable', answerColumn: 1 },
    write: (problems, end) =>
      `| in | out |${end}|---|---|${end}${problems.map((problem) => `| ${problem.replace(/[\\|]/g, '\\$&')} |  |${end}`).join('')}`,
  },
];

for (const { notation, write } of writers) {
  test(`${notation.kind}: what is written into the answers' places is read back, and nothing else changes`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, fc.option(cell)), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, lineEnd) => {
          const text = write(
            rows.map(([problem]) => problem),
            lineEnd,
          );
          const reading = readAs(whole(text), notation);
          assert.deepEqual(reading.complaints, []);
          assert.deepEqual(
            reading.items.map((item) => item.problem),
            rows.map(([problem]) => problem),
          );
          const answers = new Map(
            rows.flatMap(([, answer], index) => (answer === null ? [] : [[index, answer] as const])),
          );
          const edits = writtenAnswers(whole(text), reading, answers, placementsOf(reading)[0] ?? 'fill', {
            overwrite: true,
          }).edits;
          const written = applyEdits(text, edits);
          const again = readAs(whole(written), notation);
          assert.deepEqual(
            again.items.map((item) => item.problem),
            rows.map(([problem]) => problem),
          );
          assert.deepEqual(
            again.items.map((item) => item.answer),
            rows.map(([, answer]) => (answer === null ? null : everyFormula(answer, notation, 0))),
          );
          assert.equal(edits.length, answers.size);
        },
      ),
      { numRuns: 300 },
    );
  });
}

test('placements that replace or insert leave every other character as it was', () => {
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('replace' as const, 'below' as const),
      (problems, placement) => {
        const text = problems.map((problem) => `  ${problem}\r\n`).join('\r\n');
        const reading = readAs(whole(text), { kind: 'lines' });
        const answers = new Map(reading.items.map((_, index) => [index, `#${index}`]));
        const written = applyEdits(text, writtenAnswers(whole(text), reading, answers, placement).edits);
        const expected =
          placement === 'replace'
            ? problems.map((_, index) => `  #${index}\r\n`)
            : problems.map((problem, index) => `  ${problem}\r\n  #${index}\r\n`);
        assert.equal(written, expected.join('\r\n'));
      },
    ),
  );
});

test('a shape does not change with the digits of its text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('aB0 ,.-/[]\n')), maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (text, digit) => {
        assert.equal(shape(text.replace(/0/g, String(digit))), shape(text));
      },
    ),
  );
});

test('the shape of a list does not depend on its length, from two elements on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.constantFrom(', ', ' ', '; ', ' | '), (length, separator) => {
      assert.equal(shape(Array.from({ length }, (_, index) => `${index}`).join(separator)), shape(`1${separator}2`));
    }),
  );
});
