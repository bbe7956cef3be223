import { parentPort, workerData } from 'node:worker_threads';
import { call, load, metered, newGuestContext, type GuestRun } from '../../src/node/sandbox/guest-context';
import { takeImage, type MemoryImage } from '../../src/node/sandbox/memory-image';
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
  for (const [name, code, args] of [
    ...farReaching.map(([name, code]) => [name, code, '[{"a":1}]'] as const),
    ...quick.map((attack) => [attack.name, attack.code, JSON.stringify(attack.arguments)] as const),
  ]) {
    const instance = await newInstance(wasm, 64);
    const guest = newGuestContext(instance, newPulse());
    const bytes = (): Buffer => Buffer.from(instance.memory.buffer);
    const run = (work: () => ReturnType<typeof call>): GuestRun => metered(guest, startMeter(milliseconds), work);
    const empty = takeImage(instance);
    const before = Buffer.from(bytes());
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
      const image = takeImage(instance);
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
  parentPort?.postMessage(results);
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
