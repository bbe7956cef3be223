import { join } from 'node:path';
import * as vscode from 'vscode';
import { exists } from '../../node/store/exists';
import type { Parts } from '../parts';
import type { DamagedNode } from '../view-rows';
import { shownLine } from '../words/shown';

/** What to do about it, whatever it is. */
export const damagedRemedy =
  'Mend its files, bring them back from version control or a copy, or delete its folder: the view follows at once.';

/** Says what is wrong with something in the library and what to do about it, and leads to its files. */
export async function showDamaged({ libraryFolder }: Parts, { place, folder, reason }: DamagedNode): Promise<void> {
  const library = libraryFolder(place);
  const named = library === undefined ? folder : join(library, folder);
  // The library itself may be what cannot be read.
  const path = library !== undefined && !(await exists(named)) ? library : named;
  const manifest = join(path, 'tool.json');
  const open = 'Open tool.json';
  const copy = 'Copy Path';
  const choice = await vscode.window.showWarningMessage(
    `“${shownLine(folder)}” was set aside: ${shownLine(reason)}. Nothing of it was changed. ${damagedRemedy}`,
    ...((await exists(manifest)) ? [open] : []),
    copy,
  );
  if (choice === open) await vscode.window.showTextDocument(vscode.Uri.file(manifest));
  if (choice === copy) await vscode.env.clipboard.writeText(path);
}
