import { parentPort, workerData } from 'node:worker_threads';
import {
  call,
  guestContextAt,
  load,
  metered,
  newGuestContext,
  type GuestRun,
} from '../../src/node/sandbox/guest-context';
import type { GuestPlaces } from '../../src/node/sandbox/guest-functions';
import { giveMemory, takeImage, type MemoryContents, type MemoryImage } from '../../src/node/sandbox/memory-image';
import { startMeter } from '../../src/node/sandbox/meter';
import { newPulse } from '../../src/node/sandbox/pulse';
import { compileEngine, newInstance } from '../../src/node/sandbox/quickjs-instance';
import { mayRunOut } from './attacks/attack';
import { groups } from './attacks/groups';
import { requestFor, solving } from './engines';

/** What was found of one tool. */
export interface Restored {
  readonly name: string;
  /** How often the memory was restored and compared; 0 where the instance was no longer in order. */
  readonly compared: number;
  /** Where it differed first, in bytes; -1 where it nowhere did. */
  readonly differs: number;
  /** Whether the calls changed the memory at all. */
  readonly changed: boolean;
}

/** What was found in all. */
export interface Found {
  readonly results: readonly Restored[];
  readonly evaluated: {
    /** How many different outcomes the same call had. */
    readonly outcomes: number;
    /** How often the memory differed elsewhere than in the stack. */
    readonly elsewhere: number;
    /** Whether all of it was restored by the 1,024th time. */
    readonly isWholeAtLast: boolean;
  };
}

/** Calls that reach far in the memory, and come back. */
const farReaching = [
  ['a deep stack', solving('const dive = (n) => n === 0 ? 0 : dive(n - 1) + 1; return dive(2_600);')],
  [
    'a deep stack, through built-ins',
    solving('const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; return dive(700);'),
  ],
  ['a stack that ends', solving('const dive = () => dive() + 1; try { dive(); } catch { return 1; }')],
  [
    'a stack of wide frames',
    `function wide(n) { const values = [${Array.from({ length: 60 }, (_, index) => `n + ${index}`).join()}]; return n === 0 ? 0 : wide(n - 1) + values.length; } ${solving('try { wide(10_000); } catch { return 1; }')}`,
  ],
  [
    'operands that are never written',
    solving(`if (0) Math.max(${Array.from({ length: 8_000 }, (_, index) => `args + ${index}`).join()}); return 1;`),
  ],
  [
    'calls below operands that are never written',
    `const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; function solve(args) { if (args.b) Math.max(${Array.from({ length: 6_000 }, (_, index) => `args + ${index}`).join()}); return dive(20); }`,
  ],
  [
    'calls below as many operands as there can be in so much code',
    `const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; function solve(a) { if (a.b) [${'a,'.repeat(20_000)}a]; return dive(20); }`,
  ],
  [
    'calls below operands that open one within another',
    `const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; function solve(a) { if (a.b) a = ${'[a,'.repeat(400)}a${']'.repeat(400)}; return dive(20); }`,
  ],
  [
    'calls below many variables',
    `const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; function solve(a) { let ${Array.from({ length: 3_000 }, (_, index) => `v${index}`).join()}; return dive(20); }`,
  ],
  [
    'calls below many arguments that nobody gave',
    `const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; function solve(${Array.from({ length: 3_000 }, (_, index) => `v${index}`).join()}) { return dive(20); }`,
  ],
  [
    'a pattern with many groups below operands',
    `function solve(a) { if (a.b) [${'a,'.repeat(9_000)}a]; return /${'(x?)'.repeat(250)}/.exec('x'.repeat(90)).length; }`,
  ],
  [
    'eight megabytes, freed again',
    solving('let all = []; for (let i = 0; i < 8; i += 1) all.push("x".repeat(1 << 20)); all = null; return 1;'),
  ],
  [
    'many small objects',
    solving(
      'const all = []; for (let i = 0; i < 50_000; i += 1) all.push({ i, name: "name " + i }); return all.length;',
    ),
  ],
  ['a deep pattern', solving('return /^(?:(a|b)+c)*$/.test("aabbc".repeat(500));')],
] as const;

/** The largest part of a second where a call may take long: what runs out of time is thrown away and not restored. */
const milliseconds = 10_000;

