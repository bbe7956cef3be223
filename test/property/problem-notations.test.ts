import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Item, Notation } from '../../src/engine/notation/notation';
import type { Source } from '../../src/engine/text/source';
import { readAs, readSource } from '../../src/engine/problem/read';
import { shape } from '../../src/engine/form/shape';
import { everyFormula } from '../../src/engine/notation/table/spreadsheet';
import { applyEdits } from '../../src/engine/text/edits';
import { standalone } from '../../src/engine/problem/standalone';
import { writtenAnswers } from '../../src/engine/problem/write';

const whole = (text: string): Source => ({ text, spans: [{ start: 0, end: text.length }] });

/** Texts made of everything that a notation could trip over, in one line and in several. */
const awkward = fc
  .array(
    fc.constantFrom(
      'a',
      'B',
      '7',
      ' ',
      ',',
      ';',
      '|',
      '"',
      '""',
      '\\',
      '{',
      '[',
      ']',
      '=>',
      ' => ',
      ' -> ',
      '→',
      '\t',
      '\n',
      '\n\n',
      '---',
      'Q:',
      'Answer:',
      '\nAnswer: ',
      '\nQuestion: ',
      'é',
      '😀',
      '\u00A0',
      '\u200B',
      '\uFEFF',
      '\u2028',
      '**',
      '#',
      '```',
      '0',
      '-',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join('').trim());
const problem = awkward.filter((text) => text !== '');
/** Texts that every notation can hold. */
const easy = fc
  .array(fc.constantFrom('a', 'b', 'X', '0', '8', '9', ' ', ',', '.', 'é', '😀', '漢'), { minLength: 1, maxLength: 10 })
  .map((pieces) => `x${pieces.join('').trim()}`);

const notations: readonly Notation[] = [
  { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' },
  { kind: 'arrows', arrow: '=>' },
  { kind: 'arrows', arrow: '->' },
  { kind: 'arrows', arrow: '→' },
  { kind: 'arrows', arrow: '\t' },
  { kind: 'jsonLines', problemKey: 'input', answerKey: 'target' },
  { kind: 'jsonArray', problemKey: 'q', answerKey: 'a' },
  { kind: 'jsonArray', problemKey: '0', answerKey: '1' },
  { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
  { kind: 'delimited', delimiter: ';', header: false, answerColumn: 1 },
  { kind: 'delimited', delimiter: '\t', header: true, answerColumn: 0 },
  { kind: 'markdownTable', answerColumn: 1 },
];

/** A reading that was never in a text: for writing its items into a new one. */
function documentOf(rows: readonly (readonly [string, string | null])[], notation: Notation): string {
  const nowhere = { start: 0, end: 0 };
  const items = rows.map(([text, answer]): Item => ({
    problem: text,
    answer,
    span: nowhere,
    problemSpan: nowhere,
    answerSpan: null,
  }));
  return standalone({ text: '' }, { notation, items, complaints: [] }, new Map()).text;
}

for (const notation of notations) {
  const name = JSON.stringify(notation);

  test(`${name}: a new document reads back as what went in, whatever the texts hold`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(problem, fc.option(awkward)), { minLength: 1, maxLength: 5 }), (rows) => {
        const result = readSource(whole(documentOf(rows, notation)), notation);
        assert.deepEqual(result.kind === 'read' && result.best.items.map((item) => [item.problem, item.answer]), rows);
      }),
      { numRuns: 300 },
    );
  });

  test(`${name}: easy texts stay in the notation, and spans hold what they claim`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(easy, easy), { minLength: 1, maxLength: 5 }), (further) => {
        // No header holds digits: which row is the header is not what this is about.
        const rows = [['x1', 'y2'] as const, ...further];
        const text = documentOf(rows, notation);
        const reading = readAs(whole(text), notation);
        assert.deepEqual(
          reading.items.map((item) => [item.problem, item.answer]),
          rows,
        );
        assert.deepEqual(reading.complaints, []);
        for (const item of reading.items) {
          const unquoted = (slice: string): string => (slice.startsWith('"') ? String(JSON.parse(slice)) : slice);
          assert.equal(unquoted(text.slice(item.problemSpan.start, item.problemSpan.end)), item.problem);
          assert.equal(
            item.answerSpan && unquoted(text.slice(item.answerSpan.start, item.answerSpan.end)),
            item.answer,
          );
          assert.ok(item.span.start <= item.problemSpan.start && item.problemSpan.end <= item.span.end);
        }
      }),
      { numRuns: 200 },
    );
  });

  test(`${name}: answers that are written are read back; the others are refused; nothing else changes`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(easy, fc.option(easy), fc.option(awkward)), { minLength: 2, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, lineEnd) => {
          const text = documentOf(
            rows.map(([text, answer]) => [text, answer]),
            notation,
          ).replaceAll('\n', lineEnd);
          // Without a header and an answer nothing shows that what ends a line parts cells: then it is of JSON Lines.
          if (text.startsWith('{') && notation.kind === 'delimited') return;
          const reading = readAs(whole(text), notation);
          const answers = new Map(
            rows.flatMap(([, , answer], index) => (answer === null ? [] : [[index, answer] as const])),
          );
          const { edits, refused } = writtenAnswers(whole(text), reading, answers, 'fill', { overwrite: true });
          assert.deepEqual(writtenAnswers(whole(text), reading, answers, 'fill', { overwrite: true }).edits, edits);
          assert.equal(edits.length + refused.length, answers.size);
          const kept = new Set(refused.map(({ index }) => index));
          const again = readAs(whole(applyEdits(text, edits)), notation);
          assert.deepEqual(
            again.items.map((item) => [item.problem, item.answer]),
            rows.map(([text, old, answer], index) => [
              text,
              answer === null || kept.has(index) ? old : everyFormula(answer, notation, 0),
            ]),
          );
          // Outside the answers' places every character is where it was.
          let at = 0;
          for (const edit of edits) {
            assert.ok(at <= edit.span.start && edit.span.start <= edit.span.end);
            const place = reading.items.find(
              (item) => item.span.start <= edit.span.start && edit.span.end <= item.span.end,
            );
            assert.ok(place, 'an edit outside every item');
            assert.equal(
              text.slice(edit.span.start, edit.span.end).trim(),
              place.answerSpan ? text.slice(place.answerSpan.start, place.answerSpan.end).trim() : '',
            );
            at = edit.span.end;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
}

test('any text at all is read or said to be unreadable, with spans inside it and in order', () => {
  fc.assert(
    fc.property(
      fc.array(awkward, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      (lines, lineEnd) => {
        const text = lines.join(lineEnd);
        if (text === '') return;
        const result = readSource(whole(text));
        if (result.kind === 'unreadable') {
          assert.ok(result.complaints.length > 0);
          return;
        }
        for (const reading of [result.best, ...result.others]) {
          let at = 0;
          for (const item of reading.items) {
            assert.ok(
              at <= item.span.start &&
                item.span.start <= item.problemSpan.start &&
                item.problemSpan.end <= item.span.end &&
                item.span.end <= text.length,
            );
            assert.notEqual(item.problem, '');
            assert.notEqual(item.problem.trim(), '');
            at = item.span.end;
          }
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a shape takes time that grows with its text alone, and long texts are cut', () => {
  assert.equal(shape('[ '.repeat(50_000)), shape('[ '.repeat(5_000)));
  assert.ok(shape('a1 '.repeat(40_000)).length < 10_000);
});
