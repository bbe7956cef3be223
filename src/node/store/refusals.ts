import type { BigIntStats, Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isSameIdentity } from './same-file';
import { StoreError, storeError, systemCode } from './store-error';

/**
 * Throws `StoreError` where a step from `root` down to `folder`, both included, is a link or no folder. What is not
 * there yet is in nobody's way. Windows' junctions are links here, too.
 */
export async function refuseLinkedSteps(root: string, folder: string): Promise<void> {
  for (const step of stepsTo(root, folder)) {
    const info = await standingAt(step);
    if (!info) return;
    await refuseLink(step, info, 'nothing is written, moved or deleted behind it. Put the folder itself there');
    if (!info.isDirectory()) throw storeError(step, Object.assign(new Error(), { code: 'ENOTDIR' }));
  }
}

/** Every folder from `root` down to `folder`, both included. Throws for a folder elsewhere, which is a bug. */
export function stepsTo(root: string, folder: string): readonly string[] {
  const below = relative(root, folder);
  if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below))
    throw new Error(`${folder} is not below ${root}.`);
  const names = below === '' ? [] : below.split(sep);
  return [root, ...names.map((_, index) => join(root, ...names.slice(0, index + 1)))];
}

/** Throws `StoreError` where what stands under a path could not be replaced by a file: a link, a folder, a device. */
export async function refuseOtherThanFile(path: string): Promise<void> {
  const info = await standingAt(path);
  if (!info) return;
  await refuseLink(path, info, 'nothing is written through links. Put the file itself there');
  if (info.isDirectory()) throw refused(path, 'it is a folder. Name a file in it, or choose another place.');
  if (!info.isFile()) throw refused(path, 'it is no plain file. Move it away, or choose another place.');
}

/** Throws `StoreError` for what is opened and is no file with one name, which stands there and nowhere else. */
export async function refuseOtherThanOpened(path: string, opened: BigIntStats): Promise<void> {
  if (!opened.isFile()) throw refused(path, 'it is no plain file. Move it away, or choose another place.');
  if (opened.nlink > 1n)
    throw refused(path, 'the same file has further names (hard links), elsewhere perhaps. Put a copy of it there.');
  const standing = await lookAt(path, () => lstat(path, { bigint: true }));
  if (!standing || !isSameIdentity(standing, opened))
    throw refused(path, 'it was replaced while it was opened. Try again.');
}

/** What stands under a path, a link itself and not what it leads to; `undefined` where there is nothing. */
export function standingAt(path: string): Promise<Stats | undefined> {
  return lookAt(path, () => lstat(path));
}

async function lookAt<Found>(path: string, look: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await look();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw storeError(path, error);
  }
}

/** Where a link leads, as it says so itself. */
export async function linkTarget(path: string): Promise<string> {
  return readlink(path).catch(() => 'what cannot be read');
}

async function refuseLink(path: string, info: Stats, instead: string): Promise<void> {
  if (info.isSymbolicLink())
    throw refused(path, `it is a link to ${await linkTarget(path)}, and ${instead}, or choose another place.`);
}

function refused(path: string, reason: string): StoreError {
  return new StoreError(`${path} was left as it is: ${reason}`);
}
