import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryEnding } from './atomic-file';

/** Old enough that no writer is still at it, whatever the clocks of two machines on one disk say. */
const oldMilliseconds = 86_400_000;

/**
 * Removes what crashes left of unfinished writes in a folder and in the folders in it, a day after. Never throws:
 * what cannot be removed is in nobody's way.
 */
export async function removeLeftovers(folder: string, now: Date): Promise<void> {
  await sweep(folder, now, true);
}

async function sweep(folder: string, now: Date, deeper: boolean): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.name.endsWith(temporaryEnding)) {
      const info = await lstat(path).catch(() => undefined);
      if (info && now.getTime() - info.mtimeMs > oldMilliseconds)
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
    } else if (deeper && entry.isDirectory()) await sweep(path, now, false);
  }
}