async function main(): Promise<void> {
  const wasm = await compileEngine(workerData as string);
  const quick = Object.values(groups)
    .flat()
    .filter((attack) => !mayRunOut(attack) && size(attack.arguments) < 10_000);
  const results: Restored[] = [];
  /** The first context, of which all others are copies. */
  let first: { readonly places: GuestPlaces; readonly contents: MemoryContents; readonly memory: Buffer } | undefined;
  for (const [name, code, args] of [
    ...farReaching.map(([name, code]) => [name, code, '[{"a":1}]'] as const),
    ...quick.map((attack) => [attack.name, attack.code, JSON.stringify(attack.arguments)] as const),
  ]) {
    const instance = await newInstance(wasm, 64);
    const guest = first ? guestContextAt(instance, first.places, newPulse()) : newGuestContext(instance, newPulse());
    const bytes = (): Buffer => Buffer.from(instance.memory.buffer);
    const run = (work: () => ReturnType<typeof call>): GuestRun => metered(guest, startMeter(milliseconds), work);
    const empty = first ? giveMemory(first.contents, instance) : takeImage(instance);
    const before = Buffer.from(bytes());
    first ??= { places: guest.places, contents: empty.contents, memory: before };
    if (!before.equals(first.memory)) throw new Error(`${name}: the context is no copy of the first one`);
    let compared = 0,
      differs = -1,
      changed = false;
    const restore = (image: MemoryImage, expected: Buffer): void => {
      changed ||= !bytes().equals(expected);
      image.restore();
      compared += 1;
      if (differs === -1 && !bytes().equals(expected)) differs = bytes().findIndex((byte, at) => byte !== expected[at]);
    };
    let loaded: { readonly image: MemoryImage; readonly expected: Buffer } | undefined;
    let last = run(() => {
      const failure = load(guest, code);
      if (failure) return failure;
      const image = takeImage(instance, code);
      loaded = { image, expected: Buffer.from(bytes()) };
      return call(guest, requestFor(code, { arguments: args }));
    });
    for (let i = 0; i < 3 && loaded && last.sound; i += 1) {
      restore(loaded.image, loaded.expected);
      const { outcome } = last;
      last = run(() => call(guest, requestFor(code, { arguments: args })));
      if (JSON.stringify(last.outcome) !== JSON.stringify(outcome))
        throw new Error(`${name}: ${JSON.stringify([outcome, last.outcome])}`);
    }
    if (last.sound) restore(empty, before);
    results.push({ name, compared, differs, changed });
  }
  parentPort?.postMessage({ results, evaluated: await afterEvaluated(wasm) } satisfies Found);
}

/**
 * Code that is made at run time reserves more of the stack than the tool has characters, and calls go on below: what is
 * restored each time, and what every 1,024th.
 */
async function afterEvaluated(wasm: WebAssembly.Module): Promise<Found['evaluated']> {
  const instance = await newInstance(wasm, 64);
  const guest = newGuestContext(instance, newPulse());
  const code =
    'const dive = (n) => n === 0 ? 0 : [n].map((one) => dive(one - 1))[0] + 1; const gap = Function("dive", "if (!dive) [" + "dive,".repeat(20_000) + "1]; return dive(40);"); function solve() { return [gap(dive), Math.random()]; }';
  const run = (): string =>
    JSON.stringify(metered(guest, startMeter(milliseconds), () => call(guest, requestFor(code))).outcome);
  if (load(guest, code)) throw new Error('it does not load');
  const image = takeImage(instance, code);
  const expected = Buffer.from(instance.memory.buffer.slice(0));
  const bytes = Buffer.from(instance.memory.buffer);
  const stackBottom = instance.stackTop - 5 * 1024 * 1024;
  const outcomes = new Set<string>();
  let elsewhere = 0;
  for (let times = 1; times <= 1_024; times += 1) {
    outcomes.add(run());
    image.restore();
    const isSame =
      bytes.subarray(0, stackBottom).equals(expected.subarray(0, stackBottom)) &&
      (times % 64 !== 0 || bytes.subarray(instance.stackTop).equals(expected.subarray(instance.stackTop)));
    if (!isSame) elsewhere += 1;
  }
  return { outcomes: outcomes.size, elsewhere, isWholeAtLast: bytes.equals(expected) };
}

/** How long the arguments are as a text; without end where they are nested too deeply for one. */
function size(args: readonly unknown[]): number {
  try {
    return JSON.stringify(args).length;
  } catch {
    return Infinity;
  }
}

void main();
