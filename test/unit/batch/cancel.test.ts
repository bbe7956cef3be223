import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { oneTool } from '../../../src/engine/applying/one-tool';
import type { ChatModel } from '../../../src/engine/model/chat-model';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { answerFile } from '../../../src/node/batch/answer-file';
import { planBatch } from '../../../src/node/batch/plan-batch';
import { createOpenAiChatModel } from '../../../src/node/model/openai-chat-model';
import { optionsFor } from '../../faults/asking';
import {
  endless,
  part,
  silent,
  stalled,
  startFaultServer,
  type FaultServer,
  type Play,
} from '../../faults/fault-server';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { doublingTool, nobody } from './doubling-tool';
import { temporaryRuns } from './temporary-runs';

/** What a person is promised between Cancel and the end of the run, in milliseconds. */
const promised = 300;

/** Rounds of which the middle one counts: now and then a busy machine holds any process up for longer. */
const rounds = 7;

let sandbox: Sandbox;
let server: FaultServer;
before(async () => {
  sandbox = await builtSandbox({ lanes: 2 });
  server = await startFaultServer();
});
after(async () => {
  await sandbox.dispose();
  await server.close();
});

/** Takes as long as it may over one number, which none of the first rows has: on those it is tried. */
const slowTool = {
  ...doublingTool,
  code: doublingTool.code.replace('function solve({ n }) {', 'function solve({ n }) { while (n === 999);'),
};
const slowLimits = { ...defaultLimits, solveMilliseconds: 60_000 };
const quickRows = Array.from({ length: 300 }, (_, index) => `double ${index}\n`).join('');

/** Runs over `text`, is aborted as soon as `isUnderWay`, and returns how long it took to return then. */
async function millisecondsToStop(
  context: TestContext,
  text: string,
  isUnderWay: (calls: { readonly started: number; readonly endless: boolean }) => boolean,
  light: ChatModel | null = null,
): Promise<number> {
  const input = join(await temporaryFolder(context), 'rows.txt');
  await writeFile(input, text);
  const calls = { started: 0, endless: false };
  const workshop: Workshop = {
    limits: slowLimits,
    sandbox: {
      call: (call, signal) => sandbox.call(call, signal),
      run: (run, signal, onProblem) => {
        calls.started += run.problems.length;
        calls.endless ||= run.problems.includes('double 999');
        return sandbox.run(run, signal, onProblem);
      },
      check: (check, signal) => sandbox.check(check, signal),
      dispose: () => Promise.resolve(),
    },
  };
  const answerer = oneTool(
    { tool: slowTool, fingerprint: 'v1' },
    {
      workshop,
      modelUse: { inFlight: 4, packSize: 1 },
      questions: { ...nobody, mayRead: () => Promise.resolve(light ?? 'leave') },
    },
  );
  const planned = await planBatch(answerer, input, `${input}.out`, new AbortController().signal);
  assert.ok(planned.kind === 'plan');
  calls.started = 0;
  const person = new AbortController();
  const run = answerFile(planned.plan, answerer, await temporaryRuns(context), person.signal, () => undefined);
  while (!isUnderWay(calls)) await pause(5);
  // Well within it, and not at its beginning.
  await pause(30);
  const start = performance.now();
  person.abort();
  assert.equal((await run).kind, 'stopped');
  return performance.now() - start;
}

async function promiseHolds(context: TestContext, round: () => Promise<number>): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < rounds; turn += 1) times.push(await round());
  times.sort((a, b) => a - b);
  context.diagnostic(`${times.map(Math.round).join(' ')} ms`);
  const middle = times[Math.floor(rounds / 2)] ?? Infinity;
  assert.ok(middle < promised, `${Math.round(middle)} ms`);
}

test('cancelled among thousands of quick calls, a run over a file returns at once', async (context) => {
  const text = Array.from({ length: 50_000 }, (_, index) => `double ${index % 900}\n`).join('');
  await promiseHolds(context, () => millisecondsToStop(context, text, ({ started }) => started > 1_000));
});

test('cancelled in the middle of a call that does not end, it returns at once', async (context) => {
  await promiseHolds(context, () =>
    millisecondsToStop(context, `${quickRows}double 999\n`, ({ endless: begun }) => begun),
  );
});

for (const [what, play] of [
  ['a reply that does not come', silent],
  ['a reply that came in part', stalled([part('{"n":')])],
  ['a reply without end', endless(part('{"n": '))],
] satisfies readonly (readonly [string, Play])[]) {
  test(`cancelled in the middle of ${what}, it returns at once`, async (context) => {
    server.script(play);
    await promiseHolds(context, () => {
      const before = server.seen.length;
      return millisecondsToStop(
        context,
        'double 1\ntwice one\ntwice two\n',
        () => server.seen.length === before + 2,
        createOpenAiChatModel(optionsFor(server.baseUrl)),
      );
    });
  });
}
