import assert from 'node:assert/strict';
import { appendFile, readFile, readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { oneTool } from '../../../src/engine/applying/one-tool';
import type { ChatModel } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { answerFile, problemsLeft, type FileProgress } from '../../../src/node/batch/answer-file';
import type { PaidReplies } from '../../../src/node/batch/answer-journal';
import { failuresOf } from '../../../src/node/batch/output-place';
import { planBatch } from '../../../src/node/batch/plan-batch';
import type { BatchOutcome } from '../../../src/node/batch/run-batch';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { doublingTool, nobody } from './doubling-tool';
import { temporaryRuns } from './temporary-runs';

let sandbox: Sandbox;
const runs = await temporaryRuns({ after });
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const words = ['one', 'two', 'three', 'four', 'five', 'six'];
/** Words that only a model reads, among numbers that the parser reads; `nothing` is read by neither. */
const text = [...words.map((word, index) => `double ${index}\ntwice ${word}\n`), 'nothing\n', 'twice one\n'].join('');
const expected = [
  ...words.map((word, index) => `double ${index} => ${index * 2}\ntwice ${word} => ${index * 2 + 2}\n`),
  'nothing\n',
  'twice one => 2\n',
].join('');

/** A light model that reads words as numbers, one problem a request. */
function reader(asked: string[], onAsked: () => void = () => undefined): ChatModel {
  return {
    identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request) => {
      const problem = request.messages.at(-1)?.content ?? '';
      asked.push(problem);
      onAsked();
      const n = words.indexOf(problem.replace('twice ', '')) + 1;
      return Promise.resolve({ kind: 'reply', text: n > 0 ? JSON.stringify({ n }) : 'I cannot', usage: noUsage });
    },
  };
}

async function work(
  context: TestContext,
): Promise<{ readonly input: string; readonly output: string; readonly folder: string }> {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  await writeFile(input, text);
  return { input, output, folder };
}

async function run(
  { input, output }: { readonly input: string; readonly output: string },
  consent: (problems: readonly string[], rows: number) => ChatModel | null | Promise<null>,
  signal = new AbortController().signal,
  progress: FileProgress[] = [],
  paid: PaidReplies = new Map(),
): Promise<BatchOutcome> {
  const answerer = oneTool(
    { tool: doublingTool, fingerprint: 'v1' },
    {
      workshop: { sandbox, limits: defaultLimits },
      modelUse: { inFlight: 1, packSize: 1 },
      questions: {
        ...nobody,
        mayRead: async (_, problems, rows) => (await consent(problems, rows)) ?? 'leave',
      },
    },
  );
  const planned = await planBatch(answerer, input, output, signal);
  assert.ok(planned.kind === 'plan');
  return answerFile(planned.plan, answerer, runs, signal, (one) => progress.push(one), paid);
}

