import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Notation, Reading } from '../../src/engine/notation/notation';
import { readAs } from '../../src/engine/notation/notations';
import { accountOf } from '../../src/engine/problem/account';
import { filledIn } from '../../src/engine/problem/fill';
import { readingsForAnswers } from '../../src/engine/problem/readings-for-answers';
import { wholeOf } from '../../src/engine/text/source';

const word = fc.constantFrom(
  'a',
  'b c',
  '2020-01-02',
  '12',
  '',
  '#x',
  'q => r',
  '"s"',
  '- t',
  'Question: u',
  'Answer:',
  '{"k": 1}',
  'v | w',
  '---',
);
const parted = (delimiter: string): fc.Arbitrary<string> =>
  fc.array(word, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(delimiter));
const line = fc.oneof(
  parted(','),
  parted(';'),
  parted('\t'),
  parted(' | '),
  parted('  '),
  parted(' => '),
  fc.constantFrom('', '```', '| - | - |', '{"input": "a", "target": null}'),
);
const text = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, lineEnd]) => lines.join(lineEnd) + lineEnd);
const name = fc.constantFrom('', 'a.txt', 'a.csv', 'a.tsv', 'a.md', 'a.jsonl', 'a.js', 'a.log');

/** True where one text is what is left of another when characters are taken out. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (at < part.length && part.startsWith(character, at)) at += character.length;
  return at === part.length;
}

test('whatever a text is, every way to write answers into it only inserts', () => {
  fc.assert(
    fc.property(
      text,
      name,
      fc.constantFrom('7', 'x y', '"', ',', '=1', ' z ', 'l\nm', '=>'),
      (content, file, answer) => {
        const source = wholeOf(content);
        for (const reading of readingsForAnswers(source, undefined, { name: file })) {
          const answers = new Map(reading.items.map((_, index) => [index, answer]));
          const { text: after } = filledIn(source, reading, answers);
          // JSON's null in the answer's place is an empty place.
          const kept = 'answerKey' in reading.notation ? content.replaceAll(/\bnull\b/g, '') : content;
          assert.ok(isWithin(kept, after), `${JSON.stringify(reading.notation)}: ${content} became ${after}`);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever a text is, every line of it is in one account', () => {
  fc.assert(
    fc.property(text, name, (content, file) => {
      const source = wholeOf(content);
      for (const reading of readingsForAnswers(source, undefined, { name: file })) {
        const { lines, open, answered, unread, left } = accountOf(source, reading);
        assert.equal(open + answered + unread + Object.values(left).reduce((sum, count) => sum + count, 0), lines);
      }
    }),
    { numRuns: 300 },
  );
});

test('what was written is read again, and the problems are the same', () => {
  fc.assert(
    fc.property(text, name, (content, file) => {
      const source = wholeOf(content);
      for (const reading of readingsForAnswers(source, undefined, { name: file })) {
        const { notation, columnNames, columns } = reading;
        // A header that falls short is told from its rows alone.
        const isShort = columnNames !== undefined && (columnNames.includes('') || columnNames.length !== columns);
        // A row that is too wide for the table is as wide as one that got a further cell; so may a comment be.
        const hasComment = notation.kind === 'delimited' && /^\s*(?:#|\/\/)/m.test(content);
        if (notation.kind === 'lines' || isShort || hasComment || reading.complaints.length > 0) continue;
        const answers = new Map(
          reading.items.flatMap(({ answer }, index) => (answer === null ? [[index, 'w7'] as const] : [])),
        );
        const { text: after, refused } = filledIn(source, reading, answers);
        const left = new Set(refused.map(({ index }) => index));
        const again = readAs(wholeOf(after), widened(reading));
        assert.deepEqual(
          again.items.map(({ problem }) => problem),
          reading.items.map(({ problem }) => problem),
          `${JSON.stringify(reading.notation)}: ${content} became ${after}`,
        );
        reading.items.forEach(({ answer }, index) => {
          if (answer === null && !left.has(index)) assert.equal(again.items[index]?.answer, 'w7', after);
        });
      }
    }),
    { numRuns: 300 },
  );
});

/** A table that got a further column is wider. */
function widened({ notation, columns = 0 }: Reading): Notation {
  if (notation.kind !== 'delimited') return notation;
  return { ...notation, columns: Math.max(columns, notation.answerColumn + 1) };
}
