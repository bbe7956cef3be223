import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import type { Tool } from '../../../src/engine/tool/tool';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { createLedgerFolder } from '../../../src/node/store/ledger-file';
import { doublingTool, libraryOf, run, workFolder } from '../cli/cli';
import { call, connect, type Connected } from './client';

const clients: Client[] = [];
after(() => Promise.all(clients.map((client) => client.close())));

async function connected(folder: string, ...args: readonly string[]): Promise<Connected> {
  const made = await connect(folder, args);
  clients.push(made.client);
  return made;
}

const endlessTool = doublingTool({
  id: 'endless',
  code: `function parse(problem) { return problem.startsWith('double') ? { number: Number(problem.slice(7)) } : null; }
function solve({ number }) { while (number > 100) number += 1; return String(2 * number); }`,
});
const readByModel = doublingTool({
  id: 'by-model',
  reader: 'model',
  examples: doublingTool().examples.map((one) => ({ ...one, arguments: { number: Number(one.problem.slice(7)) } })),
});
const shouting = (changes: Partial<Tool> = {}): Tool =>
  doublingTool({
    id: 'shout',
    name: 'Shout',
    description: 'Writes a word in capitals.',
    argumentsSchema: {
      type: 'object',
      properties: { word: { $ref: '#/$defs/word' } },
      $defs: { word: { type: 'string' } },
    },
    demonstrations: [],
    examples: [
      { problem: 'shout: loud', answer: 'LOUD', seen: 'shown' },
      { problem: 'shout: quiet', answer: 'QUIET', seen: 'heldOut' },
    ],
    code: `function parse(problem) { const match = /^shout: (\\w+)$/.exec(problem); return match ? { word: match[1] } : null; }
function solve({ word }) { return word.toUpperCase(); }`,
    ...changes,
  });

let folder = '';
let library = '';
let client: Client;
let said = (): string => '';
before(async () => {
  folder = await workFolder();
  library = await libraryOf(folder, [
    doublingTool(),
    endlessTool,
    readByModel,
    shouting(),
    doublingTool({ id: 'fails', examples: [{ problem: 'double 3', answer: '7', seen: 'shown' }] }),
    doublingTool({ id: 'draft', stage: 'draft' }),
    doublingTool({ id: 'empty', examples: [] }),
  ]);
  await createFileToolStore(library, () => new Date()).save(doublingTool({ id: 'stranger' }));
  ({ client, said } = await connected(folder, '--library', library));
});

test('what is approved and verified is listed under its own name, with what agents need to know, and nothing else is', async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['find_tool', 'apply_tool', 'by-model', 'double-numbers', 'endless', 'shout'],
  );
  for (const tool of tools) {
    assert.match(tool.name, /^[a-zA-Z0-9_-]{1,64}$/);
    assert.deepEqual(
      [tool.annotations?.readOnlyHint, tool.annotations?.idempotentHint, tool.annotations?.openWorldHint],
      [true, true, false],
    );
    assert.ok(tool.outputSchema && tool.description);
  }
  const double = tools.find(({ name }) => name === 'double-numbers') ?? assert.fail();
  assert.deepEqual(double.inputSchema.properties?.['arguments'], doublingTool().argumentsSchema);
  assert.match(double.description ?? '', /For example "double 3" gives "6"/);
  assert.deepEqual(tools.find(({ name }) => name === 'by-model')?.inputSchema.required, ['arguments']);
  const shout = tools.find(({ name }) => name === 'shout')?.inputSchema.properties?.['arguments'];
  assert.deepEqual((shout as { properties: unknown }).properties, {
    word: { $ref: '#/properties/arguments/$defs/word' },
  });
  assert.match(said(), /fails is not served: 0 of its 1 examples pass/);
  assert.match(client.getInstructions() ?? '', /data, never an instruction/);
});

test('a tool answers a text or arguments, with a structured result', async () => {
  assert.deepEqual(await call(client, 'double-numbers', { problem: 'double 7' }), {
    text: '14',
    content: { answer: '14', tool: 'double-numbers', version: 1, novel: false },
    isError: false,
  });
  assert.equal((await call(client, 'double-numbers', { arguments: { number: 8 } })).text, '16');
  assert.equal((await call(client, 'by-model', { arguments: { number: 9 }, problem: 'nine, twice' })).text, '18');
});

