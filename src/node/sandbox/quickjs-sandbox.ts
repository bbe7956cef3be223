import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Json } from '../../engine/json';
import type { Sandbox, SandboxCall, SandboxOutcome } from '../../engine/sandbox/sandbox';
import { patience, type WorkerMessage, type WorkerOutcome, type WorkerRequest, type WorkerSettings } from './messages';

/** What the sandbox is made with. */
export interface QuickjsSandboxOptions {
  /** The built worker, `sandbox-worker.js`; `emscripten-module.wasm` lies beside it. */
  readonly workerPath: string;
  /** Workers at most; one less than the machine has cores by default. */
  readonly lanes?: number;
  /** Megabytes that a tool can take. */
  readonly memoryMegabytes?: number;
}

/** How much longer than the worker itself would allow a call may take before the worker is stopped, in milliseconds. */
const graceMilliseconds = 25;

interface Job {
  readonly call: SandboxCall;
  readonly signal: AbortSignal;
  readonly settle: (outcome: SandboxOutcome) => void;
}

/** A worker and what it is doing. */
interface Lane {
  readonly worker: Worker;
  ready: boolean;
  job: (Job & { readonly id: number; readonly timer: NodeJS.Timeout; readonly abort: () => void }) | undefined;
}

/**
 * Tools in QuickJS, in worker threads: the calling thread only sends strings and gets strings. A call that does not
 * yield is ended by stopping its worker; the others do not notice. Workers start with the first call.
 */
export function createQuickjsSandbox(options: QuickjsSandboxOptions): Sandbox {
  const most = Math.max(1, options.lanes ?? Math.min(4, availableParallelism() - 1));
  const settings: WorkerSettings = { memoryMegabytes: options.memoryMegabytes ?? 64, folder: dirname(options.workerPath) };
  const lanes = new Set<Lane>();
  const queue: Job[] = [];
  let disposed = false;
  let unusable: string | undefined;
  let nextId = 1;

  const startLane = (): void => {
    const worker = new Worker(options.workerPath, {
      workerData: settings,
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 512 },
    });
    const lane: Lane = { worker, ready: false, job: undefined };
    lanes.add(lane);
    worker.on('message', (message: WorkerMessage) => {
      switch (message.kind) {
        case 'ready':
          lane.ready = true;
          break;
        case 'unusable':
          fail(message.reason);
          break;
        case 'done':
          if (lane.job?.id === message.id) finish(lane, outcomeOf(message.outcome, lane.job.call));
          break;
      }
      pump();
    });
    // A crash of the worker itself, such as the host's heap running out.
    worker.on('error', (error) => drop(lane, { kind: 'threw', message: `the sandbox failed: ${error.message.slice(0, 200)}` }, !lane.ready));
    worker.on('exit', () => drop(lane, { kind: 'threw', message: 'the sandbox stopped unexpectedly' }, !lane.ready));
    updateReferences();
  };

  /** Every call fails from now on: a sandbox that cannot promise what it should must not run anything. */
  const fail = (reason: string): void => {
    unusable = `the sandbox cannot start: ${reason}`;
    for (const job of queue.splice(0)) job.settle({ kind: 'threw', message: unusable });
  };

  const finish = (lane: Lane, outcome: SandboxOutcome): void => {
    const { job } = lane;
    if (!job) return;
    lane.job = undefined;
    clearTimeout(job.timer);
    job.signal.removeEventListener('abort', job.abort);
    updateReferences();
    job.settle(outcome);
  };

  /** Takes a lane out of service; its call gets `outcome`, the queue a new lane. */
  const drop = (lane: Lane, outcome: SandboxOutcome, atStart = false): void => {
    if (!lanes.delete(lane)) return;
    void lane.worker.terminate();
    finish(lane, outcome);
    if (atStart) fail(outcome.kind === 'threw' ? outcome.message : outcome.kind);
    pump();
  };

  const pump = (): void => {
    if (disposed) return;
    for (const lane of lanes) {
      if (!lane.ready || lane.job) continue;
      const job = queue.shift();
      if (!job) return;
      start(lane, job);
    }
    const starting = [...lanes].filter((lane) => !lane.ready).length;
    if (queue.length > starting && lanes.size < most) startLane();
  };

  const start = (lane: Lane, job: Job): void => {
    const id = nextId++;
    const { call } = job;
    const abort = (): void => drop(lane, { kind: 'killed' });
    // Built-ins that never ask the interrupt handler are ended from here.
    const timer = setTimeout(() => drop(lane, { kind: 'timedOut', milliseconds: call.limits.milliseconds }), call.limits.milliseconds + patience(call.limits.milliseconds) + graceMilliseconds);
    lane.job = { ...job, id, timer, abort };
    job.signal.addEventListener('abort', abort, { once: true });
    updateReferences();
    const request: WorkerRequest = {
      id,
      code: call.code,
      function: call.function,
      arguments: JSON.stringify(call.arguments),
      milliseconds: call.limits.milliseconds,
      outputCharacters: call.limits.outputCharacters,
    };
    lane.worker.postMessage(request);
  };

  /** An idle sandbox does not keep the process alive; one with work does. */
  const updateReferences = (): void => {
    const busy = queue.length > 0;
    for (const lane of lanes) {
      if (busy || lane.job) lane.worker.ref();
      else lane.worker.unref();
    }
  };

  return {
    call: (call, signal) =>
      new Promise<SandboxOutcome>((resolve) => {
        if (disposed || signal.aborted) {
          resolve({ kind: 'killed' });
          return;
        }
        if (unusable !== undefined) {
          resolve({ kind: 'threw', message: unusable });
          return;
        }
        const leave = (): void => {
          const at = queue.indexOf(job);
          if (at < 0) return;
          queue.splice(at, 1);
          updateReferences();
          resolve({ kind: 'killed' });
        };
        const job: Job = {
          call,
          signal,
          settle: (outcome) => {
            signal.removeEventListener('abort', leave);
            resolve(outcome);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(job);
        pump();
        updateReferences();
      }),
    dispose: async () => {
      disposed = true;
      for (const job of queue.splice(0)) job.settle({ kind: 'killed' });
      const workers = [...lanes].map((lane) => {
        finish(lane, { kind: 'killed' });
        return lane.worker.terminate();
      });
      lanes.clear();
      await Promise.all(workers);
    },
  };
}

function outcomeOf(outcome: WorkerOutcome, call: SandboxCall): SandboxOutcome {
  switch (outcome.kind) {
    case 'value':
      return valueOf(outcome.json);
    case 'timedOut':
      return { kind: 'timedOut', milliseconds: call.limits.milliseconds };
    default:
      return outcome;
  }
}

/** Parsed here and not in the worker, so that nothing but a string crosses. */
function valueOf(json: string): SandboxOutcome {
  try {
    return { kind: 'value', value: JSON.parse(json) as Json };
  } catch {
    return { kind: 'notJson', what: 'something that only looked like JSON' };
  }
}
