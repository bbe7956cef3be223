import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Sandbox, SandboxCall, SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import type { EngineName } from '../../src/node/sandbox/messages';
import { engineNames } from '../sandbox/built-sandbox';
import { faultOf } from './outcome';

/**
 * How long past its limit a call may take before it counts as a hang, in milliseconds; the start of another worker is
 * in it.
 */
const graceMilliseconds = 10_000;

/** Time for calls that are known to end: no busy machine makes them fail. */
export const ampleMilliseconds = 20_000;

/** What is tried: the product's sandbox, once with each engine. */
export interface Subject {
  /**
   * Makes a call in both engines, twice in each, with an honest one behind it. Fails where they differ, one hangs, or
   * an outcome is none.
   */
  outcomeOf(call: SandboxCall): Promise<SandboxOutcome>;
  /** How the calls of `outcomeOf` ended since this was asked last. */
  takeKinds(): ReadonlyMap<SandboxOutcome['kind'], number>;
  dispose(): Promise<void>;
}

/** Computes with much of what a program may have bent, in the call that follows it. */
const honest: SandboxCall = {
  code: `function solve(numbers) {
  const words = 'b a c'.split(' ').sort(), seen = new Map(words.map((word, index) => [word, index]));
  return { words, seen: [...seen.keys()].join(''), sum: numbers.map((one) => one * 2).reduce((one, other) => one + other), json: JSON.stringify({ a: [1] }), names: Object.keys({ x: 1 }), error: new TypeError('t').message, match: /(\\d+)/.exec('a12').slice(1), left: typeof left };
}`,
  function: 'solve',
  arguments: [[1, 2, 3]],
  limits: { milliseconds: ampleMilliseconds, outputCharacters: 1_000 },
};
const honestOutcome: SandboxOutcome = {
  kind: 'value',
  value: {
    words: ['a', 'b', 'c'],
    seen: 'abc',
    sum: 12,
    json: '{"a":[1]}',
    names: ['x'],
    error: 't',
    match: ['12'],
    left: 'undefined',
  },
};

/** Starts the sandboxes with `open`, and another one in place of each in which a call hung. */
export function createSubject(open: (engine: EngineName) => Sandbox): Subject {
  const sandboxes = new Map(engineNames.map((engine) => [engine, open(engine)]));
  let kinds = new Map<SandboxOutcome['kind'], number>();

  /** One call that must have ended when its time and the grace are over. */
  const watched = async (engine: EngineName, call: SandboxCall): Promise<SandboxOutcome> => {
    const sandbox = sandboxes.get(engine) ?? assert.fail('no such engine');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>(
      (resolve) => (timer = setTimeout(resolve, call.limits.milliseconds + graceMilliseconds, undefined)),
    );
    const outcome = await Promise.race([sandbox.call(call, new AbortController().signal), late]);
    clearTimeout(timer);
    if (!outcome) {
      sandboxes.set(engine, open(engine));
      void sandbox.dispose();
      throw new assert.AssertionError({
        message: `${engine}: it hung, ${graceMilliseconds / 1_000} s past its limit of ${call.limits.milliseconds} ms`,
      });
    }
    const fault = faultOf(outcome, call);
    if (fault !== undefined) assert.fail(`${engine}: ${fault}: ${shown(outcome)}`);
    return outcome;
  };

  const twice = async (engine: EngineName, call: SandboxCall): Promise<SandboxOutcome> => {
    const first = await watched(engine, call);
    const next = await watched(engine, honest);
    if (!isDeepStrictEqual(next, honestOutcome))
      assert.fail(`${engine}: the honest call after it is wrong: ${shown(next)}`);
    // When time runs out depends on the machine.
    if (first.kind !== 'timedOut') assertSame(first, await watched(engine, call), `${engine}, first and second call`);
    return first;
  };

  return {
    outcomeOf: async (call) => {
      // All of them to their end, so that no call of this program falls into the next one's time.
      const ended = await Promise.allSettled(engineNames.map((engine) => twice(engine, call)));
      const [one, other] = ended.map((end) =>
        end.status === 'fulfilled' ? end.value : assert.fail(end.reason as Error),
      );
      assert.ok(one && other);
      assertSame(one, other, engineNames.join(' and '));
      kinds.set(one.kind, (kinds.get(one.kind) ?? 0) + 1);
      return one;
    },
    takeKinds: () => {
      const taken = kinds;
      kinds = new Map();
      return taken;
    },
    dispose: async () => {
      await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.dispose()));
    },
  };
}

function assertSame(one: SandboxOutcome, other: SandboxOutcome, whose: string): void {
  if (one.kind === 'timedOut' || other.kind === 'timedOut') return;
  // The texts: they tell the order of keys, which equality does not.
  if (shown(one, Infinity) !== shown(other, Infinity))
    assert.fail(`${whose} differ: ${shown(one)} and ${shown(other)}`);
}

/** An outcome for a message. */
export function shown(outcome: SandboxOutcome, longest = 600): string {
  return JSON.stringify(outcome).slice(0, longest);
}
