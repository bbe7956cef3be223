import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeInvisible, jsonLine } from '../../src/engine/text/show-invisible';

/** What a terminal acts upon, or a person does not see. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|[^\S ]/u;

/**
 * Texts with many of what deceives: controls of both sets, directions, joiners, a hidden tag, half a character, a
 * terminal's escape.
 */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u001B[31m',
        '\u009B',
        '\u007F',
        '\n',
        '\r',
        '\t',
        '\u00A0',
        '\u202E',
        '\u2066',
        '\u200B',
        '\u2028',
        '\uFEFF',
        '\uFE0F',
        '\u{E0041}',
        '\u{E01EF}',
        '\uD800',
        '\uDC00',
        '\\',
        '\\u200b',
        '"',
        '‹',
        '👨\u200D👩',
        'a',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const value = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(
    text,
    fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      fc.constant(null),
    ),
    { maxKeys: 3, noNullPrototype: true },
  ),
);

test('a line of JSON shows everything that is in it, and means what was put in', () => {
  let escaped = 0;
  fc.assert(
    fc.property(value, (before) => {
      const line = jsonLine(before);
      assert.ok(line.endsWith('\n'));
      assert.doesNotMatch(line.slice(0, -1), unseen);
      // A lone half comes back as itself, as the strict comparison of strings wants it.
      assert.deepEqual(JSON.parse(line), before);
      if (line !== `${JSON.stringify(before)}\n`) escaped += 1;
    }),
    { numRuns: 2_000 },
  );
  assert.ok(escaped > 500, String(escaped));
});

test('JSON of several lines keeps them', () => {
  assert.equal(escapeInvisible(JSON.stringify({ a: 'x\n\u202Ey' }, null, 2)), '{\n  "a": "x\\n\\u202ey"\n}');
});
