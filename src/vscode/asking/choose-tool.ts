import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool, type ToolAddress } from '../../engine/library/library';
import type { Parts } from '../parts';
import { placeNames } from '../words/places';
import { shownLine } from '../words/shown';

/** Which tools a command is for, and what to say where the library holds none of them. */
export interface Fitting {
  readonly fits: (listed: LibraryTool) => boolean;
  readonly none: string;
}

const anyTool: Fitting = {
  fits: () => true,
  none: 'The library is empty. Highlight a few solved problems and make a tool from them.',
};

/** The tool that a command is about: the one it was called with, else one that the person chooses. */
export async function toolFor(
  parts: Parts,
  address: ToolAddress | undefined,
  title: string,
  { fits, none } = anyTool,
): Promise<LibraryTool | undefined> {
  if (address) {
    const found = await parts.library.find(address);
    if (found && fits(found)) return found;
    void vscode.window.showInformationMessage(
      found
        ? none
        : 'This tool is no longer in the library. If it was deleted, “Restore Deleted Tool…” brings it back.',
    );
    return undefined;
  }
  const nothing = new vscode.CancellationTokenSource();
  const choices = parts.library.list().then(({ tools }) => {
    const fitting = tools.filter(fits).sort((a, b) => a.tool.name.localeCompare(b.tool.name));
    if (fitting.length === 0) nothing.cancel();
    return fitting.map((listed) => ({
      label: shownLine(listed.tool.name),
      description: `${placeNames[listed.place]} · ${shownLine(verificationLabel(listed))}`,
      detail: shownLine(listed.tool.description),
      listed,
    }));
  });
  // Shown at once: a large library takes seconds to be read.
  const chosen = await vscode.window.showQuickPick(
    choices,
    { title, placeHolder: 'Which tool?', matchOnDetail: true },
    nothing.token,
  );
  const isNothing = nothing.token.isCancellationRequested;
  nothing.dispose();
  if (isNothing) void vscode.window.showInformationMessage(none);
  return chosen?.listed;
}
