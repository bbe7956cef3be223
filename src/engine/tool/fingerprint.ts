import { isJsonObject, type Json } from '../json';
import { toolManifest } from './parse-tool';
import type { Tool } from './tool';

/** A hash function: text in, hexadecimal digits out. */
export type Digest = (text: string) => Promise<string>;

/** Parts of the manifest that change nothing of what a tool does or says. */
const unread: ReadonlySet<string> = new Set(['format', 'id', 'versions']);

/**
 * What verification and approval on this machine are keyed by: a hash of the code and of everything in the
 * manifest that a model or a person reads or that decides how the tool runs. The history (dates, costs) and the id
 * are left out: a duplicate or a moved tool is as verified as it was.
 */
export function fingerprint(tool: Tool, digest: Digest): Promise<string> {
  const read = Object.entries(toolManifest(tool)).filter(([key]) => !unread.has(key));
  return digest(`${tool.code}\u0000${JSON.stringify(sorted(Object.fromEntries(read)))}`);
}

/** With the keys of every object in order, so that a manifest that was merely written anew is still the same. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