test('what the parser leaves is put to the person once, each problem once; then the file is whole', async (context) => {
  const place = await work(context);
  const asked: string[] = [];
  let put: readonly string[] = [];
  const outcome = await run(place, (problems, rows) => {
    put = problems;
    assert.equal(rows, 14);
    return reader(asked);
  });
  assert.deepEqual(put, [...words.map((word) => `twice ${word}`), 'nothing']);
  assert.equal(await readFile(place.output, 'utf8'), expected);
  assert.deepEqual(
    outcome.kind === 'done' && [outcome.counts.answered, outcome.counts.byModel, outcome.counts.failed],
    [13, 7, 1],
  );
  assert.match(
    await readFile(failuresOf(place.output), 'utf8'),
    /"line":13,"input":"nothing","error":\{"kind":"failed","message":"The light model's arguments were not usable/,
  );
  assert.deepEqual(await readdir(place.folder), ['out.txt', 'out.txt.failed.jsonl', 'rows.txt']);
});

test('nothing is sent where the person leaves them', async (context) => {
  const place = await work(context);
  const outcome = await run(place, () => null);
  assert.equal(outcome.kind === 'done' && outcome.counts.failed, 8);
  assert.deepEqual((await readdir(place.folder)).sort(), ['out.txt', 'out.txt.failed.jsonl', 'rows.txt']);
});

test('answers that were paid for are not asked for again after a run that was stopped, a torn line aside', async (context) => {
  const place = await work(context);
  const [first, second]: [string[], string[]] = [[], []];
  const controller = new AbortController();
  const stopped = await run(
    place,
    () => reader(first, () => first.length === 4 && controller.abort()),
    controller.signal,
  );
  assert.equal(stopped.kind, 'stopped');
  await appendFile((await runs.of(place.output)).answers, '{"tool":"v1","problem":"twice fi');
  const outcome = await run(place, () => reader(second));
  assert.equal(outcome.kind, 'done');
  assert.equal(await readFile(place.output, 'utf8'), expected);
  const again = second.filter((problem) => first.slice(0, 3).includes(problem));
  assert.deepEqual(again, []);
});

test('nor is a reply that gave no answer, until the person has it tried again', async (context) => {
  const place = await work(context);
  await writeFile(place.input, 'double 7\nnothing\ntwice one\ntwice two\n');
  const [first, second, third]: [string[], string[], string[]] = [[], [], []];
  const controller = new AbortController();
  // It is asked to correct itself before it is given up.
  await run(place, () => reader(first, () => first.length === 3 && controller.abort()), controller.signal);
  assert.deepEqual([first[0], first[2]], ['nothing', 'twice one']);
  const paid: PaidReplies = new Map();
  await run(place, () => reader(second), undefined, [], paid);
  assert.ok(second.length > 0 && !second.includes('nothing'), second.join());
  assert.match(
    await readFile(failuresOf(place.output), 'utf8'),
    /^\{"line":2,"input":"nothing","error":\{"kind":"failed","message":"The light model's arguments were not usable[^\n]*\n$/,
  );
  await run(place, () => reader(third), undefined, [], paid);
  assert.deepEqual([third[0], third.length], ['nothing', 2]);
});

test('progress counts rows, then problems', async (context) => {
  const progress: FileProgress[] = [];
  await run(await work(context), () => reader([]), undefined, progress);
  assert.deepEqual([...new Set(progress.map(({ stage }) => stage))], ['rows', 'model']);
  const rows = progress.filter((one) => one.stage === 'rows');
  assert.ok(rows.every(({ share }) => share >= 0 && share <= 1) && rows.at(-1)?.counts.rows === 14);
});

test('tried again, the rest alone is asked about, and answers that were paid for stay', async (context) => {
  const place = await work(context);
  const paid: PaidReplies = new Map();
  await run(place, () => reader([]), undefined, [], paid);
  let put: readonly string[] = [];
  const outcome = await run(
    place,
    (problems) => {
      put = problems;
      return null;
    },
    undefined,
    [],
    paid,
  );
  assert.deepEqual([outcome.kind, put], ['done', ['nothing']]);
  assert.equal(await readFile(place.output, 'utf8'), expected);
});

test('an output that a run is at is left to that run', async (context) => {
  const place = await work(context);
  const other = { ...place, input: join(place.folder, 'other.txt') };
  await writeFile(other.input, 'double 7\n');
  // The first one stands at its question, all its rows seen.
  const outcome = await run(place, async () => {
    await assert.rejects(
      run(other, () => null),
      /Another window or program is at .*out\.txt, and does not finish/,
    );
    return null;
  });
  assert.equal(outcome.kind, 'done');
  assert.match(await readFile(place.output, 'utf8'), /^double 0 => 0\n/);
  await run(other, () => null);
  assert.equal(await readFile(place.output, 'utf8'), 'double 7 => 14\n');
  assert.deepEqual(
    (await readdir(place.folder)).filter((name) => name.includes('.part')),
    [],
  );
});

test('an input that is the list of the failures beside the output is not written over', async (context) => {
  const place = await work(context);
  await run(place, () => null);
  const input = failuresOf(place.output);
  const before = await readFile(input, 'utf8');
  await assert.rejects(
    run({ ...place, input }, () => null),
    /Nothing was written: .*out\.txt\.failed\.jsonl would be written over/,
  );
  assert.equal(await readFile(input, 'utf8'), before);
});

test(
  'of the problems that are left as many are read as are wanted, and their file is closed',
  { skip: process.platform !== 'linux' && 'needs /proc' },
  async (context) => {
    const path = join(await temporaryFolder(context), 'failures.jsonl');
    const line = (at: number): string =>
      `${JSON.stringify({ line: at, input: `problem ${at}`, error: { kind: 'noTool', message: 'none' } })}\n`;
    await writeFile(path, Array.from({ length: 20_000 }, (_, at) => line(at)).join(''));
    assert.deepEqual(
      (await problemsLeft(path, new Set(['noTool']), 2)).map(({ problem }) => problem),
      ['problem 0', 'problem 1'],
    );
    const open = await Promise.all(
      (await readdir('/proc/self/fd')).map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')),
    );
    assert.ok(!open.includes(path));
  },
);
