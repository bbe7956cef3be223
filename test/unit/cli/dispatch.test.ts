import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { Tool } from '../../../src/engine/tool/tool';
import { answer, startFaultServer } from '../../faults/fault-server';
import { doublingTool, file, libraryOf, objects, run, workFolder, type Ran } from './cli';

let folder = '';
const server = await startFaultServer();
after(() => server.close());
beforeEach(async () => {
  folder = await workFolder();
});

/** A tool for problems such as `triple 3`, or of another wording; lax: its parser does not look at the wording. */
function multiplyingTool(word: string, by: number, changes: Partial<Tool> = {}): Tool {
  return doublingTool({
    id: `${word}-numbers`,
    name: `${word} numbers`,
    description: `Multiplies a whole number by ${by}.`,
    examples: [
      { problem: `${word} 3`, answer: String(by * 3), seen: 'shown' },
      { problem: `${word} 21`, answer: String(by * 21), seen: 'heldOut' },
    ],
    code: `function parse(problem) {\n  const match = /^\\w+ (-?\\d{1,9})$/.exec(problem);\n  return match ? { number: Number(match[1]) } : null;\n}\nfunction solve({ number }) {\n  return String(${by} * number);\n}\n`,
    ...changes,
  });
}

/** A tool for bare numbers. */
function bareTool(id: string, by: number): Tool {
  return multiplyingTool('', by, {
    id,
    name: id,
    examples: [
      { problem: '3/4', answer: String(by * 3), seen: 'shown' },
      { problem: '21/5', answer: String(by * 21), seen: 'heldOut' },
    ],
    code: `function parse(problem) {\n  const match = /^(\\d{1,9})\\/\\d+$/.exec(problem);\n  return match ? { number: Number(match[1]) } : null;\n}\nfunction solve({ number }) {\n  return String(${by} * number);\n}\n`,
  });
}

async function applied(tools: readonly Tool[], content: string, ...more: readonly string[]): Promise<Ran> {
  return run(folder, [
    'apply',
    '--library',
    await libraryOf(folder, tools),
    '--input',
    await file(folder, 'input.txt', content),
    ...more,
  ]);
}

const light = (): readonly string[] => ['--allow-model', '--user-model', 'light', '--user-base-url', server.baseUrl];
const both = [doublingTool(), multiplyingTool('triple', 3)];

test('each problem goes to the tool that fits it, after the tools were verified here', async () => {
  const ran = await applied(both, 'double 4 =>\ntriple 4 =>\ndouble 13 =>\ntriple 5 =>\n');
  assert.equal(ran.out, 'double 4 => 8\ntriple 4 => 12\ndouble 13 =>\ntriple 5 => 15\n');
  assert.equal(ran.code, 1);
  assert.match(
    ran.err,
    /^2 tools not verified on this machine as they stand: running their examples\n.*: lines with =>\n2 problems for double-numbers, 2 problems for triple-numbers\n/,
  );
  const again = await applied(both, 'double 4 =>\ntriple 4 =>\n');
  assert.match(
    again.err,
    /^.*: lines with =>\n1 problem for double-numbers, 1 problem for triple-numbers\n2 answered; 0 without an answer\n$/,
  );
});

test('a table without a header on the standard input loses no row', async () => {
  const ran = await applied(both, '7,double 4,x\n8,triple 5,y\n');
  assert.deepEqual([ran.code, ran.out], [0, '7,double 4,x,8\n8,triple 5,y,15\n']);
});

test('a report in JSON has the tool of each problem, in document order', async () => {
  const ran = await applied(both, 'triple 4 =>\ndouble 4 =>\nhalve 4 =>\ndouble 13 =>\nnonsense\n', '--json');
  const rows = objects(ran.out).map(({ input, answer: given, tool, error }) => [
    input,
    given,
    tool,
    (error as { readonly kind: string } | undefined)?.kind,
  ]);
  assert.deepEqual(rows, [
    ['triple 4', '12', 'triple-numbers', undefined],
    ['double 4', '8', 'double-numbers', undefined],
    ['halve 4', undefined, undefined, 'notSure'],
    ['double 13', undefined, 'double-numbers', 'noAnswer'],
    ['nonsense', undefined, undefined, 'noTool'],
  ]);
  assert.match(ran.err, /; 1 not certain; 1 that no tool reads\n/);
});

