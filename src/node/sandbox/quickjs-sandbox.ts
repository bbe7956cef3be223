import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Json, JsonObject } from '../../engine/json';
import type {
  ArgumentsCheck,
  CheckOutcome,
  ProblemRun,
  Sandbox,
  SandboxCall,
  SandboxOutcome,
} from '../../engine/sandbox/sandbox';
import { callLimits } from '../../engine/tool/limits';
import { startLane, type Lane, type LaneListener, type LaneTask } from './lane';
import type { EngineName, EngineStart, SharedSettings, TaskOutcome, WorkerOutcome } from './messages';
import { engineFingerprint, soundnessOf, type Soundness, type SoundnessBook } from './soundness';
import { fitPortion, isQuick, newWork, takePortion, waitingIn, type Work } from './work';

/** What the sandbox is made with. */
export interface QuickjsSandboxOptions {
  /** The built worker, `sandbox-worker.js`; the engine's file lies beside it. */
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
  /** What passed its test before; without it each worker tests its engine. */
  readonly soundness?: SoundnessBook;
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
  const lanes = new Map<Lane, { isReady: boolean; readonly works: Work[]; readonly soundness: Soundness }>();
  /**
   * How much work of a signal there is, with its one listener: thousands of calls may share it. Works themselves are
   * in no map or set: as entries come and go, V8 makes it a new table, to which the old one points; of the old ones
   * that young collections leave, each would keep the next alive with its works, and so all that waits for them.
   */
  const worksOf = new Map<AbortSignal, { count: number; readonly onAbort: () => void }>();
  /** Work of which something waits; each has its turn. */
  let queue: Work[] = [];
  /** Workers kept ready beyond the lanes: one, from the first time that one had to be stopped. */
  let spares = 0;
  let disposed = false;
  let unusable: string | undefined;

  const listener: LaneListener = {
    started: (lane, start) => {
      options.onStart?.(start);
      const started = lanes.get(lane);
      if (!started) return;
      started.isReady = true;
      if (start.fallback === undefined) started.soundness.passed();
      pump();
    },
    ended: (lane, startFailure) => {
      lanes.delete(lane);
      if (startFailure) {
        const reason = `the sandbox cannot start: ${startFailure.reason.slice(0, 400)}`;
        if (startFailure.unusable) unusable = reason;
        spares = 0;
        // Others may still be starting, but what kept this one from it most likely keeps them too.
        for (const work of queue.splice(0)) fail(work, { kind: 'threw', message: reason });
      } else spares = 1;
      pump();
    },
  };

  const busyLanes = (): number => [...lanes.keys()].filter(({ given }) => given > 0).length;

  /** One that has nothing to do; or that is soon through with a portion of the only work that there is. */
  const laneFor = (work: Work): Lane | undefined => {
    for (const [lane, { isReady }] of lanes) if (isReady && lane.given === 0 && busyLanes() < most) return lane;
    if (queue.length > 1 || !isQuick(work)) return undefined;
    for (const [lane, { works }] of lanes) if (lane.given === 1 && works[0] === work) return lane;
    return undefined;
  };

  const pump = (): void => {
    if (disposed) return;
    for (let [work] = queue; work; [work] = queue) {
      const lane = laneFor(work);
      if (!lane) break;
      queue.shift();
      give(lane, work);
      if (waitingIn(work) > 0) queue.push(work);
    }
    const waiting = queue.reduce((sum, work) => sum + waitingIn(work), 0);
    const wanted = Math.min(most, waiting + busyLanes()) + spares;
    while (lanes.size < wanted && unusable === undefined) start();
    for (const lane of lanes.keys()) lane.keepAlive(queue.length > 0 || lane.given > 0);
  };

  const start = (): void => {
    // Anew for each worker: its files may have become others meanwhile.
    const soundness = soundnessOf(options.soundness, () => engineFingerprint(options.workerPath, settings));
    const lane = startLane(options.workerPath, settings, soundness.isKnown, listener);
    lanes.set(lane, { isReady: false, works: [], soundness });
  };

  const give = (lane: Lane, work: Work): void => {
    const places = takePortion(work);
    const works = lanes.get(lane)?.works ?? [];
    works.push(work);
    let began = works.length === 1 ? performance.now() : undefined;
    lane.give({
      task: work.taskFor(places),
      size: places.length,
      onOutcome: (at, outcome) => {
        began ??= performance.now();
        tell(work, places[at] ?? 0, outcome);
      },
      onEnd: (untold) => {
        works.splice(works.indexOf(work), 1);
        if (untold.length === 0 && began !== undefined) fitPortion(work, places.length, performance.now() - began);
        if (untold.length > 0 && !work.isOver) {
          if (waitingIn(work) === 0) queue.unshift(work);
          work.again.push(...untold.map((at) => places[at] ?? 0));
        }
        pump();
      },
    });
  };

  const enter = (work: Work): void => {
    const { signal } = work;
    const known = worksOf.get(signal);
    if (known) known.count += 1;
    else {
      const onAbort = (): void => kill(signal);
      signal.addEventListener('abort', onAbort, { once: true });
      worksOf.set(signal, { count: 1, onAbort });
    }
    queue.push(work);
    pump();
  };

  const tell = (work: Work, place: number, outcome: TaskOutcome): void => {
    if (work.isOver) return;
    work.onOutcome(place, outcome);
    work.left -= 1;
    if (work.left === 0) conclude(work);
  };

