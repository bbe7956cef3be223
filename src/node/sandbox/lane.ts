import { Worker } from 'node:worker_threads';
import type {
  EngineStart,
  SharedSettings,
  WorkerCheck,
  WorkerMessage,
  WorkerOutcome,
  WorkerRequest,
  WorkerSettings,
  WorkerTask,
} from './messages';
import { beatsOf, newPulse } from './pulse';
import { watchCall, type Glance } from './watch-call';

/** How long a worker may take to start, in milliseconds; some 100 are usual. */
const startMilliseconds = 30_000;

/** How a call in a lane ended. */
export type LaneOutcome = WorkerOutcome | { readonly kind: 'killed' };

/** A task for a lane, which numbers it. */
export type LaneTask = Omit<WorkerRequest, 'id'> | Omit<WorkerCheck, 'id'>;

/** What a lane tells its owner. */
export interface LaneListener {
  /** Its worker runs; told once, before it is idle for the first time. */
  started(start: EngineStart): void;
  /** It can be given a call: after its start, and after each call. */
  idle(lane: Lane): void;
  /**
   * It is gone, and the call in it was answered. `startFailure` says why where it never was ready, and
   * `unusable` that another one would fare no better.
   */
  ended(lane: Lane, startFailure: { readonly reason: string; readonly unusable: boolean } | undefined): void;
}

/** A worker thread, which runs one call at a time. */
export interface Lane {
  /**
   * Runs one task; only when idle. Always resolves, at the latest when the task's time, patience with a busy machine
   * and a grace are over.
   */
  run(task: LaneTask): Promise<LaneOutcome>;
  /** Stops the worker; the call in it is `killed`. Resolves when the thread is gone. */
  stop(): Promise<void>;
  /** Whether the worker keeps the process alive. */
  keepAlive(keep: boolean): void;
}

interface Running {
  readonly watch: { stop(): void };
  readonly settle: (outcome: LaneOutcome) => void;
}

/**
 * Starts a worker of the bundle at `workerPath`, with nothing of this process in it but strings, and a counter that
 * both share.
 */
export function startLane(workerPath: string, settings: SharedSettings, listener: LaneListener): Lane {
  const pulse = newPulse();
  const worker = new Worker(workerPath, {
    workerData: { ...settings, pulse } satisfies WorkerSettings,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 512 },
  });
  let ready = false;
  let gone = false;
  let keptAlive = true;
  let running: Running | undefined;
  let nextId = 1;

  const look = (): Glance => {
    const { user, system } = process.cpuUsage();
    return { beats: beatsOf(pulse), processor: (user + system) / 1_000, at: performance.now() };
  };

  const settle = (outcome: LaneOutcome): void => {
    if (!running) return;
    running.watch.stop();
    const { settle: resolve } = running;
    running = undefined;
    resolve(outcome);
  };

  const end = async (
    outcome: LaneOutcome,
    startFailure?: { readonly reason: string; readonly unusable: boolean },
  ): Promise<void> => {
    if (gone) return;
    gone = true;
    clearTimeout(startTimer);
    settle(outcome);
    listener.ended(lane, startFailure);
    await worker.terminate();
  };

  const failed = (
    reason: string,
    outcome: LaneOutcome = { kind: 'threw', message: `the sandbox failed: ${reason}` },
    unusable = false,
  ): void => {
    void end(outcome, ready ? undefined : { reason, unusable });
  };

  const lane: Lane = {
    run: (task) =>
      new Promise((resolve) => {
        const watch = watchCall(look, task.milliseconds, () => void end({ kind: 'timedOut' }));
        running = { watch, settle: resolve };
        worker.postMessage(numbered(task, nextId++));
      }),
    stop: () => end({ kind: 'killed' }),
    keepAlive: (keep) => {
      // Asked at each call, so that it must cost nothing.
      if (keep === keptAlive) return;
      keptAlive = keep;
      if (keep) worker.ref();
      else worker.unref();
    },
  };

  const startTimer = setTimeout(
    () => failed(`its worker did not start in ${startMilliseconds / 1000} seconds`),
    startMilliseconds,
  ).unref();

  worker.on('message', (message: WorkerMessage) => {
    if (gone) return;
    switch (message.kind) {
      case 'ready':
        ready = true;
        clearTimeout(startTimer);
        listener.started(message.start);
        listener.idle(lane);
        break;
      case 'unusable':
        failed(message.reason, undefined, true);
        break;
      case 'done':
        settle(message.outcome);
        listener.idle(lane);
        break;
    }
  });
  // The host's heap in the worker, or the engine that could not be made again.
  worker.on('error', (error: NodeJS.ErrnoException) =>
    failed(
      error.message.slice(0, 200),
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { kind: 'outOfMemory' } : undefined,
    ),
  );
  worker.on('exit', () => failed('its worker ended unexpectedly'));
  return lane;
}

/** Member by member: of each copy that is spread V8 keeps something until it collects everything. */
function numbered(task: LaneTask, id: number): WorkerTask {
  if (task.kind === 'check') return { kind: 'check', id, check: task.check, milliseconds: task.milliseconds };
  const { code, function: name, arguments: args, milliseconds, outputCharacters, resultSchema } = task;
  return { kind: 'call', id, code, function: name, arguments: args, milliseconds, outputCharacters, resultSchema };
}
