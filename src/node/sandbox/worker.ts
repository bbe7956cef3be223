import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage, WorkerRequest, WorkerSettings } from './messages';
import { reasonOf, startEngine } from './start-engine';

/** The worker's entry: starts the engine, then answers requests one after another. */
async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this file runs as a worker only');
  const send = (message: WorkerMessage): void => port.postMessage(message);
  try {
    const { engine, start } = await startEngine(workerData as WorkerSettings);
    let prepared: Promise<void> = Promise.resolve();
    port.on('message', (request: WorkerRequest) => {
      // A failure in here ends the worker, and the sandbox starts another one.
      prepared = prepared.then(() => {
        const { outcome, fuel } = engine.run(request);
        send({ kind: 'done', id: request.id, outcome, fuel });
        return engine.prepare();
      });
    });
    send({ kind: 'ready', start });
  } catch (error) {
    send({ kind: 'unusable', reason: reasonOf(error) });
  }
}

void main();
