import type { SandboxOutcome } from '../../src/engine/sandbox/sandbox';

/** Model-written code at its worst, and how it may end. */
export interface Attack {
  readonly name: string;
  /** The whole tool. */
  readonly code: string;
  /** The outcome, or the kinds that are all right where the engine has a choice. */
  readonly ends: SandboxOutcome | readonly SandboxOutcome['kind'][];
}

const solve = (name: string, body: string, ends: Attack['ends']): Attack => ({ name, code: `function solve(args) { ${body} }`, ends });
const whole = (name: string, code: string, ends: Attack['ends']): Attack => ({ name, code, ends });
const value = (of: (SandboxOutcome & { kind: 'value' })['value']): SandboxOutcome => ({ kind: 'value', value: of });
const notJson = (what: string): SandboxOutcome => ({ kind: 'notJson', what });
const threw = (message: string): SandboxOutcome => ({ kind: 'threw', message });

/** Ways to the host that worked elsewhere: the vm2 advisories, the Realms shim, the engine's own bugs. */
export const escapes: readonly Attack[] = [
  solve('the constructor of a function', `return (() => {}).constructor.constructor('return typeof process + typeof require')();`, value('undefinedundefined')),
  solve('the constructor of an argument', `return args.constructor.constructor('return typeof process')();`, value('undefined')),
  solve('the constructor of this', `return (function () { return this; })().constructor.constructor('return typeof process')();`, value('undefined')),
  solve('Error.prepareStackTrace', `Error.prepareStackTrace = (error, frames) => frames; const seen = new Error('x').stack; const first = typeof seen === 'object' ? seen[0] : {}; return [typeof first.getThis?.(), first.getFunction?.()?.constructor('return typeof process')() ?? 'undefined'];`, value(['undefined', 'undefined'])),
  solve('an error whose name is a symbol', `const error = new Error('x'); error.name = Symbol('x'); try { return typeof error.stack; } catch (made) { return made.constructor.constructor('return typeof process')(); }`, ['value']),
  solve('a host error at the end of the stack', `let last; const f = () => { try { f(); } catch (error) { last ??= error; } }; f(); return last.constructor.constructor('return typeof process')();`, ['value', 'stackOverflow', 'threw']),
  solve('the caller of the function', `const up = solve.caller ?? null; return up;`, ['value', 'threw']),
  solve('the caller through arguments', `const up = arguments.callee?.caller ?? null; return up;`, ['value', 'threw']),
  solve('the species of a promise', `class Odd extends Promise { static get [Symbol.species]() { return function (run) { run(() => {}, (error) => error.constructor.constructor('return process')()); }; } } Odd.resolve(1).then(() => {}); return typeof process;`, value('undefined')),
  solve('the species of an array', `const odd = [1]; odd.constructor = { [Symbol.species]: function () { return odd; } }; odd.map((one) => one); return typeof process;`, value('undefined')),
  solve('custom inspection', `return { [Symbol.for('nodejs.util.inspect.custom')]: (depth, options, inspect) => inspect.constructor('return process')(), a: 1 };`, value({ a: 1 })),
  solve('a proxy as the result', `return new Proxy({}, { get: () => { for (;;); } });`, threw(`ReferenceError: 'Proxy' is not defined`)),
  solve('a revocable proxy', `return Proxy.revocable({}, {}).proxy;`, threw(`ReferenceError: 'Proxy' is not defined`)),
  solve('an array buffer that shrinks while it is copied (bellard/quickjs #492)', `const bytes = new ArrayBuffer(4096, { maxByteLength: 4096 }); return new Int32Array(bytes).with(0, { valueOf() { bytes.resize(0); return 1; } }).length;`, threw(`ReferenceError: 'ArrayBuffer' is not defined`)),
  solve('a typed array made with a side effect (bellard/quickjs #478)', `const odd = (function () {}).bind(); Object.defineProperty(odd, 'prototype', { get() { return {}; } }); return Reflect.construct(Uint8Array, [new ArrayBuffer(64)], odd).length;`, threw(`ReferenceError: 'Uint8Array' is not defined`)),
  solve('a typed array of a typed array (quickjs-ng #1305)', `const from = new Float64Array(8); return new Uint8Array(from).length;`, threw(`ReferenceError: 'Float64Array' is not defined`)),
  solve('atomics over a buffer that moves (bellard/quickjs #508)', `return Atomics.add([0], 0, { valueOf() { return 1; } });`, threw(`ReferenceError: 'Atomics' is not defined`)),
  solve('names of the shells and the host', `return ['process', 'require', 'module', 'globalThis.process', 'std', 'os', 'print', 'load', 'WebAssembly', 'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'DataView', 'queueMicrotask', 'structuredClone', 'InternalError'].filter((name) => name in globalThis);`, value([])),
  solve('import()', `return import('fs');`, notJson('a promise')),
  solve('import() in a string', `return (0, eval)("import('node:fs')");`, notJson('a promise')),
  whole('import', `import fs from 'node:fs'; function solve() { return 1; }`, ['threw']),
  whole('export', `export function solve() { return 1; }`, ['threw']),
  whole('import.meta', `function solve() { return import.meta.url; }`, ['threw']),
  whole('out of a wrapper by a brace', `function solve() { return 1; } } globalThis.out = 1; {`, ['threw']),
  whole('out of a wrapper by a call', `}); globalThis.out = 1; (() => { function solve() { return 1; }`, ['threw']),
  whole('out of a wrapper by a comment', `function solve() { return 1; } /*`, ['threw']),
  whole('a name that is a trap', `Object.defineProperty(globalThis, 'solve', { get() { for (;;); } });`, ['timedOut']),
  whole('a name that changes', `let asked = 0; Object.defineProperty(globalThis, 'solve', { get() { asked += 1; return asked === 1 ? () => 1 : { a: 1 }; } });`, { kind: 'missing' }),
];

