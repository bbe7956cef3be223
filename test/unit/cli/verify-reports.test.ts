import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { doublingTool, file, libraryOf, objects, run, workFolder, type Ran } from './cli';

const hostile = '<![CDATA[]]>"&\n::error::owned\r%0A##[add-mask]x\u0000\uFFFF\u202E';
let folder = '';
let library = '';
before(async () => {
  folder = await workFolder();
  library = await libraryOf(folder, [
    doublingTool(),
    doublingTool({
      id: 'wrong',
      examples: [
        { problem: 'double 3', answer: '6', seen: 'shown' },
        { problem: 'double 4', answer: `${hostile}9`, seen: 'heldOut' },
        { problem: hostile, answer: '9', seen: 'heldOut' },
      ],
    }),
    doublingTool({ id: 'without', examples: [] }),
  ]);
  await createFileToolStore(library, () => new Date()).save(doublingTool({ id: 'stranger' }));
  await file(library, 'bro<ken/tool.json', '{');
});

const verified = (...more: readonly string[]): Promise<Ran> => run(folder, ['verify', '--library', library, ...more]);

test('a report for JUnit has a suite for each tool and a test for each example, and is XML whatever stands in them', async () => {
  const { code, out } = await verified('--reporter', 'junit');
  assert.equal(code, 1);
  assert.match(
    out,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="toolsmith" tests="8" failures="3" errors="2"/,
  );
  assert.match(
    out,
    /<testsuite name="double-numbers" tests="2" failures="0" errors="0" skipped="0" time="\d+\.\d{3}">/,
  );
  assert.match(out, /<testcase classname="double-numbers" name="example 1: double 3"\/>/);
  assert.match(out, /<failure type="wrong" message="/);
  assert.match(out, /<failure type="notRead" message="/);
  assert.match(out, /<failure type="noExamples"/);
  assert.match(out, /<error type="unapproved"/);
  assert.match(out, /<testsuite name="bro&lt;ken"/);
  // What is left without elements and entities is text that may stand there.
  const texts = [...out.matchAll(/="([^"]*)"/g)].map(([, text]) => text ?? '');
  assert.ok(texts.every((text) => !/[<>\u0000-\u001F\uFFFE\uFFFF]|&(?!(?:amp|lt|gt|quot);)/.test(text)));
  assert.doesNotMatch(out.replace(/"[^"]*"/g, '""'), /[^\n <>/?=.\w"-]/);
});

test('a report for GitHub annotates the code of what fails, and no text in it is a command', async () => {
  const { code, out } = await verified('--reporter', 'github');
  assert.equal(code, 1);
  const lines = out.split('\n').filter((line) => line !== '');
  const commands = lines.filter((line) => line.startsWith('::'));
  assert.equal(commands.length, 5);
  assert.ok(
    commands.every((line) => /^::error file=[^:,]+,title=[^:,]+::[^\r]+$/.test(line)),
    out,
  );
  assert.ok(
    commands.some((line) => /^::error file=[^,]*\/wrong\/v1\.js,title=wrong%2C example 2::/.test(line)),
    out,
  );
  assert.ok(out.includes('%250A'));
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('::')),
    ['ok     double-numbers: 2 of 2', 'FAILED without: 0 of 0', 'FAILED wrong: 1 of 3', '1 of 5 tools hold'],
  );
});

test('a report in JSON is what --json writes', async () => {
  const asked = await verified('--reporter', 'json');
  assert.deepEqual(objects(asked.out), objects((await verified('--json')).out));
  assert.equal(objects(asked.out).length, 5);
  assert.equal((await verified('--json', '--reporter', 'junit')).code, 2);
  assert.match((await verified('--reporter', 'tap')).err, /--reporter takes text, json, junit, github, not “tap”/);
});

test('where changes are reviewed a tool from elsewhere is run for once, and is approved nowhere', async () => {
  const own = await workFolder();
  const cloned = await libraryOf(own, []);
  await createFileToolStore(cloned, () => new Date()).save(doublingTool());
  const verify = (...more: readonly string[]): Promise<Ran> => run(own, ['verify', '--library', cloned, ...more]);
  assert.equal((await verify()).code, 1);
  const reviewed = await verify('--reviewed', '--json');
  assert.equal(reviewed.code, 0, reviewed.err);
  assert.deepEqual(
    objects(reviewed.out).map(({ holds, approved }) => [holds, approved]),
    [[true, false]],
  );
  assert.equal((await verify()).code, 1);
  const applied = ['apply', '--library', cloned, '--tool', 'double-numbers', '--input'];
  assert.equal((await run(own, [...applied, await file(own, 'in.txt', 'double 4\n')])).code, 1);
});

test('without an input and an output a command is a filter', async () => {
  const own = await workFolder();
  const tools = await libraryOf(own, [doublingTool()]);
  const filtered = await run(
    own,
    ['apply', '--library', tools],
    {},
    undefined,
    undefined,
    'double 4 =>\r\ndouble 5 =>',
  );
  assert.equal(filtered.code, 0, filtered.err);
  assert.equal(filtered.out, 'double 4 => 8\r\ndouble 5 => 10');
});
