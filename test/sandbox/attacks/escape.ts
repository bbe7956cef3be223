import { notJson, solve, threw, value, whole, type Attack } from './attack';

/** Ways to the host that worked elsewhere: the vm2 advisories, the Realms shim, the engine's own memory bugs. */
export const escape: readonly Attack[] = [
  solve(
    'the constructor of a function',
    `return (() => {}).constructor.constructor('return typeof process + typeof require')();`,
    value('undefinedundefined'),
  ),
  solve(
    'the constructor of an argument',
    `return args.constructor.constructor('return typeof process')();`,
    value('undefined'),
  ),
  solve(
    'the constructor of this',
    `return (function () { return this; })().constructor.constructor('return typeof process')();`,
    value('undefined'),
  ),
  solve(
    'the constructors of generators and async functions',
    `const kinds = [function* () {}, async () => {}, async function* () {}]; return [kinds[0].constructor('return typeof process')().next().value, ...kinds.map((kind) => typeof kind.constructor)];`,
    value(['undefined', 'function', 'function', 'function']),
  ),
  solve(
    'a global object by every road',
    `const roads = [globalThis, (0, eval)('this'), Function('return this')(), [].concat.call().constructor, (function () { return this; })()]; return roads.map((road) => typeof road.process + typeof road.require).filter((seen) => seen !== 'undefinedundefined');`,
    ['value', 'threw'],
  ),
  solve('a body that closes its function', `return Function('a', '}, globalThis.out = 1, function () {')();`, [
    'threw',
    'notJson',
  ]),
  solve(
    'parameters that close their function',
    `return Function('a = 1){ globalThis.out = 1 } function other(', '')();`,
    ['threw'],
  ),
  solve(
    'Error.prepareStackTrace',
    `Error.prepareStackTrace = (error, frames) => frames; const seen = new Error('x').stack; const first = typeof seen === 'object' ? seen[0] : {}; return [typeof first.getThis?.(), first.getFunction?.()?.constructor('return typeof process')() ?? 'undefined'];`,
    value(['undefined', 'undefined']),
  ),
  solve(
    'an error whose name is a symbol',
    `const error = new Error('x'); error.name = Symbol('x'); try { return typeof error.stack; } catch (made) { return made.constructor.constructor('return typeof process')(); }`,
    ['value'],
  ),
  solve(
    'an error of the engine, inherited from',
    `try { null.x; } catch (error) { return [error, Object.getPrototypeOf(error), error.constructor, error.constructor.__proto__].map((of) => of.constructor.constructor('return typeof process')()); }`,
    value(['undefined', 'undefined', 'undefined', 'undefined']),
  ),
  solve(
    'errors in an AggregateError, looked at twice',
    `const all = new AggregateError([new TypeError('x'), new RangeError('y', { cause: new Error('z') })]); return [...all.errors, ...all.errors, all.errors[1].cause].map((error) => error.constructor.constructor('return typeof process')()).filter((seen) => seen !== 'undefined');`,
    value([]),
  ),
  solve(
    'the paths of the host in a stack',
    `const stacks = [new Error('x').stack, new SyntaxError('y').stack]; try { null.x; } catch (error) { stacks.push(error.stack); } try { (0, eval)('{'); } catch (error) { stacks.push(error.stack); } try { JSON.parse('{'); } catch (error) { stacks.push(error.stack, error.fileName); } return stacks.map(String).filter((stack) => /[\\\\/]|node|home|file:/.test(stack));`,
    value([]),
  ),
  solve(
    'a host error at the end of the stack',
    `let last; const f = () => { try { f(); } catch (error) { last ??= error; } }; f(); return last.constructor.constructor('return typeof process')();`,
    ['value', 'stackOverflow', 'threw'],
  ),
  solve('the caller of the function', `const up = solve.caller ?? null; return up;`, ['value', 'threw']),
  solve('the caller through arguments', `const up = arguments.callee?.caller ?? null; return up;`, ['value', 'threw']),
  solve(
    'the caller through a getter that the writer of results asks',
    `return { get a() { const seen = []; for (let up = Object.getOwnPropertyDescriptor(this, 'a').get; up; up = up.caller) { seen.push(up.name); if (seen.length > 20) break; } return seen; } };`,
    ['value', 'threw'],
  ),
  solve(
    'the iterator that a spread in the sandbox would use (realms-shim #51)',
    `Array.prototype[Symbol.iterator] = function () { throw this; }; Object.defineProperty(Object.prototype, 'next', { get() { throw this; }, configurable: true }); return { a: [1, 2] };`,
    value({ a: [1, 2] }),
  ),
  solve(
    'a method of a string that the sandbox would call (realms-shim #74)',
    `for (const name of ['search', 'replace', 'slice', 'charAt', 'startsWith', 'at', 'length']) try { Object.defineProperty(String.prototype, name, { get() { throw this; } }); } catch {} return { a: 'b' };`,
    value({ a: 'b' }),
  ),
  solve(
    'the species of an array made in the sandbox (realms-shim #73)',
    `Object.defineProperty(Array, Symbol.species, { value: function () { throw this; } }); Array.prototype.constructor = null; return { a: [[1]] };`,
    value({ a: [[1]] }),
  ),
  solve(
    'the species of a promise',
    `class Odd extends Promise { static get [Symbol.species]() { return function (run) { run(() => {}, (error) => error.constructor.constructor('return process')()); }; } } Odd.resolve(1).then(() => {}); return typeof process;`,
    value('undefined'),
  ),
  solve(
    'the species of an array',
    `const odd = [1]; odd.constructor = { [Symbol.species]: function () { return odd; } }; odd.map((one) => one); return typeof process;`,
    value('undefined'),
  ),
  solve(
    'an async generator that delegates to a thenable',
    `let seen = 'nothing'; const odd = { [Symbol.asyncIterator]: () => ({ next: () => ({ get then() { seen = this.constructor.constructor('return typeof process')(); } }), get return() { throw 1; } }) }; (async function* () { yield* odd; })().next(); return seen;`,
    ['value'],
  ),
  solve(
    'async stacks and rejections',
    `let seen = []; const look = (error) => seen.push(error.constructor.constructor('return typeof process')()); (async () => { const error = new Error(); error.name = Symbol(); return error.stack; })().catch(look); Promise.reject(1).finally(() => { throw 2; }).then(look, look); Promise.try(() => null.x).catch(look); return seen;`,
    value([]),
  ),
  solve(
    'custom inspection',
    `return { [Symbol.for('nodejs.util.inspect.custom')]: (depth, options, inspect) => inspect.constructor('return process')(), a: 1 };`,
    value({ a: 1 }),
  ),
  solve(
    'symbols that the host knows',
    `const names = ['nodejs.util.promisify.custom', 'nodejs.dispose', 'nodejs.rejection', 'nodejs.webstream.isClosedPromise', 'undici.globalDispatcher.1']; for (const name of names) { Object.prototype[Symbol.for(name)] = () => { throw 1; }; globalThis[Symbol.for(name)] = { dispatch() { throw 1; } }; } return { a: 1 };`,
    value({ a: 1 }),
  ),
  solve(
    'a proxy as the result',
    `return new Proxy({}, { get: () => { for (;;); } });`,
    threw(`ReferenceError: 'Proxy' is not defined`),
  ),
  solve('a revocable proxy', `return Proxy.revocable({}, {}).proxy;`, threw(`ReferenceError: 'Proxy' is not defined`)),
  solve(
    'a scope that answers to every name',
    `const scope = { __proto__: { get process() { return 'mine'; } } }; return Function('scope', 'with (scope) { return process + typeof require; }')(scope);`,
    value('mineundefined'),
  ),
  solve(
    'with and Symbol.unscopables',
    `const seen = []; const scope = { get [Symbol.unscopables]() { seen.push(typeof this.constructor.constructor('return process')); return {}; } }; try { Function('scope', 'with (scope) { return solve; }')(scope); } catch (error) { seen.push(error.name); } return seen;`,
    ['value'],
  ),
  solve(
    'an array buffer that shrinks while it is copied (bellard/quickjs #492)',
    `const bytes = new ArrayBuffer(4096, { maxByteLength: 4096 }); return new Int32Array(bytes).with(0, { valueOf() { bytes.resize(0); return 1; } }).length;`,
    threw(`ReferenceError: 'ArrayBuffer' is not defined`),
  ),
  solve(
    'a typed array made with a side effect (bellard/quickjs #478)',
    `const odd = (function () {}).bind(); Object.defineProperty(odd, 'prototype', { get() { return {}; } }); return Reflect.construct(Uint8Array, [new ArrayBuffer(64)], odd).length;`,
    threw(`ReferenceError: 'Uint8Array' is not defined`),
  ),
  solve(
    'a typed array of a typed array (quickjs-ng #1305)',
    `const from = new Float64Array(8); return new Uint8Array(from).length;`,
    threw(`ReferenceError: 'Float64Array' is not defined`),
  ),
  solve(
    'atomics over a buffer that moves (bellard/quickjs #508)',
    `return Atomics.add([0], 0, { valueOf() { return 1; } });`,
    threw(`ReferenceError: 'Atomics' is not defined`),
  ),
  solve(
    'a weak reference to what is gone (quickjs-ng #1352)',
    `return new WeakRef({}).deref();`,
    threw(`ReferenceError: 'WeakRef' is not defined`),
  ),
  solve(
    'an iterator that ends itself while it is opened (quickjs-ng #1368)',
    `let all; all = Iterator.concat({ [Symbol.iterator]() { all.return(); return [].values(); } }); all.next(); return Array.from({ length: 1_000 }, (_, i) => [i]).length;`,
    ['value', 'threw'],
  ),
  solve(
    'an iterator that ends itself while its next is read (quickjs-ng #1440)',
    `let all; const odd = { get next() { all.return(); return () => ({ done: true }); } }; all = Iterator.concat({ [Symbol.iterator]: () => odd }); all.next(); return Array.from({ length: 1_000 }, (_, i) => [i]).length;`,
    ['value', 'threw'],
  ),
  solve(
    'a mapped iterator that forgets to let go (bellard/quickjs #493)',
    `let sum = 0; for (let i = 0; i < 2_000; i += 1) for (const one of [1, 2].values().map((of) => ({ of }))) sum += one.of; return sum;`,
    value(6_000),
  ),
  solve(
    'a collection of garbage in the middle of a copy of an array (bellard/quickjs #471)',
    `const bin = () => { for (let i = 0; i < 30_000; i += 1) { const one = {}; one.one = one; } return 1; }; for (let i = 0; i < 2_000; i += 1) [{ i }, 'text ' + i]; const all = new Array(4_000); Object.defineProperty(all, 5, { get: bin }); return [all.toReversed(), all.with(1, 1), all.toSpliced(1, 1), all.toSorted()].map((copy) => copy.length);`,
    value([4_000, 4_000, 3_999, 4_000]),
  ),
  solve(
    'arguments that are collected while they are in use (quickjs-ng #1400)',
    `function bend(a, b) { arguments[0] = { a }; a = arguments; for (let i = 0; i < 40_000; i += 1) { const one = { of: arguments }; one.one = one; } delete arguments[1]; arguments.length = 5; return [arguments.length, typeof b]; } return bend(1, 2, 3);`,
    value([5, 'number']),
  ),
  solve(
    'an async generator that is entered anew by then (quickjs-ng #1355)',
    `let all, entered = 0; Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { if (all && entered < 20) { entered += 1; all.return(0); all.next(1); } return undefined; } }); all = (async function* () { try { yield { a: 1 }; yield { b: 2 }; } finally { yield { c: 3 }; } })(); all.next(); all.next(); all.return({}); delete Object.prototype.then; return entered < 20;`,
    value(true),
  ),
  solve(
    'a variable that changes its type while it is added to',
    `let sum = 'a'.repeat(100); const odd = { valueOf() { sum = [1]; return 'b'; } }; sum += odd; let other = [1]; other += { toString() { other = null; return 'c'; } }; return [sum.length, other];`,
    value([101, '1c']),
  ),
  solve(
    'an array that shrinks while it is sorted, spliced, joined and concatenated',
    `const bent = (use) => { const all = Array.from({ length: 2_000 }, (_, i) => i); let done = false; const shrink = () => { if (!done) { done = true; all.length = 0; all.push({}); } return 0; }; use(all, shrink); return Array.isArray(all); };
    return [bent((all, shrink) => all.sort(shrink)), bent((all, shrink) => all.splice({ valueOf: shrink }, 1_000)), bent((all, shrink) => { all[0] = { toString: shrink }; all.join(); }), bent((all, shrink) => { Object.defineProperty(all, 0, { get: shrink, configurable: true }); all.concat(all); }), bent((all, shrink) => all.fill(1, { valueOf: shrink })), bent((all, shrink) => all.copyWithin(0, { valueOf: shrink })), bent((all, shrink) => all.lastIndexOf(1, { valueOf: shrink })), bent((all, shrink) => all.flatMap(shrink))].filter((one) => !one);`,
    ['value', 'threw'],
  ),
  solve(
    'a map that is emptied while it is walked',
    `const map = new Map(Array.from({ length: 500 }, (_, i) => [i, i])); let seen = 0; map.forEach((one, key) => { seen += 1; map.clear(); if (seen < 50) map.set(key + 1, {}); }); const set = new Set([1, 2, 3]); set.union({ size: 3, has: () => true, keys: () => ({ next: () => (set.clear(), { done: seen++ > 60, value: seen }) }) }); return [map.size, set.size];`,
    ['value'],
  ),
  solve(
    'a pattern that is compiled anew while it is executed',
    `const word = /(a)(b)?/g; word[Symbol.match]; Object.defineProperty(word, 'lastIndex', { value: 0, writable: true }); const odd = { toString() { word.compile('(((c)))|d', 'y'); return 'abab'; } }; word.exec(odd); return 'abab'.replace(word, () => { word.compile('x'); return { toString: () => (word.compile('y+', 'g'), 'z') }; }).length;`,
    ['value', 'threw'],
  ),
  solve(
    'names of the shells and the host',
    `return ['process', 'require', 'module', 'globalThis.process', 'std', 'os', 'print', 'load', 'WebAssembly', 'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'DataView', 'queueMicrotask', 'structuredClone', 'InternalError', 'gc', 'DOMException', 'Worker', 'scriptArgs', 'bjson', 'Buffer', 'performance', 'AsyncDisposableStack'].filter((name) => name in globalThis);`,
    value([]),
  ),
  solve(
    'hidden names, found by walking all there is',
    `const seen = new Set(), odd = [], names = /process|require|module|^os$|std|^fs$|native|host|wasm|qts|emscripten|bridge|print|console|fetch|timer|worker/i;
    const walk = (of) => { if ((typeof of !== 'object' && typeof of !== 'function') || of === null || seen.has(of)) return; seen.add(of); for (const key of Reflect.ownKeys(of)) { if (names.test(String(key))) odd.push(String(key)); const { value, get, set } = Object.getOwnPropertyDescriptor(of, key) ?? {}; [value, get, set].forEach(walk); } walk(Object.getPrototypeOf(of)); };
    walk(globalThis); [function* () {}, async () => {}, async function* () {}, [].values(), new Map().keys(), 'a'.matchAll(/a/g), Promise.resolve()].forEach(walk); return [odd, seen.size > 300];`,
    value([[], true]),
  ),
  solve('import()', `return import('fs');`, notJson('a promise')),
  solve('import() in a string', `return (0, eval)("import('node:fs')");`, notJson('a promise')),
  solve(
    'import() of data and with attributes',
    `let seen = 'nothing'; for (const from of ['data:text/javascript,1', 'file:///etc/passwd', './tool.js', 'toolsmith.js']) try { import(from, { with: { type: 'json' } }).then(() => (seen = from), () => {}); } catch {} return seen;`,
    value('nothing'),
  ),
  whole('import', `import fs from 'node:fs'; function solve() { return 1; }`, ['threw']),
  whole('export', `export function solve() { return 1; }`, ['threw']),
  whole('import.meta', `function solve() { return import.meta.url; }`, ['threw']),
  whole('out of a wrapper by a brace', `function solve() { return 1; } } globalThis.out = 1; {`, ['threw']),
  whole('out of a wrapper by a call', `}); globalThis.out = 1; (() => { function solve() { return 1; }`, ['threw']),
  whole('out of a wrapper by a comment', `function solve() { return 1; } /*`, ['threw']),
  whole(
    'a comment that ends at a line separator',
    `function solve() { return typeof out; } // \u2028 globalThis.out = 1;`,
    value('number'),
  ),
  whole('an end of the text in its middle', `function solve() { return 1; }\0 function solve() { return 2; }`, [
    'threw',
  ]),
  whole('a zero in a comment and in a text', `/* \0 */ function solve() { return 'a\0b'; }`, value('a\0b')),
  whole('top-level return and await', `return { solve: 1 }; await 1;`, ['threw']),
  whole('a name that is a trap', `Object.defineProperty(globalThis, 'solve', { get() { for (;;); } });`, ['timedOut']),
  whole(
    'a name that changes',
    `let asked = 0; Object.defineProperty(globalThis, 'solve', { get() { asked += 1; return asked === 1 ? () => 1 : { a: 1 }; } });`,
    { kind: 'missing' },
  ),
  whole(
    'names in a chain of prototypes',
    `Object.prototype.solve = () => 'inherited'; Object.setPrototypeOf(globalThis, { __proto__: Object.prototype });`,
    ['value', 'threw', 'missing'],
  ),
];
