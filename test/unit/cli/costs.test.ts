import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { asEnded, parseEntry, type LedgerEntry } from '../../../src/engine/ledger/entry';
import { answer, startFaultServer } from '../../faults/fault-server';
import { doublingCode, file, objects, proposal, run, workFolder } from './cli';

const examples = 'double 3 => 6\ndouble 4 => 8\ndouble 21 => 42\ndouble -5 => -10\n';
let folder = '';
const server = await startFaultServer();
after(() => server.close());
beforeEach(async () => {
  folder = await workFolder();
});

async function making(...options: readonly string[]): Promise<readonly string[]> {
  return [
    'make',
    '--no-synthesis',
    '--examples',
    await file(folder, 'examples.txt', examples),
    '--library',
    join(folder, 'lib'),
    '--base-url',
    server.baseUrl,
    '--maker-model',
    'strong',
    '--maker-input-price',
    '2',
    '--maker-output-price',
    '10',
    ...options,
  ];
}

async function ledgerText(): Promise<string> {
  const at = join(folder, 'state', 'toolsmith', 'ledger');
  const names = await readdir(at).catch((): string[] => []);
  return (await Promise.all(names.map((name) => readFile(join(at, name), 'utf8')))).join('');
}

async function entries(): Promise<readonly LedgerEntry[]> {
  return asEnded((await ledgerText()).split('\n').flatMap((line) => parseEntry(line) ?? []));
}

test('making and applying are in the ledger, call by call and run by run, without a text of theirs', async () => {
  const lib = ['--library', join(folder, 'lib')];
  server.script(
    answer(proposal(doublingCode.replace('2 * number', '3 * number')), { prompt_tokens: 900, completion_tokens: 100 }),
    answer(proposal(doublingCode), {
      prompt_tokens: 1_100,
      completion_tokens: 200,
      prompt_tokens_details: { cached_tokens: 500 },
    }),
  );
  assert.equal((await run(folder, await making())).code, 0);
  const input = await file(
    folder,
    'input.jsonl',
    '{"input": "double 7"}\n{"input": "double 8"}\n{"input": "twice eight"}\n{"input": "thrice"}\n',
  );
  server.script(
    answer(
      (request) =>
        JSON.stringify(request.body).includes('"items"') ? '{"items": [{"n": 1, "arguments": {"number": 8}}]}' : 'no',
      { prompt_tokens: 90, completion_tokens: 10 },
    ),
  );
  await run(folder, [
    'apply',
    ...lib,
    '--tool',
    'double-numbers',
    '--input',
    input,
    '--allow-model',
    '--user-base-url',
    server.baseUrl,
    '--user-model',
    'light',
    '--user-input-price',
    '0.1',
    '--user-output-price',
    '0.4',
    '--json',
  ]);

  const written = await entries();
  const [first, second, made, ...rest] = written;
  assert.ok(first?.kind === 'call' && second?.kind === 'call' && made?.kind === 'making');
  assert.deepEqual(
    [first.purpose, second.purpose, first.model, first.outcome],
    ['propose', 'repair', 'strong', 'reply'],
  );
  assert.deepEqual(
    [first.making === made.making, second.making === made.making, made.outcome, made.tool?.id],
    [true, true, 'made', 'double-numbers'],
  );
  assert.deepEqual(
    [second.tokens.input, second.tokens.cached, second.tokens.reasoning.source],
    [{ value: 1_100, source: 'reported' }, { value: 500, source: 'reported' }, 'unknown'],
  );
  assert.deepEqual(
    rest.map(({ kind }) => kind),
    ['call', 'call', 'call', 'use'],
    'one of the two was asked singly, and again',
  );
  assert.ok(rest.every(({ tool }) => tool?.born === made.tool?.born));
  const use = rest.at(-1);
  assert.ok(use?.kind === 'use');
  assert.deepEqual([use.byParser, use.byModel, use.unanswered], [2, 1, 1]);
  assert.doesNotMatch(await ledgerText(), /double \d|twice|thrice|function|Doubles/);

  const { out, err, code } = await run(folder, ['costs', ...lib]);
  assert.equal(code, 0, err);
  assert.match(
    out,
    /^double-numbers\n {4}To make: +\$0\.0070 \(estimated\), 2,300 tokens, in 1 making with 2 requests\n/,
  );
  assert.match(
    out,
    /To use: +less than \$0\.0001 \(reported\), 300 tokens; 3 problems answered in 1 run, 1 of them read by the light model, 1 not answered\n/,
  );
  assert.match(
    out,
    /Without it: +\$0\.0032 for the same 3 answers from strong, estimated from the problems and 105 tokens a reply\n/,
  );
  assert.match(
    out,
    /Saved so far: +−\$0\.0039, estimated\n {4}Break-even: +not yet: after about 7 uses in all, estimated\n/,
  );
  assert.match(
    out,
    /Spent in all: +\$0\.0070 \(estimated\), 2,600 tokens, in 5 requests\nSaved in all: +−\$0\.0039 by 1 tool, estimated\n$/,
  );
  const [json] = objects((await run(folder, ['costs', ...lib, '--json'])).out);
  assert.deepEqual([json?.['id'], json?.['unit'], json?.['makings']], ['double-numbers', 'dollars', 1]);
  const csv = (await run(folder, ['costs', ...lib, '--csv'])).out.trim().split('\n');
  assert.equal(csv.length, 3);
  assert.match(csv[2] ?? '', /^double-numbers,[^,]+,use,3,0\.007/);
});

