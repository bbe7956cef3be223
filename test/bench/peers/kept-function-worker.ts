/** The floor: one function, kept in one context of the same engine, called with each message. Nothing is pristine. */
import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { PeerTool } from './drivers';
import { loadTool } from './quickjs';

async function main(): Promise<void> {
  const tool = loadTool(await newQuickJSWASMModuleFromVariant(variant), workerData as PeerTool);
  parentPort?.on('message', (json: string) => parentPort?.postMessage(tool.call(json)));
  parentPort?.postMessage('ready');
}

void main();
