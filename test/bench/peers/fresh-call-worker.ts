/**
 * As pristine as the product: a fresh runtime and a fresh context for each of a problem's three calls. One message a
 * problem.
 */
import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { ToolFunction } from '../../../src/engine/sandbox/sandbox';
import { callDriver, type PeerTool } from './drivers';
import { loadTool } from './quickjs';

async function main(): Promise<void> {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  const { code } = workerData as PeerTool;
  /** Calls a function of the tool with values that are JSON already. */
  const call = (name: ToolFunction, ...args: readonly string[]): string => {
    const tool = loadTool(quickjs, { code, driver: callDriver(name) });
    const output = tool.call(`[${args.join(',')}]`);
    tool.dispose();
    return output;
  };
  parentPort?.on('message', (problem: string) => {
    const args = call('parse', problem);
    const result = args === 'null' ? 'null' : call('solve', args);
    parentPort?.postMessage(result === 'null' ? 'null' : call('format', result, problem));
  });
  parentPort?.postMessage('ready');
}

void main();