test('a making that fails is booked on what it left, or on nothing', async () => {
  server.script(answer('no tool at all', { prompt_tokens: 900, completion_tokens: 100 }));
  assert.equal((await run(folder, await making())).code, 1);
  const written = await entries();
  assert.deepEqual(
    written.map(({ kind, tool }) => [kind, tool]),
    [
      ['call', null],
      ['call', null],
      ['call', null],
      ['making', null],
    ],
  );
  assert.match(
    (await run(folder, ['costs', '--library', join(folder, 'lib')])).out,
    /^Spent in all: +\$0\.0084 \(reported\), 3,000 tokens, in 3 requests; of it \$0\.0084 \(reported\), 3,000 tokens for makings of which nothing was kept\nSaved in all: +−\$0\.0084 by 0 tools, estimated\n$/,
  );
});

test('--max-tokens: what would exceed it is not sent, and what there was is kept', async () => {
  const sentBefore = server.seen.length;
  const small = await run(folder, await making('--max-tokens', '1000'));
  assert.equal(small.code, 1);
  assert.match(
    small.err,
    /No tool was made\. 0 tokens were used\.\n {2}Nothing was sent: the cap is 1,000 tokens a making \(--max-tokens\); 0 tokens are spent, and this request takes about [\d,]+ tokens\. Raise the cap/,
  );
  assert.equal(server.seen.length, sentBefore);
  server.script(
    answer(proposal(doublingCode.replace('2 * number', '3 * number')), {
      prompt_tokens: 1_500,
      completion_tokens: 300,
    }),
  );
  const second = await run(folder, await making('--max-tokens', '4000', '--json'));
  assert.equal(server.seen.length, sentBefore + 1, 'the repair had no room');
  assert.equal(
    server.seen.at(-1)?.body['max_completion_tokens'],
    4_000 - Number(/cap is 1,000.*?about ([\d,]+)/.exec(small.err)?.[1]?.replace(',', '')) + 1_500,
    'no longer a reply than there is room',
  );
  const [report] = objects(second.out);
  assert.deepEqual([(report?.['error'] as { kind: string }).kind, report?.['draft']], ['overCap', 'double-numbers']);
});

