import type { Json } from '../../src/engine/json';
import type { ToolFunction } from '../../src/engine/sandbox/sandbox';

/** A tool of the soak, and how it is called. */
export interface SoakTool {
  readonly name: string;
  readonly code: string;
  /** How often it is called, in 10,000 calls. */
  readonly share: number;
  /** What it is called with: one of these at random. */
  readonly calls: readonly { readonly function: ToolFunction; readonly arguments: readonly Json[] }[];
  /** The time limit of a call; generous where there is none, so that a busy machine changes nothing. */
  readonly milliseconds?: number;
}

const calling = (name: ToolFunction, all: readonly (readonly Json[])[]): SoakTool['calls'] =>
  all.map((args) => ({ function: name, arguments: args }));
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const solving = (body: string): string => `function solve(args) { ${body} }`;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const dates: SoakTool = {
  name: 'dates',
  share: 4_500,
  code: `const months = ${JSON.stringify(months)};
function parse(problem) {
  const found = /^(\\d{1,2})(?:st|nd|rd|th)? (\\w+) (\\d{4})$/.exec(problem.trim());
  return found && { day: Number(found[1]), month: found[2], year: Number(found[3]) };
}
function solve({ day, month, year }) {
  const index = months.findIndex((one) => one.startsWith(month));
  return index < 0 ? null : { iso: [year, String(index + 1).padStart(2, '0'), String(day).padStart(2, '0')].join('-'), weekday: new Date(year, index, day).getDay() };
}
function format(result) { return result.iso + ' (' + result.weekday + ')'; }`,
  calls: [
    ...calling(
      'parse',
      numbers(40).map((day) => [`${(day % 28) + 1} ${months[day % 12] ?? ''} ${1990 + day}`]),
    ),
    ...calling('parse', [['no date'], ['3rd May 2020'], ['']]),
    ...calling(
      'solve',
      numbers(40).map((day) => [
        { day: (day % 28) + 1, month: (months[day % 12] ?? '').slice(0, 3), year: 1990 + day },
      ]),
    ),
    ...calling('solve', [[{ day: 1, month: 'Brumaire', year: 1799 }]]),
    ...calling(
      'format',
      numbers(20).map((day) => [{ iso: `2020-01-${day + 10}`, weekday: day % 7 }, 'x']),
    ),
  ],
};

const sorter: SoakTool = {
  name: 'lists',
  share: 1_800,
  code: `const order = (one, other) => one < other ? -1 : one > other ? 1 : 0;
function parse(problem) { return { words: problem.split(',').map((word) => word.trim()).filter(Boolean) }; }
function solve({ words }) { const groups = new Map(); for (const word of words) groups.set(word.length, [...(groups.get(word.length) ?? []), word].sort(order)); return [...groups].sort(([one], [other]) => one - other).flatMap(([, group]) => group); }
function format(result) { return result.join(' '); }`,
  calls: [
    ...calling(
      'parse',
      numbers(10).map((seed) => [
        numbers(20 + seed)
          .map((index) => ` w${(index * 7919 + seed) % 97} `)
          .join(),
      ]),
    ),
    ...calling(
      'solve',
      numbers(20).map((seed) => [
        {
          words: numbers(10 + 4 * seed).map(
            (index) => 'abcdefgh'.slice((index + seed) % 7) + String((index * 31) % 17),
          ),
        },
      ]),
    ),
    ...calling('format', [[['a', 'b']], [[]], ['not a list']]),
  ],
};

const logs: SoakTool = {
  name: 'log lines',
  share: 1_500,
  code: `const line = /^(?<host>\\S+) \\S+ (?<user>\\S+) \\[(?<time>[^\\]]+)\\] "(?<verb>[A-Z]+) (?<path>[^" ]+)[^"]*" (?<status>\\d{3}) (?<size>\\d+|-)/gm;
function parse(problem) { const all = []; for (let found = line.exec(problem); found; found = line.exec(problem)) all.push({ ...found.groups }); return all.length === 0 ? null : { all }; }
function solve({ all }) { const sums = {}; for (const { path, size } of all) sums[path] = (sums[path] ?? 0) + (size === '-' ? 0 : Number(size)); return sums; }`,
  calls: [
    ...calling(
      'parse',
      numbers(20).map((seed) => [
        numbers(1 + seed)
          .map(
            (index) =>
              `10.0.0.${index} - frank [10/Oct/2000:13:55:${10 + index} -0700] "GET /page${index % 5}?q=${seed} HTTP/1.0" ${index % 7 === 0 ? '404 -' : `200 ${100 * index}`}`,
          )
          .join('\n'),
      ]),
    ),
    ...calling('parse', [['nothing of the kind'], ['10.0.0.1 - - [x] "GET']]),
    ...calling('solve', [
      [
        {
          all: [
            { path: '/', size: '12' },
            { path: '/', size: '-' },
          ],
        },
      ],
    ]),
  ],
};

