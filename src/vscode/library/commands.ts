import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LibraryTool, Place } from '../../engine/library/library';
import { ensureVerified } from '../apply/ensure-verified';
import { registerCommand } from '../commands';
import { counted } from '../making/words';
import type { Parts } from '../parts';
import { toolFor } from './choose';
import { applyCommandLine } from './command-line';

/** What a person can do with the tools of the library, besides applying and opening them. */
export function registerLibraryCommands(parts: Parts): vscode.Disposable {
  const { library, log } = parts;
  return vscode.Disposable.from(
    registerCommand('toolsmith.renameTool', log, async (address) => {
      const found = await toolFor(parts, address, 'Rename');
      if (!found) return;
      const name = await vscode.window.showInputBox({ title: 'Rename', value: found.tool.name, validateInput: (text) => nameProblem(text) });
      if (name !== undefined) await library.rename(addressOf(found), name.trim());
    }),
    registerCommand('toolsmith.duplicateTool', log, async (address) => {
      const found = await toolFor(parts, address, 'Duplicate');
      if (found) await library.duplicate(addressOf(found));
    }),
    registerCommand('toolsmith.deleteTool', log, async (address) => {
      const found = await toolFor(parts, address, 'Delete');
      if (!found) return;
      await library.remove(addressOf(found));
      const choice = await vscode.window.showInformationMessage(`“${found.tool.name}” is in the trash.`, 'Undo');
      if (choice !== 'Undo') return;
      const [newest] = (await library.listTrash()).filter((entry) => entry.place === found.place && entry.entry.endsWith(`--${found.tool.id}`));
      if (newest) await library.restore(newest.place, newest.entry);
    }),
    registerCommand('toolsmith.restoreTool', log, () => restoreTool(parts)),
    registerCommand('toolsmith.exportTool', log, async (address) => {
      const found = await toolFor(parts, address, 'Export');
      if (found) await exportTool(parts, found);
    }),
    registerCommand('toolsmith.importTools', log, () => importTools(parts)),
    registerCommand('toolsmith.verifyTool', log, async (address) => {
      const found = await toolFor(parts, address, 'Verify Again');
      if (found && (await ensureVerified(parts, { ...found, verification: undefined }))) void vscode.window.showInformationMessage(`“${found.tool.name}”: all ${found.tool.examples.length} examples pass.`);
    }),
    registerCommand('toolsmith.keepForAllWorkspaces', log, async (address) => {
      const found = await toolFor(parts, address, 'Keep for All Workspaces');
      if (!found) return;
      await library.move(addressOf(found), 'user');
      void vscode.window.showInformationMessage(`“${found.tool.name}” is now in the library of all your workspaces.`);
    }),
    registerCommand('toolsmith.keepInFolder', log, () => keepInFolder(parts)),
    registerCommand('toolsmith.copyCommandLine', log, async (address) => {
      const found = await toolFor(parts, address, 'Copy Command Line');
      const folder = found && parts.libraryFolder(found.place);
      if (!found || folder === undefined) return;
      await vscode.env.clipboard.writeText(applyCommandLine(process.platform, { cli: join(parts.context.extensionPath, 'dist', 'cli.js'), library: folder, tool: found.tool.id }));
      void vscode.window.showInformationMessage('Copied the command line. Put the name of your file in the place of FILE.');
    }),
  );
}

function addressOf({ tool, place }: LibraryTool): { readonly place: Place; readonly id: string } {
  return { place, id: tool.id };
}

function nameProblem(text: string): string | undefined {
  if (text.trim() === '') return 'A tool needs a name.';
  return text.trim().length > 80 ? 'At most 80 characters.' : undefined;
}

async function restoreTool({ library }: Parts): Promise<void> {
  const trash = await library.listTrash();
  if (trash.length === 0) {
    void vscode.window.showInformationMessage('The trash is empty.');
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    trash.map((entry) => ({ label: entry.name, description: `deleted ${new Date(entry.deletedAt).toLocaleString()}`, entry })),
    { title: 'Restore Deleted Tool', placeHolder: 'Which tool?' },
  );
  if (chosen) await library.restore(chosen.entry.place, chosen.entry.entry);
}

async function exportTool({ library }: Parts, { tool }: LibraryTool): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = await vscode.window.showSaveDialog({ title: `Export “${tool.name}” with its ${counted(tool.examples.length, 'example')}`, filters: { Tools: ['json'] }, ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, `${tool.id}.tool.json`) } : {}) });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(library.exportTools([tool])));
  void vscode.window.showInformationMessage(`Exported “${tool.name}”. The file holds its code and its ${counted(tool.examples.length, 'example')}.`);
}

async function importTools(parts: Parts): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Import Tools', filters: { Tools: ['json'] }, canSelectMany: false })) ?? [];
  if (!file) return;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const { imported, rejected } = await parts.library.importTools(text, parts.context.storageUri ? 'workspace' : 'user');
  if (rejected.length > 0) void vscode.window.showWarningMessage(`Not imported: ${rejected.join(' ')}`);
  if (imported.length === 0) return;
  const choice = await vscode.window.showInformationMessage(`Imported ${counted(imported.length, 'tool')}, not verified here yet: their examples have to be run on this machine first, which asks no model.`, 'Verify');
  if (choice !== 'Verify') return;
  const ids = new Set(imported.map((tool) => tool.id));
  for (const listed of (await parts.library.list()).tools) if (ids.has(listed.tool.id)) await ensureVerified(parts, listed);
}

/** Shows which texts would go to the folder before any does. */
async function keepInFolder(parts: Parts): Promise<void> {
  const folder = parts.libraryFolder('folder');
  if (folder === undefined) {
    void vscode.window.showInformationMessage('Tools can be kept in a folder only where a trusted folder is open.');
    return;
  }
  const mine = (await parts.library.list()).tools.filter(({ place }) => place === 'workspace');
  const texts = mine.flatMap(({ tool }) => [`# ${tool.name}`, ...tool.examples.map((example) => `${example.problem}\n=> ${example.answer}\n`)]);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: texts.length > 0 ? texts.join('\n') : 'No tool is in this workspace yet. The examples of every tool made from now on would go to the folder.', language: 'markdown' }), { preview: true });
  const choice = await vscode.window.showInformationMessage(`Keep the tools of this workspace in ${folder}? The examples that you see, and those of every tool made from now on, are stored there and may be put under version control with it.`, { modal: true }, 'Keep in This Folder');
  if (choice === undefined) return;
  await parts.settings.setKeepInFolder(true);
  for (const found of mine) await parts.library.move(addressOf(found), 'folder');
  void vscode.window.showInformationMessage(`Moved ${counted(mine.length, 'tool')} to ${folder}.`);
}
