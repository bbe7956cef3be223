import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LibraryTool, Place, ToolAddress } from '../../engine/library/library';
import { registerCommand, type CommandArguments } from '../commands';
import type { Parts } from '../parts';
import { reviewTool } from '../asking/approve';
import { toolFor, type Fitting } from '../asking/choose-tool';
import { applyCommandLine, shellOf } from './command-line';
import { deleteEverything } from './delete-everything';
import { exportTool, importTools } from './exchange-files';
import { exportCode } from './export-code';
import { keepInFolder } from './keep-in-folder';
import { placeNames } from '../words/places';
import { showDamaged } from './show-damaged';
import { shownLine } from '../words/shown';
import { nameError } from './tool-name';
import { deleteTool, emptyTrash, restoreTool } from './trash';
import { verifyAloud } from './verify';

/** The commands that are about one tool: the one they are called with, or one that the person chooses. */
type ToolCommand = {
  [Name in keyof CommandArguments]: CommandArguments[Name] extends [ToolAddress?]
    ? CommandArguments[Name] extends []
      ? never
      : Name
    : never;
}[keyof CommandArguments];

const notForAll: Fitting = {
  fits: ({ place }) => place !== 'user',
  none: 'No tool here is kept for this workspace alone: all are in the library of all your workspaces already.',
};
const fromElsewhere: Fitting = {
  fits: ({ isApproved }) => !isApproved,
  none: 'Every tool was made on this machine as it stands, or is approved here already.',
};
const finished: Fitting = {
  fits: ({ tool }) => tool.stage === 'tool',
  none: 'A draft is not applied. Continue its making first.',
};
const finishedToExport: Fitting = {
  fits: finished.fits,
  none: 'A draft is not exported as code. Continue its making first.',
};

/** What a person can do with the tools of the library, besides applying and opening them. */
export function registerLibraryCommands(parts: Parts): vscode.Disposable {
  const { library, log } = parts;
  const aboutOne = (
    name: ToolCommand,
    title: string,
    run: (listed: LibraryTool, name: string) => Promise<void>,
    fitting?: Fitting,
  ): vscode.Disposable =>
    registerCommand(name, log, async (address?: ToolAddress) => {
      const found = await toolFor(parts, address, title, fitting);
      if (found) await run(found, shownLine(found.tool.name));
    });
  return vscode.Disposable.from(
    aboutOne('toolsmith.renameTool', 'Rename', async (found) => {
      const name = await vscode.window.showInputBox({
        title: 'Rename',
        prompt: 'The name of the class of problems that it solves',
        value: found.tool.name,
        validateInput: nameError,
      });
      if (name !== undefined && name.trim() !== found.tool.name) await library.rename(addressOf(found), name.trim());
    }),
    aboutOne('toolsmith.duplicateTool', 'Duplicate', async (found, name) => {
      const copy = await library.duplicate(addressOf(found));
      void vscode.window.showInformationMessage(
        copy ? `“${shownLine(copy.name)}” is a copy of “${name}”.` : `“${name}” is no longer in the library.`,
      );
    }),
    aboutOne('toolsmith.deleteTool', 'Delete', (found, name) => deleteTool(parts, found, name)),
    registerCommand('toolsmith.showDamaged', log, (node) => showDamaged(parts, node)),
    registerCommand('toolsmith.restoreTool', log, () => restoreTool(parts)),
    registerCommand('toolsmith.emptyTrash', log, () => emptyTrash(parts)),
    aboutOne('toolsmith.exportTool', 'Export', (found) => exportTool(parts, found)),
    aboutOne(
      'toolsmith.exportModule',
      'Export as Module',
      (found) => exportCode(parts, found, 'module'),
      finishedToExport,
    ),
    aboutOne(
      'toolsmith.exportSkill',
      'Export as Agent Skill',
      (found) => exportCode(parts, found, 'skill'),
      finishedToExport,
    ),
    registerCommand('toolsmith.importTools', log, () => importTools(parts)),
    aboutOne('toolsmith.reviewTool', 'Review and Approve', (found) => reviewTool(parts, found), fromElsewhere),
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
    registerCommand('toolsmith.keepInFolder', log, () => keepInFolder(parts)),
    aboutOne('toolsmith.copyCommandLine', 'Copy Command Line', (found) => copyCommandLine(parts, found), finished),
  );
}

function addressOf({ tool, place }: LibraryTool): { readonly place: Place; readonly id: string } {
  return { place, id: tool.id };
}

async function copyCommandLine(parts: Parts, { tool, place }: LibraryTool): Promise<void> {
  const library = parts.libraryFolder(place);
  if (library === undefined) {
    void vscode.window.showWarningMessage(
      `The folder of “${placeNames[place]}” cannot be reached from this window. Open the folder it belongs to, trust it, and try again.`,
    );
    return;
  }
  const shell = shellOf(process.platform, vscode.env.shell);
  // The id and not the name: it is unique in a library, and safe in every shell.
  await vscode.env.clipboard.writeText(
    applyCommandLine(shell, { cli: join(parts.context.extensionPath, 'dist', 'cli.js'), library, tool: tool.id }),
  );
  void vscode.window.showInformationMessage(
    'Copied the command line. Put the name of your file in the place of FILE; the answers go to the standard output. It needs Node.js 20 or newer.',
  );
}
