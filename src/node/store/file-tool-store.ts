import { randomUUID } from 'node:crypto';
import { existsSync, watch } from 'node:fs';
import { lstat, mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { DamagedTool, StoreListing, ToolStore } from '../../engine/library/tool-store';
import { bounds, parseTool, parseTranscript, toolManifest } from '../../engine/tool/parse-tool';
import { newToolId, toolIdPattern } from '../../engine/tool/tool-id';
import type { Tool } from '../../engine/tool/tool';
import { flushFolder, storeError, temporaryEnding, writeFileAtomically } from './atomic-file';

const trashFolder = '.trash';
const manifestFile = 'tool.json';

/**
 * Tools in a folder: one folder each, named by its id. `tool.json` is the commit point; each version's code stands
 * in its own `v1.js`, `v2.js`… so that a diff reads well, with the transcript of its making beside it. A new tool is
 * prepared under a name that nothing reads and renamed; the manifest of a changed one is written last.
 */
export function createFileToolStore(folder: string, now: () => Date): ToolStore {
  const pathOf = (id: string): string => join(folder, id);

  const list = async (): Promise<StoreListing> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const tools: Tool[] = [];
    const damaged: DamagedTool[] = [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name.endsWith(temporaryEnding)) continue;
      // Loose files beside the tools, such as a README, are nobody's business.
      if (entry.isFile()) continue;
      const read = await readTool(folder, entry.name);
      if (typeof read === 'string') damaged.push({ folder: entry.name, reason: read });
      else tools.push(read);
    }
    return { tools, damaged };
  };

  const restore = async (entry: string): Promise<Tool> => {
    const from = join(folder, trashFolder, safeEntry(entry));
    const read = await readFolder(from);
    if (typeof read === 'string') throw new Error(`This tool cannot be restored: ${read}.`);
    const taken = new Set((await readdir(folder).catch(() => [])).map(String));
    const id = taken.has(read.id) ? newToolId(read.name, taken) : read.id;
    if (id !== read.id) await writeFileAtomically(join(from, manifestFile), manifestText({ ...read, id }));
    await moved(from, pathOf(id));
    return { ...read, id };
  };

  return {
    list,
    restore,
    save: async (tool, transcript) => {
      const version = tool.versions.at(-1)?.number ?? 1;
      const exists = existsSync(pathOf(tool.id));
      const target = exists ? pathOf(tool.id) : join(folder, `.${tool.id}-${randomUUID().slice(0, 8)}${temporaryEnding}`);
      await writeFileAtomically(join(target, `v${version}.js`), tool.code);
      if (transcript && transcript.length > 0) await writeFileAtomically(join(target, `v${version}.transcript.json`), `${JSON.stringify(transcript, null, 1)}\n`);
      await writeFileAtomically(join(target, manifestFile), manifestText(tool));
      if (!exists) await moved(target, pathOf(tool.id));
    },
    readTranscript: async (id, version) => {
      const path = join(pathOf(safeEntry(id)), `v${version}.transcript.json`);
      const text = await readLimited(path, bounds.manifestCharacters * 4);
      return text === undefined ? undefined : parseTranscript(parsedOrUndefined(text));
    },
    trash: async (id) => {
      const entry = `${now().toISOString().replaceAll(':', '-')}--${safeEntry(id)}`;
      await mkdir(join(folder, trashFolder), { recursive: true });
      await moved(pathOf(safeEntry(id)), join(folder, trashFolder, entry));
    },
    listTrash: async () => {
      const entries = await readdir(join(folder, trashFolder)).catch(() => []);
      const read = await Promise.all(entries.map(async (entry) => ({ entry, tool: await readFolder(join(folder, trashFolder, entry)) })));
      return read
        .flatMap(({ entry, tool }) => (typeof tool === 'string' ? [] : [{ entry, name: tool.name, deletedAt: entry.slice(0, 24).replace(/T(\d+)-(\d+)-/, 'T$1:$2:') }]))
        .sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
    },
    watch: (changed) => watchFolder(folder, changed),
  };
}

