import { parentPort } from 'node:worker_threads';
import { beginIndex, type IndexMaking } from '../../engine/dispatching/make-index';
import type { FromIndexWorker, ToIndexWorker } from './worker-protocol';

// The worker's entry: one index. Whoever began it ends the worker.
let making: IndexMaking | undefined;
let done = 0;
const tell = (message: FromIndexWorker): void => parentPort?.postMessage(message);
parentPort?.on('message', (message: ToIndexWorker) => {
  switch (message.kind) {
    case 'begin':
      making = beginIndex(message);
      break;
    case 'read':
      for (const tool of message.tools) making?.read(tool);
      done += message.tools.length;
      tell({ kind: 'read', done });
      break;
    case 'pack':
      if (making) tell({ kind: 'packed', packed: making.packed() });
  }
});
