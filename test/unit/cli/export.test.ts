import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Tool } from '../../../src/engine/tool/tool';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { doublingTool, ended, libraryOf, objects, run, workFolder, type Ran } from './cli';

/** Ends comments, strings, front matter and fences, where one of them is written carelessly. */
const hostile = `x */ \`\${process.exit(9)}\` '" \\ </script> <b>\n---\nname: owned\n\u2028# owned\r\`\`\`\`\n${'`'.repeat(9)}\u202E\u0000: - {a} [l](x) --- *`;

/** The same in one line, as names and descriptions are. */
const hostileLine = hostile.replace(/[\r\n\u2028\0]/g, ' ');

let folder = '';
beforeEach(async () => {
  folder = await workFolder();
});

/** Exports a tool, whose files then lie in `out`. */
async function exported(tool: Tool, form: '--module' | '--skill'): Promise<Ran> {
  const library = await libraryOf(folder, [tool]);
  return run(folder, ['export', '--library', library, '--tool', tool.id, form, '--output', join(folder, 'out')]);
}

/** Runs plain Node in a folder that holds nothing but what was exported. */
async function plainNode(args: readonly string[], input = ''): Promise<Ran> {
  const empty = await workFolder();
  await cp(join(folder, 'out'), empty, { recursive: true });
  return ended(spawn(process.execPath, args, { cwd: empty, env: { PATH: process.env['PATH'] } }), input);
}

interface ToolModule {
  readonly default: (problem: string, args?: unknown) => string | null;
  readonly argumentsSchema: unknown;
  readonly name: string;
  readonly description: string;
}

async function imported(path: string): Promise<ToolModule> {
  return (await import(pathToFileURL(path).href)) as ToolModule;
}

test('a module answers as its tool does, and its examples are tests for plain Node', async () => {
  const ran = await exported(doublingTool(), '--module');
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.err, /without a sandbox, with all the rights of whoever runs it/);
  assert.deepEqual((await readdir(join(folder, 'out'))).sort(), ['double-numbers.mjs', 'double-numbers.test.mjs']);
  const tested = await plainNode(['--test']);
  assert.equal(tested.code, 0, tested.out);
  assert.match(tested.out, /pass 2\b/);
  const { default: answer, argumentsSchema } = await imported(join(folder, 'out', 'double-numbers.mjs'));
  assert.deepEqual(
    ['double 7', 'twice 7', 'double 13'].map((problem) => answer(problem)),
    ['14', null, null],
  );
  assert.throws(() => answer('double 666'), /beast/);
  assert.deepEqual(argumentsSchema, doublingTool().argumentsSchema);
  const text = await readFile(join(folder, 'out', 'double-numbers.mjs'), 'utf8');
  assert.doesNotMatch(text, /^import |require\(/m);
  const printed = await run(folder, [
    'export',
    '--library',
    join(folder, 'library'),
    '--tool',
    'double-numbers',
    '--module',
  ]);
  assert.equal(printed.out, text);
});

test('an example that fails is told by the tests of a module', async () => {
  await exported(doublingTool(), '--module');
  const path = join(folder, 'out', 'double-numbers.mjs');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('2 * number', '3 * number'));
  assert.equal((await plainNode(['--test'])).code, 1);
});

test('a module has no state from one call to the next, and its parts are called as in the sandbox', async () => {
  const code = `let calls = 0;
const pattern = /^double (-?\\d+)$/g;
const parse = (problem) => { const match = pattern.exec(problem); return match ? { number: Number(match[1]), left: undefined } : null; };
const solve = (args) => { calls += 1; return Object.hasOwn(args, 'left') ? null : { sum: 2 * args.number, calls }; };
const format = ({ sum, calls: seen }) => seen === 1 ? String(sum) : 'seen';`;
  const schema = { type: 'object', properties: { number: { type: 'integer' } } } as const;
  assert.equal((await exported(doublingTool({ code, argumentsSchema: schema }), '--module')).code, 0);
  const { default: answer } = await imported(join(folder, 'out', 'double-numbers.mjs'));
  assert.deepEqual([answer('double 4'), answer('double 4'), answer('double 5')], ['8', '8', '10']);
});

test('names, descriptions, schemas and examples of a stranger stay texts in a module and its tests', async () => {
  const code = `function parse(problem) { return { problem }; }\nfunction solve({ problem }) { return problem; }`;
  const argumentsSchema = JSON.parse(
    '{"type": "object", "properties": {"__proto__": {"type": "string"}}}',
  ) as Tool['argumentsSchema'];
  const examples = [{ problem: hostile, answer: hostile, seen: 'shown' as const }];
  const tool = doublingTool({
    name: hostileLine.slice(0, 80).trim(),
    description: hostileLine,
    argumentsSchema,
    examples,
    code,
  });
  const ran = await exported(tool, '--module');
  assert.equal(ran.code, 0, ran.err);
  const module = await imported(join(folder, 'out', 'double-numbers.mjs'));
  assert.equal(module.description, hostileLine);
  assert.deepEqual(module.argumentsSchema, argumentsSchema);
  assert.equal((await plainNode(['--test'])).code, 0);
});

