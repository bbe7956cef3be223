import type { JSValuePointer, QuickJSContext, QuickJSRuntime } from 'quickjs-emscripten-core';
import { guestCode } from './guest';
import { guestFunctions, type GuestFunctions } from './guest-functions';
import type { WorkerOutcome, WorkerRequest } from './messages';
import { startMeter, type Meter } from './meter';
import { beat, type Pulse } from './pulse';
import type { Instance } from './quickjs-instance';

/** A runtime and a context with the guest's functions, in which a tool is loaded and called. */
export interface GuestContext {
  readonly instance: Instance;
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly functions: GuestFunctions;
  /** Asked by the interrupt handler. */
  meter: Meter;
}

/** What came of a run, and whether the instance is still in order. */
export interface GuestRun {
  readonly outcome: WorkerOutcome;
  readonly fuel: number;
  readonly sound: boolean;
}

/**
 * Bytes of QuickJS stack: about 2,700 plain calls deep, 750 through `map` or `reduce`. Its default of 1 MB overflows
 * the host's stack first, which corrupts the runtime; half of that holds with the stack that `lane.ts` gives the
 * worker.
 */
export const stackBytes = 512 * 1024;

/** Left out: the known memory-safety bugs of the engine are reached through these, and tools do not need them. */
const intrinsics = {
  BaseObjects: true,
  Date: true,
  Eval: true,
  StringNormalize: true,
  RegExp: true,
  JSON: true,
  Proxy: false,
  MapSet: true,
  TypedArrays: false,
  Promise: true,
  BigInt: true,
} as const;

/** Makes a context that no tool has touched, and that shows at `pulse` when it asks whether to stop. */
export function newGuestContext(instance: Instance, pulse: Pulse): GuestContext {
  const runtime = instance.quickjs.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext({ intrinsics });
  const code = context.evalCode(guestCode, 'toolsmith.js', { type: 'global' });
  // No `unwrapResult`: its error refers to the whole heap, which would be copied when it leaves the worker.
  if (code.error) throw new Error("the sandbox's own code does not load");
  const guest: GuestContext = {
    instance,
    runtime,
    context,
    functions: guestFunctions(instance, context, code.value),
    meter: startMeter(0),
  };
  runtime.setInterruptHandler(() => {
    beat(pulse);
    return guest.meter.poll();
  });
  return guest;
}

/** Frees what was used, but not the instance. False where that fails: then the instance is in disorder. */
export function freeGuestContext({ runtime, context, functions }: GuestContext): boolean {
  try {
    functions.dispose();
    context.dispose();
    runtime.dispose();
    return true;
  } catch {
    return false;
  }
}

/** Does `work`, which is `load` and `call`, under the watch of `meter`. */
export function metered(guest: GuestContext, meter: Meter, work: () => WorkerOutcome): GuestRun {
  guest.meter = meter;
  const { outcome, returned } = attempt(guest.instance, work);
  const sound = returned && !meter.timedOut && inOrder(guest.instance);
  return { outcome: meter.timedOut ? { kind: 'timedOut' } : outcome, fuel: meter.fuel, sound };
}

/** False after what leaves the heap in any state, or larger than it was. */
export function inOrder(instance: Instance): boolean {
  return !instance.memoryRefused() && !instance.grown() && instance.stackPointer() === instance.stackTop;
}

function attempt(
  instance: Instance,
  work: () => WorkerOutcome,
): { readonly outcome: WorkerOutcome; readonly returned: boolean } {
  try {
    return { outcome: work(), returned: true };
  } catch (error) {
    return { outcome: hostFailure(error, instance), returned: false };
  }
}

/**
 * The engine itself failed: a trap, an abort, or the host's stack. Only the message is read: such an error can refer
 * to the whole heap.
 */
function hostFailure(error: unknown, instance: Instance): WorkerOutcome {
  if (instance.memoryRefused()) return { kind: 'outOfMemory' };
  if (error instanceof RangeError) return { kind: 'stackOverflow' };
  return {
    kind: 'threw',
    message: `the engine failed: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}`,
  };
}

/** Evaluates a tool's code. The outcome where it fails, `undefined` where the tool is loaded. */
export function load(guest: GuestContext, code: string): WorkerOutcome | undefined {
  const loaded = guest.context.evalCode(code, 'tool.js', { type: 'global' });
  if (loaded.error) return describe(guest, loaded.error.value as JSValuePointer);
  loaded.value.dispose();
  return undefined;
}

/** Calls a function of the tool that is loaded. */
export function call(guest: GuestContext, request: WorkerRequest): WorkerOutcome {
  const returned = guest.functions.run(request.function, request.arguments, request.outputCharacters);
  if (!returned) return { kind: 'outOfMemory' };
  return 'text' in returned ? outcomeOf(returned.text, guest.instance) : describe(guest, returned.thrown);
}

/** Has the guest read a thrown value: getters on it are the tool's own code, and nothing of that runs out here. */
function describe({ functions, instance }: GuestContext, error: JSValuePointer): WorkerOutcome {
  const returned = functions.describe(error);
  if ('text' in returned) return outcomeOf(returned.text, instance);
  functions.free(returned.thrown);
  return instance.memoryRefused()
    ? { kind: 'outOfMemory' }
    : { kind: 'threw', message: 'an error that cannot be shown' };
}

/** Reads what the guest wrote; see `guest.ts`. */
function outcomeOf(text: string, instance: Instance): WorkerOutcome {
  const rest = text.slice(1);
  switch (text.charAt(0)) {
    case 'v':
      return { kind: 'value', json: rest };
    case 'u':
      return { kind: 'missing' };
    case 'n':
      return { kind: 'notJson', what: String(JSON.parse(rest)) };
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
