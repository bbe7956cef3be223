import * as vscode from 'vscode';
import type { Booking } from '../../engine/ledger/ledgered';
import { sameModel, type ChatModel, type ChatRequest, type Role } from '../../engine/model/chat-model';
import { costOf, estimateRequestTokens, mostOf, mostText, type Most } from '../../engine/model/cost';
import { shownLine } from '../words/shown';
import { priceText } from '../words/amounts';
import type { Parts } from '../parts';

/** What a person is asked before anything goes to a model. */
export interface SendQuestion {
  readonly role: Role;
  readonly title: string;
  readonly placeHolder: string;
  /** What becomes of the problems where nothing is sent. */
  readonly leave: string;
  /** What is sent and what is not, a sentence or two. */
  readonly sent: string;
  /** What such a model would do, where none is set up yet. */
  readonly setUp: string;
  /** The exact requests, as they go out if all goes well. */
  readonly requests: readonly ChatRequest[];
  /** Tokens of all replies, as far as can be told. */
  readonly completionTokens: number;
  /** The most that can follow, where these requests may be followed by others. */
  readonly most?: Most;
  readonly booking: Booking;
}

const roleNames: Readonly<Record<Role, string>> = { maker: 'strong', user: 'light' };

/**
 * Asks whether problems may go to a model; nothing is sent before the answer. The model that was agreed to, or
 * `leave` them; `undefined`: the person gave the whole thing up.
 */
export async function askToSend(parts: Parts, question: SendQuestion): Promise<ChatModel | 'leave' | undefined> {
  const { role, requests, completionTokens } = question;
  const promptTokens = requests.reduce((sum, request) => sum + estimateRequestTokens(request), 0);
  const usage = { promptTokens, completionTokens, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' as const };
  const tokens = (promptTokens + completionTokens).toLocaleString('en-US');
  for (;;) {
    const identity = parts.models.identity(role);
    const forbidden = parts.models.forbidden(role);
    const choices: (vscode.QuickPickItem & { readonly action: 'leave' | 'send' | 'setUp' | 'show' })[] = [];
    if (identity) {
      choices.push(
        {
          label: `$(cloud-upload) Send Them to ${shownLine(identity.model)} at ${shownLine(identity.host)}`,
          description: mostText(question.most ?? mostOf(requests)),
          detail: `About ${tokens} tokens, ${priceText(costOf(usage, identity))}. ${question.sent}`,
          action: 'send',
        },
        { label: '$(eye) What Will Be Sent', detail: 'Opens the exact requests', action: 'show' },
      );
    } else if (forbidden !== null) {
      choices.push({
        label: `$(lock) The ${role === 'user' ? 'Light' : 'Strong'} Model May Not Be Asked`,
        detail: shownLine(forbidden),
        action: 'setUp',
      });
    } else {
      choices.push({
        label: `$(gear) Set Up a ${role === 'user' ? 'Light' : 'Strong'} Model…`,
        detail: `${question.setUp} Nothing is sent before you agree.`,
        action: 'setUp',
      });
    }
    choices.push({ label: '$(circle-slash) Skip', detail: question.leave, action: 'leave' });
    const chosen = await vscode.window.showQuickPick(choices, {
      title: question.title,
      placeHolder: question.placeHolder,
      ignoreFocusOut: true,
    });
    switch (chosen?.action) {
      case 'leave':
        return 'leave';
      case 'send': {
        const model = await parts.models.open(role, question.booking);
        // The settings may have changed while the question stood: consent to one server is none to another.
        if (model && identity && sameModel(model.identity, identity)) return model;
        void vscode.window.showWarningMessage(
          `The ${roleNames[role]} model was changed meanwhile: nothing was sent. Choose again.`,
        );
        break;
      }
      case 'setUp':
        await parts.models.setUp(role);
        break;
      case 'show': {
        const content = JSON.stringify(
          requests.map(({ messages, schema }) => ({ messages, schema })),
          null,
          2,
        );
        await parts.shownTexts.show('What Will Be Sent', content, { language: 'json', beside: true });
        break;
      }
      case undefined:
        return undefined;
    }
  }
}
