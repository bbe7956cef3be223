import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool, type ToolAddress } from '../../engine/library/library';
import type { Parts } from '../parts';
import { placeNames } from './places';
import { shownLine } from './shown';

/** Which tools a command is for, and what to say where the library holds none of them. */
export interface Fitting {
  readonly fits: (listed: LibraryTool) => boolean;
  readonly none: string;
}

const anyTool: Fitting = { fits: () => true, none: 'The library is empty. Highlight a few solved problems and make a tool from them.' };

/** The tool that a command is about: the one it was called with, else one that the person chooses. */
export async function toolFor(parts: Parts, address: ToolAddress | undefined, title: string, { fits, none } = anyTool): Promise<LibraryTool | undefined> {
  if (address) {
    const found = await parts.library.find(address);
    if (found && fits(found)) return found;
    void vscode.window.showInformationMessage(found ? none : 'This tool is no longer in the library. If it was deleted, “Restore Deleted Tool…” brings it back.');
    return undefined;
  }
  const tools = (await parts.library.list()).tools.filter(fits).sort((a, b) => a.tool.name.localeCompare(b.tool.name));
  if (tools.length === 0) {
    void vscode.window.showInformationMessage(none);
    return undefined;
  }
  const choices = tools.map((listed) => ({ label: shownLine(listed.tool.name), description: `${placeNames[listed.place]} · ${verificationLabel(listed)}`, detail: shownLine(listed.tool.description), listed }));
  return (await vscode.window.showQuickPick(choices, { title, placeHolder: 'Which tool?', matchOnDetail: true }))?.listed;
}
