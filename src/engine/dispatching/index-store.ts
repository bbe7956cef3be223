import type { IndexedTool } from './index-entry';
import type { PackedIndex } from './packed-index';

/**
 * Where an index is kept between sessions. It can be lost at any time: all of it follows from the tools. None of this
 * throws for what a disk does.
 */
export interface IndexStore {
  /** The bytes that were kept; `undefined` where there are none. */
  read(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  write(pieces: Iterable<Uint8Array>): Promise<void>;
}

/** An index that is to be made. */
export interface IndexWork {
  /** What is taken over as it is. */
  readonly kept: PackedIndex;
  /** The places in it of the tools that are still there. */
  readonly staying: readonly number[];
  /** The tools that are to be read. */
  readonly tools: readonly IndexedTool[];
}

/** Makes an index without keeping others from the thread. `onTool` is told how many tools it has read. */
export type IndexMaker = (work: IndexWork, onTool: (done: number) => void) => Promise<PackedIndex>;

/** Where indexes are kept, and what makes them. */
export interface Indexing {
  readonly store: IndexStore;
  readonly make: IndexMaker;
}
