import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Sandbox, SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import { escapes, forgeries, hogs, type Attack } from './attacks';
import { builtSandbox, callIn, engineNames } from './built-sandbox';

/** Computes with everything that an attack may have bent, in the call that follows it. */
const honest = `function solve() {
  const words = 'b a c'.split(' ').sort();
  return { words, sum: [1, 2, 3].map((one) => one * 2).reduce((one, other) => one + other), json: JSON.stringify({ a: [1] }), left: typeof out, names: Object.keys({ x: 1 }), error: new TypeError('t').message };
}`;
const honestResult: SandboxOutcome = { kind: 'value', value: { words: ['a', 'b', 'c'], sum: 12, json: '{"a":[1]}', left: 'undefined', names: ['x'], error: 't' } };

/** The names on the host's own prototypes: none may come or go. */
function hostNames(): string {
  return JSON.stringify([Object, Function, Array, String, Number, Promise, Error, Map, RegExp].map((of) => [Reflect.ownKeys(of), Reflect.ownKeys(of.prototype as object)].map((keys) => keys.map(String))));
}

for (const engine of engineNames) {
  describe(engine, () => {
    let sandbox: Sandbox;
    before(async () => {
      sandbox = await builtSandbox({ lanes: 1, memoryMegabytes: 64, engine });
      await callIn(sandbox, honest);
    });
    after(() => sandbox.dispose());

    for (const [group, attacks] of Object.entries({ escapes, forgeries, hogs })) {
      for (const attack of attacks) {
        test(`${group}: ${attack.name}`, async () => {
          const names = hostNames();
          const attempt = async (): Promise<SandboxOutcome> => {
            const began = performance.now();
            const outcome = await callIn(sandbox, attack.code, 'solve', [{ a: 1 }], limit(attack));
            // Generous, for a busy machine: what does not end takes hours.
            assert.ok(performance.now() - began < limit(attack) + 20_000, 'it took far longer than its limit');
            return outcome;
          };
          const first = await attempt();
          check(attack, first);
          // The tool is kept: its next call must find nothing of this one.
          if (!mayRunOut(attack)) assert.deepEqual(await attempt(), first, 'the next call of the same tool is another one');
          assert.deepEqual(await callIn(sandbox, honest, 'solve', [], 20_000), honestResult, 'the next call is wrong');
          assert.equal(hostNames(), names, "the host's prototypes changed");
        });
      }
    }
  });
}

/** Little where time may run out, much where something else has to happen first. */
function limit(attack: Attack): number {
  return mayRunOut(attack) ? 400 : 20_000;
}

/** Whether it is a matter of time how it ends. */
function mayRunOut({ ends }: Attack): boolean {
  return Array.isArray(ends) && ends.includes('timedOut');
}

function check(attack: Attack, outcome: SandboxOutcome): void {
  const shown = JSON.stringify(outcome).slice(0, 300);
  if ('kind' in attack.ends) assert.deepEqual(outcome, attack.ends);
  else assert.ok(attack.ends.includes(outcome.kind), shown);
  if (outcome.kind === 'threw') assert.ok(outcome.message.length > 0 && outcome.message.length <= 500 && !outcome.message.includes('the engine failed') && !outcome.message.includes('the sandbox'), shown);
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
}
