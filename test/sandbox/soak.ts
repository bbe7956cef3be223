import assert from 'node:assert/strict';
import type { Sandbox, SandboxCall, SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import { soakTools } from './soak-tools';

/** What a soak came to. Sizes are of the whole process, in bytes. */
export interface SoakReport {
  readonly calls: number;
  /** Calls that came out in another way than in the reference; the first few, described. */
  readonly wrong: number;
  readonly examples: readonly string[];
  /** How calls ended, by kind. */
  readonly kinds: ReadonlyMap<SandboxOutcome['kind'], number>;
  /** Medians of the memory over a tenth of the calls each: after a tenth of them, around the middle, at the end. */
  readonly memory: { readonly start: number; readonly middle: number; readonly end: number; readonly most: number };
  readonly seconds: number;
}

const never = new AbortController().signal;

/** Every distinct call, and how often it is made. */
function distinctCalls(): readonly { readonly name: string; readonly call: SandboxCall; readonly share: number }[] {
  return soakTools.flatMap(({ name, code, share, calls, milliseconds }) =>
    calls.map((call) => ({
      name,
      call: { code, ...call, limits: { milliseconds: milliseconds ?? 60_000, outputCharacters: 100_000 } },
      share: share / calls.length,
    })),
  );
}

/**
 * Makes `count` calls, 16 at once, in a random order that is the same each time. It compares each outcome with that of
 * the reference, which makes each distinct call once.
 */
export async function soak(
  sandbox: Sandbox,
  reference: Sandbox,
  count: number,
  onProgress: (calls: number, rss: number) => void = () => undefined,
): Promise<SoakReport> {
  const distinct = distinctCalls();
  const expected = await Promise.all(distinct.map(({ call }) => reference.call(call, never)));
  // Picked by the running sum of the shares.
  let sum = 0;
  const upTo = distinct.map(({ share }) => (sum += share));
  const random = randomNumbers(1);
  const pick = (): number => {
    const at = random() * sum;
    return upTo.findIndex((limit) => at < limit);
  };

  const kinds = new Map<SandboxOutcome['kind'], number>();
  const samples: number[] = [];
  const examples: string[] = [];
  const sampleEvery = Math.max(1, Math.floor(count / 1_000));
  const began = performance.now();
  let made = 0,
    ended = 0,
    wrong = 0;
  const work = async (): Promise<void> => {
    while (made < count) {
      made += 1;
      const index = pick();
      const { name, call } = distinct[index] ?? assert.fail('nothing to call');
      const outcome = await sandbox.call(call, never);
      ended += 1;
      kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
      if (!same(outcome, expected[index])) {
        wrong += 1;
        if (examples.length < 5)
          examples.push(
            `call ${ended}, ${name}, ${call.function}(${JSON.stringify(call.arguments).slice(0, 80)}): ${JSON.stringify([outcome, expected[index]]).slice(0, 400)}`,
          );
      }
      if (ended % sampleEvery === 0) samples.push(process.memoryUsage.rss());
      if (ended % Math.ceil(count / 20) === 0) onProgress(ended, process.memoryUsage.rss());
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  const around = (from: number): number =>
    median(samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * (from + 0.1))));
  return {
    calls: ended,
    wrong,
    examples,
    kinds,
    memory: { start: around(0.1), middle: around(0.45), end: around(0.9), most: Math.max(...samples) },
    seconds: (performance.now() - began) / 1_000,
  };
}

function same(one: SandboxOutcome, other: SandboxOutcome | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Numbers from 0 to 1, the same ones each time (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
