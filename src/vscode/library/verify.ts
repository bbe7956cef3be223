import * as vscode from 'vscode';
import { unseenText, type LibraryTool } from '../../engine/library/library';
import { abortSignalOf } from '../abort';
import { verifyHere } from '../asking/verify-here';
import { runCommand } from '../commands';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { ensureApproved } from '../asking/approve';
import { shownLine } from '../words/shown';

/** Runs a tool's examples with progress, and says how it went; one that is not approved is shown for that first. */
export async function verifyAloud(parts: Parts, found: LibraryTool): Promise<void> {
  const listed = await ensureApproved(parts, found);
  if (!listed) return;
  const name = shownLine(listed.tool.name);
  const total = listed.tool.examples.length;
  if (total === 0) {
    void vscode.window.showWarningMessage(
      `“${name}” has no examples, so nothing can be verified. Make it again from a few solved problems.`,
    );
    return;
  }
  const verified = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Toolsmith: verifying “${name}”`, cancellable: true },
    (progress, token) =>
      verifyHere(parts, listed, abortSignalOf(token), (done, of) =>
        progress.report({ message: `${done} of ${of}`, increment: 100 / of }),
      ),
  );
  if (!verified) return;
  const { passed, unseenPassed } = verified.score;
  if (passed === total) {
    void vscode.window.showInformationMessage(
      `“${name}”: ${total === 1 ? 'its one example passes' : `all ${counted(total, 'example')} pass`}${unseenPassed > 0 ? `, ${unseenText(listed, unseenPassed)}` : ''}.`,
    );
    return;
  }
  const choice = await vscode.window.showWarningMessage(
    `“${name}”: ${passed} of ${total} examples pass on this machine, so it is not applied. Open it to see which fail, or make it again.`,
    'Open Tool',
  );
  if (choice === 'Open Tool') await runCommand('toolsmith.openTool', { place: listed.place, id: listed.tool.id });
}
