import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { namedFile } from '../store/named-file';
import { writeToDevice } from '../store/plain-folder';
import { linkTarget } from '../store/refusals';
import { isSameFile } from '../store/same-file';
import { systemCode } from '../store/store-error';
import { UsageError, type Terminal } from './terminal';

/** Where a command's result goes. */
export interface Output {
  /** Writes it whole. Throws `StoreError`. */
  readonly write: (text: string) => Promise<void>;
  /** The path of the file; `undefined` where it goes to the standard output, a device or a pipe. */
  readonly file: string | undefined;
}

/**
 * The output that was asked for, checked before anything is spent on what goes there: never the input itself, by
 * whatever name or link, no folder, and no link. Throws `UsageError`.
 */
export async function openOutput(path: string | undefined, input: string, terminal: Terminal): Promise<Output> {
  if (path === undefined || path === '-') {
    return {
      write: (text) => {
        terminal.out(text);
        return Promise.resolve();
      },
      file: undefined,
    };
  }
  const standing = await status(path);
  if (standing?.isDirectory() === true) throw new UsageError(`--output ${path} is a folder: name a file in it.`);
  if (input !== '-' && (await isSameFile(path, input)))
    throw new UsageError('--output may not be the input itself: name another file.');
  const isLink = (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true;
  // A device or a pipe is written to; a rename would put a file in its place.
  if (standing && !standing.isFile() && (!isLink || (await isOfTheSystem(path))))
    return { write: (text) => writeToDevice(path, text), file: undefined };
  if (isLink)
    throw new UsageError(
      `--output ${path} is a link to ${await linkTarget(path)}, and nothing is written through links: name the file itself, or - for the standard output.`,
    );
  return {
    write: async (text) => {
      const { folder, path: file } = await namedFile(path);
      await folder.replace(file, text);
    },
    file: path,
  };
}

/** Whether a link is one of the system's own, as `/dev/stdout` and the pipes of a shell are. */
async function isOfTheSystem(path: string): Promise<boolean> {
  return /^\/(?:dev|proc)(?:\/|$)/.test(await realpath(dirname(path)).catch(() => ''));
}

async function status(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') throw new UsageError(`${path}: a file stands where a folder should be.`);
    return undefined;
  }
}
