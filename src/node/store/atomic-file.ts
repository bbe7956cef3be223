import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that could not be written; the message says what to do, `cause` is the system's error. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Ending of files that are being written; what a crash left of them means nothing and may be deleted. */
export const temporaryEnding = '.writing';

/**
 * Writes a file whole or not at all: under another name beside it, flushed to the disk, then renamed. Killed at any
 * moment, the file holds its old text or its new one. Throws `StoreError`.
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}${temporaryEnding}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storeError(path, error);
  }
}

/** Flushes a folder's entries: without it a rename may be forgotten in a power failure. Not every system can. */
export async function flushFolder(path: string): Promise<void> {
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

/** A system's error as one with a remedy. */
export function storeError(path: string, error: unknown): StoreError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const remedy =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'the disk is full. Free some room and try again; nothing was lost.'
      : code === 'EROFS' || code === 'EACCES' || code === 'EPERM'
        ? 'it may not be written to. Check its permissions; nothing was lost.'
        : `${error instanceof Error ? error.message : 'unknown error'}. Nothing was lost.`;
  return new StoreError(`Could not write ${path}: ${remedy}`, { cause: error });
}
