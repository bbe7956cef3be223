import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';
import { guestCode } from './guest';
import { patience, type WorkerOutcome, type WorkerRequest, type WorkerSettings } from './messages';
import { newInstance, type Instance } from './quickjs-instance';

/** Runs calls one at a time, each from a pristine state. */
export interface Engine {
  /** Runs one call. `fuel` counts the interrupt polls, one in 10,000 ticks: the same call takes the same each time. */
  run(request: WorkerRequest): { readonly outcome: WorkerOutcome; readonly fuel: number };
  /** Makes ready for the next `run`, which must wait for it. Separate, so that the reply need not wait. */
  prepare(): Promise<void>;
}

/**
 * Bytes of QuickJS stack: about 2,700 plain calls deep, 750 through `map` or `reduce`. Its default of 1 MB overflows the
 * host's stack first, which corrupts the runtime; half of that holds with the stack that `lane.ts` gives the worker.
 */
const stackBytes = 512 * 1024;

/** Left out: the known memory-safety bugs of the engine are reached through these, and tools do not need them. */
const intrinsics = { BaseObjects: true, Date: true, Eval: true, StringNormalize: true, RegExp: true, JSON: true, Proxy: false, MapSet: true, TypedArrays: false, Promise: true, BigInt: true } as const;

/** A runtime and a context that no tool has touched, with the guest's functions. */
interface Pristine {
  readonly instance: Instance;
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly run: QuickJSHandle;
  readonly describe: QuickJSHandle;
}

/**
 * The reference implementation: a fresh runtime and context for each call. The instance below them is kept while it
 * is sound and small, and thrown away after a host exception, an abort, a timeout, an allocation that was refused,
 * or growth of its memory.
 */
export async function createFreshContextEngine(settings: WorkerSettings): Promise<Engine> {
  const wasm = await WebAssembly.compile(await readFile(join(settings.folder, 'emscripten-module.wasm')));
  let pristine: Pristine | undefined;
  let used: Pristine | undefined;
  const engine: Engine = {
    run: (request) => {
      if (!pristine) throw new Error('an engine is prepared before each run');
      const current = pristine;
      pristine = undefined;
      const { outcome, fuel, sound } = runIn(current, request);
      used = sound && !current.instance.grown() && !current.instance.memoryRefused() ? current : undefined;
      return { outcome, fuel };
    },
    prepare: async () => {
      if (pristine) return;
      const instance = used && release(used) ? used.instance : await newInstance(wasm, settings.memoryMegabytes);
      used = undefined;
      pristine = newPristine(instance);
    },
  };
  await engine.prepare();
  return engine;
}

function newPristine(instance: Instance): Pristine {
  const runtime = instance.quickjs.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext({ intrinsics });
  const guest = context.evalCode(guestCode, 'toolsmith.js', { type: 'global' });
  // No `unwrapResult`: its error refers to the whole heap, which would be copied when it leaves the worker.
  if (guest.error) throw new Error("the sandbox's own code does not load");
  const pristine = { instance, runtime, context, run: context.getProp(guest.value, 'run'), describe: context.getProp(guest.value, 'describe') };
  guest.value.dispose();
  return pristine;
}

/** Frees what a call has used, but not its instance. False where that fails: then the instance is in disorder. */
function release({ runtime, context, run, describe }: Pristine): boolean {
  try {
    run.dispose();
    describe.dispose();
    context.dispose();
    runtime.dispose();
    return true;
  } catch {
    return false;
  }
}

/**
 * A call past its time is not stopped before it has done this much of the work that fits into it on any machine: on a
 * busy one time passes without the tool being run, and an honest tool must not fail for that.
 */
const leastPollsPerMillisecond = 0.25;

