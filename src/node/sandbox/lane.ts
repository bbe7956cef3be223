import { Worker } from 'node:worker_threads';
import type {
  EngineStart,
  SharedSettings,
  TaskOutcome,
  WorkerCheck,
  WorkerMessage,
  WorkerOrder,
  WorkerOutcome,
  WorkerProblems,
  WorkerRequest,
  WorkerSettings,
  WorkerTask,
} from './messages';
import { beatsOf, elapsed, lookAt, newPulse, sharedNow, type Seen } from './pulse';
import { watchLane, type Glance } from './watch-lane';

/** How long a worker may take to start, in milliseconds; some 100 are usual. */
const startMilliseconds = 30_000;

/** A task for a lane, which numbers it. */
export type LaneTask = Omit<WorkerRequest, 'id'> | Omit<WorkerCheck, 'id'> | Omit<WorkerProblems, 'id'>;

/** A task, and who is told of it. */
export interface LaneWork {
  readonly task: LaneTask;
  /** How many outcomes come of it. */
  readonly size: number;
  /** Told of each outcome once: of the first ones in their order, of a last one that ended the worker in any. */
  onOutcome(at: number, outcome: TaskOutcome): void;
  /** The lane is through with it, or gone: then these were not told, and can be run again. */
  onEnd(untold: readonly number[]): void;
}

/** What a lane tells its owner. */
export interface LaneListener {
  /** Its worker runs, and can be given work. */
  started(lane: Lane, start: EngineStart): void;
  /**
   * It is gone, and will say of its work what is lost. `startFailure` says why where it never was ready, and `unusable`
   * that another one would fare no better.
   */
  ended(lane: Lane, startFailure: { readonly reason: string; readonly unusable: boolean } | undefined): void;
}

/** A worker thread, which does one task after another. */
export interface Lane {
  /**
   * Does a task after those that it has. Once it is ready only. A call in it ends at the latest when its time, patience
   * with a busy machine and a grace are over.
   */
  give(work: LaneWork): void;
  /** How many tasks it has. */
  readonly given: number;
  /** Stops the worker; what it has not told is left. Resolves when the thread is gone. */
  stop(): Promise<void>;
  /** Whether the worker keeps the process alive. */
  keepAlive(keep: boolean): void;
}

interface Given {
  readonly id: number;
  readonly work: LaneWork;
  told: number;
}

/**
 * Starts a worker of the bundle at `workerPath`, with nothing of this process in it but strings, and the numbers
 * in which it shows what it does. It is told whether its engine `isKnown` while it starts.
 */
export function startLane(
  workerPath: string,
  settings: SharedSettings,
  isKnown: Promise<boolean>,
  listener: LaneListener,
): Lane {
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
  const given: Given[] = [];
  let watch: { stop(): void } | undefined;
  let nextId = 1;

  const send = (order: WorkerOrder): void => worker.postMessage(order);
  void isKnown.then((known) => send({ kind: 'begin', isKnown: known }));

  const look = (): Glance => {
    const { user, system } = process.cpuUsage();
    return { seen: lookAt(pulse), beats: beatsOf(pulse), processor: (user + system) / 1_000, at: sharedNow() };
  };

  /** Looks after it as long as it has work. */
  const keepWatch = (): void => {
    watch?.stop();
    const [first] = given;
    watch = first && watchLane(look, leastOf(first.work.task), (hung) => void end({ kind: 'timedOut' }, hung));
  };

  /** What it had is lost but for what was told; `outcome` is that of the call that ended it, if one did. */
  const loseWork = (outcome: WorkerOutcome | undefined, running: Seen['running']): void => {
    const isKnown = given.some(({ id }) => id === running?.task);
    for (const [turn, { id, work, told }] of given.splice(0).entries()) {
      // Where nothing ran, the next one counts as the one that did, or it could end one worker after another.
      const next = !isKnown && turn === 0 && told === 0 ? 0 : undefined;
      const culprit = isKnown && running?.task === id ? running.place : next;
      const untold: number[] = [];
      for (let at = told; at < work.size; at += 1) {
        if (outcome && at === culprit)
          work.onOutcome(at, {
            read: null,
            last: stepOf(work.task, running),
            outcome,
            milliseconds: running ? elapsed(running.since, sharedNow()) : 0,
          });
        else untold.push(at);
      }
      work.onEnd(untold);
    }
  };

  const end = async (
    outcome: WorkerOutcome | undefined,
    running: Seen['running'],
    startFailure?: { readonly reason: string; readonly unusable: boolean },
  ): Promise<void> => {
    if (gone) return;
    gone = true;
    clearTimeout(startTimer);
    watch?.stop();
    listener.ended(lane, startFailure);
    loseWork(outcome, running);
    await worker.terminate();
  };

  const failed = (
    reason: string,
    outcome: WorkerOutcome = { kind: 'threw', message: `the sandbox failed: ${reason}` },
    unusable = false,
  ): void => {
    void end(outcome, lookAt(pulse).running, ready ? undefined : { reason, unusable });
  };

  const heed = (id: number, outcomes: readonly TaskOutcome[]): void => {
    const [first] = given;
    if (first?.id !== id) return;
    for (const outcome of outcomes) first.work.onOutcome(first.told++, outcome);
    // One who is told may have stopped this lane.
    if (gone || first.told < first.work.size) return;
    given.shift();
    keepWatch();
    first.work.onEnd([]);
  };

  const lane: Lane = {
    give: (work) => {
      given.push({ id: nextId, work, told: 0 });
      if (given.length === 1) keepWatch();
      send(numbered(work.task, nextId++));
    },
    get given() {
      return given.length;
    },
    stop: () => end(undefined, undefined),
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
        listener.started(lane, message.start);
        break;
      case 'unusable':
        failed(message.reason, undefined, true);
        break;
      case 'told':
        heed(message.id, message.outcomes);
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

/** The least that a call of a task may take, in milliseconds. */
function leastOf(task: LaneTask): number {
  return task.kind === 'problems' ? Math.min(task.parseMilliseconds, task.solveMilliseconds) : task.milliseconds;
}

/** The function that was called when a task came to its end with its worker. */
function stepOf(task: LaneTask, running: Seen['running']): TaskOutcome['last'] {
  if (task.kind === 'call') return task.function;
  return running?.step ?? (task.kind === 'problems' && task.arguments ? 'solve' : 'parse');
}

/** Member by member: of each copy that is spread V8 keeps something until it collects everything. */
function numbered(task: LaneTask, id: number): WorkerTask {
  switch (task.kind) {
    case 'check':
      return { kind: 'check', id, check: task.check, milliseconds: task.milliseconds };
    case 'call': {
      const { code, function: name, arguments: args, milliseconds, outputCharacters, resultSchema } = task;
      return { kind: 'call', id, code, function: name, arguments: args, milliseconds, outputCharacters, resultSchema };
    }
    case 'problems': {
      const { code, problems, arguments: args, onlyRead, argumentsSchema } = task;
      const { parseMilliseconds, solveMilliseconds, outputCharacters } = task;
      return {
        kind: 'problems',
        id,
        code,
        problems,
        arguments: args,
        onlyRead,
        argumentsSchema,
        parseMilliseconds,
        solveMilliseconds,
        outputCharacters,
      };
    }
  }
}