/** Ways to make a wrong result look right, or to have code run where it is not expected. */
export const forgeries: readonly Attack[] = [
  solve('toJSON that swaps', `return { a: 1, toJSON() { return { a: 2 }; } };`, notJson('an object with toJSON')),
  solve('toJSON that loops, in a class', `class Odd { toJSON() { for (;;); } } return [new Odd()];`, notJson('an object with toJSON')),
  solve('toJSON on every object', `Object.prototype.toJSON = () => 'forged'; Array.prototype.toJSON = () => 'forged'; String.prototype.toJSON = () => 'forged'; Number.prototype.toJSON = () => 'forged'; return { a: [1, 'b', true] };`, value({ a: [1, 'b', true] })),
  solve('forged JSON', `JSON.parse = () => 'forged'; JSON.stringify = () => '"forged"'; globalThis.JSON = { stringify: () => '"forged"' }; return { a: 1 };`, value({ a: 1 })),
  solve('forged built-ins', `Object.keys = () => ['forged']; Array.isArray = () => true; Number.isFinite = () => true; Reflect.apply = () => 'forged'; globalThis.String = () => '"forged"'; Object.getPrototypeOf = () => null; return { a: [1.5, null] };`, value({ a: [1.5, null] })),
  solve('forged methods', `const { ownKeys, defineProperty } = Reflect, classes = [Object, Function, Array, String, Number, Map, Symbol, Error], forged = { __proto__: null, get: () => () => 'forged', configurable: true };
    for (let i = 0; i < 8; i += 1) { const names = ownKeys(classes[i].prototype); for (let j = 0; j < names.length; j += 1) defineProperty(classes[i].prototype, names[j], forged); }
    return { a: [1, 'b'], forged: [].map() + ''.trim() };`, value({ a: [1, 'b'], forged: 'forgedforged' })),
  solve('setters on array elements and on the names in use', `for (const name of ['0', '1', 'value', 'above', 'a', 'kind', 'json', 'length']) Object.defineProperty(Object.prototype, name, { __proto__: null, set() { throw 1; }, get() { return 'forged'; }, configurable: true }); return [[1], 'x', ({}).kind];`, value([[1], 'x', 'forged'])),
  solve('a result that changes between two looks', `let looked = 0; return { get a() { looked += 1; return looked === 1 ? NaN : 1; } };`, notJson('NaN')),
  solve('lying tags', `return { [Symbol.toStringTag]: 'Map', a: 1 };`, value({ a: 1 })),
  solve('instanceof that throws', `for (const of of [Map, Set, Date, Error, Promise]) Object.defineProperty(of, Symbol.hasInstance, { value() { throw 1; } }); return { a: 1 };`, value({ a: 1 })),
  solve('a property named __proto__', `return JSON.parse('{"__proto__": {"polluted": 1}, "a": {"constructor": {"prototype": {"polluted": 1}}}}');`, ['value']),
  solve('a thenable', `return { then(done) { done('forged'); } };`, notJson('a function')),
  solve('a thenable by its class', `class Odd { then(done) { done('forged'); } } return new Odd();`, notJson('a promise')),
  solve('a hole in an array', `return [1, , 3];`, notJson('undefined in an array')),
  solve('an array of four thousand million holes', `return new Array(2 ** 32 - 1);`, notJson('undefined in an array')),
  solve('an array that grows while it is read', `const all = [1]; Object.defineProperty(all, 0, { get() { all.push(1); return 1; } }); all.push(2); return all.length;`, value(2)),
  solve('an array that grows for ever while it is read', `const all = []; const add = () => Object.defineProperty(all, all.length, { get() { add(); return 1; }, enumerable: true, configurable: true }); add(); return all;`, ['timedOut', 'outOfMemory']),
  solve('a getter that throws', `return { get a() { throw new RangeError('mine'); } };`, threw('RangeError: mine')),
  solve('a getter that loops', `return { get a() { for (;;); } };`, ['timedOut']),
  solve('a getter that allocates', `return { get a() { const all = []; for (;;) all.push(new Array(10_000).fill(1.5)); } };`, ['outOfMemory', 'timedOut']),
  solve('throw null', `throw null;`, threw('null')),
  solve('throw undefined', `throw undefined;`, threw('undefined')),
  solve('throw a symbol', `throw Symbol('x');`, threw('Symbol(x)')),
  solve('throw an object of nothing', `throw Object.create(null);`, threw('an error that cannot be shown')),
  solve('throw with a getter that loops', `throw { get message() { for (;;); } };`, ['timedOut']),
  solve('throw with a getter that throws', `throw { get message() { throw { get message() { throw 1; } }; } };`, threw('an error that cannot be shown')),
  whole('throw at load, with a getter that loops', `throw { get message() { for (;;); } };`, ['timedOut']),
  whole('throw at load, with a getter that throws', `throw { get name() { throw {}; } };`, threw('an error that cannot be shown')),
  whole('throw null at load', `throw null;`, threw('null')),
  solve('a message with a zero in it', `throw new Error('a\\0b');`, threw('Error: a\0b')),
  solve('an error that says it was interrupted', `const error = new Error('interrupted'); error.name = 'InternalError'; throw error;`, threw('InternalError: interrupted')),
  solve('an error that says memory ran out', `const error = new Error('out of memory'); error.name = 'InternalError'; throw error;`, threw('InternalError: out of memory')),
  solve('an error that says the stack ran out', `class InternalError extends Error { get name() { return 'InternalError'; } } throw new InternalError('stack overflow');`, threw('InternalError: stack overflow')),
];

