import * as vscode from 'vscode';
import { score, verifyTool, type OnVerified, type Score, type Verdict } from '../../engine/making/verify';
import { unseenText, type LibraryTool } from '../../engine/library/library';
import { abortSignalOf } from '../abort';
import { runCommand } from '../commands';
import { counted } from '../making/words';
import type { Parts } from '../parts';
import { ensureApproved } from './approve';
import { shownLine } from './shown';

/** A tool's examples, run again, with what came of each. */
export interface Verified {
  readonly verdicts: readonly Verdict[];
  readonly score: Score;
}

/** Runs a tool's examples in the sandbox, asking no model, and records the result. `undefined` when cancelled. */
export async function verifyHere(
  { library, workshop }: Parts,
  { tool, verification, isApproved }: LibraryTool,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<Verified | undefined> {
  if (!isApproved) throw new Error('nothing of a tool is run before it is approved');
  const verdicts = await verifyTool(tool, workshop(), signal, onVerified);
  if (!verdicts) return undefined;
  const points = score(tool.examples, verdicts);
  // What the parser wrongly accepts was found when the tool was made; its examples say nothing new of that.
  await library.recordVerification(tool, {
    ...points,
    acceptedForeign: verification?.acceptedForeign ?? 0,
    at: new Date().toISOString(),
  });
  return { verdicts, score: points };
}

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
