import * as vscode from 'vscode';
import { isVerified, type LibraryTool } from '../../engine/library/library';
import { holds } from '../../engine/library/verification';
import { abortSignalOf } from '../abort';
import { runCommand } from '../commands';
import { ensureApproved } from './approve';
import { shownLine } from '../words/shown';
import { verifyHere } from './verify-here';
import type { Parts } from '../parts';

/**
 * Makes sure that a tool may be applied. A tool from elsewhere is shown to the person once, for approval. If it was not
 * verified on this machine since its last change, its examples are run again. Asks no model. True where it is approved,
 * has examples and every one passes; where not, it was said.
 */
export async function ensureVerified(parts: Parts, found: LibraryTool): Promise<boolean> {
  const listed = await ensureApproved(parts, found);
  if (!listed) return false;
  const { tool, place } = listed;
  if (isVerified(listed)) return true;
  const verified = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Toolsmith: verifying “${shownLine(tool.name)}”`,
      cancellable: true,
    },
    (progress, token) =>
      verifyHere(parts, listed, abortSignalOf(token), (done, total) =>
        progress.report({ message: `${done} of ${total}`, increment: 100 / total }),
      ),
  );
  if (!verified) return false;
  const { passed, total } = verified.score;
  if (holds(verified.score)) return true;
  const reason =
    total === 0
      ? 'it has no examples, so nothing vouches for it. Make it again from a few solved problems.'
      : `${passed} of its ${total} examples pass on this machine. Open it to see which fail, or make it again.`;
  // Not awaited: the message may stay for as long as it likes, the application has ended.
  void vscode.window
    .showErrorMessage(`“${shownLine(tool.name)}” is not applied: ${reason}`, 'Open Tool')
    .then(async (choice) => {
      if (choice) await runCommand('toolsmith.openTool', { place, id: tool.id });
    });
  return false;
}
