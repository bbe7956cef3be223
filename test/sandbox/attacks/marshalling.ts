import type { Json } from '../../../src/engine/json';
import { notJson, solve, threw, tooLarge, value, type Attack } from './attack';

/** As `JSON.parse` makes it, which is how arguments and results are made: with keys that a literal cannot have. */
const parsed = (text: string): Json => JSON.parse(text) as Json;

const nested = (depth: number): Json => parsed('['.repeat(depth) + ']'.repeat(depth));

const keys = parsed(
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":2,"then":3,"toJSON":4,"value":5,"above":6,"length":7,"":8,"0":9}',
);
const texts = [
  '\ud800',
  '\udc00\ud800',
  '\0',
  'a\0b',
  '\u2028\u2029',
  '\u202e\u2066',
  '\ufeff',
  '\u007f\u001b[2J',
  '</script><!--',
  '\\',
  '"',
  "'); throw 1; ('",
  '😀'.repeat(3),
  'e\u0301',
  '\uffff',
];
const numbers = [
  -0.5,
  1e308,
  5e-324,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  0.1 + 0.2,
  1e21,
  1e-7,
  123456789012345680000,
  4294967296,
  -2147483648,
  1.7976931348623157e308,
];

/** Ways to have something else come in than was sent, or come out than was returned. */
export const marshalling: readonly Attack[] = [
  // Arguments.
  solve(
    'arguments with the names of prototypes',
    `return [args, Object.keys(args), Object.getPrototypeOf(args) === Object.prototype, typeof {}.polluted, typeof args.polluted];`,
    value([
      keys,
      ['0', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'value', 'above', 'length', ''],
      true,
      'undefined',
      'undefined',
    ]),
    [keys],
  ),
  solve(
    'arguments that pollute when they are merged',
    `const merge = (into, from) => { for (const key of Object.keys(from)) { if (typeof from[key] === 'object') merge(into[key] ??= {}, from[key]); else into[key] = from[key]; } return into; }; merge({}, args); return [typeof {}.polluted, typeof [].polluted];`,
    value(['number', 'number']),
    [keys],
  ),
  solve(
    'texts with halves of characters, zeros and marks',
    `return [args, args.map((one) => one.length), args[0].charCodeAt(0), args[3].charCodeAt(1)];`,
    value([texts, texts.map((one) => one.length), 0xd800, 0]),
    [texts],
  ),
  solve(
    'keys with halves of characters, zeros and marks',
    `return [args, Object.keys(args).length];`,
    value([Object.fromEntries(texts.map((one, at) => [one, at])), texts.length]),
    [Object.fromEntries(texts.map((one, at) => [one, at]))],
  ),
  solve(
    'numbers at the ends of what there is',
    `return [args, args.map(String)];`,
    value([numbers, numbers.map(String)]),
    [numbers],
  ),
  solve(
    'a zero with a sign, which JSON does not carry',
    `return [Object.is(args[0], 0), Object.is(args[1], 0), 1 / args[0] > 0];`,
    value([true, true, true]),
    [[0, -0]],
  ),
  solve(
    'arguments nested as deeply as is read',
    `let depth = 0; for (let at = args; at; at = at[0]) depth += 1; return depth;`,
    value(1_000),
    [nested(1_000)],
  ),
  solve('arguments nested more deeply than is read', `return 1;`, ['stackOverflow', 'threw'], [nested(6_000)]),
  solve(
    'arguments nested more deeply than is written',
    `return 'never called';`,
    threw('the arguments are nested too deeply'),
    [nested(100_000)],
  ),
  solve(
    'a million numbers',
    `return [args.length, args.reduce((one, other) => one + other)];`,
    value([1_000_000, 3_000_000]),
    [Array<Json>(1_000_000).fill(3)],
  ),
  solve(
    'a hundred thousand keys',
    `const all = Object.keys(args); return [all.length, all[0], all.at(-1), args['key 5']];`,
    value([100_000, 'key 0', 'key 99999', 5]),
    [Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key ${at}`, at]))],
  ),
  solve(
    'keys that are numbers, in another order than they came',
    `return Object.keys(args);`,
    value(['1', '4294967294', 'b', '-1', '01', '4294967295']),
    [parsed('{"b":0,"-1":1,"4294967294":2,"1":3,"01":4,"4294967295":5}')],
  ),
  solve(
    'a text of ten million characters',
    `return [args.length, args.charCodeAt(args.length - 1)];`,
    value([10_000_000, 120]),
    ['x'.repeat(10_000_000)],
  ),
  solve('a text that fills the memory', `return args.length;`, { kind: 'outOfMemory' }, ['x'.repeat(40_000_000)]),
  solve('a key of a million characters', `return Object.keys(args)[0].length;`, value(1_000_000), [
    { ['k'.repeat(1_000_000)]: 1 },
  ]),
  solve('no arguments', `return [arguments.length, typeof args];`, value([0, 'undefined']), []),
  solve(
    'sixty thousand arguments',
    `return [arguments.length, arguments[59_999]];`,
    value([60_000, 59_999]),
    Array.from({ length: 60_000 }, (_, at) => at),
  ),
  solve(
    'more arguments than a call can have',
    `return arguments.length;`,
    ['threw'],
    Array.from({ length: 70_000 }, (_, at) => at),
  ),
  solve('setters where arguments are put', `return args;`, value({ a: [{ b: 1 }] }), [{ a: [{ b: 1 }] }]),
  solve(
    'arguments that are bent, frozen and emptied',
    `const before = JSON.stringify(args); args.a.length = 0; args.a.push(args); Object.setPrototypeOf(args, null); Object.freeze(args); return before;`,
    value('{"a":[1,2]}'),
    [{ a: [1, 2] }],
  ),
  // Results.
  solve(
    'a property named __proto__',
    `return JSON.parse('{"__proto__": {"polluted": 1}, "a": {"constructor": {"prototype": {"polluted": 1}}}}');`,
    value(parsed('{"__proto__":{"polluted":1},"a":{"constructor":{"prototype":{"polluted":1}}}}')),
  ),
  solve(
    'a property named __proto__ in a list in an object',
    `return { list: [JSON.parse('{"__proto__":{"__proto__":{"polluted":1}}}')] };`,
    value(parsed('{"list":[{"__proto__":{"__proto__":{"polluted":1}}}]}')),
  ),
  solve('toJSON that swaps', `return { a: 1, toJSON() { return { a: 2 }; } };`, notJson('an object with toJSON')),
  solve(
    'toJSON that loops, in a class',
    `class Odd { toJSON() { for (;;); } } return [new Odd()];`,
    notJson('an object with toJSON'),
  ),
  solve('toJSON that is no function', `return { toJSON: 'text' };`, value({ toJSON: 'text' })),
  solve(
    'toJSON on every object',
    `Object.prototype.toJSON = () => 'forged'; Array.prototype.toJSON = () => 'forged'; String.prototype.toJSON = () => 'forged'; Number.prototype.toJSON = () => 'forged'; return { a: [1, 'b', true] };`,
    value({ a: [1, 'b', true] }),
  ),
  solve(
    'forged JSON',
    `JSON.parse = () => 'forged'; JSON.stringify = () => '"forged"'; globalThis.JSON = { stringify: () => '"forged"' }; return { a: 1 };`,
    value({ a: 1 }),
  ),
  solve(
    'forged built-ins',
    `Object.keys = () => ['forged']; Array.isArray = () => true; Number.isFinite = () => true; Reflect.apply = () => 'forged'; globalThis.String = () => '"forged"'; Object.getPrototypeOf = () => null; return { a: [1.5, null] };`,
    value({ a: [1.5, null] }),
  ),
  solve(
    'forged methods',
    `const { ownKeys, defineProperty } = Reflect, classes = [Object, Function, Array, String, Number, Map, Symbol, Error], forged = { __proto__: null, get: () => () => 'forged', configurable: true };
    for (let i = 0; i < 8; i += 1) { const names = ownKeys(classes[i].prototype); for (let j = 0; j < names.length; j += 1) defineProperty(classes[i].prototype, names[j], forged); }
    return { a: [1, 'b'], forged: [].map() + ''.trim() };`,
    value({ a: [1, 'b'], forged: 'forgedforged' }),
  ),
  solve(
    'setters on array elements and on the names in use',
    `for (const name of ['0', '1', 'value', 'above', 'a', 'kind', 'json', 'length']) Object.defineProperty(Object.prototype, name, { __proto__: null, set() { throw 1; }, get() { return 'forged'; }, configurable: true }); return [[1], 'x', ({}).kind];`,
    value([[1], 'x', 'forged']),
  ),
  solve(
    'a setter that lies in wait for what is inside of arrays',
    `let seen = 0; Object.defineProperty(Array.prototype, '2', { set(value) { seen += 1; }, get() { return 'forged'; }, configurable: true }); return [[[[1]]], { get seen() { return seen; } }];`,
    value([[[[1]]], { seen: 0 }]),
  ),
  solve(
    'a getter that lays setters while it is read',
    `let seen = 0; return [1, { get a() { for (const name of ['0', '1', '2']) Object.defineProperty(Object.prototype, name, { set(value) { seen += 1; if (value !== null && typeof value === 'object') for (const key of Object.keys(value)) delete value[key]; }, get() { return 'forged'; }, configurable: true }); return seen; } }, [[{ get seen() { return seen; } }]]];`,
    value([1, { a: 0 }, [[{ seen: 0 }]]]),
  ),
  solve(
    'an element of all arrays that cannot be written',
    `Object.defineProperty(Object.prototype, '1', { value: 'forged', configurable: true }); return [[['a', 'b']], { 1: 2 }];`,
    value([[['a', 'b']], { 1: 2 }]),
  ),
  solve(
    'setters that are laid in the middle of a long result',
    `const rows = Array.from({ length: 2_500 }, (_, at) => ({ at })); Object.defineProperty(rows, '1500', { enumerable: true, get() { for (const name of ['0', '1']) Object.defineProperty(Object.prototype, name, { set() { throw 1; }, configurable: true }); return 'here'; } }); return rows;`,
    value(Array.from({ length: 2_500 }, (_, at) => (at === 1_500 ? 'here' : { at }))),
  ),
  solve(
    'a setter that is laid before a result is too deep to be copied',
    `let deep = 'end'; for (let at = 0; at < 40; at += 1) deep = at % 2 ? { deep } : [deep]; Object.defineProperty(Object.prototype, '9', { set() { throw 1; }, configurable: true }); return deep;`,
    value(Array.from({ length: 40 }).reduce<Json>((deep, _, at) => (at % 2 ? { deep } : [deep]), 'end')),
  ),
  solve(
    'a result that changes between two looks',
    `let looked = 0; return { get a() { looked += 1; return looked === 1 ? NaN : 1; } };`,
    notJson('NaN'),
  ),
  solve(
    'a getter that counts its looks',
    `let looked = 0; const all = { get a() { looked += 1; return looked; } }; return [all, all];`,
    value([{ a: 1 }, { a: 2 }]),
  ),
  solve(
    'a getter that changes what comes after it',
    `const all = { get a() { delete all.b; all.c = 'changed'; all.d = 1; return 1; }, b: 2, c: 3 }; return all;`,
    value({ a: 1, c: 'changed' }),
  ),
  solve('lying tags', `return { [Symbol.toStringTag]: 'Map', a: 1 };`, value({ a: 1 })),
  solve(
    'a tag that is no tag',
    `class Odd { get [Symbol.toStringTag]() { return 'Object] but not quite ' + 'x'.repeat(1_000); } } return new Odd();`,
    ['notJson'],
  ),
  solve(
    'a tag with a getter that throws',
    `class Odd { get [Symbol.toStringTag]() { throw new Error('mine'); } } return new Odd();`,
    threw('Error: mine'),
  ),
  solve(
    'instanceof that throws',
    `for (const of of [Map, Set, Date, Error, Promise]) Object.defineProperty(of, Symbol.hasInstance, { value() { throw 1; } }); return { a: 1 };`,
    value({ a: 1 }),
  ),
  solve('objects of text, number and truth', `return [new String('x')];`, notJson('a String')),
  solve('an object of a symbol', `return { a: Object(Symbol('x')) };`, notJson('a Symbol')),
  solve('the arguments object', `return arguments;`, value({ 0: { a: 1 } })),
  solve('the global object', `return globalThis;`, notJson('a function')),
  solve('the prototype of all', `Object.prototype.a = 1; return Object.prototype;`, value({ a: 1 })),
  solve(
    'an array without its prototype, with more than its elements',
    `const all = Object.setPrototypeOf([1, [2]], null); all.extra = 'lost'; return all;`,
    value([1, [2]]),
  ),
  solve(
    'an array of a class of its own',
    `class Odd extends Array { get length() { return 1; } toJSON() { return 'forged'; } } return Odd.from([1, 2, 3]);`,
    ['value', 'threw', 'notJson'],
  ),
  solve(
    'properties that are inherited, hidden and symbols',
    `return Object.create({ inherited: 1 }, { hidden: { value: 2 }, shown: { value: 3, enumerable: true }, [Symbol('s')]: { value: 4, enumerable: true } });`,
    value({ shown: 3 }),
  ),
  solve('a thenable', `return { then(done) { done('forged'); } };`, notJson('a function')),
  solve(
    'a thenable by its class',
    `class Odd { then(done) { done('forged'); } } return new Odd();`,
    notJson('a promise'),
  ),
  solve(
    'a promise of a class of its own, with another tag',
    `class Odd extends Promise { get [Symbol.toStringTag]() { return 'Object'; } } return Odd.resolve(1);`,
    notJson('a promise'),
  ),
  solve('a hole in an array', `return [1, , 3];`, notJson('undefined in an array')),
  solve(
    'a hole that is filled from the prototype',
    `Array.prototype[1] = 'filled'; return [1, , 3];`,
    value([1, 'filled', 3]),
  ),
  solve('an array of four thousand million holes', `return new Array(2 ** 32 - 1);`, notJson('undefined in an array')),
  solve(
    'an array that grows while it is read',
    `const all = [1]; Object.defineProperty(all, 0, { get() { all.push(1); return 1; } }); all.push(2); return all;`,
    value([1, 2, 1]),
  ),
  solve(
    'an array that shrinks while it is read',
    `const all = [{ get a() { all.length = 1; return 1; } }, 2, 3]; return all;`,
    value([{ a: 1 }]),
  ),
  solve(
    'an array that grows for ever while it is read',
    `const all = []; const add = () => Object.defineProperty(all, all.length, { get() { add(); return 1; }, enumerable: true, configurable: true }); add(); return all;`,
    ['timedOut', 'outOfMemory'],
  ),
  solve(
    'an object that grows deeper while it is read',
    `const deeper = () => ({ get a() { return deeper(); } }); return deeper();`,
    ['stackOverflow', 'timedOut'],
  ),
  solve('a cycle', `const a = { b: [] }; a.b.push(a); return a;`, notJson('a cycle')),
  solve(
    'a cycle that closes while it is read',
    `const a = { b: { get c() { return a; } } }; return a;`,
    notJson('a cycle'),
  ),
  solve('a graph with shared parts', `let a = {}; for (let i = 0; i < 40; i += 1) a = { b: a, c: a }; return a;`, [
    'timedOut',
    'outputTooLarge',
  ]),
  solve('a result nested deeply', `let a = 1; for (let i = 0; i < 100_000; i += 1) a = [a]; return a;`, {
    kind: 'stackOverflow',
  }),
  solve('numbers that JSON does not have', `return [-0, 0x7fffffff + 1, 1e400];`, notJson('Infinity')),
  solve('an infinite number deep inside', `return { a: [{ b: [[-1 / 0]] }] };`, notJson('-Infinity')),
  solve(
    'the digits of numbers',
    `return [-0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, 2 ** 53 + 2, 1e21, 123456789.123456789];`,
    value([0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, 2 ** 53 + 2, 1e21, 123456789.12345679]),
  ),
  solve(
    'halves of characters, apart and together',
    `return ['\\ud83d' + '\\ude00', '\\ude00\\ud83d', '\\ud83d', { '\\udfff': '\\0' }];`,
    value(['😀', '\ude00\ud83d', '\ud83d', { '\udfff': '\0' }]),
  ),
  solve('an output as long as is allowed', `return 'x'.repeat(99_998);`, value('x'.repeat(99_998))),
  solve('an output one character longer', `return 'x'.repeat(99_999);`, tooLarge(100_001)),
  solve('an output that grows as it is written', `return '\\u0001'.repeat(50_000);`, tooLarge(300_002)),
  solve('an output of ten million characters', `return 'x'.repeat(10_000_000);`, tooLarge(10_000_002)),
  solve(
    'an output of a million keys that are dropped',
    `const all = {}; for (let i = 0; i < 200_000; i += 1) all['k' + i] = undefined; return all;`,
    value({}),
  ),
  solve('a getter that throws', `return { get a() { throw new RangeError('mine'); } };`, threw('RangeError: mine')),
  solve('a getter that loops', `return { get a() { for (;;); } };`, ['timedOut']),
  solve(
    'a getter that allocates',
    `return { get a() { const all = []; for (;;) all.push(new Array(10_000).fill(1.5)); } };`,
    ['outOfMemory', 'timedOut'],
  ),
  solve('a getter that calls the tool again', `return { get a() { return solve(); } };`, ['stackOverflow', 'timedOut']),
];
