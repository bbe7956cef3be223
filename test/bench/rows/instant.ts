import { join } from 'node:path';
import { synthesize, type SynthesisRequest } from '../../../src/engine/synthesis/synthesize';
import { createWorkerSynthesizer } from '../../../src/node/synthesis/worker-synthesizer';
import { columns } from '../../eval/columns/columns';
import { compared, type Comparison } from '../harness/comparison';
import type { Row } from '../harness/row';
import { greatest, median } from '../harness/statistics';
import { never } from '../product';

const name = 'instant';

/** What a search may take at most, the middle one and the longest, in ms, and how much memory, in MB. */
const mostInTheMiddle = 50;
const mostAtAll = 1_000;
const mostMemory = 100;

/** Two rows of a column are solved, two held out, and the others open. */
function requestOf({ rows }: (typeof columns)[number]): SynthesisRequest {
  return { shown: rows.slice(0, 2), heldOut: rows.slice(2, 4), open: rows.slice(4).map(({ problem }) => problem) };
}

/** Answers of which no part is in the problems, and long ones: a search that takes all its steps. */
const hopeless: SynthesisRequest = {
  shown: Array.from({ length: 6 }, (_, row) => ({
    problem: Array.from({ length: 40 }, (_unused, at) => `${(row + 3) * (at + 7)}-x${at}, [${row}]`).join(' '),
    answer: Array.from({ length: 12 }, (_unused, at) => String((row + 5) * (at + 11) * 13)).join(';'),
  })),
  heldOut: [],
  open: [],
};

/** How long the processor worked, all threads together, in ms: another program's work is none of it. */
async function worked(search: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await search();
  return process.cpuUsage(start).user / 1_000;
}

/** How much more memory this process holds at most while it searches, in MB. */
async function held(search: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await search().finally(() => {
    clearInterval(watch);
  });
  return (most - before) / 2 ** 20;
}

/**
 * The maker without a model over the everyday columns: in this process, warm, and in a worker of its own as the product
 * does it, cold. Time is the processor's. Memory is that of a search that takes all its steps, in such a worker.
 */
export const instantRow: Row = {
  name,
  title: 'a tool without a model, from four solved rows',
  measure: async ({ dist }) => {
    const inWorker = createWorkerSynthesizer(join(dist, 'synthesis-worker.js'));
    const memory = await held(() => inWorker.synthesize(hopeless, never));
    const longest = await worked(() => inWorker.synthesize(hopeless, never));
    const warm: number[] = [];
    const cold: number[] = [];
    for (const [index, request] of columns.map(requestOf).entries()) {
      warm.push(await worked(() => Promise.resolve(synthesize(request, never))));
      if (index % 8 === 0) cold.push(await worked(() => inWorker.synthesize(request, never)));
    }
    const within = (unit: string, peer: string, value: number, limit: number): Comparison =>
      compared({ name, unit, peer, target: { kind: 'atMost', ratio: 1 } }, value, limit);
    return [
      within('ms', 'the limit for the middle of all columns, warm', median(warm), mostInTheMiddle),
      within('ms', 'the limit for the longest of all columns, warm', greatest(warm), mostAtAll),
      within('ms', 'the limit for the longest of every eighth column, in a worker', greatest(cold), mostAtAll),
      within('ms', 'the limit for a search that takes all its steps, in a worker', longest, mostAtAll),
      within('MB', 'the limit for the memory of that', memory, mostMemory),
    ];
  },
};
