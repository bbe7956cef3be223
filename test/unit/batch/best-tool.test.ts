import assert from 'node:assert/strict';
import { appendFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { BestParts } from '../../../src/engine/applying/best-tool';
import type { Questions } from '../../../src/engine/applying/questions';
import type { ChatModel } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { answerFile } from '../../../src/node/batch/answer-file';
import { failuresOf } from '../../../src/node/batch/output-place';
import { planBatch } from '../../../src/node/batch/plan-batch';
import type { BatchOutcome } from '../../../src/node/batch/run-batch';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { byBestTool, chooser, doubles, hundredths, multiplying, tenths, triples, verbs } from './several-tools';
import { temporaryRuns } from './temporary-runs';

let sandbox: Sandbox;
let workshop: Workshop;
const runs = await temporaryRuns({ after });
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
  // A busy machine must not make a parser run out of time.
  workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
});
after(() => sandbox.dispose());

const all = [doubles, triples, tenths, hundredths];

interface Place {
  readonly folder: string;
  readonly input: string;
  readonly output: string;
}

async function place(context: TestContext, text: string, name = 'rows.csv'): Promise<Place> {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, name), join(folder, `out-${name}`)];
  await writeFile(input, text);
  return { folder, input, output };
}

async function run(
  { input, output }: Place,
  parts: Partial<Questions & Pick<BestParts, 'preferences'>> = {},
  signal = new AbortController().signal,
  tools = all,
): Promise<BatchOutcome> {
  const answerer = byBestTool(tools, workshop, parts);
  const planned = await planBatch(answerer, input, output, signal);
  assert.ok(planned.kind === 'plan', JSON.stringify(planned));
  return answerFile(planned.plan, answerer, runs, signal, () => undefined);
}

async function failures({ output }: Place): Promise<readonly string[]> {
  const lines = (await readFile(failuresOf(output), 'utf8')).trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line) as { line: number; input: string; error: { kind: string } })
    .map(({ line, input, error }) => `${line} ${input} ${error.kind}`);
}

test('each row is answered by the tool that fits it, which a further column names; what fits none is listed, without a model', async (context) => {
  const here = await place(context, 'problem,answer\ndouble 4,\ntriple 5,\nwhat is this,\nhalve 6,\ntriple 7,\n');
  const outcome = await run(here);
  assert.equal(
    await readFile(here.output, 'utf8'),
    'problem,answer,tool\ndouble 4,8,doubles\ntriple 5,15,triples\nwhat is this,,\nhalve 6,,\ntriple 7,21,triples\n',
  );
  assert.deepEqual(await failures(here), ['4 what is this noTool', '5 halve 6 notSure']);
  assert.deepEqual(
    outcome.kind === 'done' &&
      Object.fromEntries(Object.entries(outcome.tools).map(([key, { answered }]) => [key, answered])),
    { [doubles.fingerprint]: 1, [triples.fingerprint]: 2 },
  );
  assert.deepEqual(
    (await readdir(here.folder)).filter((name) => name.includes('.part')),
    [],
  );
});

test('what was written can be gone on with by other tools: its rows all have the columns of the header, and only those without an answer are open', async (context) => {
  const here = await place(context, 'problem,id\ndouble 4,1\ntriple 5,2\n');
  await run(here, {}, undefined, [doubles]);
  assert.equal(await readFile(here.output, 'utf8'), 'problem,id,answer,tool\ndouble 4,1,8,doubles\ntriple 5,2,,\n');
  const next = { ...here, input: here.output, output: `${here.output}.csv` };
  await run(next, {}, undefined, [triples]);
  assert.equal(
    await readFile(next.output, 'utf8'),
    'problem,id,answer,tool,tool 2\ndouble 4,1,8,doubles,\ntriple 5,2,15,,triples\n',
  );
});

