import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm, rmdir, stat, unlink, readdir, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readFailure } from './read-limited';
import { refuseLinkedSteps, refuseOtherThanFile, refuseOtherThanOpened, standingAt, stepsTo } from './refusals';
import { StoreError, storeError, systemCode } from './store-error';

/** Ending of files and folders that are being written; what a crash left of them means nothing and may be deleted. */
export const temporaryEnding = '.writing';

/** What is written into a file; in pieces, between which others get the thread. */
export type Content = string | Iterable<string> | AsyncIterable<Uint8Array>;

/** A file that is whole and flushed under another name, and has yet to get its own. */
export interface WrittenFile {
  /** Gives it its name, in one step. */
  name(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * A folder of ours and all that is written below it. Every step from it down is a folder and no link. What is opened is
 * a plain file with one name. So nobody who put a link there has anything written, emptied or deleted elsewhere. All of
 * it throws `StoreError`, which names the path, the reason and the remedy.
 *
 * Links are looked for before a file is opened, refused while it is (where the system can), and looked for once more
 * with the file open. One thing is not held: another program of the same user may exchange a folder for a link and back
 * in between. Node opens no file relative to an open folder, and such a program may write everywhere itself.
 */
export interface PlainFolder {
  readonly path: string;
  /** Makes the folder, or one below it, with those above it. */
  makeFolder(path?: string): Promise<void>;
  /** A new file; where anything stands there already it is none. */
  create(path: string): Promise<FileHandle>;
  openToAppend(path: string): Promise<FileHandle>;
  /** A file that is there, to be read and written. */
  openToUpdate(path: string): Promise<FileHandle>;
  /**
   * Writes a file whole or not at all: under another name beside it, flushed to the disk, then renamed. Killed at any
   * moment, the file holds its old text or its new one.
   */
  replace(path: string, content: Content): Promise<void>;
  /**
   * Does the first half of that. With a `token`, eight hexadecimal digits, the other name is known before, and what a
   * killed writer left under it is replaced.
   */
  write(path: string, content: Content, token?: string): Promise<WrittenFile>;
  /** Renames a file or a folder, and flushes both ends. */
  move(from: string, to: string): Promise<void>;
  /** Deletes a file, a link itself, or a folder with all that is in it. No harm where there is nothing. */
  remove(path: string): Promise<void>;
}

/** Where a system lacks one of them, as Windows does, the looks before and after are what there is. */
const flags = constants as Readonly<Partial<Record<string, number>>>;
const plainly = (flags['O_NOFOLLOW'] ?? 0) | (flags['O_NONBLOCK'] ?? 0);

/**
 * The folder at a path. `ownerOnly`: it and all below it is readable by nobody else, also where an earlier version made
 * it otherwise. Windows has no such modes: there the permissions of the user's profile hold.
 */
export function plainFolder(folder: string, access: 'ownerOnly' | 'shared'): PlainFolder {
  const root = resolve(folder);
  const [folderMode, fileMode] = access === 'ownerOnly' ? [0o700, 0o600] : [0o777, 0o666];

  const makeFolder = async (path = root): Promise<void> => {
    await refuseLinkedSteps(root, path);
    try {
      await makeMissing(path, folderMode);
      if (access === 'ownerOnly') for (const step of stepsTo(root, path)) await keepFromOthers(step);
    } catch (error) {
      throw storeError(path, error);
    }
  };
  /** Opens a file plainly; messages name the one that it is `about`. */
  const opened = async (path: string, how: number, about = path): Promise<FileHandle> => {
    await makeFolder(dirname(path));
    let file: FileHandle | undefined;
    try {
      file = await open(path, how | plainly, fileMode);
      const info = await file.stat({ bigint: true });
      await refuseOtherThanOpened(path, info);
      await refuseLinkedSteps(root, dirname(path));
      if (access === 'ownerOnly' && isOthers(Number(info.mode))) await file.chmod(fileMode).catch(() => undefined);
      return file;
    } catch (error) {
      await file?.close();
      // A link that came between the look before and the opening.
      if (systemCode(error) === 'ELOOP') await refuseOtherThanFile(path);
      if (systemCode(error) === 'EEXIST')
        throw new StoreError(`${path} was left as it is: something stands there already. Try again.`);
      throw storeError(about, error);
    }
  };
  const create = (path: string, about = path): Promise<FileHandle> =>
    opened(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, about);
  const openStanding = async (path: string, how: number): Promise<FileHandle> => {
    await refuseLinkedSteps(root, dirname(path));
    await refuseOtherThanFile(path);
    return opened(path, how);
  };
  const remove = async (path: string): Promise<void> => {
    await refuseLinkedSteps(root, dirname(path));
    try {
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      throw storeError(path, error);
    }
  };
  const write = async (path: string, content: Content, token?: string): Promise<WrittenFile> => {
    await refuseLinkedSteps(root, dirname(path));
    await refuseOtherThanFile(path);
    const temporary = temporaryName(path, token ?? randomToken());
    const discard = (): Promise<void> => rm(temporary, { force: true }).catch(() => undefined);
    try {
      if (token !== undefined) await remove(temporary);
      const file = await create(temporary, path);
      try {
        // Each goes on where the one before ended.
        for await (const piece of typeof content === 'string' ? [content] : content)
          await file.writeFile(piece, 'utf8');
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      await discard();
      throw storeError(path, error);
    }
    return {
      discard,
      name: async () => {
        try {
          await renamePatiently(temporary, path);
        } catch (error) {
          await discard();
          throw storeError(path, error);
        }
        await flushFolder(dirname(path));
      },
    };
  };
  return {
    path: root,
    makeFolder,
    create: (path) => create(path),
    openToAppend: (path) => openStanding(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT),
    openToUpdate: (path) => openStanding(path, constants.O_RDWR),
    write,
    replace: async (path, content) => (await write(path, content)).name(),
    move: async (from, to) => {
      for (const path of [from, to]) await refuseLinkedSteps(root, dirname(path));
      try {
        await renamePatiently(from, to);
      } catch (error) {
        throw storeError(to, error);
      }
      await flushFolder(dirname(to));
      if (dirname(from) !== dirname(to)) await flushFolder(dirname(from));
    },
    remove,
  };
}

/** The other name under which a file is written. */
export function temporaryName(path: string, token: string): string {
  return `${path}.${token}${temporaryEnding}`;
}

/** Eight hexadecimal digits of chance, for a name that nobody knows before. */
export function randomToken(): string {
  return randomUUID().slice(0, 8);
}

/** Opens a file for reading, of the person's own perhaps: links lead on. Throws the system's error. */
export function openToRead(path: string): Promise<FileHandle> {
  return open(path, 'r');
}

/** Writes into a device or a pipe, which a person named and which no file may take the place of. */
export async function writeToDevice(path: string, text: string): Promise<void> {
  try {
    // Whoever opens a pipe waits for a reader, but not like this; it stays open, or the reader would see its end.
    const probe = await open(path, constants.O_WRONLY | (flags['O_NONBLOCK'] ?? 0));
    try {
      if ((await probe.stat()).isFile()) throw new StoreError(`${path} is no device any more. Try again.`);
      const device = await open(path, constants.O_WRONLY);
      try {
        await device.writeFile(text);
      } finally {
        await device.close();
      }
    } finally {
      await probe.close();
    }
  } catch (error) {
    if (systemCode(error) === 'ENXIO')
      throw new StoreError(`${path} is a pipe that nobody reads, or a device that is not there: name a file.`);
    throw storeError(path, error);
  }
}

/**
 * Deletes a file, or a folder with all that is in it, and returns what could not be deleted, with why. Follows no
 * link.
 */
export async function deleteTree(path: string): Promise<readonly string[]> {
  try {
    const info = await lstat(path);
    if (!info.isDirectory()) {
      await unlink(path);
      return [];
    }
    const failures: string[] = [];
    for (const name of await readdir(path)) failures.push(...(await deleteTree(join(path, name))));
    if (failures.length === 0) await rmdir(path);
    return failures;
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? [] : [`${path}: ${reasonOf(error)}`];
  }
}

function reasonOf(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOTEMPTY':
      return 'something was written there meanwhile';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the disk is read-only';
    default:
      return readFailure(error);
  }
}

/**
 * Makes a folder and those above it, one after the other: of several at once Node says on a read-only disk that there
 * is no such folder. Throws the system's error.
 */
async function makeMissing(path: string, mode: number): Promise<void> {
  if (await standingAt(path)) return;
  // Above what is ours links lead on.
  if (!(await stat(dirname(path)).catch(() => undefined))) await makeMissing(dirname(path), mode);
  await mkdir(path, { mode }).catch((error: unknown) => {
    // Another process was faster.
    if (systemCode(error) !== 'EEXIST') throw error;
  });
}

/** Takes a folder from all but its owner, where the disk knows such modes. */
async function keepFromOthers(path: string): Promise<void> {
  if (process.platform === 'win32' || !isOthers((await lstat(path)).mode)) return;
  try {
    const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | plainly);
    await folder.chmod(0o700).finally(() => folder.close());
  } catch {
    // Another's folder, or a disk without modes: what is written into it has its own.
  }
}

function isOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}

/** Flushes a folder's entries: without it a rename may be forgotten in a power failure. Not every system can. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows has no such thing; the rename itself stands.
  }
}

/** On Windows a virus scanner or an indexer holds new files for a moment, and renaming them fails meanwhile. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let pause = 10; ; pause *= 2) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || pause > 320 || !['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error)))
        throw error;
      await delay(pause);
    }
  }
}
