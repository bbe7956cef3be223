import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryEnding, type PlainFolder } from './plain-folder';

/** Old enough that no writer is still at it, whatever the clocks of two machines on one disk say. */
const oldMilliseconds = 86_400_000;

/** What is written in a folder: the names of files, and of folders, before eight digits of chance are put behind them. */
export interface WrittenNames {
  readonly files?: RegExp;
  readonly folders?: RegExp;
}

/**
 * Removes what crashes left of unfinished writes in a folder, a day after: plain files and folders of our own names
 * alone, and behind no link. Never throws: what cannot be removed is in nobody's way.
 */
export async function removeLeftovers(
  within: PlainFolder,
  folder: string,
  written: WrittenNames,
  now: Date,
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const ours = entry.isFile() ? written.files : entry.isDirectory() ? written.folders : undefined;
    if (ours?.test(nameOfLeftover(entry.name) ?? '') !== true) continue;
    const path = join(folder, entry.name);
    const info = await lstat(path).catch(() => undefined);
    if (info && now.getTime() - info.mtimeMs > oldMilliseconds) await within.remove(path).catch(() => undefined);
  }
}

/** What was written under a name of a leftover; `undefined` where it is none. */
function nameOfLeftover(name: string): string | undefined {
  if (!name.endsWith(temporaryEnding)) return undefined;
  return /^(.+)[.-][0-9a-f]{8}$/.exec(name.slice(0, -temporaryEnding.length))?.[1];
}