test('a table of which every cell is full gets two columns; lines get their answers alone', async (context) => {
  const full = await place(context, 'verb,number\r\n"double",4\r\nnothing,5\r\ndouble,6\r\n');
  await run(full, {}, undefined, [verbs, triples]);
  assert.equal(
    await readFile(full.output, 'utf8'),
    'verb,number,answer,tool\r\n"double",4,8,verbs\r\nnothing,5,,\r\ndouble,6,12,verbs\r\n',
  );
  const lines = await place(context, 'double 4\ntriple 5\n', 'rows.txt');
  await run(
    lines,
    {},
    undefined,
    [doubles, triples].map((one) => ({ ...one, tool: { ...one.tool, notation: { kind: 'lines' } } })),
  );
  assert.equal(await readFile(lines.output, 'utf8'), 'double 4 => 8\ntriple 5 => 15\n');
});

test('what is not sure is put to the person once, each problem once, and the light model names its tool or none', async (context) => {
  const here = await place(context, 'problem,answer\nthrice 4,\nhalve 6,\ndouble 4,\nthrice 4,\n');
  const asked: string[] = [];
  const put: string[][] = [];
  await run(here, {
    mayChoose: (open, rows) => {
      assert.equal(rows, 4);
      put.push(open.map(({ problem }) => problem));
      return Promise.resolve(chooser(asked));
    },
  });
  assert.deepEqual([put, [...asked].sort()], [[['thrice 4', 'halve 6']], ['halve 6', 'thrice 4']]);
  assert.equal(
    await readFile(here.output, 'utf8'),
    'problem,answer,tool\nthrice 4,12,triples\nhalve 6,,\ndouble 4,8,doubles\nthrice 4,12,triples\n',
  );
  assert.deepEqual(await failures(here), ['3 halve 6 noTool']);
});

test('bare data that several tools take is asked about once for the file, also where it comes late; what is left is listed', async (context) => {
  const early = await place(context, 'problem,answer\n3/7,\ndouble 1,\n8/9,\n');
  const asked: string[] = [];
  await run(early, {
    whichTool: ({ tools }, problem, seen) => {
      asked.push(`${seen} ${problem} ${tools.length}`);
      return Promise.resolve(tenths);
    },
  });
  assert.deepEqual(asked, ['first 3/7 2']);
  assert.equal(
    await readFile(early.output, 'utf8'),
    'problem,answer,tool\n3/7,30,tenths\ndouble 1,2,doubles\n8/9,80,tenths\n',
  );
  const late = await place(context, `problem,answer\n${'double 1,\n'.repeat(300)}3/7,\n`);
  const seen: string[] = [];
  await run(late, {
    whichTool: (_, __, when) => {
      seen.push(when);
      return Promise.resolve(hundredths);
    },
  });
  assert.deepEqual(seen, ['all']);
  assert.match(await readFile(late.output, 'utf8'), /\n3\/7,300,hundredths\n$/);
  const left = await place(context, 'problem,answer\n3/7,\n8/9,\n');
  let times = 0;
  await run(left, { whichTool: () => Promise.resolve(((times += 1), 'leave')) });
  assert.deepEqual([times, await failures(left)], [1, ['2 3/7 severalTools', '3 8/9 severalTools']]);
  // What was chosen before is not asked.
  await run(left, {
    preferences: [{ tool: { place: 'workspace', id: 'tenths' }, over: [{ place: 'workspace', id: 'hundredths' }] }],
    whichTool: () => assert.fail('asked again'),
  });
  assert.match(await readFile(left.output, 'utf8'), /3\/7,30,tenths/);
});

test(
  'what is chosen among some tools holds beside what is chosen among others',
  { timeout: 60_000 },
  async (context) => {
    const small = multiplying('small', '^(\\d)\\/\\d+$', ['3/4', '5/6'], 100);
    const large = multiplying('large', '^(\\d\\d)\\/\\d+$', ['21/4', '35/6'], 1_000);
    for (const rows of ['3/7,\n33/7,\n', '33/7,\n3/7,\n']) {
      const here = await place(context, `problem,answer\n${rows}`);
      const asked: string[] = [];
      const whichTool: Questions['whichTool'] = ({ tools }) => {
        asked.push(tools.map(({ tool }) => tool.id).join(' '));
        return Promise.resolve(asked.length > 9 ? 'leave' : tools.includes(large) ? large : tenths);
      };
      await run(here, { whichTool }, undefined, [tenths, small, large]);
      assert.equal(
        (await readFile(here.output, 'utf8')).split('\n').sort().join(' ').trim(),
        '3/7,30,tenths 33/7,33000,large problem,answer,tool',
      );
      assert.ok(asked.length <= 3, `asked ${asked.length} times: ${asked.join(', ')}`);
    }
  },
);

