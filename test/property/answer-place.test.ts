import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { filledIn } from '../../src/engine/problem/fill';
import { readingsForAnswers } from '../../src/engine/problem/readings-for-answers';
import { wholeOf } from '../../src/engine/text/source';

const cell = fc.constantFrom('', 'a', 'Rome', '3 March 2022', '12', 'x y', '"q, r"', '"say ""hi"""', ' padded ');
const name = fc.constantFrom('date', 'place', 'id', 'answer', 'note', 'target');
const table = fc.integer({ min: 2, max: 4 }).chain((columns) =>
  fc.record({
    names: fc.uniqueArray(name, { minLength: columns, maxLength: columns }),
    rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }),
  }),
);

test('whatever a table holds, cells outside of a column named for answers and of a new one stay byte for byte', () => {
  let filledTables = 0;
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      ({ names, rows }, delimiter, lineEnd) => {
        const text = [names, ...rows]
          .map(
            (cells) =>
              cells.map((one) => (delimiter === ',' ? one : one.replaceAll(delimiter, ''))).join(delimiter) + lineEnd,
          )
          .join('');
        const source = wholeOf(text);
        for (const reading of readingsForAnswers(source)) {
          const { notation } = reading;
          if (
            notation.kind !== 'delimited' ||
            notation.delimiter !== delimiter ||
            !notation.header ||
            reading.items.length === 0
          )
            continue;
          const after = filledIn(source, reading, new Map(reading.items.map((_, index) => [index, `#${index}`]))).text;
          const cellsOf = (content: string): readonly (readonly string[])[] =>
            Papa.parse<string[]>(content.slice(0, -lineEnd.length), { delimiter, newline: lineEnd }).data;
          const [before, now] = [cellsOf(text), cellsOf(after)];
          assert.equal(now.length, before.length);
          before.forEach((row, at) =>
            row.forEach((one, index) =>
              assert.ok(one.trim() === '' || now[at]?.[index] === one, `${text} became ${after}`),
            ),
          );
          assert.ok(
            notation.answerColumn === names.length || ['answer', 'target'].includes(names[notation.answerColumn] ?? ''),
            'an unnamed column took answers',
          );
          filledTables += 1;
        }
      },
    ),
    { numRuns: 500 },
  );
  assert.ok(filledTables > 500, String(filledTables));
});
