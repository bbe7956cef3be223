import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createLedgerFolder } from '../../../src/node/store/ledger-file';
import { answer, silent, startFaultServer, type FaultServer } from '../../faults/fault-server';
import { builtCommand, doublingCode, doublingTool, ended, file, libraryOf, proposal, start, workFolder } from './cli';

let folder = '';
let server: FaultServer;
before(async () => {
  folder = await workFolder();
  server = await startFaultServer();
  await builtCommand();
});
after(() => server.close());

test('the bundle makes a tool, and applies it to standard input', async () => {
  server.script(answer(proposal(doublingCode)));
  const environment = {
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'sk-secret-12345',
    TOOLSMITH_MAKER_MODEL: 'strong',
  };
  const made = await ended(
    await start(folder, ['make', '--no-synthesis', '--examples', '-'], environment),
    'double 3 => 6\ndouble 4 => 8\n',
  );
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /^double-numbers: 2 of 2, 1 never seen by the maker/);
  assert.ok((await readFile(join(folder, '.toolsmith', 'double-numbers', 'v1.js'), 'utf8')).includes('function solve'));
  const applied = await ended(await start(folder, ['apply', '--input', '-']), 'double 7\ndouble 8\n');
  assert.deepEqual(applied, {
    code: 0,
    out: 'double 7 => 14\ndouble 8 => 16\n',
    err: 'standard input: lines with =>\n2 problems for double-numbers\n2 answered, 1 of them unlike every example (--strict leaves those); 0 without an answer\n',
  });
});

test('the bundle knows its version, and wrong usage exits with 2', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly version: string };
  assert.deepEqual(await ended(await start(folder, ['--version'])), { code: 0, out: `${version}\n`, err: '' });
  assert.equal((await ended(await start(folder, ['apply', '--nothing']))).code, 2);
});

test('an output longer than a pipe holds arrives whole', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const input = await file(
    folder,
    'long.txt',
    Array.from({ length: 20_000 }, (_, index) => `Read this as it stands: ${index} =>\n`).join('') + 'double 4 =>\n',
  );
  const ran = await ended(
    await start(folder, [
      'apply',
      '--library',
      library,
      '--tool',
      'double-numbers',
      '--input',
      input,
      '--lines',
      '20001',
    ]),
  );
  assert.equal(ran.code, 0, ran.err);
  assert.ok(ran.out.length > 400_000 && ran.out.endsWith('\ndouble 4 => 8\n'));
});

test('a reader that goes away early is no crash', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const child = await start(folder, ['list', '--library', library]);
  child.stdout?.destroy();
  const ran = await ended(child);
  assert.doesNotMatch(ran.err, /at .*cli\.js/);
});

test('Ctrl-C in the middle of a request exits with 130 and keeps the candidate', async () => {
  server.script(answer(proposal(doublingCode.replace('2 * number', '3 * number'))), silent);
  const examples = await file(folder, 'examples.txt', 'double 3 => 6\ndouble 4 => 8\n');
  const child = await start(folder, [
    'make',
    '--no-synthesis',
    '--examples',
    examples,
    '--library',
    join(folder, 'interrupted'),
    '--base-url',
    server.baseUrl,
    '--maker-model',
    'strong',
  ]);
  const seen = server.seen.length;
  const waiting = setInterval(() => {
    if (server.seen.length < seen + 2) return;
    clearInterval(waiting);
    child.kill('SIGINT');
  }, 20);
  const ran = await ended(child);
  assert.equal(ran.code, 130, ran.err);
  assert.match(ran.err, /kept as the draft double-numbers/);
});

test('Ctrl-C while it waits for standard input', async () => {
  const child = await start(
    folder,
    ['apply', '--input', '-', '--allow-model', '--user-model', 'light', '--base-url', 'https://models.example/v1'],
    { OPENAI_API_KEY: 'sk-secret-12345' },
  );
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    // Said before the input is read: the process is far enough to take a signal.
    if (text.startsWith('No key is sent to models.example')) child.kill('SIGINT');
    else err += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 130);
  assert.equal(err, 'interrupted\n');
});

test('a command that is killed leaves every request that it sent in the ledger', async () => {
  const own = await workFolder();
  const examples = await file(own, 'examples.txt', 'double 3 => 6\ndouble 4 => 8\n');
  server.script(
    answer(proposal(doublingCode.replace('2 * number', '3 * number')), { prompt_tokens: 900, completion_tokens: 100 }),
    silent,
  );
  const seen = server.seen.length;
  const child = await start(own, [
    'make',
    '--no-synthesis',
    '--examples',
    examples,
    '--library',
    join(own, 'lib'),
    '--base-url',
    server.baseUrl,
    '--maker-model',
    'strong',
  ]);
  const waiting = setInterval(() => {
    if (server.seen.length < seen + 2) return;
    clearInterval(waiting);
    child.kill('SIGKILL');
  }, 20);
  await ended(child);
  const calls = (await createLedgerFolder(join(own, 'state', 'toolsmith', 'ledger')).read()).entries.filter(
    (entry) => entry.kind === 'call',
  );
  assert.deepEqual(
    calls.map(({ purpose, outcome }) => [purpose, outcome]),
    [
      ['propose', 'reply'],
      ['repair', 'sent'],
    ],
  );
  assert.equal(calls[1]?.tokens.input.source, 'estimated');
  assert.match((await ended(await start(own, ['costs', '--library', join(own, 'lib')]))).out, /in 2 requests/);
});

test('a pipe that the shell has opened is read to its end', async () => {
  const library = await libraryOf(folder, [doublingTool()]);
  const [command, words] = [await builtCommand(), ['apply', '--library', library, '--tool', 'double-numbers']];
  const child = spawn('bash', ['-c', '"$0" "$@" --input <(echo "double 4 =>")', process.execPath, command, ...words], {
    env: { PATH: process.env['PATH'], HOME: folder, XDG_STATE_HOME: join(folder, 'state') },
  });
  assert.equal((await ended(child)).out, 'double 4 => 8\n');
});
