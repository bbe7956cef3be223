import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import baseVariant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';
import { engineFile } from './messages';

/** The moment at which every tool's clock stands: 2000-01-01T00:00:00Z, in milliseconds since 1970. */
export const frozenTime = Date.UTC(2000, 0, 1);

const pageBytes = 65_536;
/** Pages that the engine asks for at its start: 16 MB. */
const initialPages = 256;

/** One WebAssembly instance of the engine, and the memory that it cannot exceed. */
export interface Instance {
  readonly quickjs: QuickJSWASMModule;
  /** True once an allocation was refused, which the tool may have caught; the heap may then be in any state. */
  memoryRefused(): boolean;
  /** True once the memory grew. It never shrinks, and what it held stays in it. */
  grown(): boolean;
  /** All that the engine's state is in, but for the stack pointer. */
  readonly memory: WebAssembly.Memory;
  /** Where the stack pointer of the compiled code stands, in bytes; the stack grows downward. */
  stackPointer(): number;
  /** Where it stands when nothing runs. The heap begins here. */
  readonly stackTop: number;
}

/** Compiles the engine in `folder`. Throws where there is none. */
export async function compileEngine(folder: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(join(folder, engineFile)));
}

/** Makes instances of the compiled engine `wasm` that take at most `memoryMegabytes` each, and 16 at least. */
export async function newInstance(wasm: WebAssembly.Module, memoryMegabytes: number): Promise<Instance> {
  // The engine's own memory limit counts a few bytes an allocation; a memory that cannot grow further is a limit.
  const maximum = Math.max(initialPages, Math.floor((memoryMegabytes * 1024 * 1024) / pageBytes));
  const memory = new WebAssembly.Memory({ initial: initialPages, maximum });
  let refused = false;
  let stackPointer: (() => number) | undefined;
  const variant = newVariant(baseVariant, {
    emscriptenModule: {
      wasmMemory: memory,
      instantiateWasm: (imports, onSuccess) => {
        const functions = importedFunctions(imports);
        freezeTime(functions, memory);
        watchMemory(functions, () => {
          refused = true;
        });
        const created = new WebAssembly.Instance(wasm, imports);
        stackPointer = exportedStackPointer(created.exports);
        onSuccess(created);
        return created.exports;
      },
    },
  });
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  if (!stackPointer) throw new Error('the engine was made without its instance');
  return {
    quickjs,
    memoryRefused: () => refused,
    grown: () => memory.buffer.byteLength !== initialPages * pageBytes,
    memory,
    stackPointer,
    stackTop: stackPointer(),
  };
}

/*
 * The names below are the minified ones of the pinned release. `assertSound` of `self-test.ts` notices when they
 * stand for something else: the sandbox then refuses to start.
 */
type ImportedFunctions = Record<string, unknown>;

function importedFunctions(imports: WebAssembly.Imports): ImportedFunctions {
  const functions = imports['a'];
  if (!functions)
    throw new Error('the engine imports nothing under "a": another release than the one this was written for');
  return functions;
}

/** `emscripten_stack_get_current`: the stack pointer is a global of the compiled code, and not in its memory. */
function exportedStackPointer(exports: WebAssembly.Exports): () => number {
  const get = exports['Oa'];
  if (typeof get !== 'function')
    throw new Error('the engine does not export its stack pointer: another release than the one this was written for');
  return get as () => number;
}

/**
 * Replaces the clock (`p`), the local time (`m`) and the names of the time zone (`n`). `Math.random` is seeded from
 * the clock.
 */
function freezeTime(functions: ImportedFunctions, memory: WebAssembly.Memory): void {
  functions['p'] = () => frozenTime;
  functions['m'] = (seconds: bigint, at: number) => {
    const date = new Date(Number(seconds) * 1000);
    const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
    const fields = [
      date.getUTCSeconds(),
      date.getUTCMinutes(),
      date.getUTCHours(),
      date.getUTCDate(),
      date.getUTCMonth(),
      date.getUTCFullYear() - 1900,
      date.getUTCDay(),
      dayOfYear,
      0,
      0,
    ];
    new Int32Array(memory.buffer).set(
      fields.map((field) => (Number.isFinite(field) ? field : 0)),
      at >> 2,
    );
  };
  functions['n'] = (zoneAt: number, daylightAt: number, standardNameAt: number, daylightNameAt: number) => {
    const bytes = new Uint8Array(memory.buffer);
    for (const at of [zoneAt, daylightAt]) bytes.fill(0, at, at + 4);
    for (const at of [standardNameAt, daylightNameAt]) bytes.set([0x55, 0x54, 0x43, 0], at);
  };
}

/**
 * Notices when the engine asks for more memory (`k`) and gets none. Told by this and not by the size of the memory:
 * one large allocation is refused long before the memory is full.
 */
function watchMemory(functions: ImportedFunctions, onRefused: () => void): void {
  const grow = functions['k'];
  if (typeof grow !== 'function')
    throw new Error(
      'the engine does not import how its memory grows: another release than the one this was written for',
    );
  functions['k'] = (bytes: number): unknown => {
    const grown: unknown = Reflect.apply(grow, undefined, [bytes]);
    if (!grown) onRefused();
    return grown;
  };
}
