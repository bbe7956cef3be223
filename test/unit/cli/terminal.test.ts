import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalOn } from '../../../src/node/cli/terminal';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { doublingTool, file, libraryOf, objects, run, workFolder } from './cli';

/** What a terminal acts upon, or a person does not see; lines end all the same. */
const unseen = /[^\n\P{C}]|[\u2028\u2029\u00A0]/u;
const hostile = 'Double\u001B]0;owned\u0007 \u202Esrebmun\u2069\u200B\u009B2J';
/** What a file of problems may hold: with other controls it counts as a binary one. */
const deceitful = 'double \u202E5\u200B\u009B2J';

test('a stranger’s names are shown for what they are by every command, as text and as JSON, and JSON means them all the same', async () => {
  const folder = await workFolder();
  const library = await libraryOf(folder, [doublingTool()]);
  const origin = doublingTool().versions[0]?.origin ?? assert.fail();
  const stranger = doublingTool({
    id: 'stranger',
    name: hostile,
    description: hostile,
    hint: hostile,
    versions: [
      { number: 1, createdAt: '2026-01-01T10:00:00.000Z', origin: { ...origin, model: hostile, host: hostile } },
    ],
  });
  await createFileToolStore(library, () => new Date()).save(stranger);
  await file(library, 'na\u202Eme\u001B[2J/tool.json', '{');
  await file(library, 'other/tool.json', JSON.stringify({ toolsmith: 2, id: hostile }));
  const problems = await file(folder, 'in.txt', `double 4\n${deceitful}\n`);
  for (const args of [
    ['list'],
    ['list', '--json'],
    ['verify'],
    ['verify', '--json'],
    ['verify', '--tool', 'stranger'],
    ['costs'],
    ['costs', '--json'],
    ['costs', '--csv'],
    ['apply', '--input', problems, '--tool', 'double-numbers', '--json'],
    ['apply', '--input', problems, '--tool', 'stranger', '--approve', '--json'],
    [
      'make',
      '--examples',
      await file(folder, 'solved.txt', `double 4 => 8\n${deceitful} => 9\n`),
      '--dry-run',
      '--json',
    ],
  ]) {
    const ran = await run(folder, [...args, '--library', library]);
    assert.doesNotMatch(ran.out, unseen, args.join(' '));
    assert.doesNotMatch(ran.err, unseen, args.join(' '));
    if (args.includes('--json')) assert.ok(objects(ran.out).length > 0, args.join(' '));
  }
  const listed = objects((await run(folder, ['list', '--json', '--library', library])).out).find(
    ({ id }) => id === 'stranger',
  );
  assert.deepEqual([listed?.['name'], listed?.['description'], listed?.['model']], [hostile, hostile, hostile]);
});

test('a terminal gets answers with everything invisible shown, a file or another program gets them to the last byte', () => {
  const stream = (isTTY?: boolean): { readonly isTTY?: boolean; write(text: string): void; text: string } => ({
    ...(isTTY === undefined ? {} : { isTTY }),
    write(text) {
      this.text += text;
    },
    text: '',
  });
  const answers = 'a\t\u001B[31mred\r\n\u202Eb\n';
  for (const [isTTY, shown] of [
    [true, 'a\t‹U+001B›[31mred\n‹U+202E›b\n'],
    [undefined, answers],
    [false, answers],
  ] as const) {
    const [out, err] = [stream(isTTY), stream(isTTY)];
    const terminal = terminalOn(out, err);
    terminal.out(answers);
    terminal.err(answers);
    assert.deepEqual([out.text, err.text], [shown, 'a\t‹U+001B›[31mred\n‹U+202E›b\n']);
  }
});
