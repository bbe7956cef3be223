import { createEntryReader, type IndexEntry, type IndexedTool } from './index-entry';
import type { IndexWork } from './index-store';
import { packEntries, unpackEntries, type PackedIndex } from './packed-index';

/** An index that is being made. */
export interface IndexMaking {
  /** Reads a tool: about a millisecond. */
  read(tool: IndexedTool): void;
  packed(): PackedIndex;
}

/** Begins an index with what is taken over of a kept one. */
export function beginIndex({ kept, staying }: Pick<IndexWork, 'kept' | 'staying'>): IndexMaking {
  const before = staying.length > 0 ? unpackEntries(kept) : [];
  const entries: IndexEntry[] = staying.flatMap((place) => before[place] ?? []);
  const entryOf = createEntryReader();
  return {
    read: (tool) => void entries.push(entryOf(tool)),
    packed: () => packEntries(entries),
  };
}
