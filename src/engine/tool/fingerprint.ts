import { isJsonObject, type Json } from '../json';
import { toolManifest } from './parse-tool';
import type { Tool } from './tool';

/** A hash function: text in, hexadecimal digits out. */
export type Digest = (text: string) => Promise<string>;

/**
 * What verification and approval on this machine are keyed by: a hash of the code and of all of the manifest, its
 * history and its id too. Only the version of the format is left out, which the store writes anew.
 */
export function fingerprint(tool: Tool, digest: Digest): Promise<string> {
  const manifest = Object.entries(toolManifest(tool)).filter(([key]) => key !== 'format');
  return digest(`${tool.code}\u0000${canonicalText(Object.fromEntries(manifest))}`);
}

/** JSON with the keys of every object in order, so that a manifest that was merely written anew is still the same. */
function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalText).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`);
  return `{${members.join()}}`;
}
