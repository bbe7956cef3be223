import { lstat, readFile } from 'node:fs/promises';
import { systemCode } from './store-error';

/** A file's text, or why there is none: a clause that follows the file's name. */
export type LimitedText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads a plain file of at most `longest` bytes as UTF-8, a byte-order mark included. Links are not followed: one in
 * a shared folder could point at anything of the reader's. A pipe or a device is refused without waiting for it.
 */
export async function readLimited(path: string, longest: number): Promise<LimitedText> {
  try {
    const info = await lstat(path);
    if (info.isSymbolicLink()) return refused('is a link; put the file itself there');
    if (!info.isFile()) return refused('is no plain file');
    if (info.size > longest) return refused(`is too large: ${info.size} bytes, where at most ${longest} are read`);
    return {
      kind: 'text',
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path)),
    };
  } catch (error) {
    if (error instanceof TypeError) return refused('is damaged: it is not UTF-8 text');
    return refused(readFailure(error));
  }
}

/** Why something cannot be read: a clause that follows its name. */
export function readFailure(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'is missing';
    case 'ENOTDIR':
      return 'is a file where a folder should be';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read: permission denied';
    default:
      return `cannot be read: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'}`;
  }
}

function refused(reason: string): LimitedText {
  return { kind: 'refused', reason };
}