test('what the light model said is not paid for again after a run that was stopped, a torn line aside', async (context) => {
  const count = 6;
  const here = await place(
    context,
    `problem,answer\n${Array.from({ length: count }, (_, at) => `thrice ${at},\n`).join('')}`,
  );
  const [first, second]: [string[], string[]] = [[], []];
  const controller = new AbortController();
  const stopped = await run(
    here,
    { mayChoose: () => Promise.resolve(chooser(first, () => first.length === 4 && controller.abort())) },
    controller.signal,
  );
  assert.equal(stopped.kind, 'stopped');
  await appendFile((await runs.of(here.output)).answers, '{"tool":"x","problem":"thrice');
  const outcome = await run(here, { mayChoose: () => Promise.resolve(chooser(second)) });
  assert.equal(outcome.kind, 'done');
  assert.deepEqual(
    second.filter((problem) => first.slice(0, 3).includes(problem)),
    [],
  );
  assert.equal(
    await readFile(here.output, 'utf8'),
    `problem,answer,tool\n${Array.from({ length: count }, (_, at) => `thrice ${at},${at * 3},triples\n`).join('')}`,
  );
});

test('nor is a reply that named no tool, after a run that was stopped', async (context) => {
  const here = await place(context, 'problem,answer\nthrice 4,\nthrice 5,\n');
  const [first, second]: [string[], string[]] = [[], []];
  const controller = new AbortController();
  const rambling = (asked: string[], onAsked?: () => void): ChatModel => {
    const model = chooser(asked, onAsked);
    return {
      ...model,
      complete: async (...given) => ({
        ...(await model.complete(...given)),
        ...(asked.at(-1) === 'thrice 4' && { text: 'Well.' }),
      }),
    };
  };
  await run(
    here,
    { mayChoose: () => Promise.resolve(rambling(first, () => first.length === 2 && controller.abort())) },
    controller.signal,
  );
  assert.equal(first[0], 'thrice 4');
  await run(here, { mayChoose: () => Promise.resolve(rambling(second)) });
  assert.ok(!second.includes('thrice 4'), second.join());
  assert.deepEqual((await failures(here)).slice(0, 1), ['2 thrice 4 noTool']);
});

test('what no tool reads is put to the light model with the tools it is likest, which then reads it for the one that it named, once', async (context) => {
  const here = await place(context, 'problem,answer\ndouble 4,\n"please, double it: 8",\nwhat is this,\n');
  const [put, asked, read]: [string[], string[], string[]] = [[], [], []];
  await run(here);
  assert.deepEqual(await failures(here), ['3 please, double it: 8 noToolReads', '4 what is this noTool']);
  const replying = (text: string, into: string[]): ChatModel => ({
    identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request) => Promise.resolve({ kind: 'reply', text: (into.push(request.purpose), text), usage: noUsage }),
  });
  await run(here, {
    mayChoose: (open) => {
      put.push(
        ...open.map(
          ({ problem, isUnread, candidates }) =>
            `${problem} ${isUnread} ${candidates.map(({ tool }) => tool.id).join(' ')}`,
        ),
      );
      return Promise.resolve(replying('{"tool":"doubles"}', asked));
    },
    mayRead: (tool, problems) => {
      read.push(`${tool.id}: ${problems.join()}`);
      return Promise.resolve(replying('{"n":8}', asked));
    },
  });
  assert.deepEqual(put, ['please, double it: 8 true doubles']);
  assert.deepEqual([asked, read], [['dispatch', 'arguments'], ['doubles: please, double it: 8']]);
  assert.equal(
    await readFile(here.output, 'utf8'),
    'problem,answer,tool\ndouble 4,8,doubles\n"please, double it: 8",16,doubles\nwhat is this,,\n',
  );
});

