import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What folders are removed after: a test, or all of a file's. */
export interface Ending {
  after(work: () => Promise<void>): unknown;
}

/** A folder of a test's own, gone after it. */
export async function temporaryFolder(context: Ending): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toolsmith-store-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Every path in a folder, `/` between names, in order. */
export async function pathsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((): string[] => []);
  return entries.map((path) => path.replaceAll('\\', '/')).sort();
}
