import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LibraryTool, Place, ToolAddress } from '../../engine/library/library';
import { registerCommand, type CommandArguments } from '../commands';
import type { Parts } from '../parts';
import { toolFor, type Fitting } from './choose';
import { applyCommandLine, shellOf } from './command-line';
import { deleteEverything } from './delete-everything';
import { exportTool, importTools } from './exchange-files';
import { folderKeeper } from './keep-in-folder';
import { placeNames } from './places';
import { shownLine } from './shown';
import { nameError } from './tool-name';
import { verifyAloud } from './verify';

/** The commands that are about one tool: the one they are called with, or one that the person chooses. */
type ToolCommand = { [Name in keyof CommandArguments]: CommandArguments[Name] extends [ToolAddress?] ? (CommandArguments[Name] extends [] ? never : Name) : never }[keyof CommandArguments];

const notForAll: Fitting = { fits: ({ place }) => place !== 'user', none: 'No tool here is kept for this workspace alone: all are in the library of all your workspaces already.' };
const finished: Fitting = { fits: ({ tool }) => tool.stage === 'tool', none: 'A draft is not applied. Continue its making first.' };

/** What a person can do with the tools of the library, besides applying and opening them. */
export function registerLibraryCommands(parts: Parts): vscode.Disposable {
  const { library, log } = parts;
  const aboutOne = (name: ToolCommand, title: string, run: (listed: LibraryTool, name: string) => Promise<void>, fitting?: Fitting): vscode.Disposable =>
    registerCommand(name, log, async (address?: ToolAddress) => {
      const found = await toolFor(parts, address, title, fitting);
      if (found) await run(found, shownLine(found.tool.name));
    });
  const keeper = folderKeeper(parts);
  return vscode.Disposable.from(
    aboutOne('toolsmith.renameTool', 'Rename', async (found) => {
      const name = await vscode.window.showInputBox({ title: 'Rename', prompt: 'The name of the class of problems that it solves', value: found.tool.name, validateInput: nameError });
      if (name !== undefined && name.trim() !== found.tool.name) await library.rename(addressOf(found), name.trim());
    }),
    aboutOne('toolsmith.duplicateTool', 'Duplicate', async (found, name) => {
      const copy = await library.duplicate(addressOf(found));
      void vscode.window.showInformationMessage(copy ? `“${shownLine(copy.name)}” is a copy of “${name}”.` : `“${name}” is no longer in the library.`);
    }),
    aboutOne('toolsmith.deleteTool', 'Delete', (found, name) => deleteTool(parts, found, name)),
    registerCommand('toolsmith.restoreTool', log, () => restoreTool(parts)),
    aboutOne('toolsmith.exportTool', 'Export', (found) => exportTool(parts, found)),
    registerCommand('toolsmith.importTools', log, () => importTools(parts)),
    aboutOne('toolsmith.verifyTool', 'Verify Again', (found) => verifyAloud(parts, found)),
    aboutOne(
      'toolsmith.keepForAllWorkspaces',
      'Keep for All Workspaces',
      async (found, name) => {
        await library.move(addressOf(found), 'user');
        void vscode.window.showInformationMessage(`“${name}” is now in the library of all your workspaces.`);
      },
      notForAll,
    ),
    registerCommand('toolsmith.deleteEverything', log, () => deleteEverything(parts)),
    keeper,
    registerCommand('toolsmith.keepInFolder', log, keeper.keepInFolder),
    aboutOne('toolsmith.copyCommandLine', 'Copy Command Line', (found) => copyCommandLine(parts, found), finished),
  );
}

function addressOf({ tool, place }: LibraryTool): { readonly place: Place; readonly id: string } {
  return { place, id: tool.id };
}

async function deleteTool({ library }: Parts, found: LibraryTool, name: string): Promise<void> {
  const before = new Set((await library.listTrash()).map(({ place, entry }) => `${place}:${entry}`));
  await library.remove(addressOf(found));
  const choice = await vscode.window.showInformationMessage(`“${name}” is in the trash.`, 'Undo');
  if (choice !== 'Undo') return;
  // What the deletion brought to the trash; another tool of the same name may have gone there since.
  const entry = (await library.listTrash()).filter((one) => one.place === found.place && one.name === found.tool.name && !before.has(`${one.place}:${one.entry}`)).at(-1);
  if (entry) await library.restore(entry.place, entry.entry);
  else void vscode.window.showWarningMessage(`“${name}” is not in the trash any more, or was restored already.`);
}

async function restoreTool({ library }: Parts): Promise<void> {
  const trash = [...(await library.listTrash())].sort((a, b) => b.deletedAt.localeCompare(a.deletedAt));
  if (trash.length === 0) {
    void vscode.window.showInformationMessage('The trash is empty.');
    return;
  }
  const choices = trash.map((entry) => ({ label: shownLine(entry.name), description: `${placeNames[entry.place]} · deleted ${new Date(entry.deletedAt).toLocaleString()}`, entry }));
  const chosen = await vscode.window.showQuickPick(choices, { title: 'Restore Deleted Tool', placeHolder: 'Which tool? The one deleted last comes first.' });
  if (!chosen) return;
  const tool = await library.restore(chosen.entry.place, chosen.entry.entry);
  void vscode.window.showInformationMessage(`“${shownLine(tool.name)}” is back.`);
}

async function copyCommandLine(parts: Parts, { tool, place }: LibraryTool): Promise<void> {
  const library = parts.libraryFolder(place);
  if (library === undefined) {
    void vscode.window.showWarningMessage(`The folder of “${placeNames[place]}” cannot be reached from this window. Open the folder it belongs to, trust it, and try again.`);
    return;
  }
  const shell = shellOf(process.platform, vscode.env.shell);
  // The id and not the name: it is unique in a library, and safe in every shell.
  await vscode.env.clipboard.writeText(applyCommandLine(shell, { cli: join(parts.context.extensionPath, 'dist', 'cli.js'), library, tool: tool.id }));
  void vscode.window.showInformationMessage('Copied the command line. Put the name of your file in the place of FILE; the answers go to the standard output. It needs Node.js 20 or newer.');
}
