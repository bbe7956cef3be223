import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { JsonObject } from '../../src/engine/json';
import type { ProblemOutcome, ProblemRun, Sandbox } from '../../src/engine/sandbox/sandbox';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { runInSteps } from '../unit/using/run-in-steps';
import { builtSandbox, callIn, engineNames } from './built-sandbox';
import { falseWorker } from './false-worker';

const never = new AbortController().signal;
const open: Sandbox[] = [];
const opened = (sandbox: Sandbox): Sandbox => {
  open.push(sandbox);
  return sandbox;
};
after(() => Promise.all(open.map((sandbox) => sandbox.dispose())));

/** Does what a problem says at the function that it names: hangs, loops, throws, leaves something for the others. */
const tool = `
let left = 0;
const act = (where, args) => {
  left += 1;
  Array.prototype.left = where;
  if (args.at !== where) return;
  if (args.what === 'hang') [].indexOf.call({ length: 2 ** 53 - 1 }, 1);
  if (args.what === 'loop') for (;;);
  if (args.what === 'throw') throw new Error('at ' + where);
  if (args.what === 'nothing') return null;
  if (args.what === 'hoard') { const all = []; for (;;) all.push(new Array(100_000).fill(1.5)); }
};
function parse(problem) {
  const found = /^(\\d+)(?: (\\w+) (\\w+))?$/.exec(problem);
  if (!found) return null;
  const args = { n: Number(found[1]), what: found[2] ?? '', at: found[3] ?? '' };
  act('parse', args);
  return args.what === 'misfit' ? { ...args, n: 'none' } : args;
}
function solve(args) { return act('solve', args) === null ? null : { args, doubled: 2 * args.n, left, seen: [].left }; }
function format({ args, doubled, left: before, seen }, problem) {
  act('format', args);
  return [doubled, before, seen, left, Math.random(), problem].join(' ');
}`;
const argumentsSchema: JsonObject = {
  type: 'object',
  properties: { n: { type: 'number' }, what: { type: 'string' }, at: { type: 'string' } },
  required: ['n'],
  additionalProperties: false,
};
const limits = { parseMilliseconds: 200, solveMilliseconds: 300, outputCharacters: 10_000 };
const running = (problems: readonly string[], rest: Partial<ProblemRun> = {}): ProblemRun => ({
  code: tool,
  argumentsSchema,
  problems,
  limits,
  ...rest,
});
const plain = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

/** Runs problems; fails where one is told twice, or not at all. */
async function outcomes(sandbox: Pick<Sandbox, 'run'>, run: ProblemRun, signal = never): Promise<ProblemOutcome[]> {
  const told: ProblemOutcome[] = [];
  await sandbox.run(run, signal, (at, outcome) => {
    assert.equal(told[at], undefined, `problem ${at} is told twice`);
    // How long it took is no outcome.
    told[at] = { ...outcome, milliseconds: 0 };
  });
  assert.deepEqual(
    [Object.keys(told).length, told.length],
    [run.problems.length, run.problems.length],
    'each problem is told once',
  );
  return told;
}

