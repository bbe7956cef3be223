import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Engine } from '../../src/node/sandbox/engine';
import { createFreshContextEngine } from '../../src/node/sandbox/fresh-context-engine';
import type { EngineName, WorkerOutcome, WorkerRequest, WorkerSettings } from '../../src/node/sandbox/messages';
import { newPulse } from '../../src/node/sandbox/pulse';
import { createSnapshotEngine } from '../../src/node/sandbox/snapshot-engine';

/** The folder of the engine's WebAssembly file. */
export const engineFolder = dirname(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));

/** What a worker would be started with. */
export function settingsFor(engine: EngineName, memoryMegabytes = 64): WorkerSettings {
  return { memoryMegabytes, folder: engineFolder, engine, pulse: newPulse() };
}

/** An engine in this thread: for calls that do not go deep, since the stack here is smaller than a worker's. */
export function newEngine(engine: EngineName, memoryMegabytes = 64): Promise<Engine> {
  const settings = settingsFor(engine, memoryMegabytes);
  return engine === 'snapshot' ? createSnapshotEngine(settings) : createFreshContextEngine(settings);
}

/** A call of a whole tool. */
export function requestFor(code: string, rest: Partial<WorkerRequest> = {}): WorkerRequest {
  return {
    kind: 'call',
    id: 1,
    code,
    function: 'solve',
    arguments: '[]',
    milliseconds: 20_000,
    outputCharacters: 1_000,
    resultSchema: null,
    ...rest,
  };
}

/** A tool of one function. */
export const solving = (body: string): string => `function solve() { ${body} }`;

/** Runs a call and makes ready for the next one. */
export async function runOnce(
  engine: Engine,
  request: WorkerRequest,
): Promise<{ readonly outcome: WorkerOutcome; readonly fuel: number }> {
  const result = engine.run(request);
  await engine.prepare();
  return result;
}