  const conclude = (work: Work): void => {
    if (work.isOver) return;
    work.isOver = true;
    const known = worksOf.get(work.signal);
    if (known && (known.count -= 1) === 0) {
      work.signal.removeEventListener('abort', known.onAbort);
      worksOf.delete(work.signal);
    }
    work.onEnd();
  };

  /** Ends what waits of a work with one outcome; what runs goes on. */
  const fail = (work: Work, outcome: WorkerOutcome): void => {
    while (waitingIn(work) > 0)
      for (const place of takePortion(work)) tell(work, place, { read: null, last: 'parse', outcome, milliseconds: 0 });
  };

  /** Ends the works of one signal, waiting or running. */
  const kill = (signal: AbortSignal): void => {
    const isMeant = (work: Work): boolean => work.signal === signal;
    const running = [...lanes].filter(([, { works }]) => works.some(isMeant));
    const meant = new Set([...queue, ...running.flatMap(([, { works }]) => works)].filter(isMeant));
    queue = queue.filter((work) => !isMeant(work));
    for (const work of meant) conclude(work);
    for (const [lane] of running) void lane.stop();
    pump();
  };

  /** Whether work can be taken on; if not, how it ends. */
  const refusal = (signal: AbortSignal): WorkerOutcome | { readonly kind: 'killed' } | undefined => {
    if (disposed || signal.aborted) return { kind: 'killed' };
    return unusable === undefined ? undefined : { kind: 'threw', message: unusable };
  };

  /** Does one task and hands on what came of it. */
  const perform = (
    write: () => LaneTask,
    signal: AbortSignal,
    settle: (outcome: WorkerOutcome | { readonly kind: 'killed' }) => void,
  ): void => {
    const refused = refusal(signal);
    const task = refused ? undefined : written(write);
    if (refused) settle(refused);
    else if (!task) settle({ kind: 'threw', message: 'the arguments are nested too deeply' });
    else {
      let outcome: WorkerOutcome | { readonly kind: 'killed' } = { kind: 'killed' };
      enter(
        newWork({
          signal,
          size: 1,
          taskFor: () => task,
          onOutcome: (_, told) => {
            outcome = told.outcome;
          },
          onEnd: () => settle(outcome),
        }),
      );
    }
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
    run: (run, signal, onProblem) =>
      new Promise((resolve, reject) => {
        const told = new Uint8Array(run.problems.length);
        const tell = (place: number, { read, last, outcome, milliseconds }: Told): void => {
          told[place] = 1;
          try {
            onProblem(place, {
              read: read === null ? undefined : (JSON.parse(read) as JsonObject),
              last,
              outcome: outcomeOf(outcome, callLimits(run.limits, last).milliseconds),
              milliseconds,
            });
          } catch (error) {
            // Of the one who is told: it is theirs, and the other problems go on.
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        const endAll = (outcome: Told['outcome']): void => {
          for (let at = 0; at < told.length; at += 1)
            if (told[at] === 0)
              tell(at, { read: null, last: run.arguments ? 'solve' : 'parse', outcome, milliseconds: 0 });
          resolve();
        };
        const refused = refusal(signal);
        const taskFor = refused ? undefined : written(() => problemsTask(run));
        if (refused) endAll(refused);
        else if (!taskFor) endAll({ kind: 'threw', message: 'the arguments are nested too deeply' });
        else if (told.length === 0) resolve();
        else
          enter(
            newWork({ signal, size: told.length, taskFor, onOutcome: tell, onEnd: () => endAll({ kind: 'killed' }) }),
          );
      }),
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
      const works = new Set([...queue.splice(0), ...[...lanes.values()].flatMap(({ works }) => works)]);
      for (const work of works) conclude(work);
      await Promise.all([...lanes.keys()].map((lane) => lane.stop()));
    },
  };
}

/** An outcome, or that there will be none. */
interface Told extends Omit<TaskOutcome, 'outcome'> {
  readonly outcome: WorkerOutcome | { readonly kind: 'killed' };
}

/** The task as strings and numbers; `undefined` where something is nested so deeply that it cannot be written. */
function written<Task>(write: () => Task): Task | undefined {
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

/** Writes the task of some of the problems. */
function problemsTask(run: ProblemRun): (places: readonly number[]) => LaneTask {
  const { code, problems, limits } = run;
  const argumentsSchema = JSON.stringify(run.argumentsSchema);
  // All of them at once, so that what cannot be written shows before anything is run.
  const args = run.arguments?.map((one) => JSON.stringify(one)) ?? null;
  return (places) => ({
    kind: 'problems',
    code,
    problems: places.map((place) => problems[place] ?? ''),
    arguments: args && places.map((place) => args[place] ?? '{}'),
    onlyRead: run.onlyRead ?? false,
    parseMilliseconds: limits.parseMilliseconds,
    solveMilliseconds: limits.solveMilliseconds,
    outputCharacters: limits.outputCharacters,
    argumentsSchema,
  });
}

function checkTask({ schema, demonstrations, items, milliseconds }: ArgumentsCheck): LaneTask {
  return { kind: 'check', check: JSON.stringify({ schema, demonstrations, items }), milliseconds };
}

function outcomeOf(outcome: Told['outcome'], milliseconds: number): SandboxOutcome {
  // Parsed here and not in the worker, so that nothing but a string crosses.
  if (outcome.kind === 'value') return { kind: 'value', value: JSON.parse(outcome.json) as Json };
  return outcome.kind === 'timedOut' ? { kind: 'timedOut', milliseconds } : outcome;
}

function checkOutcomeOf(outcome: Told['outcome'], milliseconds: number): CheckOutcome {
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
