import assert from 'node:assert/strict';
import type { Json } from '../../../src/engine/json';
import type { Sandbox, SandboxOutcome } from '../../../src/engine/sandbox/sandbox';
import type { EngineName } from '../../../src/node/sandbox/messages';
import { createQuickjsSandbox } from '../../../src/node/sandbox/quickjs-sandbox';
import { callIn } from '../built-sandbox';
import { mayRunOut, type Attack } from './attack';
import { watchHost } from './host-watch';
import { assertMemoryBounded } from './memory';

/** Where attacks are tried: a sandbox as the product makes it, with honest work going on beside them. */
export interface Range {
  /** Tries an attack. Throws where it did not end as it should, or where anybody else could tell that it took place. */
  attempt(attack: Attack): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * How each attack ended that always ends in the same way: on whichever engine, in whichever worker, after whatever
 * else.
 */
export type Endings = Map<Attack, SandboxOutcome>;

/** Two: one for the attack, and one for those who must not notice. */
const lanes = 2;

/** Milliseconds that a call may take whose end is a matter of time, and one whose end is not. */
const short = 150;
const long = 20_000;

/** Computes with everything that an attack may have bent. */
const honest = `function solve(text) {
  const words = text.split(' ').sort(), found = new Map(words.map((word, at) => [word, at]));
  return { words, sum: [1, 2, 3].map((one) => one * 2).reduce((one, other) => one + other), json: JSON.stringify({ a: [1], ...JSON.parse('{"b":2}') }), left: typeof out, names: Object.keys({ x: 1 }), error: new TypeError('t').message, found: [...found.keys()].join(), at: 'a1b22'.replace(/\\d+/g, '#'), chance: Math.random() };
}`;
const honestResult: SandboxOutcome = {
  kind: 'value',
  value: {
    words: ['a', 'b', 'c'],
    sum: 12,
    json: '{"a":[1],"b":2}',
    left: 'undefined',
    names: ['x'],
    error: 't',
    found: 'a,b,c',
    at: 'a#b#',
    chance: 0.9072335199762458,
  },
};

/** Opens a range over the built worker at `workerPath`. `endings` is shared by all whose outcomes are to agree. */
export async function openRange(workerPath: string, engine: EngineName, endings: Endings): Promise<Range> {
  const engines = new Set<string>();
  const sandbox = createQuickjsSandbox({
    workerPath,
    lanes,
    memoryMegabytes: 64,
    engine,
    onStart: ({ engine: runs, fallback }) => engines.add(fallback ?? runs),
  });
  await honestRun(sandbox);
  return {
    attempt: async (attack) => {
      const assertHostUnchanged = watchHost();
      const before = written(attack.arguments);
      const others = beside(sandbox);
      try {
        await attemptIn(sandbox, attack, endings);
      } finally {
        await others.stop();
      }
      await honestRun(sandbox);
      assertHostUnchanged();
      assertMemoryBounded();
      assert.ok(written(attack.arguments) === before, 'the arguments changed');
      assert.deepEqual([...engines], [engine], 'another engine runs than was asked for');
    },
    dispose: () => sandbox.dispose(),
  };
}

/** The arguments as a text; `undefined` where they are nested too deeply for one. */
function written(args: readonly Json[]): string | undefined {
  try {
    return JSON.stringify(args);
  } catch {
    return undefined;
  }
}

async function attemptIn(sandbox: Sandbox, attack: Attack, endings: Endings): Promise<void> {
  const { trace } = attack;
  if (trace) await look(sandbox, attack, 'before the attack');
  const first = await outcomeOf(sandbox, attack);
  check(attack, first);
  if (trace) await look(sandbox, attack, 'after the attack');
  if (mayRunOut(attack)) return;
  const known = endings.get(attack);
  assert.deepEqual(first, known ?? first, 'it ended in another way before, on this engine or the other one');
  endings.set(attack, first);
  // The tool is kept in the worker: its next call finds nothing of this one.
  const again = await onEachLane(() => outcomeOf(sandbox, attack));
  assert.deepEqual(again, Array(lanes).fill(first), 'it ends in another way the next time, or in the other worker');
}

async function outcomeOf(sandbox: Sandbox, attack: Attack): Promise<SandboxOutcome> {
  const limit = mayRunOut(attack) ? short : long;
  const began = performance.now();
  const outcome = await callIn(sandbox, attack.code, 'solve', attack.arguments, limit);
  // Generous, for a busy machine: what does not end takes hours.
  assert.ok(performance.now() - began < limit + 20_000, 'it took far longer than its limit');
  return outcome;
}

function check({ ends }: Attack, outcome: SandboxOutcome): void {
  const shown = JSON.stringify(outcome).slice(0, 300);
  if ('kind' in ends) assert.deepEqual(outcome, ends);
  else assert.ok(ends.includes(outcome.kind), shown);
  if (outcome.kind === 'threw')
    assert.ok(
      outcome.message.length > 0 &&
        outcome.message.length <= 500 &&
        !outcome.message.includes('the engine failed') &&
        !outcome.message.includes('the sandbox'),
      shown,
    );
}

/** The tool of the attack and another one look for what it left, on every lane. */
async function look(sandbox: Sandbox, { code, trace }: Attack, when: string): Promise<void> {
  if (!trace) return;
  const expected = Array(lanes).fill({ kind: 'value', value: trace.sees });
  const seen = (of: string, args: readonly Json[]): Promise<readonly SandboxOutcome[]> =>
    onEachLane(() => callIn(sandbox, of, 'solve', args, long));
  assert.deepEqual(await seen(code, trace.look), expected, `the tool sees something, ${when}`);
  assert.deepEqual(await seen(trace.other, []), expected, `another tool sees something, ${when}`);
}

/** As many calls at once as there are lanes: each lane gets one. */
function onEachLane(call: () => Promise<SandboxOutcome>): Promise<readonly SandboxOutcome[]> {
  return Promise.all(Array.from({ length: lanes }, call));
}

async function honestRun(sandbox: Sandbox): Promise<void> {
  const outcomes = await onEachLane(() => callIn(sandbox, honest, 'solve', ['b a c'], long));
  assert.deepEqual(outcomes, Array(lanes).fill(honestResult), 'the next honest call is wrong');
}

/** Honest calls, one after another, until they are stopped; stopping throws where one of them went wrong. */
function beside(sandbox: Sandbox): { stop(): Promise<void> } {
  let stopped = false;
  const work = async (): Promise<void> => {
    while (!stopped) {
      assert.deepEqual(
        await callIn(sandbox, honest, 'solve', ['b a c'], long),
        honestResult,
        'an honest call beside it is wrong',
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const working = work();
  // Reported by `stop`, and not before.
  working.catch(() => undefined);
  return {
    stop: () => {
      stopped = true;
      return working;
    },
  };
}