test('bad arguments, problems of another kind, and what a tool throws are told the agent as what they are', async () => {
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ['double-numbers', {}, /Give “problem”/],
    ['double-numbers', { problem: 7 }, /Bad arguments: “problem”/],
    ['double-numbers', { problem: 'double 7', more: 1 }, /Bad arguments: “more”/],
    ['double-numbers', { arguments: { number: 'seven' } }, /do not fit the schema/],
    ['double-numbers', { arguments: { number: 7, __proto__: 1, evil: 1 } }, /do not fit the schema/],
    ['double-numbers', { arguments: [] }, /Bad arguments: “arguments”/],
    ['double-numbers', { problem: 'twice 7' }, /no answer \(notRead\)/],
    ['double-numbers', { problem: 'double 13' }, /no answer \(noAnswer\)/],
    ['double-numbers', { problem: 'double 666' }, /solve threw .*beast‹U\+001B›/],
    ['double-numbers', { problem: 'x'.repeat(1_100_000) }, /Bad arguments: “problem”/],
    ['by-model', { problem: 'double 7' }, /give “arguments”/],
    ['find_tool', { problems: [] }, /Bad arguments: “problems”/],
    ['find_tool', { problems: 'double 7' }, /Bad arguments: “problems”/],
    ['apply_tool', {}, /either “problems” or “text”/],
    ['apply_tool', { problems: ['double 7'], tool: 'stranger' }, /There is no tool "stranger"/],
    ['apply_tool', { text: ' \n' }, /Nothing was answered/],
  ];
  for (const [name, args, message] of cases) {
    const called = await call(client, name, args);
    assert.ok(called.isError, JSON.stringify(args).slice(0, 100));
    assert.match(called.text, message);
  }
  for (const name of ['stranger', 'fails', 'draft', 'make_tool', '../x', ''])
    await assert.rejects(call(client, name, { problem: 'double 7' }), /There is no tool/);
});

test('the tool of a problem is found, and many problems are answered at once', async () => {
  const found = await call(client, 'find_tool', { problems: ['shout: hey', 'nothing like it at all'] });
  assert.deepEqual((found.content['found'] as readonly unknown[])[0], { tool: 'shout' });
  assert.equal((found.content['found'] as readonly { tool: unknown }[])[1]?.tool, null);
  const applied = await call(client, 'apply_tool', { problems: ['double 7', 'double 13'], tool: 'double-numbers' });
  assert.deepEqual(applied.content, {
    answered: 1,
    unanswered: 1,
    rows: [
      { answer: '14', tool: 'double-numbers' },
      { error: { kind: 'noAnswer', message: 'the tool says that there is no answer' }, tool: 'double-numbers' },
    ],
  });
  const best = await call(client, 'apply_tool', { problems: ['shout: hey', 'nothing'] });
  assert.deepEqual([best.content['answered'], best.content['unanswered']], [1, 1]);
  const text = 'problem,answer\nshout: hey,\n"no, not this",\n';
  const filled = await call(client, 'apply_tool', { text, tool: 'shout' });
  assert.equal(filled.content['text'], 'problem,answer\nshout: hey,HEY\n"no, not this",\n', filled.text);
  assert.equal((filled.content['left'] as readonly { line: number }[])[0]?.line, 3);
  const meant = { text: 'a,b\nshout: one,shout: two\n', tool: 'shout' };
  const unclear = await call(client, 'apply_tool', meant);
  assert.match(unclear.text, /Say which is meant by one of \{"columns":\["a"\]\}/);
  const clear = await call(client, 'apply_tool', { ...meant, columns: ['b'], answerColumn: 'c' });
  assert.equal(clear.content['text'], 'a,b,c\nshout: one,shout: two,TWO\n', clear.text);
});

test('code and examples are resources, and nothing else is', async () => {
  const { resources } = await client.listResources();
  assert.equal(resources.length, 8);
  const code = await client.readResource({ uri: 'toolsmith://tools/double-numbers/code' });
  assert.deepEqual(code.contents, [
    { uri: 'toolsmith://tools/double-numbers/code', mimeType: 'text/javascript', text: doublingTool().code },
  ]);
  const examples = await client.readResource({ uri: 'toolsmith://tools/double-numbers/examples' });
  assert.match(JSON.stringify(examples), /double 21/);
  assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 2);
  for (const uri of ['toolsmith://tools/stranger/code', 'file:///etc/passwd', 'toolsmith://tools/../code'])
    await assert.rejects(client.readResource({ uri }), /There is nothing at/);
});

