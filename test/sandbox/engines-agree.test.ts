import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newEngine, requestFor, runOnce, solving } from './engines';

/** Tools that keep, change, throw and leave what they can; each call of each must come out as in a fresh context. */
const tools = [
  'function parse(text) { const found = /^(\\w+) (\\d+)$/.exec(text); return found && { name: found[1], count: Number(found[2]) }; } function solve(args) { return { ...args, random: Math.random() }; } const format = (result) => JSON.stringify(result);',
  'let calls = Math.random(); const word = /\\w/g, all = []; function solve(one) { calls += 1; all.push(one); word.test("abc"); return [calls, word.lastIndex, all, Math.random(), typeof left]; } function parse() { globalThis.left = 1; Array.prototype.push = () => 0; Object.prototype.a = 1; return solve(1); }',
  'let asked = 0; Object.defineProperty(globalThis, "solve", { get() { asked += 1; return () => asked; }, configurable: true }); function parse() { delete globalThis.solve; return asked; }',
  'Object.defineProperty(globalThis, "solve", { get() { throw new RangeError("no " + Math.random()); } }); var parse = async () => 1;',
  'throw new TypeError("at load " + Math.random());',
  'let calls = 0; calls += 1; null[calls];',
  'function solve( {',
  'import x from "y";',
  'let sum = 0; for (let i = 0; i < 300_000; i += 1) sum += i % 7; function solve(n) { for (let i = 0; i < 100_000; i += 1) sum += i % 5; return sum; } function parse() { throw sum; }',
  'const table = Array.from({ length: 20_000 }, (_, i) => ({ key: "key " + i })); function solve(n) { table.length = 0; return n; } function parse() { return table.map((one) => one.key).join().length; }',
  'Promise.resolve().then(() => { globalThis.solve = () => "job"; }); function solve() { Promise.reject(new Error("never seen")); return "call"; } function format() { return Promise.resolve(1); }',
  'class Matrix { #cells = new Map(); add(key) { this.#cells.set(key, this.#cells.size); return this; } get size() { return this.#cells.size; } } const shared = new Matrix(); function solve(key) { return shared.add(key).add(Math.random()).size; } function parse() { return new Map(); }',
  'globalThis.solve = function () { return this === undefined ? "strict" : typeof this; }; let format = 3, parse = null;',
  'function solve() { return "x".repeat(5_000); } function parse() { return [1, , 2]; } function format() { throw { get message() { return Math.random(); } }; }',
  'Object.freeze(globalThis); function solve() { return Object.isFrozen(globalThis); }',
  'const big = "x".repeat(1 << 20).split(""); function solve() { big.reverse(); return big.length; } function parse() { return "y".repeat(2 ** 30 - 1); }',
  'try { "y".repeat(2 ** 30 - 1); } catch {} function solve() { return "loaded with memory refused"; } function parse() { throw null; }',
  'const all = []; for (let i = 0; i < 20; i += 1) all.push("x".repeat(1 << 20)); function solve() { return all.length; }',
  solving('return [Date.now(), new Date(2020, 1, 2).toString(), [3, 1, 2].sort(), "b" in {}];'),
];

const request = fc.record({
  code: fc.constantFrom(...tools),
  function: fc.constantFrom('parse', 'solve', 'format'),
  arguments: fc.constantFrom('[]', '["day 3"]', '[1]', '[{"a":[1,2]}]', '[null]'),
});

test('any calls in any order come out as in a fresh context, to the same fuel', async () => {
  const snapshot = await newEngine('snapshot');
  const reference = await newEngine('freshContext');
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), async (calls) => {
      for (const { code, ...rest } of calls) {
        const of = requestFor(code, rest);
        assert.deepEqual(await runOnce(snapshot, of), await runOnce(reference, of), JSON.stringify(of));
      }
    }),
    { numRuns: 30 },
  );
});

test('each of these tools comes out the same three times over', async () => {
  const snapshot = await newEngine('snapshot');
  const reference = await newEngine('freshContext');
  for (const code of tools) {
    for (const name of ['parse', 'solve', 'format'] as const) {
      const of = requestFor(code, { function: name, arguments: '["day 3"]' });
      const expected = await runOnce(reference, of);
      for (let i = 0; i < 3; i += 1) assert.deepEqual(await runOnce(snapshot, of), expected, JSON.stringify(of));
    }
  }
});
