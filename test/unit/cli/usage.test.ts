import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { commands, isCommand } from '../../../src/node/cli/options';
import { doublingTool, file, libraryOf, run, workFolder } from './cli';

let folder = '';
let library = '';
before(async () => {
  folder = await workFolder();
  library = await libraryOf(folder, [doublingTool(), doublingTool({ id: 'double-again', name: 'double NUMBERS' })]);
});

test('help goes to standard output, for the whole and for each command, with every option of it', async () => {
  for (const args of [['--help'], ['-h'], ['help']]) {
    const ran = await run(folder, args);
    assert.equal(ran.code, 0);
    assert.match(ran.out, /Exit codes: 0 all done/);
    assert.equal(ran.err, '');
  }
  for (const [command, option] of [
    ['make', '--hint TEXT'],
    ['apply', '--allow-model'],
    ['verify', '--tool NAME'],
    ['list', '--library DIR'],
  ] as const) {
    for (const args of [
      [command, '--help'],
      [command, '-h'],
      ['help', command],
    ]) {
      const ran = await run(folder, args);
      assert.equal(ran.code, 0);
      assert.ok(ran.out.includes(option), ran.out);
    }
  }
  assert.deepEqual(await run(folder, ['--version']), { code: 0, out: '1.2.3\n', err: '' });
});

test('every option of a command is in its help, with what it does, and the notes name no other', async () => {
  for (const command of Object.keys(commands).filter(isCommand)) {
    const { out } = await run(folder, [command, '--help']);
    const listed = new Set([...out.matchAll(/^ {2}--([a-z-]+).* {1,}\S/gm)].map(([, name]) => name));
    assert.deepEqual([...listed].sort(), [...commands[command].options, 'help'].sort(), command);
    for (const [, name] of commands[command].notes.matchAll(/--([a-z-]+)/g))
      assert.ok(listed.has(name), `${command}: --${name}`);
  }
});

test('wrong usage exits with 2, writes nothing to standard output and says what to do', async () => {
  const text = await file(folder, 'in.txt', 'double 4\n');
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const binary = await file(folder, 'binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]));
  const latin = await file(folder, 'latin', Buffer.from('caf\xe9\n', 'latin1'));
  const empty = await file(folder, 'empty', ' \n');
  const damaged = await file(folder, 'damaged.jsonl', '{"hash": 1}\n');
  const named = ['apply', '--library', library, '--tool', 'double-again'];
  const reading = [...named, '--input', text];
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /Usage: node cli\.js COMMAND/],
    [['aply'], /There is no command “aply”[^]*Usage/],
    [['apply', '--frobnicate'], /^Unknown option '--frobnicate'\.\nSee: node cli\.js apply --help\n$/],
    [['apply', 'in.txt'], /^Unexpected argument 'in\.txt'\.\nSee/],
    [['apply', '--input'], /^Option '--input <value>' argument missing\.\nSee/],
    [['list', '--json=yes'], /^Option '--json' does not take an argument\.\nSee/],
    [['verify', '--input', text], /Unknown option '--input'/],
    [['apply', '--library', library], /--input is missing: problems in any notation/],
    [['apply', '--library', '', '--input', text], /--library is given an empty value/],
    [[...reading, '--replies', damaged, '--record', damaged], /give one of them/],
    [[...reading, '--no-parser'], /give --allow-model as well/],
    [[...named, '--input', join(folder, 'nowhere.txt')], /There is no file .*nowhere\.txt/],
    [[...named, '--input', folder], /is a folder: name a file in it/],
    [[...named, '--input', binary], /looks like a binary file/],
    [[...named, '--input', '/dev/zero'], /is a device: name a file, or give its text to the standard input, with -/],
    [[...named, '--input', '/dev/zero', '--output', join(folder, 'out')], /is a device\. Name a file/],
    [['make', '--examples', pipe], /is a pipe: name a file/],
    [[...named, '--input', latin], /is not text in UTF-8\. Save it as UTF-8/],
    [[...named, '--input', empty], /is empty: there is no problem in it/],
    [['make', '--examples', binary], /looks like a binary file/],
    [[...reading, '--lines', 'two'], /--lines takes numbers and ranges such as 1-3,6-8, not “two”/],
    [[...reading, '--lines', '3-1'], /“3-1” is no range/],
    [[...reading, '--lines', '2'], /holds 1 problem, and --lines asks for number 2/],
    [
      ['apply', '--library', library, '--tool', 'nothing', '--input', text],
      /There is no tool “nothing”\. There are: double-again, double-numbers/,
    ],
    [
      ['apply', '--library', library, '--tool', 'Double numbers', '--input', text],
      /Several tools are called “Double numbers”: name one by its id, double-again or double-numbers/,
    ],
    [
      ['apply', '--library', join(folder, 'nowhere'), '--input', text],
      /There is no folder .*nowhere\. Check --library/,
    ],
    [['verify', '--library', join(folder, 'nowhere')], /There is no folder/],
    [['list', '--library', text], /is a file: --library takes a folder/],
    [[...reading, '--allow-model', '--no-parser'], /needs a light model: give --user-model/],
    [
      [...reading, '--allow-model', '--user-model', 'm', '--base-url', 'localhost:11434'],
      /The base URL of the light model cannot be used\. This is no http or https URL/,
    ],
    [
      [...reading, '--allow-model', '--user-model', 'm', '--base-url', 'https://me:sesame@host/v1'],
      /user name or a password/,
    ],
    [
      [...reading, '--allow-model', '--user-model', 'm', '--user-input-price', 'cheap'],
      /--user-input-price takes US dollars for a million tokens/,
    ],
    [
      [...reading, '--allow-model', '--replies', damaged],
      /damaged\.jsonl: The file of recorded replies is damaged at line 1/,
    ],
    [[...reading, '--allow-model', '--replies', join(folder, 'none.jsonl')], /There is no file/],
    [
      [
        'make',
        '--no-synthesis',
        '--examples',
        await file(folder, 'two.txt', 'double 1 => 2\ndouble 2 => 4\n'),
        '--library',
        join(folder, 'made'),
      ],
      /No strong model is named: give --maker-model/,
    ],
  ];
  for (const [args, message] of cases) {
    const ran = await run(folder, args);
    assert.equal(ran.code, 2, `${args.join(' ')}\n${ran.err}`);
    assert.match(ran.err, message, args.join(' '));
    assert.equal(ran.out, '', args.join(' '));
    assert.ok(!ran.err.includes('sesame'), 'no password is shown');
  }
});
