import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A file or folder that could not be written: the one error that stores throw on purpose. The message is for a
 * person and says what to do; `cause` is the system's error, where there is one.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Ending of files and folders that are being written; what a crash left of them means nothing and may be deleted. */
export const temporaryEnding = '.writing';

/**
 * Writes a file whole or not at all: under another name beside it, flushed to the disk, then renamed. Killed at any
 * moment, the file holds its old text or its new one. Makes the folder where it is missing. Throws `StoreError`. A long
 * text may come in pieces, between which others get the thread.
 */
export async function writeFileAtomically(path: string, text: string | Iterable<string>): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}${temporaryEnding}`;
  try {
    await makeFolder(dirname(path));
    const file = await open(temporary, 'wx');
    try {
      // Each goes on where the one before ended.
      for (const piece of typeof text === 'string' ? [text] : text) await file.writeFile(piece, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storeError(path, error);
  }
  await flushFolder(dirname(path));
}

/**
 * Makes a folder and those above it. Throws the system's error: on a read-only disk Node says of several at once that
 * there is no such folder, so that the one that cannot be made is asked for by itself.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    for (let one = path; dirname(one) !== one; one = dirname(one)) {
      try {
        await mkdir(one);
      } catch (reason) {
        if (systemCode(reason) === 'ENOENT') continue;
        throw reason;
      }
      // Another process was faster with the folder above.
      return makeFolder(path);
    }
    throw error;
  }
}

/** Renames a file or a folder and flushes both ends. Throws `StoreError`. */
export async function moveAtomically(from: string, to: string): Promise<void> {
  try {
    await renamePatiently(from, to);
  } catch (error) {
    throw storeError(to, error);
  }
  await flushFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await flushFolder(dirname(from));
}

/** Flushes a folder's entries: without it a rename may be forgotten in a power failure. Not every system can. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows has no such thing; the rename itself stands.
  }
}

/** On Windows a virus scanner or an indexer holds new files for a moment, and renaming them fails meanwhile. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let pause = 10; ; pause *= 2) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || pause > 320 || !['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error)))
        throw error;
      await delay(pause);
    }
  }
}

/** A system's error as one with a remedy. */
export function storeError(path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(
    `Could not write ${path}: ${remedyFor(systemCode(error), error)} Nothing that was stored is lost.`,
    { cause: error },
  );
}

/** The system's code of an error, such as `ENOENT`; `""` where it has none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function remedyFor(code: string, error: unknown): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Free some room and try again.';
    case 'EROFS':
      return 'the disk is read-only. Choose another place.';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied. Check the permissions of its folder, or choose another place.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder should be. Move the file away and try again.';
    default:
      return `${error instanceof Error ? error.message : 'unknown error'}.`;
  }
}
