import type { Engine } from './engine';
import { call, freeGuestContext, load, metered, newGuestContext, type GuestContext } from './guest-context';
import type { WorkerSettings } from './messages';
import { startMeter } from './meter';
import { compileEngine, newInstance } from './quickjs-instance';

/**
 * The reference implementation: a fresh runtime and context for each call. The instance below them is kept while it
 * is sound and small, and thrown away after a host exception, an abort, a timeout, an allocation that was refused,
 * or growth of its memory.
 */
export async function createFreshContextEngine(settings: WorkerSettings): Promise<Engine> {
  const wasm = await compileEngine(settings.folder);
  let pristine: GuestContext | undefined;
  let used: GuestContext | undefined;
  const engine: Engine = {
    run: (request) => {
      if (!pristine) throw new Error('an engine is prepared before each run');
      const guest = pristine;
      pristine = undefined;
      const { outcome, fuel, sound } = metered(
        guest,
        startMeter(request.milliseconds),
        () => load(guest, request.code) ?? call(guest, request),
      );
      used = sound ? guest : undefined;
      return { outcome, fuel };
    },
    prepare: async () => {
      if (pristine) return;
      const instance =
        used && freeGuestContext(used) ? used.instance : await newInstance(wasm, settings.memoryMegabytes);
      used = undefined;
      pristine = newGuestContext(instance, settings.pulse);
    },
  };
  await engine.prepare();
  return engine;
}
