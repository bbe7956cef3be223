import * as vscode from 'vscode';
import { score, verifyTool } from '../../engine/making/verify';
import type { LibraryTool } from '../../engine/library/library';
import { abortSignalOf } from '../abort';
import type { Parts } from '../parts';

/**
 * Runs a tool's examples again where it was not verified on this machine as it stands. Asks no model. True where
 * every example passes; where not, it was said.
 */
export async function ensureVerified(parts: Parts, { tool, verification }: LibraryTool): Promise<boolean> {
  if (verification && verification.passed === verification.total) return true;
  const verdicts = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Toolsmith: verifying “${tool.name}”`, cancellable: true }, (progress, token) =>
    verifyTool(tool, parts.workshop(), abortSignalOf(token), (done, total) => progress.report({ message: `${done} of ${total}`, increment: 100 / total })),
  );
  if (!verdicts) return false;
  const points = score(tool.examples, verdicts);
  await parts.library.recordVerification(tool, { ...points, acceptedForeign: 0, at: new Date().toISOString() });
  if (points.passed === points.total && points.total > 0) return true;
  void vscode.window.showErrorMessage(`“${tool.name}” is not applied: ${points.passed} of its ${points.total} examples pass on this machine. Open the tool to see which fail, or make it again.`);
  return false;
}
