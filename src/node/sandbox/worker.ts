import { parentPort, workerData } from 'node:worker_threads';
import type { Engine } from './engine';
import { createJudge } from './judge';
import type { WorkerMessage, WorkerSettings, WorkerTask } from './messages';
import { beat } from './pulse';
import { reasonOf, startEngine } from './start-engine';

/** The worker's entry: starts the engine, then answers requests one after another. */
async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this file runs as a worker only');
  const settings = workerData as WorkerSettings;
  const send = (message: WorkerMessage): void => port.postMessage(message);
  const judge = createJudge(settings.pulse);
  let engine: Engine | undefined;
  let prepared: Promise<void> = Promise.resolve();
  // Before the start: a thread that listens to nothing meanwhile leaves its event loop, and comes back to it only when
  // the optimizing compiler is through with the engine, which takes as long as everything else here.
  port.on('message', (task: WorkerTask) => {
    // A failure in here ends the worker, and the sandbox starts another one.
    prepared = prepared.then(() => {
      if (!engine) throw new Error('a call came before the engine was ready');
      beat(settings.pulse);
      const { outcome, fuel } =
        task.kind === 'check' ? { outcome: judge.check(task), fuel: 0 } : judge.run(engine, task);
      send({ kind: 'done', id: task.id, outcome, fuel });
      return engine.prepare();
    });
  });
  try {
    const started = await startEngine(settings);
    engine = started.engine;
    send({ kind: 'ready', start: started.start });
  } catch (error) {
    send({ kind: 'unusable', reason: reasonOf(error) });
  }
}

void main();