test('bare data that several tools take is left with their names, refused where there is nothing else, and goes to the one that is preferred or named', async () => {
  const tools = [...both, bareTool('tenths', 10), bareTool('hundredths', 100)];
  const ran = await applied(tools, 'double 4 =>\n3/7 =>\n8/9 =>\n');
  assert.deepEqual([ran.code, ran.out], [1, 'double 4 => 8\n3/7 =>\n8/9 =>\n']);
  assert.match(
    ran.err,
    /1 problem for double-numbers; 2 that several tools fit\n.*line 2: several tools fit: hundredths or tenths; --prefer says which is meant\n/,
  );
  const alone = await applied(tools, '3/7 =>\n8/9 =>\n');
  assert.deepEqual([alone.code, alone.out], [2, '']);
  assert.match(
    alone.err,
    /2 problems could be meant for each of 2 tools, and nothing in them tells for which\. Say it with --prefer: hundredths or tenths\.\n$/,
  );
  const preferred = await applied(tools, 'double 4 =>\n3/7 =>\n8/9 =>\n', '--prefer', 'double-numbers, tenths');
  assert.deepEqual([preferred.code, preferred.out], [0, 'double 4 => 8\n3/7 => 30\n8/9 => 80\n']);
  assert.equal(
    (await applied(tools, '3/7 =>\n', '--prefer', 'hundredths,tenths')).out,
    '3/7 => 300\n',
    'the one that is named first',
  );
  assert.match((await applied(tools, '3/7 =>\n', '--prefer', 'fifths')).err, /There is no tool “fifths”/);
  assert.match((await applied(tools, '3/7 =>\n', '--prefer', 'tenths', '--tool', 'tenths')).err, /give one of them/);
  assert.equal((await applied(tools, '3/7 =>\n8/9 =>\n', '--tool', 'tenths')).out, '3/7 => 30\n8/9 => 80\n');
});

test('what is not sure is sent nowhere without consent, and with it the light model chooses among three at most, or none', async () => {
  const sentBefore = server.seen.length;
  const without = await applied(both, 'halve 4 =>\n');
  assert.equal(without.code, 2);
  assert.match(
    without.err,
    /It is not certain which tool this problem is meant for\. Have the light model choose with --allow-model, or name a tool with --tool: triple-numbers, double-numbers\./,
  );
  assert.equal(server.seen.length, sentBefore);

  server.script(
    answer('{"tool": "none"}', { prompt_tokens: 150, completion_tokens: 5 }),
    answer('{"tool": "triple-numbers"}', { prompt_tokens: 150, completion_tokens: 5 }),
  );
  const asked = await applied(both, 'halve 4 =>\nthrice 4 =>\ndouble 4 =>\n', '--json', ...light());
  assert.equal(server.seen.length, sentBefore + 2, 'what is sure is not asked about');
  const rows = objects(asked.out).map(({ input, answer: given, tool, tokens, error }) => ({
    input,
    given,
    tool,
    tokens,
    error,
  }));
  const of = (input: string): (typeof rows)[number] | undefined => rows.find((row) => row.input === input);
  assert.deepEqual(of('double 4'), {
    input: 'double 4',
    given: '8',
    tool: 'double-numbers',
    tokens: 0,
    error: undefined,
  });
  // The requests are under way at once: either may come first.
  const chosen = rows.filter(({ tool }) => tool === 'triple-numbers');
  const refused = rows.filter(({ error }) => error !== undefined);
  assert.deepEqual(
    [chosen.map(({ given, tokens }) => [given, tokens]), refused.map(({ tokens }) => tokens)],
    [[['12', 155]], [155]],
  );
  assert.match(asked.err, /to find the tool for 2 problems: asking light at 127\.0\.0\.1:\d+, about \d+ tokens/);
  const sent = JSON.stringify(server.seen.at(-1)?.body);
  assert.ok(!sent.includes('function parse') && !sent.includes('triple 21'), 'neither code nor what was held out');
});

test('what no tool reads is offered to the light model as well, which then reads it for the tool that it named', async () => {
  const sentBefore = server.seen.length;
  const without = await applied(both, 'double 4 =>\nplease double what you find: 8 =>\n');
  assert.deepEqual(
    [without.code, without.out, server.seen.length],
    [1, 'double 4 => 8\nplease double what you find: 8 =>\n', sentBefore],
  );
  assert.match(
    without.err,
    /no tool of the library reads this; --allow-model has the light model see whether it is for double-numbers\n/,
  );
  server.script(answer('{"tool": "double-numbers"}'), answer('{"number": 8}'));
  const asked = await applied(both, 'double 4 =>\nplease double what you find: 8 =>\n', ...light());
  assert.deepEqual(
    [asked.code, asked.out, server.seen.length],
    [0, 'double 4 => 8\nplease double what you find: 8 => 16\n', sentBefore + 2],
  );
});

test('a tool that the light model names and was not shown is none', async () => {
  server.script(answer('{"tool": "halve-numbers"}'));
  const ran = await applied(both, 'halve 4 =>\n', '--json', ...light());
  const [row] = objects(ran.out);
  assert.match(JSON.stringify(row?.['error']), /named no tool that it was shown/);
});

test('a tool that does not hold takes no part', async () => {
  const broken = multiplyingTool('triple', 3, { examples: [{ problem: 'triple 3', answer: '10', seen: 'shown' }] });
  const ran = await applied([doublingTool(), broken], 'double 4 =>\ntriple 4 =>\n');
  assert.equal(ran.out, 'double 4 => 8\ntriple 4 =>\n');
  assert.match(ran.err, /0 of the 1 examples of triple-numbers pass, so it is left out/);
});