test('the caps of make and apply: for the run and for the day, which counts what was spent before, in tokens and in dollars', async () => {
  const lib = ['--library', join(folder, 'lib')];
  server.script(answer(proposal(doublingCode), { prompt_tokens: 1_000, completion_tokens: 200 }));
  assert.equal((await run(folder, await making())).code, 0);
  const input = await file(folder, 'input.txt', 'twice 8\ntwice 9\n');
  const apply = [
    'apply',
    ...lib,
    '--tool',
    'double-numbers',
    '--input',
    input,
    '--allow-model',
    '--user-base-url',
    server.baseUrl,
    '--user-model',
    'light',
    '--user-input-price',
    '1',
    '--user-output-price',
    '1',
  ];
  const sentBefore = server.seen.length;
  for (const [caps, message] of [
    [['--max-tokens', '0'], /the cap is 0 tokens a run \(--max-tokens\); 0 tokens are spent/],
    [['--max-dollars', '0.0001'], /the cap is \$0\.0001 a run \(--max-dollars\)/],
    [['--max-tokens-a-day', '1250'], /the cap is 1,250 tokens a day \(--max-tokens-a-day\); 1,200 tokens are spent/],
    [['--max-dollars-a-day', '0.004'], /the cap is \$0\.0040 a day \(--max-dollars-a-day\); \$0\.0040 are spent/],
  ] as const) {
    for (const output of [[], ['--output', join(folder, 'out.txt')]]) {
      const ran = await run(folder, [...apply, ...caps, ...output]);
      assert.equal(ran.code, 1, ran.err);
      if (output.length === 0) assert.match(ran.err, message);
      else assert.match(await readFile(join(folder, 'out.txt.failed.jsonl'), 'utf8'), message);
    }
  }
  for (const one of ['--max-tokens-a-day', '--max-dollars-a-day'])
    assert.match((await run(folder, await making('--anew', one, '0'))).err, new RegExp(`a day \\(${one}\\)`));
  assert.equal(server.seen.length, sentBefore, 'nothing was sent');
  for (const [option, value] of [
    ['--max-tokens', '1e6'],
    ['--max-dollars', '$5'],
    ['--max-tokens-a-day', '-1'],
    ['--max-dollars-a-day', 'much'],
  ] as const) {
    const wrong = await run(folder, [...apply, `${option}=${value}`]);
    assert.equal(wrong.code, 2);
    assert.ok(wrong.err.startsWith(`Nothing was sent: ${option} is “${value}”, which is no cap. It takes `), wrong.err);
  }
});

test('recorded replies count with the prices that are given', async () => {
  const recording = join(folder, 'replies.jsonl');
  server.script(answer(proposal(doublingCode), { prompt_tokens: 1_000, completion_tokens: 200 }));
  assert.equal((await run(folder, await making('--anew', '--record', recording))).code, 0);
  const replayed = [
    'make',
    '--anew',
    '--no-synthesis',
    '--examples',
    join(folder, 'examples.txt'),
    '--library',
    join(folder, 'lib'),
    '--replies',
    recording,
    '--maker-input-price',
    '2',
    '--maker-output-price',
    '10',
  ];
  assert.match((await run(folder, replayed)).out, /1,?200 tokens, \$0\.0040\n$/);
  assert.match(
    (await run(folder, [...replayed, '--max-dollars', '0.001'])).err,
    /Nothing was sent: the cap is \$0\.0010 a making \(--max-dollars\)/,
  );
});

test('a ledger that cannot be written is said once, and the tool is made all the same', async () => {
  await mkdir(join(folder, 'state', 'toolsmith'), { recursive: true });
  await writeFile(join(folder, 'state', 'toolsmith', 'ledger'), 'a file stands there');
  server.script(answer(proposal(doublingCode)));
  const made = await run(folder, await making());
  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /It was not written down what this cost\. Could not write .*ledger/);
});

test('a damaged line of the ledger is said and left out', async () => {
  const at = join(folder, 'state', 'toolsmith', 'ledger');
  await mkdir(at, { recursive: true });
  await writeFile(join(at, 'ledger-2026-01.jsonl'), '\n{"kind":"ca');
  await mkdir(join(folder, 'lib'));
  const ran = await run(folder, ['costs', '--library', join(folder, 'lib')]);
  assert.match(ran.err, /One line of the ledger was left out/);
  assert.match(ran.out, /^Spent in all: +\$0\.0000 \(reported\), 0 tokens, in 0 requests\n/);
});
