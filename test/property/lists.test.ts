import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { filledIn } from '../../src/engine/problem/fill';
import { readEdits } from '../../src/engine/problem/from-edits';
import { beginsWithMark, isListed } from '../../src/engine/notation/lines/list-marks';
import type { Notation, Reading } from '../../src/engine/notation/notation';
import { writtenAnswers, type Placement } from '../../src/engine/problem/write';
import { readAs, readSource } from '../../src/engine/problem/read';
import { recordEnds } from '../../src/engine/problem/records';
import { wholeOf } from '../../src/engine/text/source';
import { applyEdits } from '../../src/engine/text/edits';
import { standalone } from '../../src/engine/problem/standalone';

/** What a line may hold that has no mark of its own. */
const plain = fc
  .array(
    fc.constantFrom(
      'a',
      'B',
      '7',
      ' ',
      ',',
      ';',
      '-',
      '*',
      '1.',
      '.',
      '=>',
      ' => ',
      '->',
      '[ ]',
      'é',
      '😀',
      '#',
      '"',
      '""',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join('').trim())
  .filter((text) => text !== '' && !beginsWithMark(text) && !/^(?:=>|\[ \])/.test(text));
const anyMark = fc
  .tuple(
    fc.constantFrom('', '  ', '\t'),
    fc.constantFrom('- ', '* ', '+  ', '1. ', '12) ', '-\t', '- [ ] ', '3. [x] ', ''),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([depth, mark, end]) => ({ before: depth + mark, end }));
const anyList = fc.array(
  fc.tuple(anyMark, plain, fc.option(fc.constantFrom('x', 'y z', '1. x', '- 3', 'x\ny', 'a => b', ''))),
  { minLength: 1, maxLength: 8 },
);
const notations: readonly Notation[] = [
  { kind: 'lines' },
  { kind: 'arrows', arrow: '=>' },
  { kind: 'arrows', arrow: '->' },
];

interface Row {
  readonly before: string;
  readonly text: string;
  readonly end: string;
}

/** The same lines with their marks and without, and where each begins. */
const marked = (rows: readonly Row[]): string => rows.map(({ before, text, end }) => before + text + end).join('');
const bare = (rows: readonly Row[]): string => rows.map(({ text, end }) => text + end).join('');
const pairs = ({ items }: Reading): readonly (readonly [string, string | null])[] =>
  items.map(({ problem, answer }): [string, string | null] => [problem, answer]);

/** A bare text's lines, each with the mark of its row again. */
function withMarks(text: string, rows: readonly Row[]): string {
  return (text.match(/[^\r\n]*\r?\n/g) ?? []).map((line, at) => (rows[at]?.before ?? '') + line).join('');
}

for (const notation of notations) {
  const listed = { ...notation, listed: true } as Notation;
  const name = JSON.stringify(listed);

  test(`${name}: a list is read as its lines are without their marks, whole or in pieces`, () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const rows = list.map(([{ before, end }, text]) => ({ before, text, end }));
        const [text, lines] = [marked(rows), bare(rows)];
        const [reading, expected] = [readAs(wholeOf(text), listed), readAs(wholeOf(lines), notation)];
        assert.deepEqual(pairs(reading), pairs(expected));
        assert.deepEqual(pairs(readAs(wholeOf(lines), listed)), pairs(expected), 'lines without marks are lines');
        for (const { problem, problemSpan } of reading.items)
          assert.equal(text.slice(problemSpan.start, problemSpan.end), problem);
        // Which arrow parts a line depends on the others: of pieces that holds where each has one at most.
        if (/=>.*=>|->.*->/.test(text)) return;
        let at = 0;
        const pieces = recordEnds(text, listed, true).flatMap((end) =>
          pairs(readAs(wholeOf(text.slice(at, (at = end))), listed)),
        );
        assert.deepEqual(pieces, pairs(expected));
      }),
      { numRuns: 500 },
    );
  });

  test(`${name}: what is written into a list is what is written into its lines, and the marks stay`, () => {
    fc.assert(
      fc.property(anyList, fc.constantFrom<Placement>('fill', 'replace'), (list, placement) => {
        const rows = list.map(([{ before, end }, text]) => ({ before, text, end }));
        const [text, lines] = [marked(rows), bare(rows)];
        const [reading, expected] = [readAs(wholeOf(text), listed), readAs(wholeOf(lines), notation)];
        const answers = new Map(
          list.flatMap(([, , answer], at) =>
            answer === null || answer.includes('\n') || at >= reading.items.length ? [] : [[at, answer] as const],
          ),
        );
        const [written, without] = [
          writtenAnswers(wholeOf(text), reading, answers, placement),
          writtenAnswers(wholeOf(lines), expected, answers, placement),
        ];
        assert.deepEqual(written.refused, without.refused);
        assert.equal(applyEdits(text, written.edits), withMarks(applyEdits(lines, without.edits), rows));
        // Lines of which one has an arrow get their answers below them, which in a list stand further in.
        if (notation.kind === 'lines' && text.includes('=>')) return;
        assert.equal(
          filledIn(wholeOf(text), reading, answers).text,
          withMarks(filledIn(wholeOf(lines), expected, answers).text, rows),
        );
      }),
      { numRuns: 500 },
    );
  });

  test(`${name}: a new document reads back as what went in`, () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const text = marked(list.map(([{ before, end }, line]) => ({ before, text: line, end })));
        const reading = readAs(wholeOf(text), listed);
        if (reading.items.length === 0) return;
        const answers = new Map(
          list.flatMap(([, , answer], at) =>
            answer === null || at >= reading.items.length ? [] : [[at, answer] as const],
          ),
        );
        const again = readSource(
          wholeOf(standalone(wholeOf(text), reading, answers).text),
          notation.kind === 'lines' ? { kind: 'arrows', arrow: '=>', listed: true } : listed,
        );
        assert.deepEqual(
          again.kind === 'read' && pairs(again.best),
          reading.items.map(({ problem, answer }, at) => [problem, answers.get(at) ?? answer]),
        );
      }),
      { numRuns: 500 },
    );
  });
}

test('edits of a list are those of its lines without the marks, where no mark was edited', () => {
  const word = fc.string({ unit: fc.constantFrom(...Array.from('abc')), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, fc.option(word)), { minLength: 1, maxLength: 10 }),
      fc.constantFrom('- ', '  * ', '1. ', '- [ ] '),
      (rows, mark) => {
        const texts = (before: string): readonly [string, string] => [
          rows.map(([was]) => `${before}${was}\n`).join(''),
          rows.map(([was, is]) => `${before}${is ?? was}\n`).join(''),
        ];
        const [list, lines] = [readEdits(...texts(mark)), readEdits(...texts(''))];
        assert.ok(list.kind === 'read' && lines.kind === 'read');
        if (!isListed(list.reading.notation)) {
          // Nothing was edited, or a number alone counts nothing.
          assert.ok(
            lines.reading.items.every(({ answer }) => answer === null) || (mark === '1. ' && rows.length === 1),
          );
          return;
        }
        assert.deepEqual(pairs(list.reading), pairs(lines.reading));
        for (const { span, problem, answer } of list.reading.items)
          assert.equal(texts(mark)[1].slice(span.start, span.end), answer ?? problem);
      },
    ),
    { numRuns: 500 },
  );
});