test('problems that no tool reads are refused as before, and so is an empty library', async () => {
  const none = await applied(both, 'what is this\n');
  assert.equal(none.code, 2);
  assert.match(
    none.err,
    /No tool of the library reads these problems by itself\. Name one with --tool: double-numbers, triple-numbers\./,
  );
  folder = await workFolder();
  assert.match(
    (await run(folder, ['apply', '--input', await file(folder, 'in.txt', 'double 4\n')])).err,
    /There are no tools in /,
  );
});

test('problems are read in the notation of which most are sure', async () => {
  const listing = multiplyingTool('triple', 3, {
    notation: { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' },
  });
  const ran = await applied([doublingTool(), listing], 'Question: triple 4\n\nQuestion: double 5\n');
  assert.equal(ran.out, 'Question: triple 4\nAnswer: 12\n\nQuestion: double 5\nAnswer: 10\n', ran.err);
});

test('the index is kept, and made anew where it is damaged or the library has changed', async () => {
  await applied(both, 'double 4 =>\n');
  const kept = join(folder, 'state', 'toolsmith', 'index');
  const [name = ''] = await readdir(kept);
  const first = await readFile(join(kept, name), 'utf8');
  await writeFile(join(kept, name), '{"format": 1, "entries": [{}]}');
  assert.equal((await applied(both, 'triple 4 =>\n')).out, 'triple 4 => 12\n');
  assert.equal(await readFile(join(kept, name), 'utf8'), first);
  await applied([...both, multiplyingTool('quadruple', 4)], 'quadruple 4 =>\n');
  assert.deepEqual((await readdir(kept)).length, 1);
  assert.notEqual(await readFile(join(kept, name), 'utf8'), first);
});

test('a file into another one goes the same way, in pieces: a column says which tool, what has no answer is listed, the ledger has each tool', async () => {
  const into = ['--output', join(folder, 'out.csv')];
  const [library, input] = [
    await libraryOf(folder, both),
    await file(folder, 'in.csv', 'problem,answer\ndouble 4,\ntriple 4,\nhalve 4,\nnonsense here,\n'),
  ];
  const sentBefore = server.seen.length;
  const ran = await run(folder, ['apply', '--library', library, '--input', input, ...into]);
  assert.equal(ran.code, 1, ran.err);
  assert.equal(
    await readFile(join(folder, 'out.csv'), 'utf8'),
    'problem,answer,tool\ndouble 4,8,double-numbers\ntriple 4,12,triple-numbers\nhalve 4,,\nnonsense here,,\n',
  );
  const failures = objects(await readFile(join(folder, 'out.csv.failed.jsonl'), 'utf8')).map(({ line, error }) => [
    line,
    (error as { readonly kind: string }).kind,
  ]);
  assert.deepEqual(failures, [
    [4, 'notSure'],
    [5, 'noTool'],
  ]);
  assert.match(
    ran.err,
    /1 answer by double-numbers, 1 answer by triple-numbers\n2 answered; 2 without an answer, listed in /,
  );
  assert.match(
    (await run(folder, ['costs', '--library', library])).out,
    /2 problems answered in 2 runs/,
    'both tools of this test are of one birth, so that they share an account',
  );
  assert.equal(server.seen.length, sentBefore);
  server.script(answer('{"tool": "triple-numbers"}'));
  const asked = await run(folder, ['apply', '--library', library, '--input', input, ...into, ...light()]);
  assert.match(asked.err, /to find the tool for a problem: asking light at/);
  assert.match(await readFile(join(folder, 'out.csv'), 'utf8'), /\nhalve 4,12,triple-numbers\n/);
  const bare = [
    'apply',
    '--library',
    await libraryOf(folder, [...both, bareTool('tenths', 10), bareTool('hundredths', 100)]),
    '--input',
    await file(folder, 'bare.csv', 'problem,answer\n3/7,\n'),
    '--output',
    join(folder, 'bare-out.csv'),
  ];
  const refused = await run(folder, bare);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /Say it with --prefer: hundredths or tenths\./);
  assert.equal((await run(folder, [...bare, '--prefer', 'hundredths'])).code, 0);
  assert.match(await readFile(join(folder, 'bare-out.csv'), 'utf8'), /\n3\/7,300,hundredths\n/);
  await file(folder, 'bare.csv', 'problem,answer\ndouble 4,\n3/7,\n');
  const left = await run(folder, bare);
  assert.equal(left.code, 1, left.err);
  assert.match(
    left.err,
    /1 problem of the first rows left: several tools fit, hundredths or tenths; --prefer says which is meant\n/,
  );
  assert.match(await readFile(join(folder, 'bare-out.csv'), 'utf8'), /\ndouble 4,8,double-numbers\n3\/7,,\n/);
});
