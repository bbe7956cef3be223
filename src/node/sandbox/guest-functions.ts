import type { JSValueConstPointer, JSValuePointer, QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import type { ToolFunction } from '../../engine/sandbox/sandbox';
import type { Instance } from './quickjs-instance';

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

/** `JSValue*`, of which so many are the arguments of `run`. */
const pointerBytes = 4,
  mostArguments = 3;

/**
 * Finds the guest's functions in what its code evaluated to, which is freed.
 *
 * This file alone goes past `quickjs-emscripten-core`, and calls the functions of the compiled code below it, the same
 * ones in the same order: handles of which each looks after its own life, and arrays that are copied to hand over three
 * pointers, took a small call longer than the tool's own code did.
 */
export function guestFunctions(instance: Instance, context: QuickJSContext, code: QuickJSHandle): GuestFunctions {
  const { value: of } = context['ctx'];
  const [ffi, module] = [context['ffi'], context['module']];
  const [run, describe] = [context.getProp(code, 'run'), context.getProp(code, 'describe')];
  code.dispose();
  const names: Readonly<Record<ToolFunction, QuickJSHandle>> = {
    parse: context.newString('parse'),
    solve: context.newString('solve'),
    format: context.newString('format'),
  };
  const { value: nothing } = context.undefined;
  const argumentsAt = module._malloc(mostArguments * pointerBytes);

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
  const call = (fn: QuickJSHandle, args: readonly (JSValuePointer | JSValueConstPointer)[]): Returned => {
    const there = memory();
    for (const [at, argument] of args.entries()) there.writeUInt32LE(argument, argumentsAt + at * pointerBytes);
    const result = ffi.QTS_Call(of, fn.value, nothing, args.length, argumentsAt as Parameters<typeof ffi.QTS_Call>[4]);
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
      const returned = call(run, [names[name].value, text, number]);
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
      for (const handle of [run, describe, ...Object.values(names)]) handle.dispose();
    },
  };
}