/** Reads one tool of a folder, or says why it is set aside. */
async function readTool(folder: string, name: string): Promise<Tool | string> {
  if (!toolIdPattern.test(name)) return 'its folder has a name that no tool has';
  const path = join(folder, name);
  const info = await lstat(path).catch(() => undefined);
  if (!info) return 'it vanished while it was read';
  if (info.isSymbolicLink() && !(await realpath(path)).startsWith((await realpath(folder)) + sep)) return 'it is a link that leads out of the library';
  if (!info.isDirectory() && !info.isSymbolicLink()) return 'it is no folder';
  const tool = await readFolder(path);
  if (typeof tool !== 'string' && tool.id !== name) return `its manifest says "${tool.id.slice(0, 60)}", its folder "${name}"`;
  return tool;
}

async function readFolder(path: string): Promise<Tool | string> {
  const manifestText = await readLimited(join(path, manifestFile), bounds.manifestCharacters);
  if (manifestText === undefined) return `its ${manifestFile} is missing, too large or a link out of the library`;
  const manifest = parsedOrUndefined(manifestText);
  if (manifest === undefined) return `its ${manifestFile} is not JSON`;
  const version = latestVersion(manifest);
  const code = await readLimited(join(path, `v${version}.js`), bounds.codeCharacters);
  if (code === undefined) return `its code v${version}.js is missing, too large or a link out of the library`;
  const parsed = parseTool(manifest, code);
  return parsed.kind === 'tool' ? parsed.tool : parsed.reason;
}

function latestVersion(manifest: unknown): number {
  const versions: unknown = typeof manifest === 'object' && manifest !== null && 'versions' in manifest ? manifest.versions : undefined;
  const last: unknown = Array.isArray(versions) ? versions.at(-1) : undefined;
  const number: unknown = typeof last === 'object' && last !== null && 'number' in last ? last.number : undefined;
  return typeof number === 'number' && Number.isInteger(number) ? number : 1;
}

/** A file's text; `undefined` where it is missing, no plain file, or longer than `longest` bytes. */
async function readLimited(path: string, longest: number): Promise<string | undefined> {
  try {
    const info = await lstat(path);
    if (!info.isFile() || info.size > longest) return undefined;
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function manifestText(tool: Tool): string {
  return `${JSON.stringify(toolManifest(tool), null, 2)}\n`;
}

/** A name that stays in its folder. */
function safeEntry(name: string): string {
  if (!/^[\w.-]+$/.test(name) || name.includes('..')) throw new Error(`“${name.slice(0, 60)}” is no name of a stored tool.`);
  return name;
}

async function moved(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
    await flushFolder(join(to, '..'));
  } catch (error) {
    await stat(from).catch(() => undefined);
    throw storeError(to, error);
  }
}

/**
 * Watches a folder that may come and go. Where the system can watch whole trees its events are used; a slow poll
 * finds the folder when it appears, and changes where events are not to be had.
 */
function watchFolder(folder: string, changed: () => void): () => void {
  let ended = false;
  let notice: NodeJS.Timeout | undefined;
  let watcher: ReturnType<typeof watch> | undefined;
  const soon = (): void => {
    clearTimeout(notice);
    notice = setTimeout(() => {
      if (!ended) changed();
    }, 150);
    notice.unref();
  };
  const start = (): void => {
    if (watcher || !existsSync(folder)) return;
    try {
      watcher = watch(folder, { recursive: true, persistent: false }, soon);
      watcher.on('error', stop);
      soon();
    } catch {
      watcher = undefined;
    }
  };
  const stop = (): void => {
    watcher?.close();
    watcher = undefined;
  };
  const poll = setInterval(() => {
    if (watcher && !existsSync(folder)) {
      stop();
      soon();
    } else start();
  }, 1_000);
  poll.unref();
  start();
  return () => {
    ended = true;
    clearInterval(poll);
    clearTimeout(notice);
    stop();
  };
}

/** Removes what crashes left of unfinished writes that are older than a day. For the start of a long-lived host. */
export async function cleanUnfinished(folder: string, now: () => Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(temporaryEnding)) continue;
    const info = await stat(join(folder, name)).catch(() => undefined);
    if (info && now().getTime() - info.mtimeMs > 86_400_000) await rm(join(folder, name), { recursive: true, force: true });
  }
}
