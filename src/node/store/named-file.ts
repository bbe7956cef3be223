import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { plainFolder, type PlainFolder } from './plain-folder';
import { standingAt } from './refusals';
import { storeError, systemCode } from './store-error';

/** A file that a person named, to be written: the folders above it may be links, which are theirs; it may be none. */
export interface NamedFile {
  /** The file, its folder as it is really called. */
  readonly path: string;
  /** The folder, of those above the file, that is there; the missing ones are made below it. */
  readonly folder: PlainFolder;
}

/** The file that a path names, by whatever folders. Throws `StoreError` where a file stands for one of them. */
export async function namedFile(path: string): Promise<NamedFile> {
  const absolute = resolve(path);
  const missing: string[] = [];
  for (let above = dirname(absolute); ; above = dirname(above)) {
    const real = await realFolder(above);
    if (real !== undefined)
      return {
        path: join(real, ...missing, await storedName(join(real, ...missing), basename(absolute))),
        folder: plainFolder(real, 'shared'),
      };
    missing.unshift(basename(above));
  }
}

/** `undefined` where there is none; a link that leads nowhere stands in the way of one, and is refused as a step. */
async function realFolder(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw storeError(path, error);
  }
}

/** The name as the disk has it, where the file is there: some disks take any letters' case for the same. */
async function storedName(folder: string, name: string): Promise<string> {
  const standing = await standingAt(join(folder, name));
  if (!standing || standing.isSymbolicLink()) return name;
  return basename(await realpath(join(folder, name)).catch(() => name));
}
