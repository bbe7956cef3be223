import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseJson } from '../../engine/json';
import type { StoredVersion, StoreListing, StoreNames, ToolStore } from '../../engine/library/tool-store';
import { bounds, parseTool, parseTranscript, toolManifest } from '../../engine/tool/parse-tool';
import { newToolId, toolIdPattern } from '../../engine/tool/tool-id';
import type { Tool, TranscriptEntry } from '../../engine/tool/tool';
import { removeLeftovers } from './leftovers';
import { plainFolder, randomToken, temporaryEnding, type PlainFolder } from './plain-folder';
import { readFailure, readLimited } from './read-limited';
import {
  codeFile,
  manifestBytes,
  manifestFile,
  newestVersion,
  readCodeFile,
  readStateFile,
  stateFile,
  readTool,
  type ReadTool,
} from './read-tool';
import { StoreError, systemCode } from './store-error';
import { createTrash } from './trash';
import { watchFolder } from './watch-folder';

/** The most bytes of a transcript that are read: a making of several tries with long replies stays far below. */
const longestTranscript = 64_000_000;

/** The files of a tool's folder. */
const toolFile = /^(?:tool\.json|v\d+\.js|v\d+\.(?:tool|transcript)\.json)$/;

/** So many tools are read at a time: a disk answers several questions as fast as one. */
const readAtOnce = 16;

/** Larger ones together, in bytes of their manifests, are read one after the other: what each takes meanwhile is freed. */
const bytesAtOnce = 4_000_000;

/** The most memory that the tools of one listing take, in bytes: some 10,000 small ones. */
const heaviestListing = 80_000_000;

/** Why the rest of a larger library is not listed. */
const tooMuch =
  'not read: the tools that stand before it in the library are as large as may be listed together; move it, or some of them, to another library';

/**
 * Tools in a folder: one folder each, named by its id. `tool.json` is the commit point. Each version's code has a file
 * of its own, `v1.js`, `v2.js`…, so that a diff reads well. Beside it are the transcript of its making and its last
 * manifest, so that a person can go back to it. A new tool is prepared under a name that nothing reads and renamed; the
 * manifest of a changed one is written last. Two writers of the same tool: the last rename of each file wins, never
 * half a file, and where each made a version of its own, the first goes to the trash whole. A folder that is a link
 * itself is no library. Writing throws `StoreError`.
 */
export function createFileToolStore(folder: string, now: () => Date): ToolStore {
  const library = plainFolder(folder, 'shared');
  const pathOf = (id: string): string => join(library.path, safeId(id));
  const trash = createTrash(library, now);
  let swept: Promise<void> | undefined;

  const list = async (only?: readonly string[]): Promise<StoreListing> => {
    const { names, damaged } =
      only && !(await isLink(library.path)) ? { names: only, damaged: [] } : await namesIn(library.path);
    const listing = { tools: [] as Tool[], damaged: [...damaged] };
    let weight = 0;
    const add = (name: string, read: ReadTool | undefined): void => {
      if (read?.kind === 'tool') weight += read.weight;
      if (!read || weight > heaviestListing) listing.damaged.push({ folder: name, reason: tooMuch });
      else if (read.kind === 'tool') listing.tools.push(read.tool);
      else if (read.kind === 'damaged') listing.damaged.push({ folder: name, reason: read.reason });
    };
    for (let from = 0; from < names.length; from += readAtOnce) {
      const some = names.slice(from, from + readAtOnce);
      const bytes = await Promise.all(some.map((name) => manifestBytes(library.path, name)));
      if (weight <= heaviestListing && bytes.reduce((sum, one) => sum + one, 0) <= bytesAtOnce) {
        const read = await Promise.all(some.map((name) => readTool(library.path, name)));
        some.forEach((name, at) => add(name, read[at]));
      } else
        for (const name of some) add(name, weight > heaviestListing ? undefined : await readTool(library.path, name));
    }
    return listing;
  };

  const save = async (
    tool: Tool,
    transcript?: readonly TranscriptEntry[],
    earlier: readonly StoredVersion[] = [],
  ): Promise<void> => {
    const manifest = manifestText(tool);
    const path = pathOf(tool.id);
    // Once for each store, at its first write: a reader on a read-only disk never gets here.
    await (swept ??= sweep(library, now()));
    const standing = await readTool(library.path, tool.id);
    const same = standing.kind === 'tool' && isSameTool(standing.tool, tool) ? standing.tool : undefined;
    // Another window's new tool of the same name, another second version of this one, a newer format, a link: nothing
    // of it is overwritten.
    if (!same && standing.kind !== 'gone') await trash.put(tool.id);
    const target = same ? path : join(library.path, `.${tool.id}-${randomToken()}${temporaryEnding}`);
    try {
      for (const version of earlier) await writeVersion(library, target, version);
      // What is replaced is kept, so that it can be gone back to.
      if (same && newestVersion(same) < newestVersion(tool)) await writeState(library, target, same);
      // Not again where it stands already, as after a new name: someone may have it open.
      if (same?.code !== tool.code || newestVersion(same) !== newestVersion(tool))
        await writeVersion(library, target, { number: newestVersion(tool), code: tool.code, transcript });
      else if (transcript) await writeTranscript(library, target, newestVersion(tool), transcript);
      await library.replace(join(target, manifestFile), manifest);
      if (!same) await library.move(target, path);
    } catch (error) {
      if (!same) await library.remove(target).catch(() => undefined);
      throw error;
    }
  };

  return {
    names: () => namesIn(library.path),
    list,
    save,
    readTranscript: async (id, version) => {
      const read = await readLimited(join(pathOf(id), transcriptFile(version)), longestTranscript);
      return read.kind === 'text' ? parseTranscript(parseJson(read.text)) : undefined;
    },
    readCode: (id, version) => readCodeFile(pathOf(id), version),
    readState: (id, version) => readStateFile(pathOf(id), version),
    trash: (id) => trash.put(safeId(id)),
    listTrash: () => trash.list(),
    trashEntries: () => trash.entries(),
    deleteTrashed: (entries) => trash.delete(entries),
    restore: async (entry) => {
      const trashed = await trash.read(entry);
      const taken = new Set<string>(await readdir(library.path).catch((): string[] => []));
      const id = taken.has(trashed.id) ? newToolId(trashed.name, taken) : trashed.id;
      const tool: Tool = { ...trashed, id };
      if (id !== trashed.id) await library.replace(join(trash.pathOf(entry), manifestFile), manifestText(tool));
      await library.move(trash.pathOf(entry), pathOf(id));
      return { tool, trashed };
    },
    watch: (changed) => watchFolder(library.path, changed),
  };
}

