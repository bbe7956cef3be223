import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson, valuesIn } from '../../engine/json';
import { bounds, parseTool } from '../../engine/tool/parse-tool';
import { toolIdPattern } from '../../engine/tool/tool-id';
import type { Tool } from '../../engine/tool/tool';
import { readLimited } from './read-limited';
import { weightOf } from './weight';

/** The commit point of a tool's folder. */
export const manifestFile = 'tool.json';

/** The most bytes that a character takes in UTF-8: files are bounded in bytes, their texts in characters. */
const bytesPerCharacter = 3;

/** What stands under a name in a library's folder. `gone`: nothing any more, as another window may have deleted it. */
export type ReadTool =
  /** `weight` is about the memory that it takes, in bytes. */
  | { readonly kind: 'tool'; readonly tool: Tool; readonly weight: number }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'gone' };

/** Reads the tool that stands under a name in a library's folder, or says why it is set aside. */
export async function readTool(folder: string, name: string): Promise<ReadTool> {
  const path = join(folder, name);
  const info = await lstat(path).catch(() => undefined);
  if (!info) return { kind: 'gone' };
  if (info.isSymbolicLink())
    return damaged('it is a link; copy the folder itself into the library, or import the tool');
  if (!info.isDirectory()) return damaged('it is no folder');
  if (!toolIdPattern.test(name))
    return damaged('its folder has a name that no tool has: lower-case letters, digits and hyphens, at most 48');
  const read = await readToolFolder(path);
  if (read.kind === 'damaged' && !(await lstat(path).catch(() => undefined))) return { kind: 'gone' };
  if (read.kind === 'tool' && read.tool.id !== name)
    return damaged(`its manifest says "${read.tool.id}", its folder "${name}"; give both the same name`);
  return read;
}

/** How large the manifest under a name is, in bytes; 0 where there is none. */
export async function manifestBytes(folder: string, name: string): Promise<number> {
  return (await lstat(join(folder, name, manifestFile)).catch(() => undefined))?.size ?? 0;
}

/**
 * Reads a folder as a tool, whatever the folder is called: in the trash it has another name. `manifestName`: the file
 * with its manifest, of an earlier version another one.
 */
export async function readToolFolder(
  path: string,
  manifestName = manifestFile,
): Promise<Exclude<ReadTool, { readonly kind: 'gone' }>> {
  const manifestText = await readLimited(join(path, manifestName), bounds.manifestCharacters * bytesPerCharacter);
  if (manifestText.kind !== 'text') return damaged(`its ${manifestName} ${manifestText.reason}`);
  if (manifestText.text.length > bounds.manifestCharacters)
    return damaged(`its ${manifestName} is longer than ${bounds.manifestCharacters} characters`);
  if (valuesIn(manifestText.text) > bounds.manifestValues)
    return damaged(`its ${manifestName} holds more than ${bounds.manifestValues} values`);
  // Some editors put a byte-order mark in front, which JSON does not know.
  const manifest = parseJson(manifestText.text.replace(/^\uFEFF/, ''));
  if (manifest === undefined)
    return damaged(`its ${manifestName} is cut off or damaged: it is not JSON, or nested deeper than any data is`);
  // Before its code, which a newer format may keep elsewhere.
  const parsed = parseTool(manifest, '');
  if (parsed.kind === 'damaged') return parsed;
  const file = codeFile(newestVersion(parsed.tool));
  const code = await readLimited(join(path, file), bounds.codeCharacters * bytesPerCharacter);
  if (code.kind !== 'text') return damaged(`its code ${file} ${code.reason}`);
  if (code.text.length > bounds.codeCharacters)
    return damaged(`its code ${file} is longer than ${bounds.codeCharacters} characters`);
  // Decoded from UTF-8, it cannot hold what `parseTool` would refuse in it.
  const tool = { ...parsed.tool, code: code.text };
  return { kind: 'tool', tool, weight: weightOf(tool, manifestText.text) };
}

/** The name of a version's code. */
export function codeFile(version: number): string {
  return `v${version}.js`;
}

/** The name of a version's manifest, as it was when the next one took its place. */
export function stateFile(version: number): string {
  return `v${version}.tool.json`;
}

/** The whole tool as one of its earlier versions was; `undefined` where that is not there, or is damaged. */
export async function readStateFile(path: string, version: number): Promise<Tool | undefined> {
  const read = await readToolFolder(path, stateFile(version));
  return read.kind === 'tool' && newestVersion(read.tool) === version ? read.tool : undefined;
}

/** The code of one version, current or earlier; `undefined` where it is not there or no text within the bounds. */
export async function readCodeFile(path: string, version: number): Promise<string | undefined> {
  const code = await readLimited(join(path, codeFile(version)), bounds.codeCharacters * bytesPerCharacter);
  return code.kind === 'text' ? code.text : undefined;
}

/** The number of the version whose code is the current one. */
export function newestVersion(tool: Tool): number {
  return tool.versions.at(-1)?.number ?? 1;
}

function damaged(reason: string): { readonly kind: 'damaged'; readonly reason: string } {
  return { kind: 'damaged', reason };
}
