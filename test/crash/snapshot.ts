import { join } from 'node:path';
import { createLibrary, type Library, type Place } from '../../src/engine/library/library';
import { fingerprint } from '../../src/engine/tool/fingerprint';
import type { Tool } from '../../src/engine/tool/tool';
import { createApprovalFolder } from '../../src/node/store/approval-file';
import { createFileToolStore } from '../../src/node/store/file-tool-store';
import { createVerificationFolder } from '../../src/node/store/verification-file';
import { sha256 } from '../unit/library/sample-tool';

/** The places that tools move between. */
export const places = ['workspace', 'user'] as const satisfies readonly Place[];

/** The library of the test's windows, as the editor builds it. */
export function libraryIn(base: string): Library {
  const now = (): Date => new Date();
  return createLibrary({
    stores: new Map(places.map((place) => [place, createFileToolStore(join(base, place), now)])),
    verifications: createVerificationFolder(join(base, 'verified')),
    approvals: createApprovalFolder(join(base, 'approved')),
    digest: sha256,
    now,
  });
}

/**
 * What is in the library: a line for each tool with a hash of all that is in it, and one for each in the trash.
 * Sorted.
 */
export interface Snapshot {
  readonly tools: readonly string[];
  readonly trash: readonly string[];
  /** What could not be read, which is never right here. */
  readonly damaged: readonly string[];
}

/** The line of a tool in a snapshot. Its id is no part of it: a copy gets one of its own. */
export async function toolLine(place: Place, tool: Tool): Promise<string> {
  return `${place} ${tool.name} ${await fingerprint({ ...tool, id: '' }, sha256)}`;
}

/** The line of a tool of which the name alone is known. */
export function namedLine(place: Place, name: string): string {
  return `${place} ${name} *`;
}

/** The line of a deleted tool. */
export function trashLine(place: Place, name: string): string {
  return `${place} ${name}`;
}

/** Takes a snapshot. */
export async function snapshotOf(library: Library): Promise<Snapshot> {
  const { tools, damaged } = await library.list();
  return {
    tools: (await Promise.all(tools.map(({ tool, place }) => toolLine(place, tool)))).sort(),
    trash: (await library.listTrash()).map(({ place, name }) => trashLine(place, name)).sort(),
    damaged: damaged.map(({ place, folder, reason }) => `${place} ${folder}: ${reason}`),
  };
}

/** A list with some lines less and some more. */
export function changed(
  lines: readonly string[],
  without: readonly string[],
  further: readonly string[],
): readonly string[] {
  const rest = [...lines];
  for (const line of without) rest.splice(rest.indexOf(line), 1);
  return [...rest, ...further].sort();
}
