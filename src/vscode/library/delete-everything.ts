import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { deleteContents, keptIn, workspaceStorages } from '../../node/store/kept';
import { stateFolder } from '../../node/store/state-folder';
import { runCommand } from '../commands';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';

/** The most failures that a message lists; all of them go to the log. */
const mostFailures = 3;

/** Something that is kept, and how it is deleted. `remove` returns what could not be deleted, with why. */
interface Kept {
  readonly what: string;
  readonly remove: () => Promise<readonly string[]>;
}

/** Deletes everything that Toolsmith keeps on this machine, after a list of what that is and a modal question. */
export async function deleteEverything({ context, log }: Parts): Promise<void> {
  const kept = await everything(context);
  if (kept.length === 0) {
    void vscode.window.showInformationMessage('Toolsmith keeps nothing on this machine.');
    return;
  }
  const detail = [...kept.map(({ what }) => `• ${what}`), '', ...notDeleted, '', 'This cannot be undone.'].join('\n');
  const choice = await vscode.window.showWarningMessage(
    'Delete everything that Toolsmith keeps on this machine?',
    { modal: true, detail },
    'Delete Everything',
  );
  if (choice !== 'Delete Everything') return;
  // A panel that stayed open would keep what was typed in it, and a review its answers.
  await vscode.window.tabGroups.close(
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(
        ({ input }) =>
          (input instanceof vscode.TabInputWebview && input.viewType.endsWith('toolsmith.tool')) ||
          (input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'toolsmith-answers'),
      ),
  );
  const failures: string[] = [];
  for (const { what, remove } of kept)
    failures.push(
      ...(await remove().catch((error: unknown) => [
        `${what}: ${error instanceof Error ? error.message : String(error)}`,
      ])),
    );
  await runCommand('toolsmith.inbox.refresh');
  failures.forEach((failure) => log.warn('delete everything', failure));
  if (failures.length === 0) {
    void vscode.window.showInformationMessage('Everything that Toolsmith kept on this machine is deleted.');
    return;
  }
  const more = failures.length > mostFailures ? ` And ${failures.length - mostFailures} more: see the log.` : '';
  const shown = await vscode.window.showErrorMessage(
    `Not everything could be deleted. ${failures.slice(0, mostFailures).map(shownLine).join('; ')}.${more} Delete these by hand, or try again.`,
    'Show Log',
  );
  if (shown === 'Show Log') log.show();
}

/** What is not Toolsmith's to delete, said where it is asked. */
const notDeleted: readonly string[] = [
  'Not deleted, because they are your own files: .toolsmith in your folders, what you exported, and your settings.',
  'Out of reach: which tool was used last in other workspaces, and the log files; the editor removes both with its own.',
];

async function everything(context: vscode.ExtensionContext): Promise<readonly Kept[]> {
  const { globalStorageUri, storageUri, globalState, workspaceState, secrets } = context;
  const here = storageUri?.fsPath;
  const workspaces = await workspaceStorages({ workspace: here, global: globalStorageUri.fsPath });
  const others = workspaces.filter((folder) => folder !== here);
  const commandLine = stateFolder(process.env);
  const remembered: readonly (readonly [vscode.Memento, string])[] = [workspaceState, globalState].flatMap((memory) =>
    memory.keys().map((key) => [memory, key] as const),
  );
  const keys = await secrets.keys();
  return [
    ...(await keptFolders('In this workspace', here === undefined ? [] : [here])),
    ...(await keptFolders(`In ${counted(others.length, 'other workspace')}`, others)),
    ...(await keptFolders('For all workspaces', [globalStorageUri.fsPath])),
    ...(await keptFolders(`Of the command line and shared with it (${commandLine.replace(homedir(), '~')})`, [
      commandLine,
    ])),
    ...(keys.length > 0
      ? [
          {
            what: `${counted(keys.length, 'key')} of servers, in the secret storage`,
            remove: () => deleteKeys(secrets, keys),
          },
        ]
      : []),
    ...(remembered.length > 0
      ? [{ what: 'Which tool was used last, and the like', remove: () => forget(remembered) }]
      : []),
  ];
}

/** What storage folders hold, as one line; deleted with the folders themselves. */
async function keptFolders(where: string, folders: readonly string[]): Promise<readonly Kept[]> {
  const parts = await keptIn(folders);
  return parts.length === 0
    ? []
    : [
        {
          what: `${where}: ${parts.join('; ')}`,
          remove: async () => (await Promise.all(folders.map(deleteContents))).flat(),
        },
      ];
}

async function deleteKeys(secrets: vscode.SecretStorage, keys: readonly string[]): Promise<readonly string[]> {
  for (const key of keys) await secrets.delete(key);
  const left = await secrets.keys();
  return left.map((key) => `${key}: the secret storage keeps it`);
}

async function forget(remembered: readonly (readonly [vscode.Memento, string])[]): Promise<readonly string[]> {
  for (const [memory, key] of remembered) await memory.update(key, undefined);
  return [];
}
