import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/engine/json';
import type { Sandbox } from '../../src/engine/sandbox/sandbox';
import { builtSandbox, callIn, engineNames } from './built-sandbox';

for (const engine of engineNames) {
  describe(engine, () => {
    let sandbox: Sandbox;
    before(async () => {
      sandbox = await builtSandbox({ lanes: 1, memoryMegabytes: 64, engine });
    });
    after(() => sandbox.dispose());

    const solve = (body: string, args: readonly Json[] = [], milliseconds?: number) =>
      callIn(sandbox, `function solve(args) { ${body} }`, 'solve', args, milliseconds);

    test('JSON goes in and comes out as it was', async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          const sent = JSON.parse(JSON.stringify(value)) as Json;
          assert.deepEqual(await solve('return args;', [sent]), { kind: 'value', value: sent });
        }),
        { numRuns: 100 },
      );
    });

    test('copies of arrays are made as everywhere', async () => {
      assert.deepEqual(
        await solve(
          'const all = [3, , 1, 2]; return [all.toSorted(), all.toSorted((one, other) => other - one).slice(0, 3), [1, 2].toReversed(), [1, 2, 3].toSpliced(1, 1, "a", "b"), [1, 2].with(-1, 9), all.length, 1 in all].map((one) => JSON.stringify(one));',
        ),
        {
          kind: 'value',
          value: ['[1,2,3,null]', '[3,2,1]', '[2,1]', '[1,"a","b",3]', '[1,9]', '4', 'false'],
        },
      );
      assert.deepEqual(await solve('return [[].toSorted.name, Object.keys(Array.prototype), [2, 1].with(5, 1)];'), {
        kind: 'threw',
        message: 'RangeError: invalid array index: 5',
      });
      assert.deepEqual(await solve('return [[].toSorted.name, Object.keys(Array.prototype)];'), {
        kind: 'value',
        value: ['toSorted', []],
      });
    });

    test('functions are found however they are declared', async () => {
      for (const code of [
        'function parse() { return 1; }',
        'const parse = () => 1;',
        'var parse = function () { return 1; };',
        'let parse = async () => 1, x; parse = () => 1;',
      ]) {
        assert.deepEqual(await callIn(sandbox, code, 'parse'), { kind: 'value', value: 1 }, code);
      }
      assert.deepEqual(await callIn(sandbox, 'function solve() {}', 'parse'), { kind: 'missing' });
      assert.deepEqual(await callIn(sandbox, 'const parse = 3;', 'parse'), { kind: 'missing' });
    });

    test('what JSON would lose is named', async () => {
      for (const [body, what] of [
        ['', 'undefined'],
        ['return NaN;', 'NaN'],
        ['return [Infinity];', 'Infinity'],
        ['return () => 1;', 'a function'],
        ['return { a: Symbol() };', 'a symbol'],
        ['return 1n;', 'a BigInt'],
        ['return Promise.resolve(1);', 'a promise'],
        ['return new Map();', 'a Map'],
        ['return { a: new Date(0) };', 'a Date'],
        ['return [undefined];', 'undefined in an array'],
        ['const a = {}; a.a = a; return a;', 'a cycle'],
        ['return { toJSON: () => 1 };', 'an object with toJSON'],
        ['return [1, , 3];', 'undefined in an array'],
        ['return [-Infinity];', '-Infinity'],
        ['return /a/;', 'a RegExp'],
        ['return [new Error("x")];', 'an Error'],
        ['return { keys: new Map().keys() };', 'a Map Iterator'],
        ['return [1].values();', 'an Array Iterator'],
        ['return (function* () {})();', 'a Generator'],
        ['return Object(1n);', 'a BigInt'],
        ['return new (class { get [Symbol.toStringTag]() { return "Odd\\0\\ud800"; } })();', 'an Odd\0\ud800'],
      ] as const)
        assert.deepEqual(await solve(body), { kind: 'notJson', what }, body);
    });

    test('what JSON carries well enough is let through', async () => {
      for (const [body, value] of [
        ['return { a: undefined, b: 1 };', { b: 1 }],
        ['return [-0, 0.1, 1e21, 1e-7, 2 ** 53];', [0, 0.1, 1e21, 1e-7, 2 ** 53]],
        ['class Point { constructor() { this.x = 1; } get y() { return 2; } } return [new Point()];', [{ x: 1 }]],
        ['const bare = Object.create(null); bare.a = [[]]; return bare;', { a: [[]] }],
        ['const same = [1]; return [same, same];', [[1], [1]]],
        ['return { [Symbol("s")]: 1, "": {} };', { '': {} }],
        ['return "\\ud800 \\0 \\u2028 \\" \\\\ é 😀";', '\ud800 \0 \u2028 " \\ é 😀'],
        ['return null;', null],
      ] as const)
        assert.deepEqual(await solve(body), { kind: 'value', value }, body);
    });

    test('every failure has its kind', async () => {
      assert.deepEqual(await solve('throw new TypeError("no");'), { kind: 'threw', message: 'TypeError: no' });
      assert.deepEqual(await solve('throw null;'), { kind: 'threw', message: 'null' });
      assert.deepEqual(
        await solve('throw "x".repeat(10_000_000);').then(
          (outcome) => outcome.kind === 'threw' && outcome.message.length,
        ),
        500,
      );
      assert.equal((await callIn(sandbox, 'function solve( {')).kind, 'threw');
      assert.equal((await callIn(sandbox, 'import x from "y"; function solve() { return 1; }')).kind, 'threw');
      assert.deepEqual(await solve('for (;;) {}', [], 100), { kind: 'timedOut', milliseconds: 100 });
      assert.deepEqual(await solve('const f = () => f() + 1; return f();'), { kind: 'stackOverflow' });
      assert.deepEqual(await solve('return "x".repeat(200_000);'), { kind: 'outputTooLarge', characters: 200_002 });
      assert.deepEqual(await solve('const all = []; for (;;) all.push(new Array(10_000).fill(1.5));', [], 20_000), {
        kind: 'outOfMemory',
      });
      assert.deepEqual(await solve('return "still fine";'), { kind: 'value', value: 'still fine' });
    });

    test('honest recursion has room', async () => {
      for (const body of [
        'const depth = (n) => n === 0 ? 0 : depth(n - 1) + 1; return depth(2_000);',
        'const depth = (n) => n === 0 ? 0 : [n].map((one) => depth(one - 1))[0] + 1; return depth(600);',
        'const depth = (n) => n !== 0 && [1, 2].some((one) => one === 1 && depth(n - 1)); return depth(600) ? 1 : 0;',
      ])
        assert.equal((await solve(body, [], 20_000)).kind, 'value', body);
    });

    test('nothing is left from one call to the next, of the same tool or another', async () => {
      for (const [name, code, value] of [
        ['a counter', 'let calls = 0; function solve() { calls += 1; return calls; }', 1],
        [
          'a counter in a closure',
          'const solve = (() => { let calls = 0; return () => { calls += 1; return calls; }; })();',
          1,
        ],
        [
          'a property of the function',
          'function solve() { solve.calls = (solve.calls ?? 0) + 1; return solve.calls; }',
          1,
        ],
        [
          'constants',
          'const table = [3, 1, 2]; class Seen { static all = []; } function solve() { table.sort().push(9); Seen.all.push(1); return [table, Seen.all]; }',
          [[1, 2, 3, 9], [1]],
        ],
        [
          'a memo',
          'const memo = new Map(); function solve() { const size = memo.size; for (let i = 0; i < 20_000; i += 1) memo.set("key" + i, [i]); return size; }',
          0,
        ],
        ['a function that replaces itself', 'function solve() { solve = () => 2; return 1; }', 1],
        ['a function that is deleted', 'globalThis.solve = () => { delete globalThis.solve; return 1; };', 1],
        [
          'where a pattern goes on',
          'const word = /a/g; function solve() { word.test("aaa"); return word.lastIndex; }',
          1,
        ],
        [
          'a generator',
          'const numbers = (function* () { for (let i = 0; ; i += 1) yield i; })(); function solve() { return numbers.next().value; }',
          0,
        ],
        [
          'a global',
          'function solve() { const before = typeof left; globalThis.left = 1; return before; }',
          'undefined',
        ],
        [
          'a poisoned prototype',
          'function solve() { const before = [[1].map(String), ({}).a ?? null, "x".trim()]; Array.prototype.map = null; Object.prototype.a = 1; String.prototype.trim = () => "forged"; return before; }',
          [['1'], null, 'x'],
        ],
        [
          'forged JSON',
          'function solve() { const before = JSON.stringify([1]); JSON.stringify = () => "forged"; globalThis.JSON = null; return before; }',
          '[1]',
        ],
        [
          'a frozen global',
          'function solve() { const before = Object.isFrozen(globalThis); Object.freeze(globalThis); return before; }',
          false,
        ],
        [
          'pending jobs',
          'let ran = 0; Promise.resolve().then(() => { ran += 1; }); function solve() { const before = ran; for (let i = 0; i < 100; i += 1) Promise.resolve().then(() => { ran += 1; }); return before; }',
          0,
        ],
        [
          'a stack that was deep',
          'let last = 0; const dive = (n) => n === 0 ? 0 : dive(n - 1) + 1; function solve() { const before = last; last = dive(2_000); return before; }',
          0,
        ],
        [
          'memory',
          'let all = []; function solve() { const before = all.length; all = Array.from({ length: 100_000 }, (_, i) => "text " + i); return before; }',
          0,
        ],
      ] as const) {
        for (const call of ['first', 'second', 'third'])
          assert.deepEqual(
            await callIn(sandbox, code, 'solve', [], 20_000),
            { kind: 'value', value },
            `${name}, ${call} call`,
          );
      }
      const random =
        'const atLoad = Math.random(); function solve() { return [atLoad, Math.random(), Math.random()]; }';
      const first = await callIn(sandbox, random);
      assert.equal(new Set(first.kind === 'value' ? (first.value as number[]) : []).size, 3);
      for (let i = 0; i < 3; i += 1) assert.deepEqual(await callIn(sandbox, random), first);
      await solve(
        'globalThis.left = 1; Array.prototype.map = null; Object.prototype.toJSON = () => "poison"; JSON.stringify = () => "forged"; return 1;',
      );
      assert.deepEqual(await solve('return [typeof left, typeof Array.prototype.map, JSON.stringify([1])];'), {
        kind: 'value',
        value: ['undefined', 'function', '[1]'],
      });
    });

    test('a tool that does not load fails in each call in the same way', async () => {
      for (const [code, outcome] of [
        ['throw new RangeError("at load " + Math.random().toFixed(3));', 'threw'],
        ['let calls = 0; calls += 1; throw new Error("call " + calls);', 'threw'],
        ['function solve( {', 'threw'],
        ['const a = 1; const a = 2;', 'threw'],
        ['for (;;);', 'timedOut'],
        ['const all = []; for (;;) all.push(new Array(10_000).fill(1.5));', 'outOfMemory'],
        ['const dive = () => dive() + 1; dive();', 'stackOverflow'],
        ['const parse = () => 1;', 'missing'],
      ] as const) {
        const milliseconds = outcome === 'timedOut' ? 100 : 20_000;
        const first = await callIn(sandbox, code, 'solve', [], milliseconds);
        assert.equal(first.kind, outcome, code);
        for (let i = 0; i < 2; i += 1)
          assert.deepEqual(await callIn(sandbox, code, 'solve', [], milliseconds), first, code);
      }
      assert.deepEqual(await callIn(sandbox, 'const parse = () => 1;', 'parse'), { kind: 'value', value: 1 });
    });

    test('the same call gives the same result: no clock, no chance, no zone', async () => {
      const body =
        'return [Date.now(), Math.random(), Math.random(), new Date().toString(), new Date(2020, 6, 1).getTimezoneOffset(), typeof performance, typeof Intl];';
      const first = await solve(body);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(await solve(body), first);
      assert.equal(first.kind === 'value' && Array.isArray(first.value) && first.value[0], Date.UTC(2000, 0, 1));
    });

    test('there is nothing of the host inside', async () => {
      const names = [
        'process',
        'require',
        'module',
        'fetch',
        'console',
        'setTimeout',
        'WebAssembly',
        'SharedArrayBuffer',
        'Proxy',
        'Uint8Array',
        'ArrayBuffer',
        'WeakRef',
        'importScripts',
        'postMessage',
        'std',
        'os',
        'scriptArgs',
        'print',
      ];
      assert.deepEqual(await solve(`return args.filter((name) => name in globalThis);`, [names]), {
        kind: 'value',
        value: [],
      });
    });

    test('a long honest search is not cut short', async () => {
      const outcome = await solve(
        'let sum = 0; for (let i = 0; i < 3_000_000; i += 1) sum += i % 7; return sum;',
        [],
        30_000,
      );
      assert.deepEqual(outcome, { kind: 'value', value: 8_999_994 });
    });

    test('a cancelled call ends, running or waiting, and the next one works', async () => {
      const controller = new AbortController();
      const running = callIn(sandbox, 'function solve() { for (;;) {} }', 'solve', [], 60_000, controller.signal);
      const waiting = callIn(sandbox, 'function solve() { return 1; }', 'solve', [], 60_000, controller.signal);
      const innocent = solve('return 2;');
      setTimeout(() => controller.abort(), 50);
      assert.deepEqual(
        [await running, await waiting, await innocent],
        [{ kind: 'killed' }, { kind: 'killed' }, { kind: 'value', value: 2 }],
      );
    });

    test('disposing ends what is under way', async () => {
      const other = await builtSandbox({ lanes: 1, engine });
      const running = callIn(other, 'function solve() { for (;;) {} }', 'solve', [], 60_000);
      setTimeout(() => void other.dispose(), 100);
      assert.deepEqual(await running, { kind: 'killed' });
      assert.deepEqual(await callIn(other, 'function solve() { return 1; }'), { kind: 'killed' });
    });
  });
}
