import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sentence, shownLine, shownText } from '../../../src/vscode/words/shown';
import { nameError } from '../../../src/vscode/library/tool-name';

/** What the editor makes a link of in notifications, and an icon of in quick picks. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;

test('a name cannot be a link, an icon or turn the text around', () => {
  assert.equal(
    shownLine('[Update](command:workbench.action.terminal.new)'),
    '[Update] (command:workbench.action.terminal.new)',
  );
  assert.equal(shownLine('$(pass) verified'), '$ (pass) verified');
  assert.equal(shownLine('abc\u202Etxt'), 'abc‹U+202E›txt');
  assert.equal(shownLine('Roman numerals -> numbers (1–3999)'), 'Roman numerals -> numbers (1–3999)');
});

test('whatever is written, no link, icon, line break or invisible character is left', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '](',
    '$',
    '$(',
    'command:x',
    'https://e.x',
    'a',
    ' ',
    '\u202E',
    '\u200B',
    '\n',
    '\\',
    '"',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const shown = shownLine(pieces.join(''));
      assert.doesNotMatch(shown, link);
      assert.doesNotMatch(shown, icon);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test('a text keeps its lines and tabs, and shows the rest that is invisible', () => {
  assert.equal(shownText('if (a) {\n\tb\u200B();\r\n}'), 'if (a) {\n\tb‹zero-width space›();\n}');
  assert.equal(shownText('access != "user\u2066// \u2069"'), 'access != "user‹U+2066›// ‹U+2069›"');
  assert.equal(shownText('lone\rreturn'), 'lone‹CR›return');
});

test('a long text is cut and says by how much', () => {
  assert.equal(shownText('x'.repeat(1_500), 100), `${'x'.repeat(100)}\n… 1,400 characters more`);
  assert.equal(shownText('x'.repeat(100), 100), 'x'.repeat(100));
});

test('a clause ends in one full stop', () => {
  assert.equal(sentence('it is damaged'), 'it is damaged.');
  assert.equal(sentence('It is damaged.'), 'It is damaged.');
});

test('names that a person types', () => {
  assert.equal(nameError('  24 game '), undefined);
  assert.equal(nameError('数列'), undefined);
  assert.equal(nameError(' \t '), 'A tool needs a name.');
  assert.equal(nameError('x'.repeat(80)), undefined);
  assert.match(nameError('x'.repeat(81)) ?? '', /80 characters/);
  assert.match(nameError('a\u200Bb') ?? '', /zero-width space/);
});