const poisoner: SoakTool = {
  name: 'one that poisons',
  share: 600,
  code: `const before = [].map === undefined;
function solve(how) {
  const seen = [before, typeof [].map, ({}).a ?? null, typeof left, JSON.stringify({ a: [1] }), 'x'.toUpperCase(), Object.keys({ b: 1 })];
  globalThis.left = how;
  Array.prototype.map = null;
  Object.prototype.a = how;
  JSON.stringify = () => 'forged';
  String.prototype.toUpperCase = () => 'forged';
  Object.keys = () => [];
  if (how === 'all') for (const of of [Array, String, Number, Map, Promise, RegExp, Error]) for (const name of Reflect.ownKeys(of.prototype)) try { of.prototype[name] = null; } catch {}
  return seen;
}`,
  calls: calling('solve', [['one'], ['all'], [1]]),
};

const thrower: SoakTool = {
  name: 'one that throws',
  share: 500,
  code: `let thrown = 0;
function solve(what) { thrown += 1; if (what === 'null') throw null; if (what === 'getter') throw { get message() { throw thrown; } }; throw new RangeError(what + ' ' + thrown); }
function parse(what) { return what.missing.property; }`,
  calls: [
    ...calling('solve', [['null'], ['getter'], ['range'], ['x'.repeat(2_000)]]),
    ...calling('parse', [[{}]]),
    ...calling('format', [[1]]),
  ],
};

const jobs: SoakTool = {
  name: 'one that leaves jobs',
  share: 400,
  code: `let ran = 0; const later = () => Promise.resolve().then(() => { ran += 1; });
function solve(count) { for (let i = 0; i < count; i += 1) void later(); (async () => { for (;;) await later(); })(); return ran; }
async function parse() { return ran; }`,
  calls: [...calling('solve', [[1], [50], [500]]), ...calling('parse', [['x']])],
};

const keeper: SoakTool = {
  name: 'one that keeps',
  share: 400,
  code: `const start = Math.random(); let calls = 0; const memo = new Map(), word = /\\w/g;
function solve(n) { calls += 1; word.test('abc'); for (let i = 0; i < n; i += 1) memo.set('key ' + i, { i }); solve.size = (solve.size ?? 0) + memo.size; return [calls, word.lastIndex, memo.size, solve.size, start, Math.random()]; }`,
  calls: calling('solve', [[0], [3], [1_000]]),
};

/** Called now and then: the instances that these spoil are thrown away, and those of the others pushed out. */
const rare: readonly SoakTool[] = [
  {
    name: 'a search',
    share: 20,
    code: solving(
      'let best = 0; const walk = (left, sum) => { if (left.length === 0) best = Math.max(best, sum % 97); for (let i = 0; i < left.length; i += 1) walk([...left.slice(0, i), ...left.slice(i + 1)], sum * 3 + left[i]); }; walk(args, 0); return best;',
    ),
    calls: calling('solve', [[[1, 2, 3, 4, 5]], [[5, 1, 4, 2, 3]]]),
  },
  {
    name: 'a deep stack',
    share: 10,
    code: solving('const dive = (n) => n === 0 ? 0 : dive(n - 1) + 1; return dive(args);'),
    calls: calling('solve', [[2_000], [100_000]]),
  },
  {
    name: 'one that loads slowly',
    share: 10,
    code: `const sieve = []; for (let i = 2; i < 3_000; i += 1) if (sieve.every((prime) => i % prime !== 0)) sieve.push(i); ${solving('return sieve.filter((prime) => args % prime === 0);')}`,
    calls: calling('solve', [[30_030], [97]]),
  },
  {
    name: 'one that does not load',
    share: 10,
    code: 'let calls = 0; calls += 1; throw new Error("no " + calls + Math.random());',
    calls: calling('solve', [[1]]),
  },
  {
    name: 'five megabytes',
    share: 5,
    code: solving(
      'const all = []; for (let i = 0; i < args; i += 1) all.push("x".repeat(1 << 20)); return all.length;',
    ),
    calls: calling('solve', [[2], [5]]),
  },
  {
    name: 'too much memory',
    share: 1,
    code: solving('const all = []; for (;;) all.push(new Array(10_000).fill(1.5));'),
    calls: calling('solve', [[1]]),
  },
  {
    name: 'an allocation that is refused',
    share: 2,
    code: solving('try { "x".repeat(2 ** 30 - 1); } catch {} return args;'),
    calls: calling('solve', [[1]]),
  },
  { name: 'a loop', share: 2, code: solving('for (;;);'), calls: calling('solve', [[1]]), milliseconds: 20 },
  {
    name: 'a built-in that does not end',
    share: 0.1,
    code: solving('return [].indexOf.call({ length: 2 ** 53 - 1 }, 1);'),
    calls: calling('solve', [[1]]),
    milliseconds: 20,
  },
  {
    name: 'too long an output',
    share: 5,
    code: solving('return "x".repeat(args);'),
    calls: calling('solve', [[300_000], [10]]),
  },
  ...numbers(40).map((index): SoakTool => ({
    name: `one of many, ${index}`,
    share: 1,
    code: `const which = ${index}; ${solving('return [which, args];')}`,
    calls: calling('solve', [[1], ['x']]),
  })),
];

/** What the soak calls: honest tools, mostly, and each way to misbehave. */
export const soakTools: readonly SoakTool[] = [dates, sorter, logs, poisoner, thrower, jobs, keeper, ...rare];
