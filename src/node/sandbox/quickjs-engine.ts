import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import baseVariant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSContext, type QuickJSHandle, type QuickJSWASMModule } from 'quickjs-emscripten-core';
import { guestCode } from './guest';
import { patience, type WorkerOutcome, type WorkerRequest, type WorkerSettings } from './messages';

/** Runs calls one at a time, each from a pristine state. */
export interface Engine {
  run(request: WorkerRequest): Promise<{ readonly outcome: WorkerOutcome; readonly fuel: number }>;
}

/** The moment at which every tool's clock stands: 2000-01-01T00:00:00Z. */
const frozenTime = Date.UTC(2000, 0, 1);

/** Bytes of QuickJS stack: its default of 1 MB overflows the host's first, which corrupts the runtime. */
const stackBytes = 256 * 1024;

/** Left out: the known memory-safety bugs of the engine are reached through these, and tools do not need them. */
const intrinsics = { BaseObjects: true, Date: true, Eval: true, StringNormalize: true, RegExp: true, JSON: true, Proxy: false, MapSet: true, TypedArrays: false, Promise: true, BigInt: true } as const;

/** One WebAssembly instance and the memory that it cannot exceed. */
interface Instance {
  readonly quickjs: QuickJSWASMModule;
  readonly memory: WebAssembly.Memory;
  readonly bytesAtStart: number;
}

/**
 * The reference implementation: a fresh runtime and context for each call. The instance is kept while it is sound
 * and small, and thrown away after a host exception, an abort, or growth of its memory, which never shrinks.
 */
export async function createFreshContextEngine(settings: WorkerSettings): Promise<Engine> {
  const wasm = await WebAssembly.compile(await readFile(join(settings.folder, 'emscripten-module.wasm')));
  const pages = Math.floor((settings.memoryMegabytes * 1024 * 1024) / 65_536);
  let instance: Instance | undefined = await newInstance(wasm, pages);
  const engine: Engine = {
    run: async (request) => {
      const current = (instance ??= await newInstance(wasm, pages));
      const result = runOnce(current, pages * 65_536, request);
      if (!result.sound || current.memory.buffer.byteLength !== current.bytesAtStart) instance = undefined;
      return result;
    },
  };
  await assertFrozen(engine);
  return engine;
}

async function newInstance(wasm: WebAssembly.Module, maximum: number): Promise<Instance> {
  // The engine's own memory limit counts a few bytes an allocation; a memory that cannot grow further is a limit.
  const memory = new WebAssembly.Memory({ initial: 256, maximum: Math.max(maximum, 256) });
  const variant = newVariant(baseVariant, {
    emscriptenModule: {
      wasmMemory: memory,
      instantiateWasm: (imports, onSuccess) => {
        freezeTime(imports, memory);
        const created = new WebAssembly.Instance(wasm, imports);
        onSuccess(created);
        return created.exports;
      },
    },
  });
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  return { quickjs, memory, bytesAtStart: memory.buffer.byteLength };
}

/**
 * Replaces the clock and the local time at the level of the imports. Their names are the minified ones of the
 * pinned release; `assertFrozen` notices when they are others.
 */
function freezeTime(imports: WebAssembly.Imports, memory: WebAssembly.Memory): void {
  const module = imports['a'];
  if (!module) throw new Error('the engine imports nothing under "a": another release than the one this was written for');
  module['p'] = () => frozenTime;
  module['m'] = (seconds: bigint, at: number) => {
    const date = new Date(Number(seconds) * 1000);
    const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
    const fields = [date.getUTCSeconds(), date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear() - 1900, date.getUTCDay(), dayOfYear, 0, 0];
    new Int32Array(memory.buffer).set(fields.map((field) => (Number.isFinite(field) ? field : 0)), at >> 2);
  };
}

/** Refuses to work where time would pass or a zone would show: then answers would not be reproducible. */
async function assertFrozen(engine: Engine): Promise<void> {
  const code = `function solve() { const local = new Date(2000, 6, 1); return [Date.now(), new Date().getTimezoneOffset(), local.getTimezoneOffset(), local.getHours()]; }`;
  const { outcome } = await engine.run({ id: 0, code, function: 'solve', arguments: '[]', milliseconds: 10_000, outputCharacters: 1_000 });
  const expected = JSON.stringify([frozenTime, 0, 0, 0]);
  if (outcome.kind !== 'value' || outcome.json !== expected) throw new Error(`the sandbox's clock is not frozen (${JSON.stringify(outcome)})`);
}

/**
 * A call past its time is not stopped before it has done this much of the work that fits into it on any machine:
 * on a busy one, time passes without the tool being run, and an honest tool must not fail for that.
 */
const leastPollsPerMillisecond = 0.25;

interface RunResult {
  readonly outcome: WorkerOutcome;
  readonly fuel: number;
  /** False after anything that may have left the instance in disorder. */
  readonly sound: boolean;
}

