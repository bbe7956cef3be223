import { solve, value, whole, type Attack } from './attack';

const year2000 = Date.UTC(2000, 0, 1);

/**
 * Ways to see the clock, the place, chance, the load of the machine or the order of things: each has one outcome, in
 * every worker, on either engine and any machine, whatever ran before.
 */
export const determinism: readonly Attack[] = [
  solve(
    'the clock, asked in every way',
    `return [Date.now(), +new Date(), new Date().valueOf(), Date(), new Date().toISOString(), +new Date(Date()), Reflect.construct(Date, []).getTime()];`,
    value([
      year2000,
      year2000,
      year2000,
      'Sat Jan 01 2000 00:00:00 GMT+0000',
      '2000-01-01T00:00:00.000Z',
      year2000,
      year2000,
    ]),
  ),
  solve(
    'the clock before and after work',
    `const began = Date.now(); let sum = 0; for (let i = 0; i < 300_000; i += 1) sum += i; return [Date.now() - began, new Date() - began, sum];`,
    value([0, 0, 44_999_850_000]),
  ),
  solve(
    'a clock made by counting until time goes on',
    `const began = Date.now(); let counted = 0; while (Date.now() === began && counted < 100_000) counted += 1; return counted;`,
    value(100_000),
  ),
  solve(
    'a clock made of promises',
    `let ticks = 0; const tick = () => Promise.resolve().then(() => { ticks += 1; return tick(); }); tick(); for (let i = 0; i < 100_000; i += 1); return ticks;`,
    value(0),
  ),
  solve(
    'clocks of the host',
    `return [typeof performance, typeof setTimeout, typeof setInterval, typeof queueMicrotask, typeof requestAnimationFrame, typeof Temporal, typeof Atomics, typeof SharedArrayBuffer];`,
    value(Array(8).fill('undefined')),
  ),
  solve(
    'the time zone, of now and of all times',
    `return [0, 1e12, -1e12, 8.64e15, -8.64e15, 1e9].map((at) => new Date(at).getTimezoneOffset());`,
    value([0, 0, 0, 0, 0, 0]),
  ),
  solve(
    'the time zone by the hours',
    `const at = new Date(2021, 6, 4, 12, 30); return [at.getTime(), at.getHours(), at.getUTCHours(), at.toString(), at.toTimeString(), new Date(2021, 2, 28, 2, 30).getHours()];`,
    value([Date.UTC(2021, 6, 4, 12, 30), 12, 12, 'Sun Jul 04 2021 12:30:00 GMT+0000', '12:30:00 GMT+0000', 2]),
  ),
  solve(
    'the time zone by reading dates without one',
    `return [Date.parse('2021-07-04T12:30'), Date.parse('2021-07-04'), Date.parse('Jul 4, 2021 12:30'), Date.parse('2021/07/04'), Date.parse('Sun, 04 Jul 2021 12:30:00'), +new Date(99, 0)];`,
    value([
      Date.UTC(2021, 6, 4, 12, 30),
      Date.UTC(2021, 6, 4),
      Date.UTC(2021, 6, 4, 12, 30),
      Date.UTC(2021, 6, 4),
      Date.UTC(2021, 6, 4, 12, 30),
      Date.UTC(1999, 0, 1),
    ]),
  ),
  solve(
    'dates at the ends of time',
    `return [new Date(8.64e15).toISOString(), String(new Date(8.64e15 + 1)), new Date(-62198755200000).getFullYear(), new Date(2024, 1, 29 + 366).toISOString(), new Date(NaN).getTimezoneOffset() === new Date(NaN).getTimezoneOffset()];`,
    value(['+275760-09-13T00:00:00.000Z', 'Invalid Date', -1, '2025-03-01T00:00:00.000Z', false]),
  ),
  solve(
    'the locale, by numbers',
    `return [(1234567.891).toLocaleString(), (1234567.891).toLocaleString('de-DE'), (0.5).toLocaleString('en', { style: 'percent' }), 12n.toLocaleString('ar-EG'), [1.5, 2.5].toLocaleString('fr')];`,
    value(['1234567.891', '1234567.891', '0.5', '12', '1.5,2.5']),
  ),
  solve(
    'the locale, by dates',
    `const at = new Date(Date.UTC(2021, 6, 4, 12)); return [at.toLocaleString(), at.toLocaleDateString('de-DE', { timeZone: 'Asia/Tokyo' }), at.toLocaleTimeString('ja', { timeZone: 'America/New_York' })];`,
    value(['07/04/2021, 12:00:00 PM', '07/04/2021', '12:00:00 PM']),
  ),
  solve(
    'the locale, by words',
    `return [['z', 'ä', 'a', 'Z', 'å'].sort((one, other) => one.localeCompare(other, 'sv')).join(''), 'I'.toLocaleLowerCase('tr'), 'i'.toLocaleUpperCase('az'), typeof Intl, 'ſ'.localeCompare('s') === 0];`,
    value(['Zazäå', 'i', 'I', 'undefined', false]),
  ),
  solve(
    'the version of Unicode',
    `return ['\\u{1f9d0}', '\\u{1fae8}', '\\u{1c89}', '\\u{11f00}'].map((one) => [/\\p{Emoji}/u.test(one), /\\p{L}/u.test(one)]).concat('ﬁ'.normalize('NFKC'), 'ẞ'.toLowerCase());`,
    ['value'],
  ),
  solve('chance, twice', `return [Math.random(), Math.random()];`, value([0.9072335199762458, 0.9634098491683287])),
  whole(
    'chance at load',
    `const atLoad = Math.random(); function solve() { return [atLoad, Math.random()]; }`,
    value([0.9072335199762458, 0.9634098491683287]),
  ),
  solve(
    'chance after ten thousand draws',
    `let sum = 0; for (let i = 0; i < 10_000; i += 1) sum += Math.random(); return [sum > 4_800 && sum < 5_200, Math.random()];`,
    ['value'],
  ),
  solve(
    'chance in the order of a sort',
    `return Array.from({ length: 20 }, (_, at) => at).sort(() => Math.random() - 0.5);`,
    ['value'],
  ),
  solve(
    'the last bits of the functions of Math',
    `return [Math.sin(1e22), Math.tan(1e300), Math.exp(1), Math.pow(2, 0.5), Math.cbrt(2), Math.log1p(1e-10), Math.hypot(1, 2, 3), Math.sinh(1), Math.atan2(1, 3), (0.1).toFixed(20), (1e21 / 7).toPrecision(21), (255 / 7).toString(36)];`,
    ['value'],
  ),
  solve(
    'the order of a sort with equal ones',
    `return Array.from({ length: 600 }, (_, at) => ({ at, key: at % 3 })).sort((one, other) => one.key - other.key).every((one, at, all) => at === 0 || all[at - 1].key < one.key || all[at - 1].at < one.at);`,
    value(true),
  ),
  solve(
    'the order of keys',
    `const all = { b: 1, 10: 1, a: 1, 9: 1, '-1': 1, [Symbol('s')]: 1 }; delete all.b; all.b = 2; all[1] = 3; return [Object.keys(all), Reflect.ownKeys(all).length, JSON.stringify(all), (() => { const seen = []; for (const key in Object.create(all)) seen.push(key); return seen.join(); })()];`,
    value([['1', '9', '10', 'a', '-1', 'b'], 7, '{"1":3,"9":1,"10":1,"a":1,"-1":1,"b":2}', '1,9,10,a,-1,b']),
  ),
  solve(
    'the order of objects as keys',
    `const keys = Array.from({ length: 200 }, (_, at) => ({ at })), map = new Map(), set = new Set(); for (const key of [...keys].reverse()) { map.set(key, key.at); set.add(key); } map.delete(keys[100]); map.set(keys[100], 100); return [[...map.values()].slice(0, 3), [...map.values()].at(-1), [...set].at(-1).at];`,
    value([[199, 198, 197], 100, 0]),
  ),
  solve(
    'the order of what runs asynchronously',
    `const seen = []; (async () => { seen.push('a'); await 0; seen.push('never'); })(); Promise.resolve().then(() => seen.push('never')); new Promise((done) => { seen.push('b'); done(); }).finally(() => seen.push('never')); seen.push('c'); return seen;`,
    value(['a', 'b', 'c']),
  ),
  solve(
    'a race',
    `let won = 'nobody'; Promise.race([new Promise((done) => done('a')), Promise.resolve('b')]).then((one) => (won = one)); Promise.any([Promise.reject(1), Promise.resolve('c')]).then((one) => (won = one)); return won;`,
    value('nobody'),
  ),
  solve(
    'how deep the stack goes',
    `let depth = 0; const dive = () => { depth += 1; dive(); }; try { dive(); } catch {} let other = 0; const through = () => { other += 1; [1].map(through); }; try { through(); } catch {} return [depth > 2_000, depth, other];`,
    ['value'],
  ),
  solve(
    'how much fits into memory',
    `let all = [], count = 0; try { for (;;) { all.push({ count }, 'x'.repeat(count % 977)); count += 1; } } catch {} all = null; return count;`,
    ['value'],
  ),
  solve(
    'how much fits into memory, in large pieces',
    `let all = [], count = 0; try { for (;;) { all.push('x'.repeat(100_000)); count += 1; } } catch {} all = null; return count;`,
    ['value'],
  ),
  solve(
    'where a lack of memory shows',
    `const all = []; let at = 'first'; try { for (;;) { at = 'array'; const one = new Array(1_000).fill(1.5); at = 'text'; one.push('y'.repeat(700) + all.length); at = 'push'; all.push(one); } } catch (error) { all.length = 0; return [at, error === null ? 'null' : error.message]; }`,
    ['value'],
  ),
  solve(
    'the words and places of errors',
    `const seen = []; for (const one of [() => null.x, () => missing, () => JSON.parse('{"a":'), () => new Array(-1), () => 'x'.repeat(-1), () => Symbol() + '', () => new RegExp('('), () => 1n + 1, () => [].reduce(() => 1)]) try { one(); } catch (error) { seen.push([error.message, error.stack]); } return seen;`,
    ['value'],
  ),
  solve(
    'the text of functions, built-in and own',
    `const own = (a /* b */) => a; return [String(own), String(Math.max), String(class { static x = 1 }), own.name, own.length, String(Function('a', 'return a'))];`,
    ['value'],
  ),
  solve(
    'names that are counted',
    `const one = Symbol('x'), other = Symbol('x'); return [String(one), one === other, Symbol.for('x') === Symbol.for('x'), Object.getOwnPropertySymbols({ [one]: 1, [other]: 2 }).length, (() => {}).name, (class {}).name];`,
    value(['Symbol(x)', false, true, 2, '', '']),
  ),
  solve(
    'what a garbage collection changes',
    `const weak = new WeakMap(), kept = {}; for (let i = 0; i < 60_000; i += 1) { const one = {}; one.one = one; weak.set(one, i); } weak.set(kept, 1); return [weak.get(kept), weak.has({}), typeof gc, typeof WeakRef, typeof FinalizationRegistry];`,
    value([1, false, 'undefined', 'undefined', 'undefined']),
  ),
];