for (const engine of engineNames) {
  describe(engine, () => {
    // A fresh context takes milliseconds a call.
    const many = engine === 'snapshot' ? 900 : 150;
    const reference = async (run: ProblemRun): Promise<ProblemOutcome[]> => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      return outcomes({ run: runInSteps((call, signal) => sandbox.call(call, signal)) }, run);
    };

    test('many problems come out as function by function, each from a pristine state', async () => {
      const problems = [
        ...plain(40),
        'not one',
        '',
        ...['parse', 'solve', 'format'].map((where) => `1 throw ${where}`),
        '2 nothing solve',
        '3 misfit here',
        ...plain(30),
      ];
      const expected = await reference(running(problems));
      const sandbox = opened(await builtSandbox({ engine, lanes: 2 }));
      assert.deepEqual(await outcomes(sandbox, running(problems)), expected);
      assert.deepEqual(
        await outcomes(sandbox, running(problems, { onlyRead: true })),
        await reference(running(problems, { onlyRead: true })),
      );
      const given = running(problems, {
        arguments: problems.map((_, n) => ({ n, what: 'nothing', at: n % 3 ? '' : 'solve' })),
      });
      assert.deepEqual(await outcomes(sandbox, given), await reference(given));
      const without = running(['1'], {
        code: 'function parse() { return { n: 1 }; } function solve() { return "one"; }',
      });
      assert.deepEqual(await outcomes(sandbox, without), await reference(without));
    });

    test('as many problems as there may be, at every border of what is sent at once', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      for (const count of [0, 1, 3, 4, 5, 12, 63, 64, 65, ...(engine === 'snapshot' ? [129, 200] : [])]) {
        const told = await outcomes(sandbox, running(plain(count)));
        told.forEach(({ outcome }, at) =>
          assert.ok(
            outcome.kind === 'value' &&
              typeof outcome.value === 'string' &&
              outcome.value.startsWith(`${2 * at} 1 solve`),
            JSON.stringify(outcome),
          ),
        );
      }
    });

    test('one that hangs ends alone, wherever it does, and the rest come out as they would', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      const expected = await outcomes(sandbox, running(plain(80)));
      for (const [at, where, milliseconds] of [
        [0, 'parse', 200],
        [40, 'solve', 300],
        [79, 'format', 200],
      ] as const) {
        const problems = plain(80).with(at, `7 hang ${where}`);
        const told = await outcomes(sandbox, running(problems));
        assert.deepEqual(
          told[at],
          { read: undefined, last: where, outcome: { kind: 'timedOut', milliseconds }, milliseconds: 0 },
          where,
        );
        assert.deepEqual(told.with(at, expected[at] ?? assert.fail()), expected);
      }
    });

    test('what hangs, loops, hoards and throws among others ends each by itself', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 2 }));
      const problems = plain(120);
      for (const [at, what] of [
        [10, 'hang parse'],
        [11, 'hang solve'],
        [50, 'loop format'],
        [51, 'hang format'],
        [90, 'hoard solve'],
        [119, 'hang solve'],
      ] as const)
        problems[at] = `7 ${what}`;
      const told = await outcomes(sandbox, running(problems, { limits: { ...limits, solveMilliseconds: 3_000 } }));
      assert.deepEqual(
        told.flatMap(({ last, outcome }, at) => (outcome.kind === 'value' ? [] : [[at, last, outcome.kind]])),
        [
          [10, 'parse', 'timedOut'],
          [11, 'solve', 'timedOut'],
          [50, 'format', 'timedOut'],
          [51, 'format', 'timedOut'],
          [90, 'solve', 'outOfMemory'],
          [119, 'solve', 'timedOut'],
        ],
      );
    });

    test('a run is stopped at any point, at once, and what others run goes on', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 2 }));
      await outcomes(sandbox, running(plain(10)));
      for (const stopAfter of [0, 1, 5, 64]) {
        const controller = new AbortController();
        const other = callIn(sandbox, 'function solve() { return 1; }', 'solve', [], 20_000);
        let told = 0;
        const kinds: string[] = [];
        const run = sandbox.run(running(plain(200).with(150, '7 loop solve')), controller.signal, (_, { outcome }) => {
          kinds.push(outcome.kind);
          if ((told += 1) === stopAfter) controller.abort();
        });
        if (stopAfter === 0) controller.abort();
        await run;
        assert.equal(kinds.length, 200);
        assert.ok(kinds.slice(0, stopAfter).every((kind) => kind === 'value'));
        assert.ok(
          kinds.slice(stopAfter).every((kind) => kind === 'killed'),
          `stopped after ${stopAfter}`,
        );
        assert.deepEqual(await other, { kind: 'value', value: 1 });
      }
      const aborted = await outcomes(sandbox, running(plain(3)), AbortSignal.abort());
      assert.ok(aborted.every(({ outcome }) => outcome.kind === 'killed'));
    });

    test('a sandbox that is disposed of ends its runs', async () => {
      const sandbox = await builtSandbox({ engine, lanes: 1 });
      const run = outcomes(sandbox, running(plain(2_000)));
      await callIn(sandbox, 'function solve() { return 1; }', 'solve', [], 20_000);
      await sandbox.dispose();
      assert.equal((await run).at(-1)?.outcome.kind, 'killed');
    });

    test('a single call has its turn while hundreds of problems wait', async () => {
      const sandbox = opened(await builtSandbox({ engine, lanes: 1 }));
      await outcomes(sandbox, running(plain(100)));
      let told = 0;
      const run = sandbox.run(running(plain(many)), never, () => (told += 1));
      await callIn(sandbox, 'function solve() { return 1; }', 'solve', [], 20_000);
      assert.ok(told < many, 'it waited for all of them');
      await run;
    });
  });
}

