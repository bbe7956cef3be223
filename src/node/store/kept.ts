import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { deleteTree } from './plain-folder';

/** What the folders in a storage folder of ours hold, by their name; anything else there is named as it is. */
const describe: Readonly<Record<string, (paths: readonly string[], files: number) => string | Promise<string>>> = {
  tools: toolsText,
  verified: (_, files) => counted(files, 'record of verification', 'records of verification'),
  approved: (_, files) => counted(files, 'record of approval', 'records of approval'),
  'sound-engines': (_, files) =>
    counted(files, 'record of a sandbox that passed its test', 'records of sandboxes that passed their tests'),
  inbox: () => 'the inbox of problems that no tool fits',
  index: () => 'the index of the tools',
  ledger: (_, files) => `the ledger, ${counted(files, 'month')}`,
  'by-hand': (_, files) => counted(files, 'prompt by hand with its reply', 'prompts by hand with their replies'),
  reviews: (_, files) => counted(files, 'review of answers', 'reviews of answers'),
  runs: runsText,
};

/**
 * What storage folders of ours hold together, a phrase for each name in them: `2 tools with examples and transcripts`.
 */
export async function keptIn(folders: readonly string[]): Promise<readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const folder of folders)
    for (const name of await readdir(folder).catch((): string[] => []))
      byName.set(name, [...(byName.get(name) ?? []), join(folder, name)]);
  const names = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  const phrases = await Promise.all(
    names.map(async ([name, paths]) => {
      const files = await filesIn(paths);
      // A folder that was only made holds nothing that anybody would miss.
      return files === 0 ? [] : [(await describe[name]?.(paths, files)) ?? `${name}, ${counted(files, 'file')}`];
    }),
  );
  return phrases.flat();
}

/**
 * Our storage folders of all workspaces of this machine: the editor keeps one folder for each, with one in it for each
 * extension. `ours` is one of them, or the global one where no workspace is open. Empty where the editor does
 * otherwise.
 */
export async function workspaceStorages(ours: {
  readonly workspace: string | undefined;
  readonly global: string;
}): Promise<readonly string[]> {
  const all =
    ours.workspace === undefined
      ? join(dirname(dirname(ours.global)), 'workspaceStorage')
      : dirname(dirname(ours.workspace));
  if (basename(all) !== 'workspaceStorage') return ours.workspace === undefined ? [] : [ours.workspace];
  const own = basename(ours.workspace ?? ours.global);
  const folders = (await readdir(all, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(all, entry.name, own));
  const there = await Promise.all(
    folders.map((folder) =>
      lstat(folder).then(
        (info) => info.isDirectory(),
        () => false,
      ),
    ),
  );
  return folders.filter((_, index) => there[index]).sort();
}

/** Deletes all that is in a folder, and the folder where it can. A folder that is a link itself is emptied, too. */
export async function deleteContents(folder: string): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const name of await readdir(folder).catch((): string[] => []))
    failures.push(...(await deleteTree(join(folder, name))));
  // An empty folder keeps nothing: where it has to stay, that is no failure.
  if (failures.length === 0) await deleteTree(folder);
  return failures;
}

async function runsText(paths: readonly string[]): Promise<string> {
  const half = await foldersIn(paths);
  return `${half === 0 ? '' : `what is done of ${counted(half, 'file')} half answered, answers that were paid for among it, and `}the secret that seals such work`;
}

async function toolsText(paths: readonly string[]): Promise<string> {
  const trashed = await foldersIn(paths.map((path) => join(path, '.trash')));
  return `${counted(await foldersIn(paths), 'tool')} with examples and transcripts${trashed > 0 ? `, ${trashed.toLocaleString('en-US')} more in the trash` : ''}`;
}

/** Folders in folders, hidden ones left out. */
async function foldersIn(paths: readonly string[]): Promise<number> {
  const entries = await Promise.all(paths.map((path) => readdir(path, { withFileTypes: true }).catch(() => [])));
  return entries.flat().filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).length;
}

async function filesIn(paths: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    paths.map(async (path) => {
      const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
      // What is no folder is one file itself.
      return entries ? entries.filter((entry) => !entry.isDirectory()).length : 1;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
