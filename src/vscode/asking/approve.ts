import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { reviewText } from '../../engine/library/review-text';
import { stateFolder } from '../../node/store/state-folder';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { shownLine } from '../words/shown';

/**
 * The review of a tool that was made or changed elsewhere: a read-only document with all of it, hidden characters made
 * visible, and a question above it. What is approved is what was shown, whatever the disk holds by then.
 */
export async function reviewTool({ library, shownTexts }: Parts, { tool }: LibraryTool): Promise<void> {
  const name = shownLine(tool.name);
  // The quick pick that asks lies over the first lines.
  const text = `${'\n'.repeat(6)}${reviewText(tool)}`;
  await shownTexts.show('Tool from elsewhere', text, { language: 'plaintext', beside: false });
  const approve = {
    label: '$(check) Approve This Tool',
    detail: 'It may be applied here, offered, and quoted to your models. Any change of it asks again.',
  };
  const leave = { label: '$(close) Not Now', detail: 'It stays in the library, and nothing of it is run.' };
  // Not a modal dialog: the code behind it must be there to be read and scrolled.
  const choice = await vscode.window.showQuickPick([leave, approve], {
    title: `“${name}” was not made on this machine as it stands`,
    placeHolder: 'Read its description and code in the document behind, then choose',
    ignoreFocusOut: true,
  });
  if (choice !== approve) return;
  const kept = await library.approve(tool);
  if (!kept)
    void vscode.window.showWarningMessage(
      `The approval of “${name}” could not be saved in ${stateFolder(process.env)}. The next window will ask again. Free some room there, or check its permissions.`,
    );
}

/** Asks once about a tool from elsewhere. The tool, where it is approved as it was listed; where not, it was said. */
export async function ensureApproved({ library }: Parts, listed: LibraryTool): Promise<LibraryTool | undefined> {
  const { tool, place, fingerprint, isApproved } = listed;
  if (isApproved) return listed;
  await runCommand('toolsmith.reviewTool', { place, id: tool.id });
  const now = await library.find({ place, id: tool.id });
  if (now?.fingerprint === fingerprint && now.isApproved) return now;
  const why =
    now && now.fingerprint !== fingerprint
      ? 'it was changed meanwhile. Try again.'
      : 'it came from elsewhere and is not approved on this machine.';
  void vscode.window.showInformationMessage(`“${shownLine(tool.name)}” is not used: ${why}`);
  return undefined;
}
