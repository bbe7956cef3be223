import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { IndexStore } from '../../engine/dispatching/index-store';
import { openToRead, plainFolder } from './plain-folder';
import { StoreError, systemCode } from './store-error';

/** The most bytes of an index that are read: one of 10,000 tools takes about 30 MB. */
const largestIndex = 300_000_000;

/** Lines that are written at once. */
const linesAtOnce = 32;

/** So long the thread is kept from others, in milliseconds: the editor's other extensions run on the same one. */
const stretch = 10;

/** An index in a file. One that cannot be written is made anew next time, which costs time and nothing else. */
export function createIndexFile(path: string): IndexStore {
  const folder = plainFolder(dirname(path), 'ownerOnly');
  let since = performance.now();
  return {
    read: () => linesOf(path),
    write: async (lines) => {
      try {
        await folder.replace(path, pieces(lines));
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    },
    pause: async () => {
      if (performance.now() - since < stretch) return;
      await setImmediate();
      since = performance.now();
    },
  };
}

/** The lines of a plain file; none of a link, which could point anywhere, and of what cannot be read. */
async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const info = await lstat(path);
    if (!info.isFile() || info.size > largestIndex) return;
    const file = await openToRead(path);
    try {
      yield* file.readLines();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) === '') throw error;
  }
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const line of lines) {
    piece.push(`${line}\n`);
    if (piece.length < linesAtOnce) continue;
    yield piece.join('');
    piece = [];
  }
  yield piece.join('');
}
