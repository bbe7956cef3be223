/** Loops for ever; to be stopped with `terminate()`. */
import { parentPort } from 'node:worker_threads';

parentPort?.postMessage('ready');
for (;;);
