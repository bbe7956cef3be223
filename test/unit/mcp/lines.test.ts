import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { after, before, test } from 'node:test';
import { doublingTool, libraryOf, start, workFolder } from '../cli/cli';

interface Answer {
  readonly id: number | string | null;
  readonly result?: { readonly structuredContent?: { readonly answer?: string } };
  readonly error?: { readonly code: number; readonly message: string };
}

let server: ChildProcess;
let lines: Interface;
const answers: Answer[] = [];
let noticed: () => void = () => undefined;
before(async () => {
  const folder = await workFolder();
  server = await start(folder, ['mcp', '--library', await libraryOf(folder, [doublingTool()])]);
  lines = createInterface({ input: server.stdout ?? assert.fail() });
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Answer;
    // Not what the server says by itself.
    if (!('id' in message)) return;
    answers.push(message);
    noticed();
  });
  const { result } = await answered(
    '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}\n{"jsonrpc":"2.0","method":"notifications/initialized"}',
  );
  assert.ok(result);
});
after(() => server.kill());

/** Writes a line, and returns the next answer. */
async function answered(line: string): Promise<Answer> {
  const before = answers.length;
  server.stdin?.write(`${line}\n`);
  while (answers.length === before)
    await new Promise<void>((settle) => {
      noticed = settle;
    });
  return answers.at(-1) ?? assert.fail();
}

/** A call that must be answered, whatever came before it. */
async function stillAnswers(): Promise<void> {
  const { result } = await answered(
    '{"jsonrpc":"2.0","id":"after","method":"tools/call","params":{"name":"double-numbers","arguments":{"problem":"double 7"}}}',
  );
  assert.equal(result?.structuredContent?.answer, '14');
}

const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const long = 'x'.repeat(17_000_000);
const call = (id: number, args: string): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"double-numbers","arguments":${args}}}`;
const cases: readonly (readonly [string, string, number | null, RegExp])[] = [
  ['no JSON', 'hello', null, /no JSON/],
  ['half of a message', '{"jsonrpc":"2.0","id":1,', null, /no JSON/],
  ['an array', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', null, /no message of JSON-RPC/],
  ['a number', '7', null, /no message of JSON-RPC/],
  ['another version', '{"jsonrpc":"1.0","id":4,"method":"ping"}', 4, /no message of JSON-RPC/],
  ['a nest of brackets', nested, null, /nests deeper/],
  ['arguments that nest', call(5, `{"arguments":${nested}}`), null, /nests deeper/],
  ['a line without bounds, its id in front', call(6, `{"problem":"${long}"}`), 6, /longer than 16,000,000 bytes/],
  [
    'a line without bounds, its id behind',
    `{"method":"tools/call","params":{"name":"double-numbers","arguments":{"problem":"${long}"}},"jsonrpc":"2.0","id":7}`,
    7,
    /longer than 16,000,000 bytes/,
  ],
  ['a method that is none', '{"jsonrpc":"2.0","id":8,"method":"tools/destroy"}', 8, /Method not found/],
  ['parameters that are none', '{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":7}}', 9, /./],
];
for (const [what, line, id, message] of cases)
  test(`${what} is answered with an error, and the next call as ever`, async () => {
    const { error, id: answeredId } = await answered(line);
    assert.match(error?.message ?? '', message);
    assert.equal(answeredId, id);
    await stillAnswers();
  });

test('white space between messages is nothing', async () => {
  server.stdin?.write('\r\n \n');
  await stillAnswers();
});

test('a message in many pieces is one', async () => {
  const line = call(10, '{"problem":"double 8"}');
  for (const piece of line) server.stdin?.write(piece);
  assert.equal((await answered('')).result?.structuredContent?.answer, '16');
});
