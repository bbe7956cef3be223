import type { Sandbox } from '../engine/sandbox/sandbox';
import type { SoundnessBook } from '../node/sandbox/soundness';
import type { Settings } from './settings';

/** The sandbox, loaded and started at its first call: `activate()` pays nothing for it. */
export function lazySandbox(
  workerPath: string,
  settings: Settings,
  soundness: SoundnessBook,
): Sandbox & { dispose(): Promise<void> } {
  let sandbox: Promise<Sandbox> | undefined;
  const open = async (): Promise<Sandbox> => {
    const { createQuickjsSandbox } = await import('../node/sandbox/quickjs-sandbox');
    return createQuickjsSandbox({ workerPath, memoryMegabytes: settings.memoryMegabytes(), soundness });
  };
  return {
    call: async (call, signal) => (await (sandbox ??= open())).call(call, signal),
    run: async (run, signal, onProblem) => (await (sandbox ??= open())).run(run, signal, onProblem),
    check: async (check, signal) => (await (sandbox ??= open())).check(check, signal),
    dispose: async () => (await sandbox)?.dispose(),
  };
}
