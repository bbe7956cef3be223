import { realpath, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { storeError, systemCode, writeFileAtomically } from '../store/atomic-file';
import { isSameFile } from '../store/same-file';
import { UsageError, type Terminal } from './terminal';

/** Where a command's result goes. */
export type Output = (text: string) => Promise<void>;

/**
 * The output that was asked for, checked before anything is spent on what goes there: never the input itself, by
 * whatever name or link, and no folder. Throws `UsageError`; writing throws `StoreError`.
 */
export async function openOutput(path: string | undefined, input: string, terminal: Terminal): Promise<Output> {
  if (path === undefined || path === '-') {
    return (text) => {
      terminal.out(text);
      return Promise.resolve();
    };
  }
  const target = await realpath(path).catch(() => resolve(path));
  const standing = await status(target);
  if (standing?.isDirectory() === true) throw new UsageError(`--output ${path} is a folder: name a file in it.`);
  if (input !== '-' && (await isSameFile(target, input)))
    throw new UsageError('--output may not be the input itself: name another file.');
  // A device or a pipe is written to; a rename would put a file in its place.
  if (standing && !standing.isFile())
    return (text) => writeFile(target, text).catch((error: unknown) => Promise.reject(storeError(target, error)));
  return (text) => writeFileAtomically(target, text);
}

/** The file that a path names, behind any links; `undefined` where what stands there is none, such as a device. */
export async function fileAt(path: string): Promise<string | undefined> {
  const target = await realpath(path).catch(() => resolve(path));
  return ((await status(target))?.isFile() ?? true) ? target : undefined;
}

async function status(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') throw new UsageError(`${path}: a file stands where a folder should be.`);
    return undefined;
  }
}
