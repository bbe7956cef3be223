import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { answer, json, startFaultServer, silent } from '../../faults/fault-server';
import { doublingCode, file, objects, proposal, run, workFolder } from './cli';

const examples = 'double 3 => 6\ndouble 4 => 8\ndouble 21 => 42\ndouble -5 => -10\n';
let folder = '';
const server = await startFaultServer();
after(() => server.close());
beforeEach(async () => {
  folder = await workFolder();
});

/** The options of a making at the fault server. */
async function making(content = examples): Promise<readonly string[]> {
  return [
    'make',
    '--no-synthesis',
    '--examples',
    await file(folder, 'examples.txt', content),
    '--library',
    join(folder, 'lib'),
    '--base-url',
    server.baseUrl,
    '--maker-model',
    'strong',
  ];
}

test('make, list, verify, apply by the parser, apply with the light model', async () => {
  server.script(answer(proposal(doublingCode), { prompt_tokens: 1_000, completion_tokens: 200 }));
  const sentFirst = server.seen.length;
  const made = await run(folder, [...(await making()), '--maker-input-price', '2', '--maker-output-price', '10']);
  assert.equal(made.code, 0, made.err);
  assert.equal(made.out, 'double-numbers: 4 of 4, 2 never seen by the maker; 1 try, 1200 tokens, $0.0040\n');
  assert.match(
    made.err,
    /^4 examples, read as lines with =>, first double 3 {2}⇒ {2}6: 2 shown to the strong model, 2 held out\nstrong at 127\.0\.0\.1:\d+, about \d+ tokens a try, about \$0\.0\d+ a try\npays after about \d+ uses, estimated\nproposing\n/,
  );
  const [sent] = server.seen.slice(sentFirst);
  assert.ok(
    JSON.stringify(sent?.body).includes('double 4') && !JSON.stringify(sent?.body).includes('double 21'),
    'only the shown examples are sent',
  );

  const lib = ['--library', join(folder, 'lib')];
  const listed = await run(folder, ['list', ...lib]);
  assert.equal(listed.code, 0);
  assert.match(
    listed.out,
    /^double-numbers +4 of 4, 2 never seen by the maker\n {4}Double numbers: Doubles a whole number\.\n {4}read by its own parser, 4 examples, made by strong at [\d.:]+, \$0\.0040\n$/,
  );
  const verified = await run(folder, ['verify', ...lib, '--json']);
  assert.equal(verified.code, 0);
  assert.deepEqual(objects(verified.out), [
    {
      tool: 'double-numbers',
      version: 1,
      holds: true,
      approved: true,
      madeHere: true,
      passed: 4,
      total: 4,
      unseenPassed: 2,
    },
  ]);

  const input = await file(folder, 'input.jsonl', '{"input": "double 7"}\n{"input": "twice eight"}\n');
  const sentBefore = server.seen.length;
  const byParser = await run(folder, ['apply', ...lib, '--tool', 'double-numbers', '--input', input, '--json']);
  assert.equal(byParser.code, 1, 'a problem without an answer is a failure');
  assert.equal(server.seen.length, sentBefore, 'nothing is sent without --allow-model');
  const [first, second] = objects(byParser.out);
  assert.deepEqual(
    { ...first, ms: 0 },
    {
      input: 'double 7',
      answer: '14',
      path: 'parser',
      novel: false,
      tool: 'double-numbers',
      version: 1,
      tokens: 0,
      ms: 0,
    },
  );
  assert.equal(typeof first?.['ms'], 'number');
  assert.deepEqual(second, {
    input: 'twice eight',
    error: { kind: 'notRead', message: 'the tool does not take this for a problem of its class' },
    tool: 'double-numbers',
  });
  assert.match(byParser.err, /\n1 answered; 1 without an answer\n$/);

  server.script(answer('{"number": 8}', { prompt_tokens: 90, completion_tokens: 10 }));
  const withModel = await run(folder, [
    'apply',
    ...lib,
    '--tool',
    'double-numbers',
    '--input',
    input,
    '--json',
    '--allow-model',
    '--user-base-url',
    server.baseUrl,
    '--user-model',
    'light',
  ]);
  assert.equal(withModel.code, 0, withModel.err);
  const [, byModel] = objects(withModel.out);
  assert.deepEqual(
    { ...byModel, ms: 0 },
    {
      input: 'twice eight',
      answer: '16',
      path: 'model',
      novel: true,
      tool: 'double-numbers',
      version: 1,
      tokens: 100,
      ms: 0,
    },
  );
  assert.match(
    withModel.err,
    /1 of 2 problems not read by the tool: sending it to light at 127\.0\.0\.1:\d+, about \d+ tokens and the replies, price unknown\n2 answered, 1 of them read by the light model, 1 of them unlike every example \(--strict leaves those\); 0 without an answer\n$/,
  );
  assert.equal(server.seen.length, sentBefore + 1, 'what the parser reads is not sent');
  assert.equal(server.seen.at(-1)?.body.model, 'light');
});

