import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { previewFolderTexts, type ToolWithPast } from '../../engine/library/preview-folder-texts';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';

/**
 * Moves the workspace's tools to its folder, after showing every text of the person's that would go there.
 */
export async function keepInFolder(parts: Parts): Promise<void> {
  const folder = parts.libraryFolder('folder');
  if (folder === undefined) {
    void vscode.window.showInformationMessage(
      'Tools can be kept in a folder only where a trusted folder is open. Open one, trust it, and run this command again.',
    );
    return;
  }
  const mine = (await parts.library.list()).tools.filter(({ place }) => place === 'workspace');
  const texts = folderTexts(await Promise.all(mine.map((listed) => withPast(parts, listed))), folder);
  await parts.shownTexts.show('Texts that would go to the folder', texts, { language: 'plaintext', beside: false });
  const keep = {
    label: '$(check) Keep in This Folder',
    detail:
      mine.length === 0
        ? 'Tools made from now on are stored there.'
        : `Moves ${counted(mine.length, 'tool')} there; tools made from now on are stored there too.`,
  };
  const leave = { label: '$(close) Leave Everything Where It Is', detail: 'Nothing is written to the folder.' };
  // Not a modal dialog: the texts behind it must be there to be read and scrolled.
  const choice = await vscode.window.showQuickPick([keep, leave], {
    title: 'Keep Tools in This Folder',
    placeHolder: 'The document shows every text of yours that would go to .toolsmith',
    ignoreFocusOut: true,
  });
  if (choice !== keep) return;
  await parts.settings.setKeepInFolder(true);
  for (const { place, tool } of mine) await parts.library.move({ place, id: tool.id }, 'folder');
  void vscode.window.showInformationMessage(
    mine.length === 0
      ? 'Tools made from now on are kept in .toolsmith.'
      : `Moved ${counted(mine.length, 'tool')} to .toolsmith.`,
  );
}

async function withPast({ library }: Parts, { tool, place }: LibraryTool): Promise<ToolWithPast> {
  const states = tool.versions.slice(0, -1).map(({ number }) => library.readState({ place, id: tool.id }, number));
  return { tool, earlier: (await Promise.all(states)).flatMap((state) => (state ? [state.tool] : [])) };
}

/** Every text of the person's, under the tool that takes it to the folder. */
function folderTexts(tools: readonly ToolWithPast[], folder: string): string {
  const texts = previewFolderTexts(tools);
  // The quick pick that asks lies over the first lines.
  const head = [
    ...Array<string>(6).fill(''),
    `These texts would be stored in ${folder}`,
    'and may be put under version control with it. The transcripts of the making, which repeat them, go there too.',
    'The setting holds for every folder that you open from then on, and for every tool made in one.',
    '',
  ];
  if (texts.length === 0)
    return [...head, 'No tool is kept in this workspace yet: nothing goes there now.', ''].join('\n');
  const body: string[] = [];
  let tool: string | undefined;
  for (const text of texts) {
    if (text.tool !== tool) body.push(`===== ${shownLine(text.tool)} =====`, '');
    tool = text.tool;
    body.push(`${text.what}:`, text.text, '');
  }
  return [...head, ...body].join('\n');
}
