import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { quotedFor, type Shell } from '../../../src/engine/text/shell-words';
import { applyCommandLine, shellOf } from '../../../src/vscode/library/command-line';

test('the shell is told by the terminal, else by the platform', () => {
  assert.equal(shellOf('linux', '/bin/bash'), 'posix');
  assert.equal(shellOf('linux', ''), 'posix');
  assert.equal(shellOf('darwin', '/bin/zsh'), 'posix');
  assert.equal(shellOf('darwin', '/opt/homebrew/bin/fish'), 'fish');
  assert.equal(shellOf('win32', 'C:\\msys64\\usr\\bin\\fish.exe'), 'fish');
  assert.equal(shellOf('linux', '/usr/bin/pwsh'), 'powershell');
  assert.equal(shellOf('win32', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'), 'powershell');
  assert.equal(shellOf('win32', 'C:\\Windows\\System32\\cmd.exe'), 'cmd');
  assert.equal(shellOf('win32', 'C:\\Program Files\\Git\\bin\\bash.exe'), 'posix');
  assert.equal(shellOf('win32', ''), 'powershell');
});

test('a plain word stays as it is, any other is quoted for its shell', () => {
  const table: readonly (readonly [word: string, posix: string, fish: string, powershell: string, cmd: string])[] = [
    ['/home/me/cli.js', '/home/me/cli.js', '/home/me/cli.js', '/home/me/cli.js', '/home/me/cli.js'],
    ['--library', '--library', '--library', '--library', '--library'],
    ['', "''", "''", "''", '""'],
    ["it's", "'it'\\''s'", "'it\\'s'", "'it''s'", `"it's"`],
    ['a’b', "'a’b'", "'a’b'", "'a’’b'", '"a’b"'],
    ['a\\', "'a\\'", "'a\\\\'", "'a\\'", '"a\\\\"'],
    ['C:\\a b\\c', "'C:\\a b\\c'", "'C:\\\\a b\\\\c'", "'C:\\a b\\c'", '"C:\\a b\\c"'],
    ['$HOME `id`', "'$HOME `id`'", "'$HOME `id`'", "'$HOME `id`'", '"$HOME `id`"'],
    ['a!b', "'a!b'", "'a!b'", "'a!b'", '"a!b"'],
    ['a&b|c>d^e', "'a&b|c>d^e'", "'a&b|c>d^e'", "'a&b|c>d^e'", '"a&b|c>d^e"'],
    ['%PATH%', "'%PATH%'", "'%PATH%'", "'%PATH%'", '""^%"PATH"^%""'],
    ['a\\%b', "'a\\%b'", "'a\\\\%b'", "'a\\%b'", '"a\\\\"^%"b"'],
    ['a"b', `'a"b'`, `'a"b'`, `'a"b'`, '"a"\\^""b"'],
    ['-a.b', '-a.b', '-a.b', "'-a.b'", '-a.b'],
    ['1kb', '1kb', '1kb', "'1kb'", '1kb'],
    ['a\nb', "'a\nb'", "'a'\\012'b'", '"a$([char]10)b"', '"a?b"'],
    ['$\x1B"', `'$'"$(printf '\\033')"'"'`, `'$'\\033'"'`, '"`$$([char]27)`""', '"$?"\\^"""'],
  ];
  for (const [word, ...expected] of table)
    assert.deepEqual(
      (['posix', 'fish', 'powershell', 'cmd'] as const).map((shell) => quotedFor(shell, word)),
      expected,
      word,
    );
});

test('the whole command', () => {
  assert.equal(
    applyCommandLine('posix', { cli: '/opt/my ext/dist/cli.js', library: '/data/tools', tool: '24-game' }),
    "node '/opt/my ext/dist/cli.js' apply --library /data/tools --tool 24-game --input FILE",
  );
  assert.match(
    applyCommandLine('posix', { cli: '/cli.js', library: '/a', tool: '-rf' }),
    / '--tool=-rf' --input FILE$/,
  );
});

/** The shells of this machine. */
const shells = (
  [
    ['sh', 'posix'],
    ['bash', 'posix'],
    ['dash', 'posix'],
    ['zsh', 'posix'],
    ['ksh', 'posix'],
    ['fish', 'fish'],
    ['pwsh', 'powershell'],
  ] as const
).filter(([name]) => spawnSync(name, ['-c', 'exit 0']).status === 0);

function heard(name: string, shell: Shell, words: readonly string[]): readonly string[] {
  const line = ['printf', '%s\\0', ...words].map((word) => quotedFor(shell, word)).join(' ');
  const out = execFileSync(name, ['-c', line], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

test('a real shell hands every word on as it stands', () => {
  const character = fc.constantFrom(...Array.from('a \'"$`\\!*~;&|(\té‘’“%^\n\r\x03\x1B\x7F#-{=@,<['));
  const word = fc.oneof(
    fc.string({ unit: character, maxLength: 12 }),
    fc.constantFrom('-rf', '--help', '$(touch x)', '%PATH%', '!!', '\x1B[201~\n', '=ls', '~root', '{a,b}', "\\'"),
  );
  assert.ok(shells.some(([name]) => name === 'sh'));
  for (const [name, shell] of shells)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (words) => {
        assert.deepEqual(heard(name, shell, words), words, name);
      }),
      { numRuns: 40 },
    );
});
