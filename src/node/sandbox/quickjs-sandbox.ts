import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Json } from '../../engine/json';
import type { ArgumentsCheck, CheckOutcome, Sandbox, SandboxCall, SandboxOutcome } from '../../engine/sandbox/sandbox';
import { startLane, type Lane, type LaneListener, type LaneOutcome, type LaneTask } from './lane';
import type { EngineName, EngineStart, SharedSettings } from './messages';

/** What the sandbox is made with. */
export interface QuickjsSandboxOptions {
  /** The built worker, `sandbox-worker.js`; `emscripten-module.wasm` lies beside it. */
  readonly workerPath: string;
  /** Calls at once at most; by default one less than the machine has cores, four at most. */
  readonly lanes?: number;
  /** Megabytes that a tool can take, 64 by default; the engine itself needs 16. */
  readonly memoryMegabytes?: number;
  /** How each call gets its pristine state; by default `snapshot`, the faster one. */
  readonly engine?: EngineName;
  /**
   * Told at the start of each worker what it runs: another engine than was asked for where that one did not pass its
   * test.
   */
  readonly onStart?: (start: EngineStart) => void;
}

/** A task that waits or runs. */
interface Job {
  readonly task: LaneTask;
  readonly signal: AbortSignal;
  readonly settle: (outcome: LaneOutcome) => void;
  /** Where it runs; it waits as long as there is none. */
  lane: Lane | undefined;
}

/**
 * Tools in QuickJS, in worker threads: the calling thread only sends strings and gets strings. A call that does not
 * yield is ended by stopping its worker; the others do not notice. Workers start with the first call, and do not
 * keep the process alive when there is none.
 */
export function createQuickjsSandbox(options: QuickjsSandboxOptions): Sandbox {
  const most = Math.max(1, options.lanes ?? Math.min(4, availableParallelism() - 1));
  const settings: SharedSettings = {
    memoryMegabytes: options.memoryMegabytes ?? 64,
    folder: dirname(options.workerPath),
    engine: options.engine ?? 'snapshot',
  };
  const lanes = new Map<Lane, 'starting' | 'idle' | 'busy'>();
  /**
   * How many calls of a signal there are, with its one listener: a batch of thousands may share it. Jobs themselves are
   * in no map or set: as entries come and go, V8 makes it a new table, to which the old one points; of the old ones
   * that young collections leave, each would keep the next alive with its jobs, and so all that waits for them.
   */
  const callsOf = new Map<AbortSignal, { count: number; readonly onAbort: () => void }>();
  let queue: Job[] = [];
  let running: readonly Job[] = [];
  /** Workers kept ready beyond the lanes: one, from the first time that one had to be stopped. */
  let spares = 0;
  let disposed = false;
  let unusable: string | undefined;

  const listener: LaneListener = {
    started: (start) => options.onStart?.(start),
    idle: (lane) => {
      lanes.set(lane, 'idle');
      pump();
    },
    ended: (lane, startFailure) => {
      lanes.delete(lane);
      if (startFailure) {
        const reason = `the sandbox cannot start: ${startFailure.reason.slice(0, 400)}`;
        if (startFailure.unusable) unusable = reason;
        spares = 0;
        // Others may still be starting, but what kept this one from it most likely keeps them too.
        for (const job of queue.splice(0)) settle(job, { kind: 'threw', message: reason });
      } else spares = 1;
      pump();
    },
  };

  const busyLanes = (): number => [...lanes.values()].filter((state) => state === 'busy').length;

  const idleLane = (): Lane | undefined => {
    for (const [lane, state] of lanes) if (state === 'idle') return lane;
    return undefined;
  };

  const pump = (): void => {
    if (disposed) return;
    for (let lane = idleLane(); lane && queue.length > 0 && busyLanes() < most; lane = idleLane()) start(lane);
    const wanted = Math.min(most, queue.length + busyLanes()) + spares;
    while (lanes.size < wanted && unusable === undefined)
      lanes.set(startLane(options.workerPath, settings, listener), 'starting');
    for (const [lane, state] of lanes) lane.keepAlive(queue.length > 0 || state === 'busy');
  };

  const start = (lane: Lane): void => {
    const job = queue.shift();
    if (!job) return;
    job.lane = lane;
    running = [...running, job];
    lanes.set(lane, 'busy');
    void lane.run(job.task).then((outcome) => settle(job, outcome));
  };

  const enter = (job: Job): void => {
    const { signal } = job;
    const known = callsOf.get(signal);
    if (known) known.count += 1;
    else {
      const onAbort = (): void => kill(signal);
      signal.addEventListener('abort', onAbort, { once: true });
      callsOf.set(signal, { count: 1, onAbort });
    }
    queue.push(job);
    pump();
  };

  const settle = (job: Job, outcome: LaneOutcome): void => {
    running = running.filter((other) => other !== job);
    const known = callsOf.get(job.signal);
    if (known && (known.count -= 1) === 0) {
      job.signal.removeEventListener('abort', known.onAbort);
      callsOf.delete(job.signal);
    }
    job.settle(outcome);
  };

  /** Ends the jobs of one signal, waiting or running. */
  const kill = (signal: AbortSignal): void => {
    const waiting = queue.filter((job) => job.signal === signal);
    queue = queue.filter((job) => job.signal !== signal);
    for (const { lane } of running.filter((job) => job.signal === signal)) void lane?.stop();
    for (const job of waiting) settle(job, { kind: 'killed' });
    pump();
  };

  /** Does a task and hands on what came of it: with no promise between, of which a file makes hundreds of thousands. */
  const perform = (write: () => LaneTask, signal: AbortSignal, settle: Job['settle']): void => {
    const task = disposed || signal.aborted ? undefined : written(write);
    if (disposed || signal.aborted) settle({ kind: 'killed' });
    else if (unusable !== undefined) settle({ kind: 'threw', message: unusable });
    else if (!task) settle({ kind: 'threw', message: 'the arguments are nested too deeply' });
    else enter({ task, signal, settle, lane: undefined });
  };

  return {
    call: (call, signal) =>
      new Promise((resolve) =>
        perform(
          () => callTask(call),
          signal,
          (outcome) => resolve(outcomeOf(outcome, call.limits.milliseconds)),
        ),
      ),
    check: (check, signal) =>
      new Promise((resolve) =>
        perform(
          () => checkTask(check),
          signal,
          (outcome) => resolve(checkOutcomeOf(outcome, check.milliseconds)),
        ),
      ),
    dispose: async () => {
      disposed = true;
      for (const job of queue.splice(0)) settle(job, { kind: 'killed' });
      await Promise.all([...lanes.keys()].map((lane) => lane.stop()));
    },
  };
}

