import type { Engine } from './engine';
import { createFreshContextEngine } from './fresh-context-engine';
import type { EngineName, EngineStart, WorkerSettings } from './messages';
import { assertSound } from './self-test';
import { createSnapshotEngine } from './snapshot-engine';

/** An engine that passed its test, now or before. */
export interface StartedEngine {
  readonly engine: Engine;
  readonly start: EngineStart;
}

/** How engines are made, by name. */
export type EngineMakers = Readonly<Record<EngineName, (settings: WorkerSettings) => Promise<Engine>>>;

const makers: EngineMakers = { snapshot: createSnapshotEngine, freshContext: createFreshContextEngine };

/**
 * Starts the engine of the settings, or the reference implementation where that one is not sound. One that `isKnown`
 * passed its test on this machine before, to the last byte, and is not tested again. Throws where none is sound.
 */
export async function startEngine(
  settings: WorkerSettings,
  isKnown: Promise<boolean>,
  make: EngineMakers = makers,
): Promise<StartedEngine> {
  try {
    return { engine: await soundEngine(settings, make[settings.engine], isKnown), start: { engine: settings.engine } };
  } catch (error) {
    if (settings.engine === 'freshContext') throw error;
    return {
      engine: await soundEngine(settings, make.freshContext, Promise.resolve(false)),
      start: { engine: 'freshContext', fallback: reasonOf(error) },
    };
  }
}

async function soundEngine(
  settings: WorkerSettings,
  make: (settings: WorkerSettings) => Promise<Engine>,
  isKnown: Promise<boolean>,
): Promise<Engine> {
  const engine = await make(settings);
  if (!(await isKnown)) await assertSound(engine);
  return engine;
}

/** Only the words: an error can refer to the engine's whole heap. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 400) : 'unknown';
}
