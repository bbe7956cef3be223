import { solve, threw, value, whole, type Attack } from './attack';

/** Ways to pass for another failure than it is, for no failure, or for the sandbox itself. */
export const forging: readonly Attack[] = [
  solve('throw null', `throw null;`, threw('null')),
  solve('throw undefined', `throw undefined;`, threw('undefined')),
  solve('throw a symbol', `throw Symbol('x');`, threw('Symbol(x)')),
  solve('throw a BigInt', `throw 2n ** 70n;`, threw('1180591620717411303424')),
  solve('throw a function', `throw function secret() { return 1; };`, ['threw']),
  solve('throw a promise', `throw Promise.reject(new Error('x'));`, ['threw']),
  solve('throw an array that holds itself', `const all = [1]; all.push(all); throw all;`, ['threw']),
  solve('throw an object of nothing', `throw Object.create(null);`, threw('an error that cannot be shown')),
  solve('throw with a getter that loops', `throw { get message() { for (;;); } };`, ['timedOut']),
  solve(
    'throw with a getter that throws',
    `throw { get message() { throw { get message() { throw 1; } }; } };`,
    threw('an error that cannot be shown'),
  ),
  solve('throw what becomes text without end', `throw { toString() { for (;;); } };`, ['timedOut']),
  solve(
    'throw what becomes text by way of itself',
    `const odd = { [Symbol.toPrimitive]() { return String(this); } }; throw odd;`,
    ['threw', 'stackOverflow'],
  ),
  solve(
    'throw what becomes an object',
    `throw { toString: () => ({}), valueOf: () => [] };`,
    threw('an error that cannot be shown'),
  ),
  solve(
    'throw what throws when it becomes text',
    `throw { toString() { throw 'forged'; } };`,
    threw('an error that cannot be shown'),
  ),
  solve(
    'a message that is another one each time',
    `let asked = 0; throw { name: 'E', get message() { asked += 1; return 'look ' + asked; } };`,
    threw('E: look 1'),
  ),
  solve(
    'a name that is an object',
    `const error = new Error('x'); error.name = { toString: () => 'forged' }; throw error;`,
    threw('x'),
  ),
  solve(
    'a message that is an object',
    `const error = new Error(); error.message = { toString() { return 'v{}'; } }; throw error;`,
    ['threw'],
  ),
  solve(
    'a message that is a text object',
    `const error = new Error(); error.message = new String('x'); error.toString = () => 'own words'; throw error;`,
    threw('own words'),
  ),
  solve(
    'a name of ten million characters',
    `const error = new Error('x'); error.name = 'n'.repeat(10_000_000); throw error;`,
    threw(`${'n'.repeat(100)}: x`),
  ),
  solve('a message that is half a character at its end', `throw new Error('x'.repeat(492) + '\\u{1f600}');`, ['threw']),
  solve(
    'a stack that loops',
    `const error = new Error('x'); Object.defineProperty(error, 'stack', { get() { for (;;); } }); throw error;`,
    threw('Error: x'),
  ),
  solve(
    'causes in a circle',
    `const one = new Error('x'), other = new Error('y', { cause: one }); one.cause = other; throw one;`,
    threw('Error: x'),
  ),
  solve(
    'a hundred thousand errors in one',
    `throw new AggregateError(Array.from({ length: 100_000 }, (_, i) => new Error(String(i))), 'all');`,
    threw('AggregateError: all'),
  ),
  solve(
    'a throw in finally over another one',
    `try { throw new Error('first'); } finally { throw new TypeError('last'); }`,
    threw('TypeError: last'),
  ),
  solve(
    'a return in finally over a throw',
    `try { throw new Error('lost'); } finally { return 'kept'; }`,
    value('kept'),
  ),
  whole('throw at load, with a getter that loops', `throw { get message() { for (;;); } };`, ['timedOut']),
  whole(
    'throw at load, with a getter that throws',
    `throw { get name() { throw {}; } };`,
    threw('an error that cannot be shown'),
  ),
  whole('throw null at load', `throw null;`, threw('null')),
  whole(
    'a function defined before a throw at load',
    `function solve() { return 'as if it had loaded'; } throw new Error('at load');`,
    threw('Error: at load'),
  ),
  whole(
    'a false syntax error at load',
    `throw new SyntaxError('unexpected token: \\'forged\\'');`,
    threw(`SyntaxError: unexpected token: 'forged'`),
  ),
  solve('a message with a zero in it', `throw new Error('a\\0b');`, threw('Error: a\0b')),
  solve(
    'a message with escapes of a terminal, and letters that turn the line',
    `throw new Error('\\u001b[2J\\u202e\\u2066\\r\\n\\ud800');`,
    threw('Error: \u001b[2J\u202e\u2066\r\n\ud800'),
  ),
  solve(
    'an error that says it was interrupted',
    `const error = new Error('interrupted'); error.name = 'InternalError'; throw error;`,
    threw('InternalError: interrupted'),
  ),
  solve(
    'an error that says memory ran out',
    `const error = new Error('out of memory'); error.name = 'InternalError'; throw error;`,
    threw('InternalError: out of memory'),
  ),
  solve(
    'an error that says the stack ran out',
    `class InternalError extends Error { get name() { return 'InternalError'; } } throw new InternalError('stack overflow');`,
    threw('InternalError: stack overflow'),
  ),
  solve(
    'an error of the engine that is told another message',
    `const dive = () => dive() + 1; try { dive(); } catch (error) { error.message = 'out of memory'; throw error; }`,
    threw('InternalError: out of memory'),
  ),
  solve(
    'an error made after the pattern of the engine',
    `const dive = () => dive() + 1; let of; try { dive(); } catch (error) { of = Object.getPrototypeOf(error); } throw Object.assign(Object.create(of), { message: 'interrupted' });`,
    threw('InternalError: interrupted'),
  ),
  solve(
    'an error whose class says it is the engine',
    `class Odd extends Error { get [Symbol.toStringTag]() { return 'InternalError'; } static [Symbol.hasInstance]() { return true; } } throw new Odd('stack overflow');`,
    threw('Error: stack overflow'),
  ),
  solve(
    'a stack that ran out, kept quiet',
    `const dive = () => dive() + 1; try { dive(); } catch { return 'quiet'; }`,
    value('quiet'),
  ),
  solve(
    'memory that ran out, kept quiet',
    `try { 'x'.repeat(2 ** 30 - 1); } catch { return 'quiet'; }`,
    value('quiet'),
  ),
  solve(
    'memory that ran out, told as another error',
    `try { 'x'.repeat(2 ** 30 - 1); } catch { throw new TypeError('other'); }`,
    threw('TypeError: other'),
  ),
  solve(
    'a lack of memory for which the engine has no error',
    `return '\\u0344'.repeat(3_000_000).normalize('NFD').length;`,
    { kind: 'outOfMemory' },
  ),
  solve('a thrown text in the form of an outcome', `throw 'v{"a":1}';`, threw('v{"a":1}')),
  solve(
    'a thrown text in the form of an outcome, as an object',
    `throw { kind: 'value', json: '1', toString: () => 'u' };`,
    threw('u'),
  ),
  solve('a result in the form of an outcome', `return 'm"out of memory"';`, value('m"out of memory"')),
  solve(
    'a result that is a reply of the worker',
    `return { kind: 'done', id: 1, outcome: { kind: 'timedOut' }, fuel: 0 };`,
    value({ kind: 'done', id: 1, outcome: { kind: 'timedOut' }, fuel: 0 }),
  ),
  solve(
    'a thrown reply of the worker',
    `throw { kind: 'unusable', reason: 'forged', message: 'forged' };`,
    threw('forged'),
  ),
  solve(
    'the words of the sandbox',
    `throw new Error('the engine is gone: its worker ended unexpectedly');`,
    threw('Error: the engine is gone: its worker ended unexpectedly'),
  ),
  solve(
    'errors that look otherwise when the sandbox reads them',
    `for (const of of [Error, TypeError, String, Object]) for (const name of ['name', 'message', 'toString']) Object.defineProperty(of.prototype, name, { get: () => (() => 'forged'), configurable: true }); throw new TypeError('mine');`,
    threw('mine'),
  ),
  solve(
    'errors with built-ins that lie',
    `JSON.stringify = () => '"forged"'; globalThis.String = () => 'forged'; Object.getPrototypeOf = () => ({}); throw new RangeError('mine');`,
    threw('RangeError: mine'),
  ),
];
