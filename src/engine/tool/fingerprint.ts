import type { Tool } from './tool';

/** A hash function: text in, which may come in pieces, hexadecimal digits out. */
export type Digest = (pieces: Iterable<string>) => Promise<string>;

/**
 * What verification and approval on this machine are keyed by: a hash of the code and of all of the manifest, its
 * history and its id too. Only the version of the format is no part of it, which the store writes anew.
 */
export function fingerprint(tool: Tool, digest: Digest): Promise<string> {
  return digest(canonicalPieces(tool));
}

/** In pieces: of a library of large tools each would otherwise be in memory once more. */
function* canonicalPieces({ code, ...manifest }: Tool): Generator<string> {
  yield `${code}\u0000{`;
  for (const [key, member] of sortedEntries(manifest)) {
    yield `${JSON.stringify(key)}:`;
    if (Array.isArray(member)) for (const item of member) yield `${canonicalText(item)},`;
    else yield canonicalText(member);
  }
}

/** JSON with the keys of every object in order, so that a manifest that was merely written anew is still the same. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${sortedEntries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`)
    .join()}}`;
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