function runIn(pristine: Pristine, request: WorkerRequest): { readonly outcome: WorkerOutcome; readonly fuel: number; readonly sound: boolean } {
  const deadline = performance.now() + request.milliseconds;
  const meter = { fuel: 0, timedOut: false };
  pristine.runtime.setInterruptHandler(() => {
    meter.fuel += 1;
    const late = performance.now() - deadline;
    meter.timedOut ||= late > 0 && (meter.fuel > request.milliseconds * leastPollsPerMillisecond || late > patience(request.milliseconds));
    return meter.timedOut;
  });
  const { outcome, sound } = attempt(pristine, request);
  // Told by the clock and not by the error: a tool can throw an "interrupted" of its own.
  return meter.timedOut ? { outcome: { kind: 'timedOut' }, fuel: meter.fuel, sound: false } : { outcome, fuel: meter.fuel, sound };
}

function attempt(pristine: Pristine, request: WorkerRequest): { readonly outcome: WorkerOutcome; readonly sound: boolean } {
  try {
    return { outcome: callIn(pristine, request), sound: true };
  } catch (error) {
    return { outcome: hostFailure(error, pristine.instance), sound: false };
  }
}

/** The engine itself failed: a trap, an abort, or the host's stack. Only the message is read: such an error can refer to the whole heap. */
function hostFailure(error: unknown, instance: Instance): WorkerOutcome {
  if (instance.memoryRefused()) return { kind: 'outOfMemory' };
  if (error instanceof RangeError) return { kind: 'stackOverflow' };
  return { kind: 'threw', message: `the engine failed: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}` };
}

function callIn(pristine: Pristine, request: WorkerRequest): WorkerOutcome {
  const { context } = pristine;
  const loaded = context.evalCode(request.code, 'tool.js', { type: 'global' });
  if (loaded.error) return describe(pristine, loaded.error);
  loaded.value.dispose();
  // In the same script scope, where top-level `const` and `let` are found too.
  const found = context.evalCode(`typeof ${request.function} === 'function' ? ${request.function} : undefined`, 'toolsmith.js', { type: 'global' });
  if (found.error) return describe(pristine, found.error);
  try {
    return context.typeof(found.value) === 'function' ? call(pristine, found.value, request) : { kind: 'missing' };
  } finally {
    found.value.dispose();
  }
}

function call(pristine: Pristine, tool: QuickJSHandle, request: WorkerRequest): WorkerOutcome {
  const { context } = pristine;
  const args = context.newString(request.arguments);
  const longest = context.newNumber(request.outputCharacters);
  try {
    const result = context.callFunction(pristine.run, context.undefined, tool, args, longest);
    return result.error ? describe(pristine, result.error) : outcomeOf(take(context, result.value), pristine.instance);
  } finally {
    args.dispose();
    longest.dispose();
  }
}

/** Has the guest read a thrown value: getters on it are the tool's own code, and nothing of that runs out here. */
function describe(pristine: Pristine, error: QuickJSHandle): WorkerOutcome {
  const { context, instance } = pristine;
  const result = context.callFunction(pristine.describe, context.undefined, error);
  error.dispose();
  if (!result.error) return outcomeOf(take(context, result.value), instance);
  result.error.dispose();
  return instance.memoryRefused() ? { kind: 'outOfMemory' } : { kind: 'threw', message: 'an error that cannot be shown' };
}

function take(context: QuickJSContext, handle: QuickJSHandle): string {
  const text = context.getString(handle);
  handle.dispose();
  return text;
}

/** Reads what the guest wrote; see `guest.ts`. */
function outcomeOf(text: string, instance: Instance): WorkerOutcome {
  const rest = text.slice(1);
  switch (text.charAt(0)) {
    case 'v':
      return { kind: 'value', json: rest };
    case 'n':
      return { kind: 'notJson', what: rest };
    case 'l':
      return { kind: 'outputTooLarge', characters: Number(rest) };
    case 's':
      return { kind: 'stackOverflow' };
    case 'm':
      // Believed only where memory was refused: a tool can throw what looks the same.
      return instance.memoryRefused() ? { kind: 'outOfMemory' } : { kind: 'threw', message: String(JSON.parse(rest)) };
    default:
      return { kind: 'threw', message: String(JSON.parse(rest)) };
  }
}
