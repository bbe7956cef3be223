import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compared } from '../harness/comparison';
import { inTurn, side, type Side } from '../harness/in-turn';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';
import { datesCall, datesTool } from '../tools/dates';

const rounds = 15;

/**
 * The first answer after a start, each time in a new process of Node: from before the built sandbox is loaded until
 * the small tool's `solve` has answered. The peer is a worker that imports quickjs-emscripten and evaluates `1+1`, in
 * such a process too: bundled and minified as ours is, and as it lies in `node_modules`.
 */
export const coldRow: Row = {
  name: 'cold',
  title: 'cold: the first answer after the start',
  measure: async ({ dist, peers }) => {
    const ours = answerOf(
      `const { createQuickjsSandbox } = require(${JSON.stringify(join(dist, 'quickjs-sandbox.js'))});
      const sandbox = createQuickjsSandbox({ workerPath: ${JSON.stringify(join(dist, 'sandbox-worker.js'))}, lanes: 1 });
      const call = { code: ${JSON.stringify(datesTool.code)}, function: 'solve', arguments: [${JSON.stringify(datesCall.arguments)}], limits: { milliseconds: 10000, outputCharacters: 1000000 } };
      sandbox.call(call, new AbortController().signal).then(done);`,
      { kind: 'value', value: datesCall.result },
    );
    const bare = (file: string): Side =>
      answerOf(
        `const { Worker } = require('node:worker_threads');
        new Worker(${JSON.stringify(join(peers, file))}).on('message', done);`,
        2,
      );
    const bundled = bare('bare-worker.js');
    const installed = bare('bare-worker.mjs');
    await inTurn({ rounds, warmUp: 1 }, [ours, bundled, installed]);
    const shared = { name: 'cold', unit: 'ms', target: { kind: 'atMost', ratio: 1.5 } } as const;
    return [
      compared(
        { ...shared, peer: 'a bare worker that imports quickjs-emscripten and evaluates 1+1, bundled' },
        median(ours.samples),
        median(bundled.samples),
      ),
      compared(
        { ...shared, peer: 'the same, imported from node_modules' },
        median(ours.samples),
        median(installed.samples),
      ),
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
