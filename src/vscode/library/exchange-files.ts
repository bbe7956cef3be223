import * as vscode from 'vscode';
import { importBounds } from '../../engine/library/exchange';
import type { LibraryTool } from '../../engine/library/library';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { saveFile } from '../save-file';
import { placeNames } from '../words/places';
import { shownLine } from '../words/shown';
import { verifyAloud } from './verify';

/** The most reasons that fit a message; all of them go to the log. */
const maximumReasons = 3;

/** Writes a tool to a file that the person names. */
export async function exportTool({ library }: Parts, { tool }: LibraryTool): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = shownLine(tool.name);
  const file = await vscode.window.showSaveDialog({
    title: `Export “${name}” with its ${counted(tool.examples.length, 'example')}`,
    filters: { Tools: ['json'] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, `${tool.id}.tool.json`) } : {}),
  });
  if (!file) return;
  await saveFile(file, library.exportTools([tool]));
  void vscode.window.showInformationMessage(
    `Exported “${name}”. The file holds its code, its ${counted(tool.examples.length, 'example')}${tool.hint === null ? '' : ', your hint'} and what it cost: look before you pass it on.`,
  );
}

/** Takes tools from a file that the person names; offers to show and verify them, since a stranger's word counts for nothing. */
export async function importTools(parts: Parts): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'Import Tools',
      openLabel: 'Import',
      filters: { Tools: ['json'] },
      canSelectMany: false,
    })) ?? [];
  if (!file) return;
  // Four bytes for a character at most: what is longer would be refused anyhow, and is not read at all.
  if ((await vscode.workspace.fs.stat(file)).size > importBounds.characters * 4) {
    void vscode.window.showErrorMessage(
      `Nothing was imported: the file is longer than ${importBounds.characters.toLocaleString('en-US')} characters. Export its tools in several files.`,
    );
    return;
  }
  const to = placeForImports(parts);
  const { imported, rejected } = await parts.library.importTools(
    new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
    to,
  );
  if (rejected.length > 0) {
    rejected.forEach((reason) => parts.log.warn('import', shownLine(reason)));
    const more = rejected.length > maximumReasons ? ` And ${rejected.length - maximumReasons} more: see the log.` : '';
    void vscode.window.showWarningMessage(
      `${imported.length === 0 ? 'Nothing was imported.' : 'Not everything was imported.'} ${rejected.slice(0, maximumReasons).map(shownLine).join(' ')}${more}`,
    );
  }
  if (imported.length === 0) return;
  const ids = new Set(imported.map(({ id }) => id));
  const fresh = (await parts.library.list()).tools.filter(({ tool, place }) => place === to && ids.has(tool.id));
  const what =
    imported.length === 1 && imported[0] ? `“${shownLine(imported[0].name)}”` : counted(imported.length, 'tool');
  const choice = await vscode.window.showInformationMessage(
    `Imported ${what} to “${placeNames[to]}”, not approved here: nothing of ${imported.length === 1 ? 'it' : 'them'} is run before you have read and approved ${imported.length === 1 ? 'it' : 'each'}. Then the examples have to pass on this machine, which asks no model.`,
    'Review',
  );
  if (choice === 'Review') for (const listed of fresh) await verifyAloud(parts, listed);
}

/** Where new tools of this window go, imported or made. */
function placeForImports({ libraryFolder, settings }: Parts): LibraryTool['place'] {
  if (settings.keepInFolder() && libraryFolder('folder') !== undefined) return 'folder';
  return libraryFolder('workspace') === undefined ? 'user' : 'workspace';
}
