/**
 * A few numbers that a worker shares with the thread that watches it: a worker that runs a tool can neither send nor
 * read messages, but it can write down what it does. Only the worker writes; a tool has no way to them.
 */
export type Pulse = Int32Array<SharedArrayBuffer>;

/** Where each number stands. */
const beats = 0,
  /** Counts up before the ones below are written, and again after. */
  version = 1,
  isRunning = 2,
  task = 3,
  place = 4,
  since = 5,
  limit = 6,
  step = 7,
  size = 8;

/** The functions of a tool, by the number under which they are shown. */
const steps = ['parse', 'solve', 'format'] as const;

/** What a worker runs. */
export interface Shown {
  /** The number of the task. */
  readonly task: number;
  /** Which of its problems, from 0 on. */
  readonly place: number;
  /** Which function; a check of arguments shows the first one. */
  readonly step: (typeof steps)[number];
  /** Milliseconds that it may take. */
  readonly limit: number;
}

/** What is to be seen of a worker: what it runs, and since when by `sharedNow`; nothing between two calls. */
export interface Seen {
  /** Differs from call to call, and from pause to pause. */
  readonly version: number;
  readonly running: (Shown & { readonly since: number }) | undefined;
}

/** A pulse at rest. */
export function newPulse(): Pulse {
  return new Int32Array(new SharedArrayBuffer(size * Int32Array.BYTES_PER_ELEMENT));
}

/** Gives a sign of life: as a call begins, and each time that the engine asks whether to stop. */
export function beat(pulse: Pulse): void {
  Atomics.add(pulse, beats, 1);
}

/** The signs of life so far; wraps around, so that two of them can be told apart but not ordered. */
export function beatsOf(pulse: Pulse): number {
  return Atomics.load(pulse, beats);
}

/** Shows that a call begins now. */
export function showCall(pulse: Pulse, shown: Shown): void {
  const now = sharedNow();
  Atomics.add(pulse, version, 1);
  Atomics.store(pulse, task, shown.task);
  Atomics.store(pulse, place, shown.place);
  Atomics.store(pulse, step, steps.indexOf(shown.step));
  // A longer limit than fits is none that anybody waits for.
  Atomics.store(pulse, limit, Math.min(shown.limit, 2 ** 31 - 1));
  Atomics.store(pulse, since, now);
  Atomics.store(pulse, isRunning, 1);
  Atomics.add(pulse, version, 1);
  beat(pulse);
}

/** Shows that the call is over. */
export function showRest(pulse: Pulse): void {
  Atomics.add(pulse, version, 1);
  Atomics.store(pulse, isRunning, 0);
  Atomics.add(pulse, version, 1);
}

/** A worker that was stopped while it wrote never ends that. */
const mostLooks = 100;

/** Looks at what a worker shows; again where it was writing meanwhile. */
export function lookAt(pulse: Pulse): Seen {
  for (let looks = 1; ; looks += 1) {
    const before = Atomics.load(pulse, version);
    const running =
      Atomics.load(pulse, isRunning) === 1
        ? {
            task: Atomics.load(pulse, task),
            place: Atomics.load(pulse, place),
            step: steps[Atomics.load(pulse, step)] ?? 'parse',
            limit: Atomics.load(pulse, limit),
            since: Atomics.load(pulse, since),
          }
        : undefined;
    const isWhole = before % 2 === 0 && Atomics.load(pulse, version) === before;
    if (isWhole || looks === mostLooks) return { version: before, running };
  }
}

/**
 * Milliseconds by a clock that all threads of the process share, as a whole number of 32 bits that wraps around: only
 * the difference of two, `elapsed`, means something. `performance.now()` begins anew in each thread.
 */
export function sharedNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return (seconds * 1_000 + Math.floor(nanoseconds / 1e6)) | 0;
}

/** Milliseconds from one moment to another. */
export function elapsed(from: number, to: number): number {
  return (to - from) | 0;
}