test('a worker that dies while it tells of its problems: what it told stands, the rest is run by another', async () => {
  // Tells of two, and then ends in the middle of the next.
  for (const ending of ['process.exit(1)', 'throw new Error("broken")']) {
    const workerPath = await falseWorker(
      `dies-${ending.length}`,
      `ready(); const pulse = require('node:worker_threads').workerData.pulse;
      onTask(({ id, problems }) => {
        const one = (problem) => ({ read: null, last: 'format', milliseconds: 0, outcome: { kind: 'value', json: JSON.stringify(problem) } });
        const bad = problems.indexOf('bad');
        if (bad === -1) { parentPort.postMessage({ kind: 'told', id, outcomes: problems.map(one) }); return; }
        parentPort.postMessage({ kind: 'told', id, outcomes: problems.slice(0, Math.min(bad, 2)).map(one) });
        Atomics.add(pulse, 1, 2); [1, id, bad, 0, 60_000, 1].forEach((value, at) => Atomics.store(pulse, at + 2, value));
        setTimeout(() => { ${ending}; }, 20);
      });`,
    );
    const sandbox = opened(createQuickjsSandbox({ workerPath, lanes: 1 }));
    const problems = plain(40).with(7, 'bad').with(8, 'bad').with(39, 'bad');
    const told = await outcomes(
      sandbox,
      running(problems, { limits: { ...limits, parseMilliseconds: 60_000, solveMilliseconds: 60_000 } }),
    );
    told.forEach(({ last, outcome }, at) => {
      if (problems[at] !== 'bad') assert.deepEqual(outcome, { kind: 'value', value: problems[at] });
      else assert.deepEqual([last, outcome.kind], ['solve', 'threw']);
    });
  }
});

test('a worker that dies without a word at each of its tasks ends one problem each, and not the process', async () => {
  const workerPath = await falseWorker('dumb', `ready(); onTask(() => process.exit(0));`);
  const sandbox = opened(createQuickjsSandbox({ workerPath, lanes: 1 }));
  const told = await outcomes(sandbox, running(plain(6)));
  assert.ok(told.every(({ outcome }) => outcome.kind === 'threw'));
});

test('a worker that writes anything at all where it shows what it does ends by its time', async () => {
  const workerPath = await falseWorker(
    'liar',
    `ready(); onTask(() => { const { pulse } = require('node:worker_threads').workerData;
      for (let at = 0; at < pulse.length; at += 1) pulse[at] = at % 2 ? 0x7fffffff : -1;
      for (;;) pulse[0] += 1; });`,
  );
  const sandbox = opened(createQuickjsSandbox({ workerPath, lanes: 1 }));
  const quick = { ...limits, parseMilliseconds: 20, solveMilliseconds: 20 };
  const told = await outcomes(sandbox, running(plain(2), { limits: quick }));
  assert.ok(told.every(({ outcome }) => outcome.kind === 'timedOut'));
});

test('arguments that cannot be written end the run before anything is run', async () => {
  const sandbox = opened(await builtSandbox({ lanes: 1 }));
  let deep: JsonObject = {};
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  const told = await outcomes(sandbox, running(['1', '2'], { arguments: [{ n: 1 }, deep] }));
  assert.deepEqual(
    told.map(({ outcome }) => outcome),
    Array(2).fill({ kind: 'threw', message: 'the arguments are nested too deeply' }),
  );
});

test('whoever is told and fails has the error, and the sandbox goes on', async () => {
  const sandbox = opened(await builtSandbox({ lanes: 1 }));
  await assert.rejects(
    sandbox.run(running(plain(10)), never, () => {
      throw new Error('theirs');
    }),
    /theirs/,
  );
  assert.equal((await outcomes(sandbox, running(plain(10)))).length, 10);
});
