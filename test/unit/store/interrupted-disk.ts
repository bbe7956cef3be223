import fileSystem from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/** What happens at one step of a write: the process is gone, or the disk refuses. */
export type Interruption = 'killed' | 'full' | 'readOnly';

/** How a piece of work on an interrupted disk ended. */
export type Interrupted<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'killed' }
  | { readonly kind: 'threw'; readonly error: unknown };

const original = { mkdir: fileSystem.mkdir, open: fileSystem.open, rename: fileSystem.rename, rm: fileSystem.rm };
type Handle = Awaited<ReturnType<typeof fileSystem.open>>;

/** Removes half of the files in a folder, as a removal that was killed. */
async function removeHalf(folder: string): Promise<void> {
  const names = await fileSystem.readdir(folder).catch((): string[] => []);
  for (const name of names.slice(0, Math.ceil(names.length / 2)))
    await original.rm(join(folder, name), { recursive: true });
}

/**
 * Does `work` on a disk that fails at its step number `step`, from 1. A step is a `mkdir`, the opening, writing or
 * flushing of a file, a rename, or a removal, which takes no room on a disk. Killed means that the step, or half of it
 * where it is a write, is the last thing that ever happens: its promise never settles. A full disk takes half of a
 * write too, and then says ENOSPC. Every Node module sees the disk through `node:fs/promises`, so nothing in the store
 * is made for this.
 */
export async function onInterruptedDisk<Value>(
  step: number,
  how: Interruption,
  work: () => Promise<Value>,
): Promise<Interrupted<Value>> {
  const handles: Handle[] = [];
  let steps = 0;
  let die: () => void = () => undefined;
  const death = new Promise<{ readonly kind: 'killed' }>((settle) => {
    die = () => settle({ kind: 'killed' });
  });
  const passing = async <Result>(
    action: () => Promise<Result>,
    half: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Result> => {
    steps += 1;
    if (steps < step || (how === 'full' && steps > step)) return action();
    // A disk that became read-only takes nothing at all from then on.
    if (how === 'readOnly') throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
    if (steps === step) await half();
    if (how === 'full') throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    die();
    return new Promise<never>(() => undefined);
  };
  const patched = {
    mkdir: (...given: Parameters<typeof fileSystem.mkdir>) => passing(() => original.mkdir(...given)),
    rename: (...given: Parameters<typeof fileSystem.rename>) => passing(() => original.rename(...given)),
    rm: (...given: Parameters<typeof fileSystem.rm>) =>
      how === 'full'
        ? original.rm(...given)
        : passing(
            () => original.rm(...given),
            () => removeHalf(String(given[0])),
          ),
    open: async (...given: Parameters<typeof fileSystem.open>) => {
      if (given[1] === 'r') return original.open(...given);
      const handle = await passing(() => original.open(...given));
      handles.push(handle);
      const write = handle.writeFile.bind(handle);
      const sync = handle.sync.bind(handle);
      handle.writeFile = (data, options) => {
        const text = typeof data === 'string' ? data : '';
        return passing(
          () => write(data, options),
          () => write(text.slice(0, text.length / 2), options),
        );
      };
      handle.sync = () => passing(sync);
      return handle;
    },
  };
  Object.assign(fileSystem, patched);
  syncBuiltinESMExports();
  try {
    const ended = work().then(
      (value): Interrupted<Value> => ({ kind: 'done', value }),
      (error: unknown): Interrupted<Value> => ({ kind: 'threw', error }),
    );
    return await Promise.race([ended, death]);
  } finally {
    Object.assign(fileSystem, original);
    syncBuiltinESMExports();
    await Promise.all(handles.map((handle) => handle.close().catch(() => undefined)));
  }
}