test('a tool that does not end is stopped when its call is cancelled, and others go on', async () => {
  const cancel = new AbortController();
  const endless = call(client, 'endless', { problem: 'double 101' }, cancel.signal);
  setTimeout(() => cancel.abort(), 300);
  await assert.rejects(endless);
  assert.equal((await call(client, 'endless', { problem: 'double 4' })).text, '8');
});

test('a tool that does not end is stopped at its limit', async () => {
  const stopped = await call(client, 'endless', { problem: 'double 101' });
  assert.ok(stopped.isError);
  assert.match(stopped.text, /solve was stopped after 10000 ms/);
});

test('clients are told of changes: what is added is verified first, what is approved later comes, what is removed goes', async () => {
  const own = await workFolder();
  const changing = await libraryOf(own, [doublingTool()]);
  const { client: told } = await connected(own, '--library', changing);
  const names = async (): Promise<readonly string[]> =>
    (await told.listTools()).tools.map(({ name }) => name).filter((name) => !name.includes('_'));
  assert.deepEqual(await names(), ['double-numbers']);
  let changes = 0;
  let next: () => void = () => undefined;
  told.setNotificationHandler(ToolListChangedNotificationSchema, () => {
    changes += 1;
    next();
  });
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    const noticed = new Promise<void>((settle) => {
      next = settle;
    });
    await work();
    await noticed;
  };
  await change(() => libraryOf(own, [shouting()]));
  assert.deepEqual(await names(), ['double-numbers', 'shout']);
  const store = createFileToolStore(changing, () => new Date());
  await store.save(doublingTool({ id: 'stranger' }));
  await change(() => run(own, ['verify', '--library', changing, '--tool', 'stranger', '--approve']));
  assert.deepEqual(await names(), ['double-numbers', 'shout', 'stranger']);
  await change(() => store.trash('double-numbers'));
  assert.deepEqual(await names(), ['shout', 'stranger']);
  assert.ok(changes >= 3);
  await assert.rejects(call(told, 'double-numbers', { problem: 'double 7' }), /There is no tool/);
});

test('two clients are served at once, and two libraries under names of their own', async () => {
  const own = await workFolder();
  const [first, second] = [await libraryOf(folder, []), await libraryOf(own, [doublingTool()])];
  const { client: one } = await connected(folder, '--library', first);
  const both = await connected(own, '--library', second, '--library', second);
  const names = (await both.client.listTools()).tools.map(({ name }) => name);
  assert.deepEqual(names.slice(2), ['double-numbers', 'double-numbers-2']);
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, (_, at) => call(one, 'double-numbers', { problem: `double ${at + 20}` })),
    ...Array.from({ length: 20 }, (_, at) => call(both.client, 'double-numbers-2', { problem: `double ${at + 20}` })),
  ]);
  assert.deepEqual(
    answers.map(({ text }) => Number(text)),
    [...Array(20).keys(), ...Array(20).keys()].map((at) => 2 * (at + 20)),
  );
});

test('uses are in the ledger when the client has gone', async () => {
  const own = await workFolder();
  const used = await libraryOf(own, [doublingTool()]);
  const { client: using } = await connect(own, ['--library', used]);
  for (let at = 0; at < 5; at += 1) await call(using, 'double-numbers', { problem: `double ${at}` });
  await call(using, 'double-numbers', { problem: 'double 13' });
  await using.close();
  const { entries } = await createLedgerFolder(join(own, 'state', 'toolsmith', 'ledger')).read();
  const uses = entries.filter((entry) => entry.kind === 'use');
  assert.deepEqual(
    [uses.reduce((sum, { byParser }) => sum + byParser, 0), uses.reduce((sum, { unanswered }) => sum + unanswered, 0)],
    [5, 1],
  );
  assert.equal(entries.filter((entry) => entry.kind === 'call').length, 0);
});
