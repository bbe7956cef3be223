import type { LibraryTool } from '../library/library';
import { indexBytes, indexOfBytes } from './index-bytes';
import { indexedTool } from './index-entry';
import type { Indexing } from './index-store';
import { packEntries } from './packed-index';
import { createToolIndex, dispatchable, type ToolIndex } from './tool-index';

/**
 * Opens the index of these tools: with what was kept of them, else anew. Where that was not all, it is kept again.
 * `onTool` is told how many of those that had to be read are in it.
 */
export async function openToolIndex(
  tools: readonly LibraryTool[],
  { store, make }: Indexing,
  onTool: (done: number, total: number) => void = () => undefined,
): Promise<ToolIndex> {
  const bytes = await store.read();
  const kept = (bytes && indexOfBytes(bytes)) ?? packEntries([]);
  const now = dispatchable(tools);
  const known = new Set(kept.fingerprints);
  const staying = kept.fingerprints.flatMap((fingerprint, place) => (now.has(fingerprint) ? [place] : []));
  const unread = [...now.values()].filter(({ fingerprint }) => !known.has(fingerprint));
  const isKept = unread.length === 0 && staying.length === kept.fingerprints.length;
  const packed = isKept
    ? kept
    : await make({ kept, staying, tools: unread.map(indexedTool) }, (done) => {
        onTool(done, unread.length);
      });
  if (!isKept) await store.write(indexBytes(packed));
  const index = createToolIndex(packed);
  index.update(tools);
  return index;
}