function runOnce(instance: Instance, maximumBytes: number, request: WorkerRequest): RunResult {
  const deadline = performance.now() + request.milliseconds;
  let fuel = 0;
  let timedOut = false;
  const atMemoryCap = (): boolean => instance.memory.buffer.byteLength >= maximumBytes * 0.9;
  try {
    const runtime = instance.quickjs.newRuntime();
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(() => {
      fuel += 1;
      // Told by the clock and not by the error: a tool can throw an "interrupted" of its own.
      const late = performance.now() - deadline;
      timedOut ||= late > 0 && (fuel > request.milliseconds * leastPollsPerMillisecond || late > patience(request.milliseconds));
      return timedOut;
    });
    const context = runtime.newContext({ intrinsics });
    const outcome = callIn(context, request);
    const settled = timedOut ? ({ kind: 'timedOut' } as const) : outcome.kind === 'threw' && outcome.message === '' ? (atMemoryCap() ? ({ kind: 'outOfMemory' } as const) : outcome) : outcome;
    // After a timeout or at the cap the heap may be in any state: the whole instance goes.
    const sound = !timedOut && !atMemoryCap();
    if (sound) {
      context.dispose();
      runtime.dispose();
    }
    return { outcome: settled, fuel, sound };
  } catch (error) {
    if (timedOut) return { outcome: { kind: 'timedOut' }, fuel, sound: false };
    if (atMemoryCap()) return { outcome: { kind: 'outOfMemory' }, fuel, sound: false };
    // The message only: an engine error may refer to the whole heap.
    const message = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    return { outcome: error instanceof RangeError ? { kind: 'stackOverflow' } : { kind: 'threw', message: `the engine failed: ${message}` }, fuel, sound: false };
  }
}

function callIn(context: QuickJSContext, request: WorkerRequest): WorkerOutcome {
  const guest = evaluate(context, guestCode, 'toolsmith.js');
  if (guest.kind === 'failed') return guest.outcome;
  try {
    const loaded = evaluate(context, request.code, 'tool.js');
    if (loaded.kind === 'failed') return loaded.outcome;
    loaded.handle.dispose();
    const found = evaluate(context, `typeof ${request.function} === 'function' ? ${request.function} : undefined`, 'toolsmith.js');
    if (found.kind === 'failed') return found.outcome;
    try {
      if (context.typeof(found.handle) !== 'function') return { kind: 'missing' };
      return call(context, guest.handle, found.handle, request);
    } finally {
      found.handle.dispose();
    }
  } finally {
    guest.handle.dispose();
  }
}

function call(context: QuickJSContext, guest: QuickJSHandle, tool: QuickJSHandle, request: WorkerRequest): WorkerOutcome {
  const args = context.newString(request.arguments);
  const longest = context.newNumber(request.outputCharacters);
  try {
    const result = context.callFunction(guest, context.undefined, tool, args, longest);
    if (result.error) return thrown(context, result.error);
    const text = context.getString(result.value);
    result.value.dispose();
    return outcomeOf(text);
  } finally {
    args.dispose();
    longest.dispose();
  }
}

function outcomeOf(text: string): WorkerOutcome {
  const rest = text.slice(1);
  switch (text[0]) {
    case 'v':
      return { kind: 'value', json: rest };
    case 'n':
      return { kind: 'notJson', what: rest.slice(0, 100) };
    case 'l':
      return { kind: 'outputTooLarge', characters: Number(rest) };
    case 'm':
      return { kind: 'outOfMemory' };
    case 's':
      return { kind: 'stackOverflow' };
    default:
      return { kind: 'threw', message: rest.slice(0, 500) };
  }
}

type Evaluated = { readonly kind: 'handle'; readonly handle: QuickJSHandle } | { readonly kind: 'failed'; readonly outcome: WorkerOutcome };

function evaluate(context: QuickJSContext, code: string, file: string): Evaluated {
  const result = context.evalCode(code, file, { type: 'global' });
  return result.error ? { kind: 'failed', outcome: thrown(context, result.error) } : { kind: 'handle', handle: result.value };
}

/**
 * An error that came out of the guest, read as little as possible: getters on it would be the tool's own code.
 * An empty message stands for an error that could not even be made, as when memory has run out.
 */
function thrown(context: QuickJSContext, error: QuickJSHandle): WorkerOutcome {
  try {
    if (context.typeof(error) !== 'object') return { kind: 'threw', message: context.typeof(error) === 'string' ? context.getString(error).slice(0, 500) : '' };
    const part = (name: string): string => context.getProp(error, name).consume((handle) => (context.typeof(handle) === 'string' ? context.getString(handle).slice(0, 400) : ''));
    const message = part('message');
    if (message === 'out of memory') return { kind: 'outOfMemory' };
    if (message === 'stack overflow') return { kind: 'stackOverflow' };
    const name = part('name');
    return { kind: 'threw', message: `${name}${name === '' || message === '' ? '' : ': '}${message}` };
  } finally {
    error.dispose();
  }
}
