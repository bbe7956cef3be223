import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { IndexMaker } from '../../engine/dispatching/index-store';
import { beginIndex } from '../../engine/dispatching/make-index';
import type { PackedIndex } from '../../engine/dispatching/packed-index';
import type { FromIndexWorker, ToIndexWorker } from './worker-protocol';

/** Where no more tools than these are in an index, it is made before a worker would have started. */
const fewTools = 100;

/** Tools that are sent at once: copying them for the worker keeps others from the thread. */
const toolsAtOnce = 64;

/** So long the thread is kept from others, in milliseconds: the editor's other extensions run on the same one. */
const stretch = 10;

/** Makes indexes: of few tools at once, of many in a worker of the bundle at `workerPath`. */
export function createIndexMaker(workerPath: string): IndexMaker {
  return (work, onTool) =>
    work.staying.length + work.tools.length > fewTools
      ? madeInWorker(workerPath, work, onTool)
      : madeHere(work, onTool);
}

const madeHere: IndexMaker = async (work, onTool) => {
  const making = beginIndex(work);
  let since = performance.now();
  for (const [at, tool] of work.tools.entries()) {
    making.read(tool);
    onTool(at + 1);
    if (performance.now() - since < stretch) continue;
    await setImmediate();
    since = performance.now();
  }
  return making.packed();
};

async function madeInWorker(workerPath: string, ...[work, onTool]: Parameters<IndexMaker>): Promise<PackedIndex> {
  const worker = new Worker(workerPath, { env: {}, argv: [], execArgv: [] });
  const tell = (message: ToIndexWorker): void => {
    worker.postMessage(message);
  };
  try {
    const made = new Promise<PackedIndex>((resolve, reject) => {
      worker.on('message', (message: FromIndexWorker) => {
        if (message.kind === 'read') onTool(message.done);
        else resolve(message.packed);
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(new Error('The worker that makes the index ended before it was made.'));
      });
    });
    // Its failure is thrown below; until then nobody waits for it.
    made.catch(() => undefined);
    const { kept, staying, tools } = work;
    tell({ kind: 'begin', kept, staying });
    for (let at = 0; at < tools.length; at += toolsAtOnce) {
      tell({ kind: 'read', tools: tools.slice(at, at + toolsAtOnce) });
      await setImmediate();
    }
    tell({ kind: 'pack' });
    return await made;
  } finally {
    void worker.terminate();
  }
}