/** Ways to take more time, memory or stack than there is. */
export const hogs: readonly Attack[] = [
  solve('a loop', `for (;;);`, ['timedOut']),
  solve('a loop that catches', `for (;;) { try { for (;;); } catch {} finally { continue; } }`, ['timedOut']),
  whole('a loop at load', `for (;;);`, ['timedOut']),
  whole('a loop in an async function', `async function solve() { for (;;); }`, ['timedOut']),
  solve('promise jobs without end', `(async () => { for (;;) await 0; })(); return 1;`, value(1)),
  solve('a generator without end', `function* g() { for (;;) yield 1; } return [...g()];`, ['timedOut', 'outOfMemory']),
  solve('a catastrophic regular expression', `return /^(a+)+$/.test('a'.repeat(40) + 'b');`, ['timedOut']),
  solve('a sort that never agrees with itself', `return Array.from({ length: 2_000_000 }, (_, index) => index).sort((a, b) => (a * 7919) % 13 - (b * 104729) % 11).length;`, ['timedOut', 'value', 'outOfMemory']),
  solve('indexOf over 2^53 elements', `return [].indexOf.call({ length: 2 ** 53 - 1 }, 1);`, ['timedOut']),
  solve('includes over 2^53 elements', `return [].includes.call({ length: 2 ** 53 - 1 }, 1);`, ['timedOut']),
  solve('join over 2^32 holes', `return [].join.call({ length: 2 ** 53 - 1 }, '').length;`, ['timedOut', 'outOfMemory', 'threw']),
  solve('sort over 2^32 holes', `const all = []; all[2 ** 32 - 2] = 1; return all.sort().length;`, ['timedOut', 'outOfMemory', 'value', 'threw']),
  solve('a quadratic search in a string', `const part = 'a'.repeat(300_000); return (part + part).indexOf(part + 'b');`, ['timedOut', 'value']),
  solve('a BigInt written in decimal', `return (7n ** 800_000n).toString().length;`, ['timedOut', 'value', 'outOfMemory', 'threw']),
  solve('a BigInt too large to be', `return String(2n ** (2n ** 40n)).length;`, ['threw', 'outOfMemory', 'timedOut']),
  solve('JSON of a graph with shared parts, by the tool', `let a = {}; for (let i = 0; i < 40; i += 1) a = { b: a, c: a }; return JSON.stringify(a).length;`, ['timedOut', 'outOfMemory']),
  solve('a graph with shared parts as the result', `let a = {}; for (let i = 0; i < 40; i += 1) a = { b: a, c: a }; return a;`, ['timedOut', 'outputTooLarge']),
  solve('a cycle', `const a = { b: [] }; a.b.push(a); return a;`, notJson('a cycle')),
  solve('an output of ten million characters', `return 'x'.repeat(10_000_000);`, { kind: 'outputTooLarge', characters: 10_000_002 }),
  solve('arrays for ever', `const all = []; for (;;) all.push(new Array(10_000).fill(1.5));`, ['outOfMemory']),
  solve('arrays for ever, with a catch', `const all = []; for (;;) { try { all.push(new Array(10_000).fill(1.5)); } catch {} }`, ['timedOut', 'outOfMemory']),
  solve('a string that doubles', `let text = 'xy'; for (;;) text += text;`, ['outOfMemory', 'threw']),
  solve('one string of a gigabyte', `return 'x'.repeat(2 ** 30 - 1).length;`, ['outOfMemory', 'threw']),
  solve('padding to a gigabyte', `return ''.padEnd(2 ** 30 - 1, 'xyz').length;`, ['outOfMemory', 'threw']),
  solve('one array of a hundred million', `return new Array(1e8).fill(1).length;`, ['outOfMemory']),
  solve('closures for ever', `let last = () => 1; for (;;) { const before = last; last = () => before; }`, ['outOfMemory', 'timedOut']),
  solve('a message of ten million characters', `throw new Error('x'.repeat(10_000_000));`, threw(`Error: ${'x'.repeat(493)}`)),
  solve('recursion', `const f = () => f() + 1; return f();`, ['stackOverflow']),
  solve('recursion through a getter', `const a = { get b() { return this.b; } }; return a.b;`, ['stackOverflow']),
  solve('recursion through toString', `const a = { toString() { return '' + this; } }; return '' + a;`, ['stackOverflow']),
  solve('recursion through sort', `const f = () => [2, 1].sort(f); return f();`, ['stackOverflow']),
  solve('recursion through replace', `const f = () => 'a'.replace(/a/, f); return f();`, ['stackOverflow']),
  solve('recursion through a reviver', `const f = () => JSON.parse('[1]', f); return f();`, ['stackOverflow', 'threw']),
  solve('recursion through toJSON', `const f = () => JSON.stringify({ toJSON: f }); return f();`, ['stackOverflow']),
  solve('recursion through map', `const f = () => [1].map(f); return f();`, ['stackOverflow']),
  solve('recursion through eval', `globalThis.f = () => (0, eval)('f()'); return f();`, ['stackOverflow']),
  solve('recursion through Function', `globalThis.f = () => new Function('return f()')(); return f();`, ['stackOverflow', 'threw']),
  solve('recursion through construction', `class A { constructor() { new A(); } } return new A();`, ['stackOverflow']),
  solve('recursion through iteration', `const a = { [Symbol.iterator]() { return [...this]; } }; return [...a];`, ['stackOverflow']),
  solve('recursion through bound functions', `let f = () => 1; for (let i = 0; i < 100_000; i += 1) f = f.bind(null); return f();`, ['stackOverflow', 'threw', 'value', 'outOfMemory']),
  solve('a join of nested arrays', `let a = []; for (let i = 0; i < 100_000; i += 1) a = [a]; return String(a);`, ['stackOverflow', 'threw']),
  solve('a flattening of nested arrays', `let a = []; for (let i = 0; i < 100_000; i += 1) a = [a]; return a.flat(Infinity);`, ['stackOverflow', 'threw', 'value']),
  solve('a result nested deeply', `let a = 1; for (let i = 0; i < 100_000; i += 1) a = [a]; return a;`, ['stackOverflow']),
  solve('JSON nested deeply', `return JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));`, ['stackOverflow', 'threw']),
  solve('code nested deeply', `return (0, eval)('('.repeat(100_000) + '1' + ')'.repeat(100_000));`, ['stackOverflow', 'threw']),
  solve('a pattern nested deeply', `return new RegExp('('.repeat(100_000) + 'a' + ')'.repeat(100_000)).test('a');`, ['stackOverflow', 'threw']),
  solve('a great many arguments', `return Math.max.apply(null, new Array(1_000_000).fill(1));`, ['stackOverflow', 'threw', 'value', 'outOfMemory']),
];
