import type {
  JSContextPointer,
  JSRuntimePointer,
  JSValueConstPointer,
  JSValuePointer,
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
} from 'quickjs-emscripten-core';
import type { ToolFunction } from '../../engine/sandbox/sandbox';
import type { Instance } from './quickjs-instance';

/*
 * This file alone goes past `quickjs-emscripten-core`, and calls the functions of the compiled code below it, the same
 * ones in the same order: handles of which each looks after its own life, and arrays that are copied to hand over three
 * pointers, took a small call longer than the tool's own code did.
 */

/** Where the guest lies in the memory: in every instance that was made in the same way at the same places. */
export interface GuestPlaces {
  readonly runtime: JSRuntimePointer;
  readonly context: JSContextPointer;
  readonly run: JSValuePointer;
  readonly describe: JSValuePointer;
  readonly names: Readonly<Record<ToolFunction, JSValuePointer>>;
  readonly nothing: JSValueConstPointer;
  /** Room for pointers to the arguments of a call. */
  readonly argumentsAt: number;
}

/** The text that a function of the guest returned, or the value that it threw. */
export type Returned = { readonly text: string } | { readonly thrown: JSValuePointer };

/** The functions of the guest, as `guest.ts` has them. */
export interface GuestFunctions {
  /** `undefined` where the memory has no room for the arguments. */
  run(name: ToolFunction, args: string, longest: number): Returned | undefined;
  /** Takes the value that was thrown, and frees it. */
  describe(thrown: JSValuePointer): Returned;
  /** Frees what a function threw and nobody described. */
  free(thrown: JSValuePointer): void;
  /** Frees what they keep in the context. */
  dispose(): void;
}

/** A `JSValue*`. */
const pointerBytes = 4;
/** The arguments of `run`. */
const mostArguments = 3;

/** Finds the guest's functions in what its code evaluated to, and makes what they are called with. */
export function placeGuest(runtime: QuickJSRuntime, context: QuickJSContext, code: QuickJSHandle): GuestPlaces {
  const kept = (handle: QuickJSHandle): JSValuePointer => handle.value as JSValuePointer;
  const places = {
    runtime: runtime['rt'].value,
    context: context['ctx'].value,
    run: kept(context.getProp(code, 'run')),
    describe: kept(context.getProp(code, 'describe')),
    names: {
      parse: kept(context.newString('parse')),
      solve: kept(context.newString('solve')),
      format: kept(context.newString('format')),
    },
    nothing: context.undefined.value as JSValueConstPointer,
    argumentsAt: context['module']._malloc(mostArguments * pointerBytes),
  };
  code.dispose();
  return places;
}

/** The context at those places, in an instance that is to have the memory in which it was made. */
export function contextAt(runtime: QuickJSRuntime, places: GuestPlaces): QuickJSContext {
  if (runtime['rt'].value !== places.runtime) throw new Error("the engine's runtimes lie at different places");
  return runtime.newContext({ contextPointer: places.context });
}

/** The functions of the guest at those places. */
export function guestFunctions(instance: Instance, context: QuickJSContext, places: GuestPlaces): GuestFunctions {
  const { context: of, run, describe, names, nothing, argumentsAt } = places;
  const [ffi, module] = [context['ffi'], context['module']];
  let bytes = Buffer.from(instance.memory.buffer);
  /** The memory, which is another one once it grew. */
  const memory = (): Buffer => {
    if (bytes.buffer !== instance.memory.buffer) bytes = Buffer.from(instance.memory.buffer);
    return bytes;
  };
  const newString = (text: string): JSValuePointer | undefined => {
    const length = Buffer.byteLength(text);
    const at = module._malloc(length + 1);
    if (at === 0) return undefined;
    const there = memory();
    there.write(text, at, length, 'utf8');
    there[at + length] = 0;
    const value = ffi.QTS_NewString(of, at as Parameters<typeof ffi.QTS_NewString>[1]);
    module._free(at);
    return value;
  };
  const textOf = (value: JSValuePointer): string => {
    const at = ffi.QTS_GetString(of, value);
    const there = memory();
    const text = there.toString('utf8', at, there.indexOf(0, at));
    ffi.QTS_FreeCString(of, at);
    return text;
  };
  const call = (fn: JSValuePointer, args: readonly JSValuePointer[]): Returned => {
    const there = memory();
    for (const [at, argument] of args.entries()) there.writeUInt32LE(argument, argumentsAt + at * pointerBytes);
    const result = ffi.QTS_Call(of, fn, nothing, args.length, argumentsAt as Parameters<typeof ffi.QTS_Call>[4]);
    const thrown = ffi.QTS_ResolveException(of, result);
    const returned = thrown ? { thrown } : { text: textOf(result) };
    ffi.QTS_FreeValuePointer(of, result);
    return returned;
  };
  const free = (value: JSValuePointer): void => ffi.QTS_FreeValuePointer(of, value);

  return {
    run: (name, args, longest) => {
      const text = newString(args);
      if (text === undefined) return undefined;
      const number = ffi.QTS_NewFloat64(of, longest);
      const returned = call(run, [names[name], text, number]);
      free(text);
      free(number);
      return returned;
    },
    describe: (thrown) => {
      const returned = call(describe, [thrown]);
      free(thrown);
      return returned;
    },
    free,
    dispose: () => {
      module._free(argumentsAt);
      for (const value of [run, describe, ...Object.values(names)]) free(value);
    },
  };
}
