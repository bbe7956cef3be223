import type { IndexedTool } from '../../engine/dispatching/index-entry';
import type { IndexWork } from '../../engine/dispatching/index-store';
import type { PackedIndex } from '../../engine/dispatching/packed-index';

/** What the worker that makes an index is told: to begin once, to read as often as there are tools, to pack at last. */
export type ToIndexWorker =
  | ({ readonly kind: 'begin' } & Pick<IndexWork, 'kept' | 'staying'>)
  | { readonly kind: 'read'; readonly tools: readonly IndexedTool[] }
  | { readonly kind: 'pack' };

/** What it says: how many tools it has read, and at last the index. */
export type FromIndexWorker =
  { readonly kind: 'read'; readonly done: number } | { readonly kind: 'packed'; readonly packed: PackedIndex };
