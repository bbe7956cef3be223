import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage, WorkerRequest, WorkerSettings } from './messages';
import { createFreshContextEngine } from './quickjs-engine';
import { assertSound } from './self-test';

/** The worker's entry: starts the engine, then answers requests one after another. */
async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this file runs as a worker only');
  const send = (message: WorkerMessage): void => port.postMessage(message);
  try {
    const engine = await createFreshContextEngine(workerData as WorkerSettings);
    await assertSound(engine);
    let prepared: Promise<void> = Promise.resolve();
    port.on('message', (request: WorkerRequest) => {
      // A failure in here ends the worker, and the sandbox starts another one.
      prepared = prepared.then(() => {
        const { outcome, fuel } = engine.run(request);
        send({ kind: 'done', id: request.id, outcome, fuel });
        return engine.prepare();
      });
    });
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'unusable', reason: error instanceof Error ? error.message : String(error) });
  }
}

void main();
