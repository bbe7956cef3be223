/**
 * Answers a file of so many rows, in a process of its own: `node --expose-gc file-child.mjs DIST ROWS WAY ENDING`.
 * Writes a line of JSON with three figures: by how many bytes the resident memory grew at its peak since a first file
 * was answered, how many bytes this thread's heap holds at the last row after a collection, and the milliseconds.
 */
import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFile } from '../../../src/node/batch/answer-file';
import { planBatch } from '../../../src/node/batch/plan-batch';
import { createRuns } from '../../../src/node/batch/runs';
import { never, openSandbox } from '../product';
import { answererOf, rowsOf, type Way } from './file-answerers';

/** Rows of the first file, which loads and warms everything. */
const warmUp = 2_000;

/** Often enough to see a peak, seldom enough not to be one. */
const sampleMilliseconds = 5;

const [, , dist = '', count = '', way = '', ending = ''] = process.argv;
assert.ok(way === 'one' || way === 'best');
assert.ok(globalThis.gc, 'node is started with --expose-gc');
const collect = globalThis.gc;
const folder = await mkdtemp(join(tmpdir(), 'toolsmith-bench-file-'));
const sandbox = openSandbox(dist);
const runs = createRuns(join(folder, 'runs'), () => new Date());
/** Rows that are written at once, so that the file itself is never in memory. */
const blockRows = 1_000;

async function answer(rows: number, by: Way, onLastRow: () => void): Promise<number> {
  const [input, output] = [join(folder, `${rows}.${ending}`), join(folder, `${rows}.out.${ending}`)];
  const file = await open(input, 'w');
  if (ending === 'csv') await file.appendFile('problem,answer\n');
  for (let from = 0; from < rows; from += blockRows) await file.appendFile(rowsOf(by, ending, from, blockRows));
  await file.close();
  const answerer = answererOf(by, sandbox);
  const start = performance.now();
  const planned = await planBatch(answerer, input, output, never);
  assert.ok(planned.kind === 'plan');
  let end = 0;
  const outcome = await answerFile(planned.plan, answerer, runs, never, (progress) => {
    if (progress.stage !== 'rows' || progress.counts.rows < rows || end > 0) return;
    end = performance.now();
    onLastRow();
  });
  assert.equal(outcome.kind === 'done' && outcome.counts.answered, rows);
  return end - start;
}

try {
  await answer(warmUp, way, () => undefined);
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = (): number => (peak = Math.max(peak, process.memoryUsage.rss()));
  const sampling = setInterval(look, sampleMilliseconds);
  let live = 0;
  const milliseconds = await answer(Number(count), way, () => {
    // Once, and last: a collection before would lower the peak.
    clearInterval(sampling);
    look();
    collect();
    live = process.memoryUsage().heapUsed;
  });
  process.stdout.write(`${JSON.stringify({ growth: peak - before, live, milliseconds })}\n`);
} finally {
  await sandbox.dispose();
  await rm(folder, { recursive: true, force: true });
}
