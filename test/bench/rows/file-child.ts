/**
 * Applies the small tool to a file of so many rows, in a process of its own: `node file-child.mjs DIST ROWS`. Writes a
 * line of JSON with the peak of the resident memory beyond what it was when the tool had answered its first file, in
 * bytes, and the milliseconds.
 */
import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { answerFile } from '../../../src/node/batch/answer-file';
import { oneTool } from '../../../src/node/batch/one-tool';
import { planBatch } from '../../../src/node/batch/plan-batch';
import { never, openSandbox } from '../product';
import { dateProblems, datesTool } from '../tools/dates';

/** Rows of the first file, which loads and warms everything. */
const warmUp = 2_000;

/** Often enough to see a peak, seldom enough not to be one. */
const sampleMilliseconds = 5;

/** Problems that the file repeats, written a block at a time, so that the file itself is never in memory. */
const block = dateProblems(1_000).map(({ problem }) => `${problem},\n`).join('');

const [, , dist = '', count = ''] = process.argv;
const folder = await mkdtemp(join(tmpdir(), 'toolsmith-bench-file-'));
const sandbox = openSandbox(dist);

async function answer(rows: number): Promise<number> {
  const [input, output] = [join(folder, `${rows}.csv`), join(folder, `${rows}.out.csv`)];
  const file = await open(input, 'w');
  await file.appendFile('problem,answer\n');
  for (let written = 0; written < rows; written += 1_000) await file.appendFile(block);
  await file.close();
  const answerer = oneTool({ tool: datesTool, fingerprint: 'bench' }, { workshop: { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } }, modelUse: { inFlight: 1, packSize: 1 }, consent: () => Promise.resolve(null) });
  const start = performance.now();
  const planned = await planBatch(answerer, input, output, never);
  assert.ok(planned.kind === 'plan');
  const outcome = await answerFile(planned.plan, answerer, never, () => undefined);
  const milliseconds = performance.now() - start;
  assert.equal(outcome.kind === 'done' && outcome.counts.answered, rows);
  return milliseconds;
}

try {
  await answer(warmUp);
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), sampleMilliseconds);
  const milliseconds = await answer(Number(count));
  clearInterval(sampling);
  process.stdout.write(`${JSON.stringify({ growth: Math.max(peak, process.memoryUsage.rss()) - before, milliseconds })}\n`);
} finally {
  await sandbox.dispose();
  await rm(folder, { recursive: true, force: true });
}
