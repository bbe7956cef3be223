import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { IndexStore } from '../../engine/dispatching/index-store';
import { openToRead, plainFolder } from './plain-folder';
import { StoreError, systemCode } from './store-error';

/** The most bytes of an index that are read: one of 10,000 tools takes about 15 MB. */
const largestIndex = 300_000_000;

/** An index in a file. One that cannot be written is made anew next time, which costs time and nothing else. */
export function createIndexFile(path: string): IndexStore {
  const folder = plainFolder(dirname(path), 'ownerOnly');
  return {
    read: () => bytesOf(path),
    write: async (pieces) => {
      try {
        await folder.replace(path, flowing(pieces));
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    },
  };
}

/** The bytes of a plain file; none of a link, which could point anywhere, and of what cannot be read. */
async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const info = await lstat(path);
    if (!info.isFile() || info.size > largestIndex) return undefined;
    const file = await openToRead(path);
    try {
      // A buffer of its own, which the arrays of the index can lie in as they are.
      const bytes = new Uint8Array(info.size);
      for (let at = 0; at < bytes.length;) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, at);
        if (bytesRead === 0) return undefined;
        at += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return undefined;
  }
}

async function* flowing(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* await Promise.resolve(pieces);
}
