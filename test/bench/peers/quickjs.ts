import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { peerLimit, type PeerTool } from './drivers';

/** The built-ins that the product's contexts have: a context without the others is made faster. */
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

/** A tool in a runtime and a context of its own. */
export interface LoadedTool {
  /** JSON in, JSON out, under a time limit. Throws where the tool does. */
  call(json: string): string;
  dispose(): void;
}

/** Loads a tool into a new runtime and context, plainly: no guest code, no checks. */
export function loadTool(quickjs: QuickJSWASMModule, { code, driver }: PeerTool): LoadedTool {
  const runtime: QuickJSRuntime = quickjs.newRuntime();
  let deadline = performance.now() + peerLimit;
  runtime.setMaxStackSize(512 * 1024);
  runtime.setInterruptHandler(() => performance.now() > deadline);
  const context: QuickJSContext = runtime.newContext({ intrinsics });
  const tool: QuickJSHandle = context.unwrapResult(
    context.evalCode(`${code}\n;${driver}`, 'tool.js', { type: 'global' }),
  );
  return {
    call: (json) => {
      deadline = performance.now() + peerLimit;
      const input = context.newString(json);
      const result = context.unwrapResult(context.callFunction(tool, context.undefined, input));
      const output = context.getString(result);
      input.dispose();
      result.dispose();
      return output;
    },
    dispose: () => {
      tool.dispose();
      context.dispose();
      runtime.dispose();
    },
  };
}