test('a tool that holds in no strict code, or is not approved, is not exported as code', async () => {
  const sloppy = `function parse(problem) { return { number: Number(problem.slice(7)) }; }
function solve({ number }) { doubled = 2 * number; return String(doubled); }`;
  const ran = await exported(doublingTool({ code: sloppy }), '--module');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /whose code is strict/);
  const library = join(folder, 'library');
  await createFileToolStore(library, () => new Date()).save(doublingTool({ id: 'stranger' }));
  for (const form of ['--module', '--skill']) {
    const refused = await run(folder, ['export', '--library', library, '--tool', 'stranger', form, '--output', folder]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /not applied before you approve it/);
  }
  assert.equal((await run(folder, ['export', '--library', library, '--tool', 'stranger', '--skill'])).code, 2);
});

test('a tool goes to standard output as a file that can be imported', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const { code, out } = await run(folder, ['export', '--library', library, '--tool', 'double-numbers']);
  assert.equal(code, 0);
  assert.equal((JSON.parse(out) as { readonly toolsmith: number }).toolsmith, 1);
});

test('a skill has the open format, and answers in a folder with nothing but itself', async () => {
  const ran = await exported(doublingTool({ id: 'double--numbers' }), '--skill');
  assert.equal(ran.code, 0, ran.err);
  const skill = await readFile(join(folder, 'out', 'double-numbers', 'SKILL.md'), 'utf8');
  assert.match(
    skill,
    /^---\nname: double-numbers\ndescription: "Double numbers: [^\n]*"\ncompatibility: [^\n]+\n---\n/,
  );
  assert.match(skill, /without a sandbox, with all the rights of whoever runs it/);
  const script = join('double-numbers', 'scripts', 'run.mjs');
  const argued = await plainNode([script, 'double 7', 'twice 8']);
  assert.equal(argued.code, 1);
  assert.deepEqual(objects(argued.out), [
    { problem: 'double 7', answer: '14' },
    { problem: 'twice 8', error: 'not a problem of this kind, or without an answer' },
  ]);
  assert.equal((await plainNode([script], 'double 7\r\n\ndouble 8')).out.split('\n').length, 3);
  assert.deepEqual(objects((await plainNode([script, '--jsonl'], '{"input":"double 9"}\n')).out), [
    { problem: 'double 9', answer: '18' },
  ]);
  assert.equal((await plainNode(['--test', join('double-numbers', 'scripts') + '/'])).code, 0);
});

test('a skill of a tool without a parser takes arguments', async () => {
  const examples = doublingTool().examples.map((example) => ({
    ...example,
    arguments: { number: Number(example.problem.slice(7)) },
  }));
  const tool = doublingTool({
    reader: 'model',
    examples,
    code: 'function solve({ number }) { return String(2 * number); }',
  });
  assert.equal((await exported(tool, '--skill')).code, 0);
  const script = join('double-numbers', 'scripts', 'run.mjs');
  const given = await plainNode([script, '--arguments', '{"number":7}', 'seven, twice']);
  assert.deepEqual(objects(given.out), [{ problem: 'seven, twice', answer: '14' }]);
  assert.equal((await plainNode([script, 'double 7'])).code, 1);
  assert.equal((await plainNode(['--test', join('double-numbers', 'scripts') + '/'])).code, 0);
});

test('texts of a stranger end neither the front matter nor a block of a skill', async () => {
  const code = `function parse(problem) { return { problem }; }\nfunction solve({ problem }) { return problem; }`;
  const examples = [{ problem: hostile, answer: hostile, seen: 'shown' as const }];
  const schema = { type: 'object' } as const;
  const tool = doublingTool({
    name: hostileLine.slice(0, 80).trim(),
    description: hostileLine,
    argumentsSchema: schema,
    examples,
    code,
  });
  assert.equal((await exported(tool, '--skill')).code, 0);
  const skill = await readFile(join(folder, 'out', 'double-numbers', 'SKILL.md'), 'utf8');
  const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(skill) ?? [];
  assert.deepEqual(
    front.split('\n').map((line) => line.split(':', 1)[0]),
    ['name', 'description', 'compatibility'],
  );
  const description: unknown = JSON.parse(/^description: (.*)$/m.exec(front)?.[1] ?? '');
  assert.ok(typeof description === 'string' && description.length <= 1_024 && !/[<>\p{C}]/u.test(description));
  // Without its blocks and escapes the body has the headings and marks of the form alone.
  const outside = body.replace(/^(`{3,})(?:text|sh)\n[^]*?\n\1$/gm, '').replace(/\\./g, '');
  assert.deepEqual(outside.match(/^#.*$/gm)?.slice(1), ['## Example', '## Check', '## Rights']);
  assert.doesNotMatch(outside, /owned\]|<b>|\[l\]/);
  assert.equal((await plainNode(['--test', join('double-numbers', 'scripts') + '/'])).code, 0);
});

test('nothing is exported through a link', async () => {
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await mkdir(join(folder, 'out'));
  await symlink(elsewhere, join(folder, 'out', 'double-numbers'));
  const ran = await exported(doublingTool(), '--skill');
  assert.equal(ran.code, 1);
  assert.deepEqual(await readdir(elsewhere), []);
});
