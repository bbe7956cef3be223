import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyCommandLine, quotedFor, shellOf } from '../../../src/vscode/library/command-line';

test('the shell is told by the terminal, else by the platform', () => {
  assert.equal(shellOf('linux', '/bin/bash'), 'posix');
  assert.equal(shellOf('linux', ''), 'posix');
  assert.equal(shellOf('linux', '/usr/bin/pwsh'), 'powershell');
  assert.equal(shellOf('win32', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'), 'powershell');
  assert.equal(shellOf('win32', 'C:\\Windows\\System32\\cmd.exe'), 'cmd');
  assert.equal(shellOf('win32', 'C:\\Program Files\\Git\\bin\\bash.exe'), 'posix');
  assert.equal(shellOf('win32', ''), 'powershell');
});

test('a plain word stays as it is, any other is quoted for its shell', () => {
  assert.equal(quotedFor('posix', '/home/me/.vscode/cli.js'), '/home/me/.vscode/cli.js');
  assert.equal(quotedFor('posix', "it's $HOME"), "'it'\\''s $HOME'");
  assert.equal(quotedFor('powershell', "C:\\Users\\O'Neil\\a.js"), "'C:\\Users\\O''Neil\\a.js'");
  assert.equal(quotedFor('powershell', 'a’b'), "'a’’b'");
  assert.equal(quotedFor('cmd', 'C:\\Program Files\\a.js'), '"C:\\Program Files\\a.js"');
});

test('the whole command', () => {
  assert.equal(
    applyCommandLine('posix', { cli: '/opt/my ext/dist/cli.js', library: '/data/tools', tool: '24-game' }),
    "node '/opt/my ext/dist/cli.js' apply --library /data/tools --tool 24-game --input FILE",
  );
});

test('a real shell hands every word on as it stands', () => {
  const character = fc.constantFrom(
    'a',
    ' ',
    "'",
    '"',
    '$',
    '`',
    '\\',
    '!',
    '*',
    '~',
    ';',
    '&',
    '|',
    '(',
    '\t',
    'é',
    '‘',
    '\n',
    '#',
    '-',
    '{',
    '=',
  );
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: character, minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 20 }),
      (words) => {
        const heard = execFileSync(
          '/bin/sh',
          ['-c', `printf '%s\\0' ${words.map((word) => quotedFor('posix', word)).join(' ')}`],
          { encoding: 'utf8' },
        );
        assert.deepEqual(heard.split('\0').slice(0, -1), words);
      },
    ),
    { numRuns: 40 },
  );
});
