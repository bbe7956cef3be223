import * as vscode from 'vscode';
import { toolKey } from '../../engine/ledger/entry';
import type { ChatModel, ModelIdentity } from '../../engine/model/chat-model';
import { costOf, expectedCompletionTokens } from '../../engine/model/cost';
import type { Tool } from '../../engine/tool/tool';
import { estimateUseTokens, plannedRequests } from '../../engine/using/use-model';
import { shownLine } from '../library/shown';
import { counted, priceText } from '../making/words';
import type { Parts } from '../parts';

/**
 * Asks what to do with the problems that a tool's parser left; nothing is sent before the answer. The model that was
 * agreed to, or `leave` them; `undefined`: the person gave the whole application up.
 */
export async function askConsent(parts: Parts, tool: Tool, problems: readonly string[], total: number): Promise<ChatModel | 'leave' | undefined> {
  const { packSize } = parts.settings.modelUse();
  const promptTokens = estimateUseTokens(tool, problems, packSize);
  const usage = { promptTokens, completionTokens: new Set(problems).size * expectedCompletionTokens.user, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' as const };
  const tokens = (usage.promptTokens + usage.completionTokens).toLocaleString('en-US');
  for (;;) {
    const identity = parts.models.identity('user');
    const choices: (vscode.QuickPickItem & { readonly action: 'leave' | 'send' | 'setUp' | 'show' })[] = [
      { label: '$(circle-slash) Leave Them', detail: problems.length === total ? 'Nothing is answered.' : `${counted(total - problems.length, 'problem')} answered without a model; these stay as they are.`, action: 'leave' },
    ];
    if (identity) {
      choices.push(
        { label: `$(cloud-upload) Send Them to ${shownLine(identity.model)} at ${shownLine(identity.host)}`, detail: `About ${tokens} tokens, ${priceText(costOf(usage, identity))}. The problems are sent, the tool's code is not.`, action: 'send' },
        { label: '$(eye) What Will Be Sent', detail: 'Opens the exact requests', action: 'show' },
      );
    } else {
      choices.push({ label: '$(gear) Set Up a Light Model…', detail: 'A light model can turn such problems into arguments for the tool. Nothing is sent before you agree.', action: 'setUp' });
    }
    const chosen = await vscode.window.showQuickPick(choices, { title: `${problems.length} of ${total} not read by “${shownLine(tool.name)}”`, placeHolder: 'Leave them, or have the light model read them?', ignoreFocusOut: true });
    switch (chosen?.action) {
      case 'leave':
        return 'leave';
      case 'send': {
        const model = await parts.models.open('user', { tool: toolKey(tool) });
        // The settings may have changed while the question stood: consent to one server is none to another.
        if (model && identity && sameModel(model.identity, identity)) return model;
        void vscode.window.showWarningMessage('The light model was changed meanwhile: nothing was sent. Choose again.');
        break;
      }
      case 'setUp':
        await parts.models.setUp('user');
        break;
      case 'show': {
        const requests = plannedRequests(tool, problems, packSize).map(({ messages, schema }) => ({ messages, schema }));
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: JSON.stringify(requests, null, 2), language: 'json' }), { preview: true, viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
        break;
      }
      case undefined:
        return undefined;
    }
  }
}

function sameModel(a: ModelIdentity, b: ModelIdentity): boolean {
  return a.model === b.model && a.host === b.host;
}