/** The task as strings and numbers; `undefined` where something is nested so deeply that it cannot be written. */
function written(write: () => LaneTask): LaneTask | undefined {
  try {
    return write();
  } catch {
    return undefined;
  }
}

function callTask({ code, function: name, arguments: args, limits, resultSchema }: SandboxCall): LaneTask {
  return {
    kind: 'call',
    code,
    function: name,
    arguments: JSON.stringify(args),
    milliseconds: limits.milliseconds,
    outputCharacters: limits.outputCharacters,
    resultSchema: resultSchema ? JSON.stringify(resultSchema) : null,
  };
}

function checkTask({ schema, demonstrations, items, milliseconds }: ArgumentsCheck): LaneTask {
  return { kind: 'check', check: JSON.stringify({ schema, demonstrations, items }), milliseconds };
}

function outcomeOf(outcome: LaneOutcome, milliseconds: number): SandboxOutcome {
  // Parsed here and not in the worker, so that nothing but a string crosses.
  if (outcome.kind === 'value') return { kind: 'value', value: JSON.parse(outcome.json) as Json };
  return outcome.kind === 'timedOut' ? { kind: 'timedOut', milliseconds } : outcome;
}

function checkOutcomeOf(outcome: LaneOutcome, milliseconds: number): CheckOutcome {
  if (outcome.kind === 'killed') return outcome;
  if (outcome.kind === 'value') {
    const errors = JSON.parse(outcome.json) as readonly (string | null)[];
    return { kind: 'checked', errors: errors.map((error) => error ?? undefined) };
  }
  if (outcome.kind === 'threw') return { kind: 'unchecked', reason: outcome.message };
  return {
    kind: 'unchecked',
    reason:
      outcome.kind === 'timedOut'
        ? `checking them against the schema was stopped after ${milliseconds} ms`
        : 'checking them against the schema took too much memory',
  };
}
