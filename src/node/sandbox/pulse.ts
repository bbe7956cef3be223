/**
 * A counter that a worker shares with the thread that watches it: a worker that runs a tool can neither send nor read
 * messages, but it can count. It counts up as it takes a call, and each time that the engine asks whether to stop.
 */
export type Pulse = Int32Array<SharedArrayBuffer>;

/** A pulse at rest. */
export function newPulse(): Pulse {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Gives a sign of life. */
export function beat(pulse: Pulse): void {
  Atomics.add(pulse, 0, 1);
}

/** The signs of life so far; wraps around, so that two of them can be told apart but not ordered. */
export function beatsOf(pulse: Pulse): number {
  return Atomics.load(pulse, 0);
}
