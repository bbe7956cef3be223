import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEdits } from '../../src/engine/problem/from-edits';
import type { Reading } from '../../src/engine/notation/notation';

/** Few different lines, so that many are equal; blank and indented ones among them. */
const anyLine = fc.string({ unit: fc.constantFrom(...Array.from('ab \t,')), maxLength: 3 });
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const textOf = (lines: readonly string[], end: string): string => lines.map((line) => line + end).join('');
const linesIn = (text: string): readonly string[] => text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
const isExample = ({ answer }: { readonly answer: string | null }): boolean => answer !== null;

/** What a person may do to a line: mostly nothing, or another text in its place. */
const anyEdit = fc.oneof(
  { weight: 20, arbitrary: fc.constant((line: string) => [line]) },
  {
    weight: 20,
    arbitrary: fc
      .constantFrom('a', 'c', 'b,d')
      .map((to) => (line: string) => [line.trim() === '' ? line : line.replace(line.trim(), () => to)]),
  },
  { weight: 1, arbitrary: anyLine.map((to) => () => [to]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      (): string[] => [],
      (line: string) => [line, line],
    ),
  },
);
const anyEdited = fc
  .array(fc.tuple(anyLine, anyEdit), { minLength: 1, maxLength: 12 })
  .map((rows) => ({ was: rows.map(([line]) => line), is: rows.flatMap(([line, edit]) => edit(line)) }));

function readingOf(before: string, after: string): Reading {
  const result = readEdits(before, after);
  return result.kind === 'read' ? result.reading : assert.fail(result.reason);
}

test('an unchanged text gives no example and no complaint, whatever its line ends', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 12 }), lineEnd, lineEnd, (lines, end, otherEnd) => {
      // The last line end may be missing, where the line has something in it.
      const reading = readingOf(textOf([...lines, 'end'], end), `${textOf(lines, otherEnd)}end`);
      assert.deepEqual(
        reading.items.map(({ problem, answer }) => [problem, answer]),
        [...lines, 'end'].map((line) => [line.trim(), null]).filter(([line]) => line !== ''),
      );
      assert.deepEqual(reading.complaints, []);
    }),
  );
});

test('where there is no complaint, the examples put into the text as it was give the text as it is', () => {
  let edited = 0;
  fc.assert(
    fc.property(anyEdited, lineEnd, lineEnd, ({ was, is }, end, otherEnd) => {
      const after = textOf(is, otherEnd);
      const { items, complaints } = readingOf(textOf(was, end), after);
      if (complaints.length > 0) return;
      const lines = [...was];
      for (const { span, problem, answer } of items.filter(isExample)) {
        const at = linesIn(after.slice(0, span.start)).length - (/[\r\n]$/.test(after.slice(0, span.start)) ? 0 : 1);
        const line = lines[at] ?? assert.fail(`there is no line ${at}`);
        assert.equal(line.trim(), problem);
        lines[at] = line.replace(problem, () => answer ?? assert.fail());
        edited += 1;
      }
      assert.deepEqual(lines, is);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(edited > 500, `only ${edited} examples were tried`);
});

test('edits in place are found as they were made, also among equal lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', ' c', ''), fc.option(fc.constantFrom('X', 'Y,', 'Z z'))), {
        maxLength: 30,
      }),
      lineEnd,
      lineEnd,
      (rows, end, otherEnd) => {
        const is = rows.map(([line, edit]) => (edit === null ? line : line.replace(/\S/, edit)));
        const reading = readingOf(
          textOf(
            rows.map(([line]) => line),
            end,
          ),
          textOf(is, otherEnd),
        );
        assert.deepEqual(reading.complaints, []);
        const wanted = rows.flatMap(([line, edit], index) =>
          line === '' ? [] : [[line.trim(), edit === null ? null : is[index]?.trim()]],
        );
        assert.deepEqual(
          reading.items.map(({ problem, answer }) => [problem, answer]),
          wanted,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever was done to a text, examples and problems are whole lines of it, in order; problems were lines before, too', () => {
  fc.assert(
    fc.property(anyEdited, lineEnd, ({ was, is }, end) => {
      const after = textOf(is, end);
      const { items } = readingOf(textOf(was, end), after);
      const known = new Set(was.map((line) => line.trim()));
      let last = -1;
      for (const { problem, answer, span } of items) {
        assert.equal(after.slice(span.start, span.end), answer ?? problem);
        assert.match(after.slice(0, span.start), /(?:^|[\r\n])[ \t]*$/);
        assert.match(after.slice(span.end), /^[ \t]*(?:$|[\r\n])/);
        assert.ok(known.has(problem) && problem !== answer && span.start > last);
        last = span.start;
      }
    }),
    { numRuns: 1_000 },
  );
});
