import type { IndexStore } from '../../engine/dispatching/index-store';
import { StoreError, writeFileAtomically } from './atomic-file';
import { readLimited } from './read-limited';

/** The most bytes of an index that are read: one of 10,000 tools takes about 30 MB. */
const largestIndex = 300_000_000;

/** An index in a file. One that cannot be written is made anew next time, which costs time and nothing else. */
export function createIndexFile(path: string): IndexStore {
  return {
    read: async () => {
      const read = await readLimited(path, largestIndex);
      return read.kind === 'text' ? read.text : undefined;
    },
    write: async (text) => {
      try {
        await writeFileAtomically(path, text);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    },
  };
}
