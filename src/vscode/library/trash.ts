import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { placeNames } from '../words/places';
import { shownLine } from '../words/shown';

/** The most names that fit a question. */
const maximumNames = 8;

/** Moves a tool to the trash, and takes it back at once where the person wants that. */
export async function deleteTool({ library }: Parts, found: LibraryTool, name: string): Promise<void> {
  const before = new Set((await library.listTrash()).map(({ place, entry }) => `${place}:${entry}`));
  await library.remove({ place: found.place, id: found.tool.id });
  const choice = await vscode.window.showInformationMessage(`“${name}” is in the trash.`, 'Undo');
  if (choice !== 'Undo') return;
  // What the deletion brought to the trash; another tool of the same name may have gone there since.
  const entry = (await library.listTrash())
    .filter(
      (one) => one.place === found.place && one.name === found.tool.name && !before.has(`${one.place}:${one.entry}`),
    )
    .at(-1);
  if (entry) await library.restore(entry.place, entry.entry);
  else void vscode.window.showWarningMessage(`“${name}” is not in the trash any more, or was restored already.`);
}

/** Takes a tool that the person chooses back out of the trash. */
export async function restoreTool({ library }: Parts): Promise<void> {
  const trash = [...(await library.listTrash())].sort((a, b) => b.deletedAt.localeCompare(a.deletedAt));
  if (trash.length === 0) {
    void vscode.window.showInformationMessage('The trash is empty.');
    return;
  }
  const choices = trash.map((entry) => ({
    label: shownLine(entry.name),
    description: `${placeNames[entry.place]} · deleted ${new Date(entry.deletedAt).toLocaleString()}`,
    entry,
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: 'Restore Deleted Tool',
    placeHolder: 'Which tool? The one deleted last comes first.',
  });
  if (!chosen) return;
  const tool = await library.restore(chosen.entry.place, chosen.entry.entry);
  void vscode.window.showInformationMessage(`“${shownLine(tool.name)}” is back.`);
}

/** Deletes everything in the trash for good, after saying what that is. */
export async function emptyTrash({ library }: Parts): Promise<void> {
  const entries = await library.trashEntries();
  if (entries.length === 0) {
    // What a crash left of an earlier emptying.
    await library.emptyTrash([]);
    void vscode.window.showInformationMessage('The trash is empty.');
    return;
  }
  const asked = new Set(entries.map(({ place, entry }) => `${place}:${entry}`));
  const names = (await library.listTrash())
    .filter(({ place, entry }) => asked.has(`${place}:${entry}`))
    .map(({ name }) => `“${shownLine(name)}”`);
  const unreadable = entries.length - names.length;
  const more = [
    ...(names.length > maximumNames ? [`${names.length - maximumNames} more`] : []),
    ...(unreadable > 0 ? [`${unreadable} that cannot be read`] : []),
  ];
  const empty = { title: 'Empty Trash' };
  const choice = await vscode.window.showWarningMessage(
    `Delete the ${counted(entries.length, 'tool')} in the trash for good?`,
    {
      modal: true,
      detail: `${[...names.slice(0, maximumNames), ...more].join(', ')}: with examples and earlier versions. This cannot be undone.`,
    },
    empty,
  );
  if (choice !== empty) return;
  await library.emptyTrash(entries);
  void vscode.window.showInformationMessage('The trash is empty now.');
}
