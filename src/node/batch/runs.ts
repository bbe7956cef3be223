import { createHmac } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withFileLock } from '../store/file-lock';
import { removeLeftovers } from '../store/leftovers';
import { machineSecret } from '../store/machine-secret';
import { namedFile } from '../store/named-file';
import { plainFolder, type PlainFolder } from '../store/plain-folder';
import { createSeals, type Seals } from './seals';

/** After so long a run that nobody went on with is forgotten, in milliseconds: 30 days. */
const forgottenAfter = 30 * 86_400_000;

/** Where a run over a file keeps what it has until its output is whole: far from the output, which a stranger may own. */
export interface Run {
  readonly folder: PlainFolder;
  /** The run's own folder in that. */
  readonly path: string;
  /** The output as far as it goes. */
  readonly part: string;
  /** The rows without an answer so far. */
  readonly failures: string;
  readonly checkpoint: string;
  /** Answers that were paid for. */
  readonly answers: string;
  readonly seals: Seals;
}

/** The runs of this machine. */
export interface Runs {
  /** The run that writes an output, by whatever names of its folders; it may not have begun. Throws `StoreError`. */
  of(output: string): Promise<Run>;
}

/** The runs that are kept in a folder. What nobody went on with for 30 days is deleted. */
export function createRuns(path: string, now: () => Date): Runs {
  const folder = plainFolder(path, 'ownerOnly');
  let swept: Promise<void> | undefined;
  return {
    of: async (output) => {
      const secret = await machineSecret(folder);
      await (swept ??= forgetOld(folder, now()));
      const name = createHmac('sha256', secret)
        .update(await fileKey(output))
        .digest('hex')
        .slice(0, 32);
      const at = (file: string): string => join(folder.path, name, file);
      return {
        folder,
        path: join(folder.path, name),
        part: at('part'),
        failures: at('failed.jsonl'),
        checkpoint: at('checkpoint.json'),
        answers: at('answers.jsonl'),
        seals: createSeals(secret, name),
      };
    },
  };
}

/** The run's folder under its own lock, which no other window or program has meanwhile. Throws `StoreError`. */
export function withRun<Result>(run: Run, output: string, work: () => Promise<Result>): Promise<Result> {
  // A run takes as long as it takes: only one whose process is gone has left its mark behind.
  return withFileLock(run.path, work, { waiting: 0, stale: Infinity }, output);
}

/** The same for one file by whatever path: its folder's real one, and its name as the disk tells names apart. */
async function fileKey(output: string): Promise<string> {
  const { path } = await namedFile(output);
  return (await foldsCase(dirname(path))) ? path.normalize('NFC').toLowerCase() : path;
}

/** Whether a folder's disk takes a name for the same in other cases, as those of Windows and macOS mostly do. */
async function foldsCase(folder: string): Promise<boolean> {
  const name = basename(folder);
  const swapped = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
  if (swapped === name) return process.platform === 'win32' || process.platform === 'darwin';
  const [one, other] = await Promise.all(
    [folder, join(dirname(folder), swapped)].map((path) => lstat(path).catch(() => undefined)),
  );
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/** Deletes what runs left that nobody went on with. Never throws: what is in use or cannot be deleted stays. */
async function forgetOld(folder: PlainFolder, now: Date): Promise<void> {
  await removeLeftovers(folder, folder.path, { files: /^secret$/ }, now);
  const names = await readdir(folder.path).catch((): string[] => []);
  for (const name of new Set(names.flatMap((one) => /^[0-9a-f]{32}(?=$|\.lock-)/.exec(one) ?? []))) {
    const run = join(folder.path, name);
    const old = async (): Promise<boolean> => {
      // Without a folder, a mark that was left behind: taking the lock removes it.
      const info = await lstat(run).catch(() => undefined);
      return !info || now.getTime() - info.mtimeMs > forgottenAfter;
    };
    if (!(await old())) continue;
    const forget = async (): Promise<void> => {
      if (await old()) await folder.remove(run);
    };
    await withFileLock(run, forget, { waiting: 0, stale: forgottenAfter }).catch(() => undefined);
  }
}
