import { join } from 'node:path';
import { type TestContext } from 'node:test';
import { createLibrary, type Library, type Place } from '../../../src/engine/library/library';
import type { ToolStore } from '../../../src/engine/library/tool-store';
import { createApprovalFolder } from '../../../src/node/store/approval-file';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { createVerificationFolder } from '../../../src/node/store/verification-file';
import { temporaryFolder } from '../store/temporary-folder';
import { sha256 } from './sample-tool';

export const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
export const places: readonly Place[] = ['workspace', 'user', 'folder'];
export const address = { place: 'workspace', id: 'sort-words' } as const;

/** A library of three places in a folder of its own. */
export async function library(
  context: TestContext,
): Promise<{ readonly library: Library; readonly base: string; readonly stores: ReadonlyMap<Place, ToolStore> }> {
  const base = await temporaryFolder(context);
  let time = Date.parse('2026-02-03T04:05:06.789Z');
  const stores = new Map(
    places.map((place) => [place, createFileToolStore(join(base, place), () => new Date((time += 1_000)))]),
  );
  return {
    base,
    stores,
    library: createLibrary({
      stores,
      verifications: createVerificationFolder(join(base, 'verified')),
      approvals: createApprovalFolder(join(base, 'approved')),
      digest: sha256,
      now,
    }),
  };
}

export const whereAndWhat = async (of: Library): Promise<unknown> =>
  (await of.list()).tools.map(({ place, tool, verification }) => [
    place,
    tool.id,
    tool.name,
    verification !== undefined,
  ]);