test('a failed making keeps its last candidate as a draft and says what failed', async () => {
  server.script(answer(proposal(doublingCode.replace('2 * number', '3 * number'))));
  const sentBefore = server.seen.length;
  const failed = await run(folder, [...(await making()), '--json']);
  assert.equal(failed.code, 1);
  assert.equal(server.seen.length - sentBefore, 3);
  const [report] = objects(failed.out);
  assert.deepEqual([report?.['made'], report?.['draft']], [false, 'double-numbers']);
  assert.match(
    failed.err,
    /No tool was made: 0 of 4 examples pass\. [\d,]+ tokens were used\.\n {2}Example 1: expected "6", got "9"\.\n/,
  );
  const listing = await run(folder, ['list', '--library', join(folder, 'lib'), '--json']);
  assert.equal(objects(listing.out)[0]?.['stage'], 'draft');
  const applied = await run(folder, [
    'apply',
    '--library',
    join(folder, 'lib'),
    '--tool',
    'double-numbers',
    '--input',
    await file(folder, 'in.txt', 'double 7\n'),
  ]);
  assert.equal(applied.code, 1);
  assert.match(applied.err, /is a draft/);
  assert.equal(applied.out, '');
});

test('an interrupted making keeps the candidate it has', async () => {
  server.script(answer(proposal(doublingCode.replace('2 * number', '3 * number'))), silent);
  const interrupted = new AbortController();
  const ran = await run(folder, await making(), {}, interrupted.signal, (text) => {
    if (text.startsWith('repairing')) setTimeout(() => interrupted.abort(), 50);
  });
  assert.equal(ran.code, 130);
  assert.match(ran.err, /kept as the draft double-numbers/);
  assert.deepEqual(await readdir(join(folder, 'lib')), ['double-numbers']);
});

test('a server that refuses the key is told apart, and the key is printed nowhere', async () => {
  server.script(json(401, { error: { message: 'Incorrect API key provided: sk-secret-0123456789' } }));
  const refused = await run(folder, await making(), {
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'sk-secret-0123456789',
  });
  assert.equal(refused.code, 1);
  assert.equal(server.seen.at(-1)?.headers.authorization, 'Bearer sk-secret-0123456789');
  assert.match(refused.err, /No tool was made\. 0 tokens were used\.\n {2}\S/);
  assert.ok(!`${refused.out}${refused.err}`.includes('sk-secret'));
});

test('what is recorded is replayed without a server', async () => {
  server.script(answer(proposal(doublingCode)));
  const replies = join(folder, 'replies.jsonl');
  const recorded = await run(folder, [...(await making()), '--record', replies]);
  assert.equal(recorded.code, 0, recorded.err);
  const sentBefore = server.seen.length;
  const args = [
    'make',
    '--no-synthesis',
    '--examples',
    join(folder, 'examples.txt'),
    '--library',
    join(folder, 'other'),
    '--replies',
    replies,
  ];
  const replayed = await run(folder, args);
  assert.equal(replayed.code, 0, replayed.err);
  assert.match(replayed.err, /strong at this machine/);
  assert.equal((await run(folder, [...(await making()), '--anew', '--record', replies])).code, 0);
  assert.equal(server.seen.length, sentBefore, 'recorded requests are not asked again');
  assert.equal((await readFile(replies, 'utf8')).trim().split('\n').length, 1);
  const missing = await run(folder, [...args, '--anew', '--hint', 'another request']);
  assert.equal(missing.code, 1);
  assert.ok(missing.err.includes(`--record ${replies}`), missing.err);
  const input = await file(folder, 'in.txt', 'twice eight\n');
  const noUser = await run(folder, [
    'apply',
    '--library',
    join(folder, 'other'),
    '--tool',
    'double-numbers',
    '--input',
    input,
    '--allow-model',
    '--replies',
    replies,
  ]);
  assert.equal(noUser.code, 2);
  assert.match(noUser.err, /needs a light model/);
});

