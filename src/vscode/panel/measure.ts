import * as vscode from 'vscode';
import { toolKey } from '../../engine/ledger/entry';
import { measureDirect, measuringRequests, measuringTokens } from '../../engine/ledger/measure';
import { sameModel } from '../../engine/model/chat-model';
import type { Tool } from '../../engine/tool/tool';
import { abortSignalOf } from '../abort';
import { shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';

/** The panel's button for measuring; `null` where no problem was held out or no strong model is set up. */
export function measureLabel(parts: Parts, tool: Tool): string | null {
  return measuringRequests(tool).length > 0 && parts.models.identity('maker') !== null
    ? 'Measure without the Tool…'
    : null;
}

/** Measures what the strong model takes for a few of the tool's own problems, after the person agreed to send them. */
export async function measure(parts: Parts, tool: Tool): Promise<void> {
  const identity = parts.models.identity('maker');
  const count = measuringRequests(tool).length;
  if (!identity || count === 0) return;
  const who = `${shownLine(identity.model)} at ${shownLine(identity.host)}`;
  const send = {
    label: `$(cloud-upload) Send ${counted(count, 'Problem')} to ${who}`,
    detail: `About ${measuringTokens(tool).toLocaleString('en-US')} tokens and the replies. Its examples' problems, and the answers of those that were shown to the maker, are sent; held-out answers are not.`,
  };
  const leave = { label: '$(close) Send Nothing', detail: 'What the strong model would take stays estimated.' };
  const choice = await vscode.window.showQuickPick([send, leave], {
    title: 'Measure without the Tool',
    placeHolder: `What does ${who} take to answer such problems itself?`,
    ignoreFocusOut: true,
  });
  if (choice !== send) return;
  const maker = await parts.models.open('maker', { tool: toolKey(tool) });
  if (!maker || !sameModel(maker.identity, identity)) {
    void vscode.window.showWarningMessage('The strong model was changed meanwhile: nothing was sent. Measure again.');
    return;
  }
  const measured = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Toolsmith: ${shownLine(identity.model)} answers without the tool`,
      cancellable: true,
    },
    (_, token) => measureDirect(tool, maker, abortSignalOf(token)),
  );
  if (measured.failure && measured.failure.kind !== 'cancelled')
    void vscode.window.showErrorMessage(shownLine(measured.failure.message));
  if (measured.asked > 0)
    void vscode.window.showInformationMessage(
      `${shownLine(identity.model)} answered ${measured.right} of ${measured.asked} correctly without the tool. What it took is in the panel.`,
    );
}
