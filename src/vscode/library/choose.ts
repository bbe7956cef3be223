import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool, type ToolAddress } from '../../engine/library/library';
import type { Parts } from '../parts';
import { placeNames } from './tree';

/** The tool that a command is about: the one it was called with, else one that the person chooses. */
export async function toolFor(parts: Parts, address: ToolAddress | undefined, title: string): Promise<LibraryTool | undefined> {
  if (address) {
    const found = await parts.library.find(address);
    if (!found) void vscode.window.showInformationMessage('This tool is no longer in the library.');
    return found;
  }
  const { tools } = await parts.library.list();
  if (tools.length === 0) {
    void vscode.window.showInformationMessage('The library is empty. Highlight a few solved problems and make a tool from them.');
    return undefined;
  }
  const choices = tools.map((listed) => ({ label: listed.tool.name, description: `${placeNames[listed.place]} · ${verificationLabel(listed)}`, detail: listed.tool.description, listed }));
  return (await vscode.window.showQuickPick(choices, { title, placeHolder: 'Which tool?', matchOnDetail: true }))?.listed;
}