test('a problem with a character that ends lines for some readers is put to the light model like any other', async (context) => {
  const problem = 'thrice\u2028 4';
  const here = await place(context, `problem,answer\n${problem},\nthrice 5,\n`);
  const put: string[] = [];
  await run(
    here,
    { mayChoose: (open) => Promise.resolve((put.push(...open.map((one) => one.problem)), 'leave')) },
    undefined,
    [triples, { ...doubles, tool: { ...doubles.tool, description: 'Takes a number thrice.' } }],
  );
  assert.deepEqual(put.sort(), ['thrice 5', problem].sort());
  // Node 20 does not end a line there, Node 24 does.
  assert.doesNotMatch(await readFile(failuresOf(here.output), 'utf8'), /\u2028/);
});

test('a problem whose tool has no parser goes to the light model after its tool was named, and with a consent of its own', async (context) => {
  const reading = {
    ...triples,
    tool: { ...triples.tool, reader: 'model' as const, code: 'function solve({ n }) { return String(n * 3); }' },
  };
  const here = await place(context, 'problem,answer\nthrice 5,\n');
  const read: string[] = [];
  await run(
    here,
    {
      mayChoose: () => Promise.resolve(chooser([])),
      mayRead: (tool, problems) => {
        read.push(`${tool.id}: ${problems.join()}`);
        return Promise.resolve({
          ...chooser([]),
          complete: () =>
            Promise.resolve({
              kind: 'reply' as const,
              text: '{"n":5}',
              usage: {
                promptTokens: 0,
                completionTokens: 0,
                cachedTokens: 0,
                reasoningTokens: 0,
                source: 'estimated' as const,
              },
            }),
        });
      },
    },
    undefined,
    [doubles, reading],
  );
  assert.deepEqual(read, ['triples: thrice 5']);
  assert.equal(await readFile(here.output, 'utf8'), 'problem,answer,tool\nthrice 5,15,triples\n');
});

test('a table of one column is one, whatever notation the tools have', async (context) => {
  const tools = [doubles, triples].map((one): typeof one => ({
    ...one,
    tool: { ...one.tool, notation: { kind: 'arrows', arrow: '=>' } },
  }));
  const bare = await place(context, 'double 4\ntriple 5\n');
  await run(bare, {}, undefined, tools);
  assert.equal(await readFile(bare.output, 'utf8'), 'double 4,8,doubles\ntriple 5,15,triples\n');
  const tabs = await place(context, 'double 4\ntriple 5\n', 'rows.tsv');
  await run(tabs, {}, undefined, tools);
  assert.equal(await readFile(tabs.output, 'utf8'), 'double 4\t8\tdoubles\ntriple 5\t15\ttriples\n');
});

test('the first row of a table without a header has its answer, in whichever column the problems are', async (context) => {
  const bare = await place(context, 'double 4,1\ntriple 5,2\ndouble 6,3\n');
  await run(bare);
  assert.equal(
    await readFile(bare.output, 'utf8'),
    'double 4,1,8,doubles\ntriple 5,2,15,triples\ndouble 6,3,12,doubles\n',
  );
  const wide = await place(context, 'a,3,b,c,d,e,double 4,1\nf,4,g,h,i,j,triple 5,2\n');
  await run(wide);
  assert.equal(
    await readFile(wide.output, 'utf8'),
    'a,3,b,c,d,e,double 4,1,8,doubles\nf,4,g,h,i,j,triple 5,2,15,triples\n',
  );
  const headed = await place(context, 'a,b,c,d,e,f,what,g\na,3,b,c,d,e,double 4,1\nf,4,g,h,i,j,triple 5,2\n');
  await run(headed);
  assert.match(
    await readFile(headed.output, 'utf8'),
    /^a,b,c,d,e,f,what,g,answer,tool\na,3,b,c,d,e,double 4,1,8,doubles\n/,
  );
});
