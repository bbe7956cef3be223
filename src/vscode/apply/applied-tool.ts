import * as vscode from 'vscode';
import type { LibraryTool, ToolAddress } from '../../engine/library/library';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';

/** A tool that can be applied; `undefined` where there is none at this address and it was said. */
export async function appliedTool(parts: Parts, address: ToolAddress): Promise<LibraryTool | undefined> {
  const tool = await parts.library.find(address);
  if (tool?.tool.stage === 'tool') return tool;
  void vscode.window.showInformationMessage(
    tool
      ? `“${shownLine(tool.tool.name)}” is a draft: it failed its examples and is never applied. Go on with “Continue Making…”.`
      : 'This tool is no longer in the library. If it was deleted, “Restore Deleted Tool…” brings it back.',
  );
  return undefined;
}