/** Removes what crashes left in a library and in its tools' folders. */
async function sweep(library: PlainFolder, now: Date): Promise<void> {
  await removeLeftovers(library, library.path, { folders: /^\.[a-z0-9-]{1,48}$/ }, now);
  const { names } = await namesIn(library.path);
  for (const name of names.filter((one) => toolIdPattern.test(one)))
    await removeLeftovers(library, join(library.path, name), { files: toolFile }, now);
}

/** The names that may be tools, in order; the library itself as damaged where it cannot be read. */
async function namesIn(folder: string): Promise<StoreNames> {
  const unreadable = (reason: string): StoreNames => ({
    names: [],
    damaged: [{ folder: basename(folder), reason: `the library's folder ${reason}` }],
  });
  try {
    if (await isLink(folder)) return unreadable('is a link, and nothing of it is used; put the folder itself there');
    const entries = await readdir(folder, { withFileTypes: true });
    // Hidden ones are the trash, git's, and tools being written; loose files, such as a README, are nobody's business.
    return {
      names: entries
        .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith(temporaryEnding) && !entry.isFile())
        .map((entry) => entry.name)
        .sort(),
      damaged: [],
    };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { names: [], damaged: [] };
    return unreadable(readFailure(error));
  }
}

function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (info) => info.isSymbolicLink(),
    () => false,
  );
}

/**
 * The same tool in another state: as far as both go, their versions are the same. Another tool that got the same id is
 * not the same. Nor is one that went on in another way, as when two windows continued one draft.
 */
function isSameTool(standing: Tool, tool: Tool): boolean {
  return standing.versions.every(({ number, createdAt }, index) => {
    const other = tool.versions[index];
    return other === undefined ? index > 0 : other.number === number && other.createdAt === createdAt;
  });
}

async function writeVersion(
  library: PlainFolder,
  target: string,
  { number, code, transcript, state }: Omit<StoredVersion, 'state'> & { readonly state?: Tool | undefined },
): Promise<void> {
  await library.replace(join(target, codeFile(number)), code);
  if (state) await writeState(library, target, state);
  if (transcript) await writeTranscript(library, target, number, transcript);
}

async function writeState(library: PlainFolder, target: string, state: Tool): Promise<void> {
  await library.replace(join(target, stateFile(newestVersion(state))), manifestText(state));
}

async function writeTranscript(
  library: PlainFolder,
  target: string,
  version: number,
  transcript: readonly TranscriptEntry[],
): Promise<void> {
  if (transcript.length > 0)
    await library.replace(join(target, transcriptFile(version)), `${JSON.stringify(transcript, null, 1)}\n`);
}

function transcriptFile(version: number): string {
  return `v${version}.transcript.json`;
}

/** The manifest as it is written. Throws for a tool that would not be read again: better now than at the next start. */
function manifestText(tool: Tool): string {
  const manifest = toolManifest(tool);
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const parsed = parseTool(manifest, tool.code);
  const reason =
    parsed.kind === 'damaged'
      ? parsed.reason
      : text.length > bounds.manifestCharacters
        ? `its examples are longer than ${bounds.manifestCharacters} characters together; leave some out`
        : undefined;
  if (reason !== undefined) throw new StoreError(`“${tool.name.slice(0, 80)}” was not stored: ${reason}.`);
  return text;
}

/** An id that stays in its folder. */
function safeId(id: string): string {
  if (!toolIdPattern.test(id)) throw new StoreError(`“${id.slice(0, 60)}” is no id of a tool.`);
  return id;
}
