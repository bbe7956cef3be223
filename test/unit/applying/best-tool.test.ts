import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { answerItems } from '../../../src/engine/applying/answer-items';
import type { Answerer } from '../../../src/engine/applying/answerer';
import { bestTool } from '../../../src/engine/applying/best-tool';
import type { OpenItem } from '../../../src/engine/applying/open-items';
import { openItems } from '../../../src/engine/applying/open-items';
import type { Questions } from '../../../src/engine/applying/questions';
import type { Row } from '../../../src/engine/applying/row';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { rememberingDispatcher } from '../../../src/engine/dispatching/remembering';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import { readAs } from '../../../src/engine/problem/read';
import type { OnProblem, ProblemRun, Sandbox } from '../../../src/engine/sandbox/sandbox';
import { wholeOf } from '../../../src/engine/text/source';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { nobody } from '../batch/doubling-tool';
import { doubles, hundredths, tenths, triples } from '../batch/several-tools';
import { model, paid, pass, shortly } from './played';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const all = [doubles, triples, tenths, hundredths];

/** What answers by the best of the tools; the runs of its sandbox, as they come. */
function byBest(questions: Partial<Questions>): { readonly answerer: Answerer; readonly runs: ProblemRun[] } {
  const runs: ProblemRun[] = [];
  const workshop = {
    limits: { ...defaultLimits, parseMilliseconds: 10_000 },
    sandbox: {
      ...sandbox,
      run: (run: ProblemRun, signal: AbortSignal, onProblem: OnProblem) => (
        runs.push(run),
        sandbox.run(run, signal, onProblem)
      ),
    },
  };
  const index = createToolIndex();
  index.update(all);
  const answerer = bestTool({
    tools: all,
    dispatcher: rememberingDispatcher(createDispatcher(index, workshop)),
    workshop,
    modelUse: { inFlight: 1, packSize: 1 },
    preferences: [],
    questions: { ...nobody, ...questions },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  });
  return { answerer, runs };
}

function lines(text: string): readonly OpenItem[] {
  return openItems(readAs(wholeOf(text), { kind: 'lines' })).open;
}

const tools = (rows: readonly Row[]): readonly (string | undefined)[] => rows.map(({ tool }) => tool?.tool.id);

test('each problem goes to the tool that fits it; why another goes to none is told by kind', async () => {
  const { answerer } = byBest({});
  const { rows } = await answerItems(lines('double 4\ntriple 5\n3/7\nhalve 6\nwhat is this\n'), answerer, pass());
  assert.deepEqual(shortly(rows), ['8', '15', 'severalTools', 'notSure', 'noTool']);
  assert.deepEqual(tools(rows), ['doubles', 'triples', undefined, undefined, undefined]);
});

test('the person says once which tool is meant, a model chooses, and what each was paid is counted once', async () => {
  const light = model((request) => {
    const text = request.messages.at(-1)?.content ?? '';
    return text.includes('thrice') ? '{"tool":"triples"}' : '{"tool":"none"}';
  });
  const asked: string[] = [];
  const { answerer } = byBest({
    whichTool: ({ problems }, problem, seen) => {
      asked.push(`${problems} like ${problem}, ${seen}`);
      return Promise.resolve(tenths);
    },
    mayChoose: (open, rows) => {
      asked.push(`${open.map(({ problem }) => problem).join(', ')} of ${rows}`);
      return Promise.resolve(light);
    },
  });
  const { rows } = await answerItems(lines('3/7\nthrice 4\n8/9\nhalve 6\nthrice 4\n'), answerer, pass());
  assert.deepEqual(asked, ['2 like 3/7, all', 'thrice 4, halve 6, thrice 4 of 5']);
  assert.deepEqual(shortly(rows), ['30', '12', '80', 'noTool', '12']);
  assert.deepEqual(
    [light.asked.length, rows.map(({ choosing }) => choosing.promptTokens)],
    [2, [0, paid.promptTokens, 0, paid.promptTokens, 0]],
  );
});

test('what a model named is read by it with a consent of its own, and no tool is looked for twice', async () => {
  const light = model(({ purpose }) => (purpose === 'dispatch' ? '{"tool":"doubles"}' : '{"n":8}'));
  const read: string[] = [];
  const { answerer, runs } = byBest({
    mayChoose: () => Promise.resolve(light),
    mayRead: (tool, problems) => {
      read.push(`${tool.id}: ${problems.join()}`);
      return Promise.resolve(light);
    },
  });
  const { rows } = await answerItems(lines('double 4\nplease, double it: 8\n'), answerer, pass());
  assert.deepEqual([shortly(rows), read], [['8', '16'], ['doubles: please, double it: 8']]);
  const parsed = runs.filter((run) => !run.arguments && run.problems.includes('please, double it: 8'));
  const byTool = new Map(parsed.map(({ code }) => [code, parsed.filter((run) => run.code === code).length]));
  // At most once to find its tool, and by the one that the model named once more.
  assert.ok(
    [...byTool.values()].every((times) => times <= 2),
    JSON.stringify([...byTool.values()]),
  );
});

test('given up in a question, what was answered by then is there and nothing more is asked', async () => {
  const { answerer } = byBest({
    whichTool: () => Promise.resolve('giveUp'),
    mayChoose: () => assert.fail('asked'),
  });
  const { rows, isWhole } = await answerItems(lines('double 4\n3/7\nhalve 6\n'), answerer, pass());
  assert.deepEqual([shortly(rows), isWhole], [['8', 'severalTools', 'notSure'], false]);
});

test('stopped while problems find their tools, or among the parsers of one tool, no further one is begun with', async () => {
  const { answerer } = byBest({});
  const begun: string[] = [];
  const stopped = await answerItems(
    lines('double 4\ntriple 5\n'),
    answerer,
    pass((stretch, stop, done) => {
      if (done === 0) begun.push(stretch.kind === 'parse' ? stretch.tool.id : stretch.kind);
      if (stretch.kind === 'parse') stop();
    }),
  );
  assert.deepEqual([begun, stopped.isWhole], [['dispatch', 'doubles'], false]);
  assert.deepEqual(shortly(stopped.rows), ['cancelled', 'cancelled']);
});

test('a model that sends no reply leaves problems as they are, and the row says why', async () => {
  const silent = {
    ...model(() => ''),
    complete: () => Promise.resolve({ kind: 'unauthorized' as const, message: 'No.' }),
  };
  const { answerer } = byBest({ mayChoose: () => Promise.resolve(silent) });
  const { rows } = await answerItems(lines('halve 6\nthrice 4\n'), answerer, pass());
  assert.deepEqual(shortly(rows), ['unauthorized', 'unauthorized']);
});
