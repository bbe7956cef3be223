import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrashedTool } from '../../engine/library/tool-store';
import type { Tool } from '../../engine/tool/tool';
import { exists } from './exists';
import { removeLeftovers } from './leftovers';
import { randomToken, temporaryEnding, type PlainFolder } from './plain-folder';
import { readToolFolder } from './read-tool';
import { refuseLinkedSteps } from './refusals';
import { StoreError } from './store-error';

const trashFolder = '.trash';
const ignoredFile = '.gitignore';
const ignoredPattern = /^\.gitignore$/;

/**
 * The time of the deletion with hyphens for colons, which Windows has no place for; a number where two fell together;
 * the id.
 */
const entryPattern = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)(?:-\d+)?--[a-z0-9-]{1,48}$/;

/** Ending of what is being deleted; a crash may leave it, and it means nothing any more. */
const deletedEnding = `.deleted${temporaryEnding}`;
const deletedPattern = /^(.+)\.[0-9a-f]{8}\.deleted\.writing$/;

/** The trash of a library's folder: whole folders of tools, moved there and back by renaming. */
export interface Trash {
  /** Moves what stands under an id to the trash, readable or not. No harm where nothing does. */
  put(id: string): Promise<void>;
  /** The tools in it, newest first; what cannot be read stays, and is not listed. */
  list(): Promise<readonly TrashedTool[]>;
  /** The names of everything in it, what cannot be read too. */
  entries(): Promise<readonly string[]>;
  /** Deletes entries for good. No harm where one is gone already. Throws `StoreError`. */
  delete(entries: readonly string[]): Promise<void>;
  /** Throws `StoreError` for what is not there or cannot be read. */
  read(entry: string): Promise<Tool>;
  /** Throws `StoreError` for what is no name of an entry. */
  pathOf(entry: string): string;
}

/** The trash of a library. One that is a link is empty, and nothing is put there or deleted from it. */
export function createTrash(library: PlainFolder, now: () => Date): Trash {
  const path = join(library.path, trashFolder);
  const pathOf = (entry: string): string => {
    if (!entryPattern.test(entry)) throw new StoreError(`“${entry.slice(0, 80)}” is nothing in the trash.`);
    return join(path, entry);
  };
  const refuseLink = (): Promise<void> => refuseLinkedSteps(library.path, path);
  const names = (): Promise<readonly string[]> =>
    refuseLink().then(
      () => readdir(path).catch(() => []),
      () => [],
    );
  const entries = async (): Promise<readonly string[]> => (await names()).filter((name) => entryPattern.test(name));
  const readEntry = async (entry: string): ReturnType<typeof readToolFolder> => {
    await refuseLink();
    const info = await lstat(pathOf(entry)).catch(() => undefined);
    if (!info) return { kind: 'damaged', reason: 'it is no longer in the trash' };
    // A link would be followed out of the library.
    return info.isDirectory() ? readToolFolder(pathOf(entry)) : { kind: 'damaged', reason: 'it is no folder' };
  };
  const read = async (entry: string): Promise<Tool> => {
    const parsed = await readEntry(entry);
    if (parsed.kind === 'damaged') throw new StoreError(`This tool cannot be restored: ${parsed.reason}.`);
    return parsed.tool;
  };
  return {
    pathOf,
    read,
    put: async (id) => {
      if (!(await exists(join(library.path, id)))) return;
      await prepare(library, path, now());
      const time = now().toISOString().replaceAll(':', '-');
      for (let number = 1; ; number += 1) {
        const to = pathOf(number === 1 ? `${time}--${id}` : `${time}-${number}--${id}`);
        if (await exists(to)) continue;
        try {
          await library.move(join(library.path, id), to);
        } catch (error) {
          // Another window may have deleted it in this moment.
          if (await exists(join(library.path, id))) throw error;
        }
        return;
      }
    },
    entries,
    delete: async (deleted) => {
      await refuseLink();
      for (const entry of deleted) {
        const from = pathOf(entry);
        try {
          // Out of the trash in one step first: half a tool could else be restored.
          await library.move(from, `${from}.${randomToken()}${deletedEnding}`);
        } catch (error) {
          // Another window may have deleted or restored it in this moment.
          if (await exists(from)) throw error;
        }
      }
      for (const name of await names())
        if (entryPattern.test(deletedPattern.exec(name)?.[1] ?? '')) await removeForGood(library, join(path, name));
    },
    list: async () => {
      const tools: TrashedTool[] = [];
      for (const entry of await entries()) {
        const parsed = await readEntry(entry);
        if (parsed.kind === 'tool')
          tools.push({ entry, name: parsed.tool.name, deletedAt: entry.replace(entryPattern, '$1$2:$3:$4') });
      }
      return tools.sort((a, b) =>
        a.deletedAt === b.deletedAt ? (a.entry < b.entry ? 1 : -1) : a.deletedAt < b.deletedAt ? 1 : -1,
      );
    },
  };
}

async function removeForGood(library: PlainFolder, path: string): Promise<void> {
  try {
    await library.remove(path);
  } catch (error) {
    const reason = error instanceof StoreError ? (error.cause ?? error) : error;
    throw new StoreError(
      `It is in the trash no more, but its files could not be deleted: ${reason instanceof Error ? reason.message : 'unknown error'}. Delete ${path} by hand.`,
      { cause: error },
    );
  }
}

/** Makes the trash, with a word to git: what was deleted from a shared folder is not committed from its trash. */
async function prepare(library: PlainFolder, path: string, now: Date): Promise<void> {
  await library.makeFolder(path);
  await removeLeftovers(library, path, { files: ignoredPattern }, now);
  if (!(await exists(join(path, ignoredFile)))) await library.replace(join(path, ignoredFile), '*\n');
}
