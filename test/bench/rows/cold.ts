import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compared, type Comparison } from '../harness/comparison';
import { inTurn, side, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { datesCall, datesTool } from '../tools/dates';

const rounds = 15;

/**
 * The first answer after a start, each time in a new process of Node: from before the built sandbox is loaded until
 * the small tool's `solve` has answered; with a sandbox that passed its test on this machine before, and at its very
 * first run. The peer is a worker that imports quickjs-emscripten and evaluates `1+1`, in
 * such a process too: bundled and minified as ours is, and as it lies in `node_modules`.
 */
export const coldRow: Row = {
  name: 'cold',
  title: 'cold: the first answer after the start',
  measure: async ({ dist, peers }) => {
    const folder = await mkdtemp(join(tmpdir(), 'toolsmith-bench-cold-'));
    const record = join(folder, 'record.json');
    await writeFile(record, '{"sound":true}');
    const starting = (has: string): Side =>
      answerOf(
        `const { readFile } = require('node:fs/promises');
      const soundness = { has: ${has}, add: async () => undefined };
      const { createQuickjsSandbox } = require(${JSON.stringify(join(dist, 'quickjs-sandbox.js'))});
      const sandbox = createQuickjsSandbox({ workerPath: ${JSON.stringify(join(dist, 'sandbox-worker.js'))}, lanes: 1, soundness });
      const call = { code: ${JSON.stringify(datesTool.code)}, function: 'solve', arguments: [${JSON.stringify(datesCall.arguments)}], limits: { milliseconds: 10000, outputCharacters: 1000000 } };
      sandbox.call(call, new AbortController().signal).then(done);`,
        { kind: 'value', value: datesCall.result },
      );
    const ours = starting(`() => readFile(${JSON.stringify(record)}, 'utf8').then((text) => JSON.parse(text).sound)`);
    const firstOfAll = starting('async () => false');
    const bare = (file: string): Side =>
      answerOf(
        `const { Worker } = require('node:worker_threads');
        new Worker(${JSON.stringify(join(peers, file))}).on('message', done);`,
        2,
      );
    const bundled = bare('bare-worker.js');
    const installed = bare('bare-worker.mjs');
    try {
      await inTurn({ rounds, warmUp: 1 }, [ours, firstOfAll, bundled, installed]);
    } finally {
      await rm(folder, { recursive: true });
    }
    const against = (peer: string, ratio: number, ours: Side, { samples }: Side): Comparison =>
      compared(
        { name: 'cold', unit: 'ms', peer, target: { kind: 'atMost', ratio } },
        median(ours.samples),
        median(samples),
      );
    const bareWorker = 'a bare worker that imports quickjs-emscripten and evaluates 1+1, bundled';
    return [
      against(bareWorker, 1.2, ours, bundled),
      against('the same, imported from node_modules', 1.2, ours, installed),
      against(`${bareWorker}; ours at its very first run on a machine`, 1.5, firstOfAll, bundled),
    ];
  },
};

/** The milliseconds until a script calls `done` with what is expected, in a process of its own and timed in there. */
function answerOf(script: string, expected: unknown): Side {
  const timedScript = `const start = performance.now();
    const done = (answer) => { const milliseconds = performance.now() - start; process.stdout.write(JSON.stringify({ milliseconds, answer }), () => process.exit(0)); };
    ${script}`;
  return side(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', timedScript]);
    const { milliseconds, answer } = JSON.parse(stdout) as { readonly milliseconds: number; readonly answer: unknown };
    assert.deepEqual(answer, expected);
    return milliseconds;
  });
}
