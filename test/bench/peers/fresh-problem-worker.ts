/** What one writes without a snapshot: a fresh runtime and a fresh context for each problem, which is one message. */
import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { PeerTool } from './drivers';
import { loadTool } from './quickjs';

async function main(): Promise<void> {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  parentPort?.on('message', (json: string) => {
    const tool = loadTool(quickjs, workerData as PeerTool);
    parentPort?.postMessage(tool.call(json));
    tool.dispose();
  });
  parentPort?.postMessage('ready');
}

void main();