test('a dry run prints the request, sends nothing and makes nothing', async () => {
  const sentBefore = server.seen.length;
  const dry = await run(folder, [
    'make',
    '--no-synthesis',
    '--examples',
    await file(folder, 'examples.txt', examples),
    '--hint',
    'Whole numbers only.',
    '--dry-run',
    '--user-model',
    'light',
    '--user-base-url',
    'https://light.example/v1',
  ]);
  assert.match(
    dry.err,
    /^where no parser can be had, light at light\.example reads the examples' problems$/m,
    'who else may be asked is named',
  );
  assert.equal(dry.code, 0, dry.err);
  assert.match(
    dry.out,
    /^--- system ---\n[^]+--- user ---\n[^]*<problem>\ndouble 3\n<\/problem>[^]*Whole numbers only\.\n$/,
  );
  assert.ok(!dry.out.includes('double 21'));
  assert.equal(server.seen.length, sentBefore);
});

test('--lines chooses the examples and their order', async () => {
  const dry = await run(folder, [
    'make',
    '--no-synthesis',
    '--examples',
    await file(folder, 'examples.txt', examples),
    '--lines',
    '4,1-2',
    '--dry-run',
    '--json',
  ]);
  const [request] = objects(dry.out) as unknown as [{ readonly messages: readonly { readonly content: string }[] }];
  const shown = [...(request.messages[1]?.content ?? '').matchAll(/<problem>\n(.*)\n/g)].map((match) => match[1]);
  assert.deepEqual(shown, ['double -5', 'double 3']);
});

test('contradictory, too few and ambiguous examples are refused before anything is sent', async () => {
  const sentBefore = server.seen.length;
  const contradictory = await run(folder, await making('double 3 => 6\ndouble 4 => 8\ndouble 3 => 7\n'));
  assert.equal(contradictory.code, 2);
  assert.match(
    contradictory.err,
    /different answers to the same problem\. Nothing was sent\.[^]*lines 1 and 3: “double 3” has the answers “6” and “7”/,
  );
  const few = await run(folder, await making('double 3 => 6\ndouble 4 =>\n'));
  assert.equal(few.code, 2);
  assert.match(few.err, /holds 1 solved problem, read as lines with =>; at least 2 are needed/);
  const equalSigns = await run(folder, await making('double 3 = 6\ndouble 4 = 8\ndouble 5 = 10\n'));
  assert.equal(equalSigns.code, 2);
  assert.match(
    equalSigns.err,
    /Each line has one “=”: if answers stand behind it, say --delimiter "?="? --answer-column 2\./,
  );
  const twoWays = await run(folder, await making('a,b;c,d\ne,f;g,h\ni,j;k,l\n'));
  assert.equal(twoWays.code, 2);
  assert.match(twoWays.err, /can be read in 4 ways/);
  const options = [...twoWays.err.matchAll(/^ {2}(--[^:]*):/gm)].map(([, typed]) => typed);
  assert.equal(new Set(options).size, 4, twoWays.err);
  assert.equal(server.seen.length, sentBefore);
});

test('a library that cannot be written to is found out before anything is sent', async () => {
  const sentBefore = server.seen.length;
  const ran = await run(folder, [
    'make',
    '--no-synthesis',
    '--examples',
    await file(folder, 'examples.txt', examples),
    '--library',
    join(folder, 'examples.txt', 'lib'),
    '--base-url',
    server.baseUrl,
    '--maker-model',
    'strong',
  ]);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /Tools cannot be kept in/);
  assert.equal(server.seen.length, sentBefore);
});
