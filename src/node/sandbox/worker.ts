import { parentPort, workerData } from 'node:worker_threads';
import type { Engine } from './engine';
import { createJudge } from './judge';
import type {
  TaskOutcome,
  WorkerMessage,
  WorkerOrder,
  WorkerOutcome,
  WorkerRequest,
  WorkerSettings,
  WorkerTask,
} from './messages';
import { showCall, showRest } from './pulse';
import { reasonOf, startEngine } from './start-engine';
import { takeProblem } from './take-problem';

/** Outcomes are told this often, in milliseconds: what is not told yet is lost with the worker, and run again. */
const toldEvery = 10;

/** The worker's entry: starts the engine, then does tasks one after another. */
async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this file runs as a worker only');
  const settings = workerData as WorkerSettings;
  const { pulse } = settings;
  const send = (message: WorkerMessage): void => port.postMessage(message);
  const judge = createJudge(pulse);
  let engine: Engine | undefined;
  let ended: Promise<void> = Promise.resolve();

  const run = async (started: Engine, request: WorkerRequest, place = 0): Promise<WorkerOutcome> => {
    await started.prepare();
    showCall(pulse, { task: request.id, place, step: request.function, limit: request.milliseconds });
    const { outcome } = judge.run(started, request);
    showRest(pulse);
    return outcome;
  };

  /** Tells of a call or a check: how long it took, nobody asks. */
  const sendOne = (id: number, last: TaskOutcome['last'], outcome: WorkerOutcome): void =>
    send({ kind: 'told', id, outcomes: [{ read: null, last, outcome, milliseconds: 0 }] });

  const perform = async (task: WorkerTask): Promise<void> => {
    if (!engine) throw new Error('a call came before the engine was ready');
    const { id } = task;
    if (task.kind === 'problems') {
      let outcomes: TaskOutcome[] = [];
      let told = performance.now();
      let began = told;
      for (let at = 0; at < task.problems.length; at += 1) {
        const started = engine;
        const { read, last, outcome } = await takeProblem(task, at, (request) => run(started, request, at));
        const now = performance.now();
        outcomes.push({ read, last, outcome, milliseconds: now - began });
        began = now;
        if (now - told < toldEvery && at < task.problems.length - 1) continue;
        send({ kind: 'told', id, outcomes });
        outcomes = [];
        told = now;
      }
    } else if (task.kind === 'check') {
      showCall(pulse, { task: id, place: 0, step: 'parse', limit: task.milliseconds });
      const outcome = judge.check(task);
      showRest(pulse);
      sendOne(id, 'parse', outcome);
    } else {
      const outcome = await run(engine, task);
      sendOne(id, task.function, outcome);
    }
    // For the next call: a reply does not wait for it.
    await engine.prepare();
  };

  // Before the start: a thread that listens to nothing meanwhile leaves its event loop, and comes back to it only when
  // the optimizing compiler is through with the engine, which takes as long as everything else here.
  const isKnown = new Promise<boolean>((resolve) => {
    port.on('message', (order: WorkerOrder) => {
      if (order.kind === 'begin') resolve(order.isKnown);
      // A failure in here ends the worker, and the sandbox starts another one.
      else ended = ended.then(() => perform(order));
    });
  });
  try {
    const started = await startEngine(settings, isKnown);
    engine = started.engine;
    send({ kind: 'ready', start: started.start });
  } catch (error) {
    send({ kind: 'unusable', reason: reasonOf(error) });
  }
}

void main();
