import { Worker } from 'node:worker_threads';
import type { PeerTool } from './drivers';

/** A worker that answers messages in their order. */
export interface WorkerPeer {
  ask(json: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a peer's worker with a tool, with the stack that the product gives its own; resolves when it is ready. */
export async function startWorkerPeer(path: string, tool: PeerTool): Promise<WorkerPeer> {
  const worker = new Worker(path, {
    workerData: tool,
    resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 512 },
  });
  const waiting: { readonly resolve: (output: string) => void; readonly reject: (error: Error) => void }[] = [];
  const next = (): Promise<string> => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  worker.on('message', (output: string) => waiting.shift()?.resolve(output));
  worker.on('error', (error) => waiting.splice(0).forEach(({ reject }) => reject(error)));
  await next();
  return {
    ask: (json) => {
      const output = next();
      worker.postMessage(json);
      return output;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
