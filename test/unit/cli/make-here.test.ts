import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTool } from '../../../src/engine/tool/parse-tool';
import { file, run, workFolder } from './cli';

const solved = '3 March 2021 => 2021-03-03\n17 October 1999 => 1999-10-17\n1 January 2000 => 2000-01-01\n';

test('a tool is made without a model, is kept and applied, and cost nothing', async () => {
  const folder = await workFolder();
  const library = ['--library', join(folder, 'lib')];
  const examples = await file(folder, 'dates.txt', `${solved}30 June 2014 => 2014-06-30\n9 December 1987\n`);
  const made = await run(folder, ['make', ...library, '--examples', examples]);
  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /made without a model, at no cost/);
  assert.match(made.out, /^[\w-]+: 4 of 4, 2 never seen by the maker; made without a model/);
  const id = /^[\w-]+/.exec(made.out)?.[0] ?? '';
  const code = await readFile(join(folder, 'lib', id, 'v1.js'), 'utf8');
  const parsed = parseTool(JSON.parse(await readFile(join(folder, 'lib', id, 'tool.json'), 'utf8')), code);
  assert.ok(parsed.kind === 'tool');
  assert.deepEqual(
    parsed.tool.versions.map(({ origin: { model, cost, tries } }) => ({ model, cost, tries })),
    [{ model: 'synthesized', cost: 0, tries: 0 }],
  );
  const verified = await run(folder, ['verify', ...library]);
  assert.equal(verified.code, 0, verified.err);
  const applied = await run(folder, ['apply', ...library, '--input', examples]);
  assert.match(applied.out, /9 December 1987 => 1987-12-09/);
});

test('in doubt it ends with the row to answer, and --answer decides', async () => {
  const folder = await workFolder();
  const library = ['--library', join(folder, 'lib')];
  const examples = await file(
    folder,
    'names.txt',
    'Ada Lovelace => Lovelace\nAlan Turing => Turing\nGrace Hopper =>\nMary Ann Evans =>\n',
  );
  const asked = await run(folder, ['make', ...library, '--examples', examples]);
  assert.equal(asked.code, 1, asked.err);
  assert.match(asked.err, /do not decide what “?Mary Ann Evans”? gives/);
  assert.match(asked.err, /--answer .Mary Ann Evans => Evans./);
  const asJson = await run(folder, ['make', ...library, '--examples', examples, '--json']);
  assert.match(asJson.out, /"made":false,"question":\{"problem":"Mary Ann Evans","answers":\[/);
  const made = await run(folder, ['make', ...library, '--examples', examples, '--answer', 'Mary Ann Evans => Evans']);
  assert.equal(made.code, 0, made.err);
  const applied = await run(folder, ['apply', ...library, '--input', examples]);
  assert.match(applied.out, /Mary Ann Evans => Evans/);
});

test('where nothing can be claimed and no model is named, it says so and ends with 1', async () => {
  const folder = await workFolder();
  const examples = await file(folder, 'odd.txt', 'a => qwertz 12\nb => uiop 99\nc => hjkl 4\n');
  const ran = await run(folder, ['make', '--library', join(folder, 'lib'), '--examples', examples]);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /Without a model no tool could be made: .*Name a strong model/);
});
