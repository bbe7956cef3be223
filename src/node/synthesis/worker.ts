import { parentPort, workerData } from 'node:worker_threads';
import { synthesize, type SynthesisRequest } from '../../engine/synthesis/synthesize';

// The worker's entry: one search, whose result it sends. Whoever wants it stopped ends the worker.
parentPort?.postMessage(synthesize(workerData as SynthesisRequest, new AbortController().signal));
