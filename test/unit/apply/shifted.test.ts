import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../../src/engine/text/edits';
import { placementsOf, writtenAnswers } from '../../../src/engine/problem/write';
import { readAs } from '../../../src/engine/problem/read';
import { shifted } from '../../../src/vscode/text/shifted';
import { arrows } from './doubling';

const sourceFor = (text: string) => ({ text, spans: [{ start: 0, end: text.length }] });

test('the row "4" is found again though "14" stands before it', () => {
  const source = sourceFor('7\n14\n4\n');
  const reading = readAs(source, arrows);
  const edits = writtenAnswers(
    source,
    reading,
    new Map([
      [0, '14'],
      [1, '28'],
    ]),
    'fill',
  ).edits;
  const [span] = shifted([reading.items[2]?.problemSpan ?? { start: 0, end: 0 }], edits);
  assert.equal(applyEdits(source.text, edits), '7 => 14\n14 => 28\n4\n');
  assert.deepEqual(span, { start: 17, end: 18 });
});

test('the rows without an answer are where the shift says, whatever was written to the others, in every placement', () => {
  const rows = fc.array(
    fc.record({
      problem: fc.stringMatching(/^[a-z0-9]{1,4}$/),
      answer: fc.option(fc.stringMatching(/^[a-z0-9]{0,9}$/)),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.nat(2), (given, lineEnd, at) => {
      const source = sourceFor(given.map(({ problem }) => problem).join(lineEnd));
      const reading = readAs(source, arrows);
      const answers = new Map(
        given.flatMap(({ answer }, index) => (answer === null ? [] : [[index, answer] as const])),
      );
      const placements = placementsOf(reading);
      const edits = writtenAnswers(source, reading, answers, placements[at % placements.length] ?? 'fill').edits;
      const left = reading.items.filter((_, index) => !answers.has(index));
      const text = applyEdits(source.text, edits);
      assert.deepEqual(
        shifted(
          left.map(({ problemSpan }) => problemSpan),
          edits,
        ).map(({ start, end }) => text.slice(start, end)),
        left.map(({ problem }) => problem),
      );
      // Each stands at the beginning of a line of its own.
      for (const { start } of shifted(
        left.map(({ problemSpan }) => problemSpan),
        edits,
      ))
        assert.ok(start === 0 || text[start - 1] === '\n');
    }),
  );
});
