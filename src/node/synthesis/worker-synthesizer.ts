import { Worker } from 'node:worker_threads';
import type { Synthesis, Synthesizer } from '../../engine/synthesis/synthesize';

/** Searches in a worker of its own, of the bundle at `workerPath`: a search takes a second at most, and can be ended. */
export function createWorkerSynthesizer(workerPath: string): Synthesizer {
  return {
    synthesize: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          resolve({ kind: 'cancelled' });
          return;
        }
        const worker = new Worker(workerPath, {
          workerData: request,
          env: {},
          argv: [],
          execArgv: [],
          resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
        });
        const end = (): void => {
          signal.removeEventListener('abort', stop);
          void worker.terminate();
        };
        const stop = (): void => {
          end();
          resolve({ kind: 'cancelled' });
        };
        signal.addEventListener('abort', stop);
        worker.once('message', (synthesis: Synthesis) => {
          end();
          resolve(synthesis);
        });
        worker.once('error', (error: NodeJS.ErrnoException) => {
          end();
          // Rows that take more memory than a search may have are too much for it, and no bug.
          if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
            resolve({ kind: 'none', reason: 'the search took too much memory' });
          else reject(error);
        });
      }),
  };
}
