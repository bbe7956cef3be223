import { solve, threw, value, whole, type Attack } from './attack';

/** Ways to take more time, memory or stack than there is. */
export const resources: readonly Attack[] = [
  // Time, where the engine asks whether to go on.
  solve('a loop', `for (;;);`, ['timedOut']),
  solve('a loop that catches', `for (;;) { try { for (;;); } catch {} finally { continue; } }`, ['timedOut']),
  solve(
    'a loop that begins again in finally',
    `const spin = () => { try { for (;;); } finally { spin(); } }; return spin();`,
    ['timedOut'],
  ),
  solve(
    'a loop in what closes an iterator',
    `const odd = { [Symbol.iterator]() { return this; }, next: () => ({ value: 1, done: false }), return() { for (;;); } }; for (const one of odd) break;`,
    ['timedOut'],
  ),
  solve(
    'a loop in a promise and in its handler',
    `new Promise(() => { for (;;); }).catch(() => { for (;;); }); return 1;`,
    ['timedOut'],
  ),
  whole('a loop at load', `for (;;);`, ['timedOut']),
  whole('a loop in an async function', `async function solve() { for (;;); }`, ['timedOut']),
  whole('a loop in a class as it is defined', `class Odd { static { for (;;); } } function solve() { return 1; }`, [
    'timedOut',
  ]),
  solve('promise jobs without end', `(async () => { for (;;) await 0; })(); return 1;`, value(1)),
  solve('a generator without end', `function* g() { for (;;) yield 1; } return [...g()];`, ['timedOut', 'outOfMemory']),
  solve(
    'a map that grows while it is walked',
    `const map = new Map([[0, 0]]); for (const [key] of map) { map.delete(key); map.set(key + 1, key); } return 1;`,
    ['timedOut'],
  ),
  solve('a catastrophic regular expression', `return /^(a+)+$/.test('a'.repeat(40) + 'b');`, ['timedOut']),
  solve('a catastrophic regular expression that refers back', `return /^(a*)*\\1*b/.test('a'.repeat(40));`, [
    'timedOut',
  ]),
  solve(
    'a regular expression that doubles with each bracket (CVE-2025-62495)',
    `return new RegExp('(?:'.repeat(40) + 'a' + '|)+'.repeat(40)).exec('a').length;`,
    ['timedOut', 'outOfMemory', 'threw'],
  ),
  solve(
    'a sort that never agrees with itself',
    `return Array.from({ length: 2_000_000 }, (_, index) => index).sort((a, b) => (a * 7919) % 13 - (b * 104729) % 11).length;`,
    ['timedOut', 'value', 'outOfMemory'],
  ),
  // Time, where it does not ask.
  solve('indexOf over 2^53 elements', `return [].indexOf.call({ length: 2 ** 53 - 1 }, 1);`, ['timedOut']),
  solve('includes over 2^53 elements', `return [].includes.call({ length: 2 ** 53 - 1 }, 1);`, ['timedOut']),
  solve('a reversal of 2^53 elements', `return [].reverse.call({ length: 2 ** 53 - 1 }).length;`, ['timedOut']),
  solve(
    'a concatenation of 2^53 elements',
    `return [].concat({ length: 2 ** 53 - 2, [Symbol.isConcatSpreadable]: true }).length;`,
    ['timedOut', 'threw', 'outOfMemory'],
  ),
  solve('a template of 2^53 pieces', `return String.raw({ raw: { length: 2 ** 53 - 1 } }).length;`, [
    'timedOut',
    'outOfMemory',
    'threw',
  ]),
  solve('join over 2^32 holes', `return [].join.call({ length: 2 ** 53 - 1 }, '').length;`, [
    'timedOut',
    'outOfMemory',
    'threw',
  ]),
  solve('sort over 2^32 holes', `const all = []; all[2 ** 32 - 2] = 1; return all.sort().length;`, [
    'timedOut',
    'outOfMemory',
    'value',
    'threw',
  ]),
  solve(
    'a quadratic search in a string',
    `const part = 'a'.repeat(300_000); return (part + part).indexOf(part + 'b');`,
    ['timedOut', 'value'],
  ),
  solve(
    'a comparison of words in another order',
    `const one = 'é'.repeat(2_000_000); let all = 0; for (let i = 0; i < 1_000; i += 1) all += one.localeCompare(one + 'a'); return all;`,
    ['timedOut', 'outOfMemory'],
  ),
  solve(
    'a property sought through half a million prototypes',
    `let of = {}; for (let i = 0; i < 300_000; i += 1) of = Object.create(of); for (;;) of.missing;`,
    ['timedOut', 'outOfMemory'],
  ),
  solve(
    'a function that compiles in quadratic time',
    `return Function(Array.from({ length: 60_000 }, (_, at) => 'let v' + at + ' = 1;').join('') + 'return v1;')();`,
    ['timedOut', 'value', 'threw'],
  ),
  solve('a BigInt written in decimal', `return (7n ** 800_000n).toString().length;`, [
    'timedOut',
    'value',
    'outOfMemory',
    'threw',
  ]),
  solve(
    'a BigInt multiplied without end',
    `let all = 1n; for (let i = 1n; ; i += 1n) { all *= i; if (all > 2n ** 900_000n) all = 1n; }`,
    ['timedOut'],
  ),
  solve('a BigInt too large to be', `return String(2n ** (2n ** 40n)).length;`, ['threw', 'outOfMemory', 'timedOut']),
  solve(
    'JSON of a graph with shared parts, by the tool',
    `let a = {}; for (let i = 0; i < 40; i += 1) a = { b: a, c: a }; return JSON.stringify(a).length;`,
    ['timedOut', 'outOfMemory'],
  ),
  // Memory.
  solve('arrays for ever', `const all = []; for (;;) all.push(new Array(10_000).fill(1.5));`, ['outOfMemory']),
  solve(
    'arrays for ever, with a catch',
    `const all = []; for (;;) { try { all.push(new Array(10_000).fill(1.5)); } catch {} }`,
    ['timedOut', 'outOfMemory'],
  ),
  whole('arrays for ever, at load', `const all = []; for (;;) all.push(new Array(10_000).fill(1.5));`, ['outOfMemory']),
  solve(
    'memory filled to the brim, again and again',
    `let most = 0; for (let round = 0; round < 3; round += 1) { let all = []; try { for (;;) all.push('x'.repeat(1_000_000)); } catch { most = Math.max(most, all.length); } all = null; } return most > 40;`,
    value(true),
  ),
  solve('a string that doubles', `let text = 'xy'; for (;;) text += text;`, ['outOfMemory', 'threw']),
  solve('one string of a gigabyte', `return 'x'.repeat(2 ** 30 - 1).length;`, { kind: 'outOfMemory' }),
  solve('padding to a gigabyte', `return ''.padEnd(2 ** 30 - 1, 'xyz').length;`, ['outOfMemory', 'threw']),
  solve('a text that grows by its capitals', `return 'ß'.repeat(12_000_000).toUpperCase().length;`, {
    kind: 'outOfMemory',
  }),
  solve('a text split into its letters', `return 'a'.repeat(30_000_000).split('').length;`, { kind: 'outOfMemory' }),
  solve(
    'a replacement that holds the match many times',
    `return 'a'.repeat(20_000).replace(/a+/, '$&'.repeat(20_000)).length;`,
    { kind: 'outOfMemory' },
  ),
  solve(
    'JSON with indents of a million',
    `let a = []; for (let i = 0; i < 1_500; i += 1) a = [a, a.length ? 1 : 2]; let all = ''; for (;;) all += JSON.stringify(a, null, '          ');`,
    { kind: 'outOfMemory' },
  ),
  solve('one array of a hundred million', `return new Array(1e8).fill(1).length;`, { kind: 'outOfMemory' }),
  solve('an array-like filled to its end', `return [].fill.call({ length: 2 ** 53 - 1 }, 1).length;`, [
    'outOfMemory',
    'timedOut',
  ]),
  solve(
    'a flattening of an array that holds itself twice, forty times over',
    `let a = [1]; for (let i = 0; i < 40; i += 1) a = [a, a]; return a.flat(Infinity).length;`,
    ['outOfMemory', 'timedOut'],
  ),
  solve('closures for ever', `let last = () => 1; for (;;) { const before = last; last = () => before; }`, [
    'outOfMemory',
    'timedOut',
  ]),
  solve('names for ever', `const all = {}; for (let i = 0; ; i += 1) all['name ' + i] = i;`, ['outOfMemory']),
  solve('symbols for ever', `for (let i = 0; ; i += 1) Symbol.for('symbol ' + i);`, ['outOfMemory', 'timedOut']),
  solve('functions for ever', `const all = []; for (let i = 0; ; i += 1) all.push(Function('return ' + i));`, [
    'outOfMemory',
    'timedOut',
  ]),
  solve('promises for ever', `let last = Promise.resolve(); for (;;) last = last.then(() => 1);`, [
    'outOfMemory',
    'timedOut',
  ]),
  solve(
    'generators that wait for ever',
    `const all = []; function* g() { yield 1; } for (;;) { const one = g(); one.next(); all.push(one); }`,
    ['outOfMemory', 'timedOut'],
  ),
  solve('maps of maps for ever', `let all = new Map(); for (;;) all = new Map([[all, new Set([all])]]);`, [
    'outOfMemory',
    'timedOut',
  ]),
  solve(
    'a message of ten million characters',
    `throw new Error('x'.repeat(10_000_000));`,
    threw(`Error: ${'x'.repeat(493)}`),
  ),
  whole(
    'a tool of three million characters',
    `/* ${'x'.repeat(3_000_000)} */ function solve() { return 'read'; }`,
    value('read'),
  ),
  whole(
    'a tool that fills memory as it is read',
    `const text = '${'é'.repeat(9_000_000)}'; function solve() { return text.length; }`,
    ['value', 'outOfMemory'],
  ),
  solve(
    'a long list let go at once',
    `let last = null; for (let i = 0; i < 300_000; i += 1) last = { last }; last = null; let chain = () => 1; for (let i = 0; i < 100_000; i += 1) { const before = chain; chain = () => before; } chain = null; return 'let go';`,
    value('let go'),
  ),
  // Stack.
  solve('recursion', `const f = () => f() + 1; return f();`, { kind: 'stackOverflow' }),
  whole('recursion at load', `const f = () => f() + 1; f();`, { kind: 'stackOverflow' }),
  solve('recursion through a getter', `const a = { get b() { return this.b; } }; return a.b;`, {
    kind: 'stackOverflow',
  }),
  solve('recursion through toString', `const a = { toString() { return '' + this; } }; return '' + a;`, {
    kind: 'stackOverflow',
  }),
  solve(
    'recursion through instanceof',
    `class Odd { static [Symbol.hasInstance](one) { return one instanceof Odd; } } return 1 instanceof Odd;`,
    { kind: 'stackOverflow' },
  ),
  solve('recursion through sort', `const f = () => [2, 1].sort(f); return f();`, { kind: 'stackOverflow' }),
  solve('recursion through replace', `const f = () => 'a'.replace(/a/, f); return f();`, { kind: 'stackOverflow' }),
  solve(
    'recursion through a pattern with its own exec',
    `const odd = /a/g; odd.exec = () => odd[Symbol.replace]('a', 'b'); return 'a'.replace(odd, 'b');`,
    { kind: 'stackOverflow' },
  ),
  solve('recursion through a reviver', `const f = () => JSON.parse('[1]', f); return f();`, ['stackOverflow', 'threw']),
  solve('recursion through toJSON', `const f = () => JSON.stringify({ toJSON: f }); return f();`, {
    kind: 'stackOverflow',
  }),
  solve('recursion through map', `const f = () => [1].map(f); return f();`, { kind: 'stackOverflow' }),
  solve(
    'recursion through Array.from and its length',
    `const f = () => Array.from({ get length() { return f().length; } }); return f();`,
    { kind: 'stackOverflow' },
  ),
  solve('recursion through groups', `const f = () => Map.groupBy([1], f); return f();`, { kind: 'stackOverflow' }),
  solve('recursion through Reflect', `const f = () => Reflect.construct(Reflect.apply(f, null, []), []); return f();`, {
    kind: 'stackOverflow',
  }),
  solve('recursion through eval', `globalThis.f = () => (0, eval)('f()'); return f();`, { kind: 'stackOverflow' }),
  solve('recursion through Function', `globalThis.f = () => new Function('return f()')(); return f();`, [
    'stackOverflow',
    'threw',
  ]),
  solve('recursion through construction', `class A { constructor() { new A(); } } return new A();`, {
    kind: 'stackOverflow',
  }),
  solve(
    'recursion through defaults and patterns',
    `const f = ({ a = f({}) } = {}, ...[b = f()]) => [a, b]; return f({});`,
    { kind: 'stackOverflow' },
  ),
  solve('recursion through iteration', `const a = { [Symbol.iterator]() { return [...this]; } }; return [...a];`, {
    kind: 'stackOverflow',
  }),
  solve('recursion through generators', `function* g() { yield* g(); } return [...g()];`, { kind: 'stackOverflow' }),
  solve(
    'recursion through async functions',
    `const f = async () => { await f(); }; f(); return 'kept quiet by the promise';`,
    ['value', 'stackOverflow'],
  ),
  solve(
    'recursion through a hundred thousand mapped iterators',
    `let all = [1].values(); for (let i = 0; i < 100_000; i += 1) all = all.map((one) => one); return all.next().value;`,
    { kind: 'stackOverflow' },
  ),
  solve(
    'recursion through a chain of classes',
    `let Last = class {}; for (let i = 0; i < 20_000; i += 1) Last = class extends Last {}; return typeof new Last();`,
    { kind: 'stackOverflow' },
  ),
  solve(
    'recursion through bound functions',
    `let f = () => 1; for (let i = 0; i < 100_000; i += 1) f = f.bind(null); return f();`,
    ['stackOverflow', 'threw', 'value', 'outOfMemory'],
  ),
  solve(
    'recursion that goes on at the end of the stack',
    `let most = 0; const f = (depth) => { most = Math.max(most, depth); try { f(depth + 1); } catch { [1].map(() => JSON.stringify({ toJSON: () => 'a'.replace(/a/, () => most) })); } }; try { f(0); } catch {} return most > 1_000;`,
    ['value', 'timedOut', 'stackOverflow'],
  ),
  solve('a join of nested arrays', `let a = []; for (let i = 0; i < 100_000; i += 1) a = [a]; return String(a);`, [
    'stackOverflow',
    'threw',
  ]),
  solve(
    'a flattening of nested arrays',
    `let a = []; for (let i = 0; i < 100_000; i += 1) a = [a]; return a.flat(Infinity);`,
    ['stackOverflow', 'threw', 'value'],
  ),
  solve('JSON nested deeply', `return JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));`, [
    'stackOverflow',
    'threw',
  ]),
  solve('code nested deeply', `return (0, eval)('('.repeat(100_000) + '1' + ')'.repeat(100_000));`, [
    'stackOverflow',
    'threw',
  ]),
  whole('a tool nested deeply', `function solve() { return ${'['.repeat(20_000)}${']'.repeat(20_000)}; }`, [
    'stackOverflow',
    'threw',
  ]),
  solve('a pattern nested deeply', `return new RegExp('('.repeat(100_000) + 'a' + ')'.repeat(100_000)).test('a');`, [
    'stackOverflow',
    'threw',
  ]),
  solve(
    'a pattern that looks back, nested',
    `return new RegExp('(?<='.repeat(10_000) + 'a' + ')'.repeat(10_000)).test('a');`,
    ['stackOverflow', 'threw', 'value'],
  ),
  solve('a great many arguments', `return Math.max.apply(null, new Array(1_000_000).fill(1));`, [
    'stackOverflow',
    'threw',
    'value',
    'outOfMemory',
  ]),
];
