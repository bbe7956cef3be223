import * as vscode from 'vscode';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../engine/model/chat-model';
import { estimatePromptTokens, estimateTokens } from '../../engine/model/cost';
import type { ShownTexts } from '../text/shown-texts';

/** A model that is any chat the person has at hand: the prompt goes to the clipboard, the reply comes back from it. */
export function byHandModel(texts: ShownTexts): ChatModel {
  return {
    identity: byHandIdentity,
    complete: async (request, signal): Promise<ChatOutcome> => {
      const prompt = promptText(request);
      const reply = await exchange(prompt, request.purpose, texts, signal);
      if (reply === undefined) return { kind: 'cancelled', message: 'No reply was taken from the clipboard.' };
      return {
        kind: 'reply',
        text: reply,
        usage: {
          promptTokens: estimatePromptTokens(request.messages),
          completionTokens: estimateTokens(reply),
          cachedTokens: 0,
          reasoningTokens: 0,
          source: 'estimated',
        },
      };
    },
  };
}

/** What is shown as model and host before anything is copied. */
export const byHandIdentity = {
  model: 'by hand',
  host: 'your clipboard',
  inputPrice: null,
  outputPrice: null,
} as const;

/** The whole request as one text, for chats that take only one. */
export function promptText(request: ChatRequest): string {
  const turns = request.messages.map((message) =>
    message.role === 'assistant' ? `Your reply was:\n${message.content}` : message.content,
  );
  if (request.schema) turns.push(`Reply with JSON of this schema:\n${JSON.stringify(request.schema.schema)}`);
  return turns.join('\n\n');
}

async function exchange(
  prompt: string,
  purpose: string,
  texts: ShownTexts,
  signal: AbortSignal,
): Promise<string | undefined> {
  await vscode.env.clipboard.writeText(prompt);
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly action: 'take' | 'copy' | 'show' }>();
  pick.title = `Toolsmith by hand: ${purpose}`;
  pick.placeholder = 'The prompt is on the clipboard. Paste it into any chat, copy the whole reply, then come back.';
  pick.ignoreFocusOut = true;
  pick.items = [
    {
      label: 'Take the Reply from the Clipboard',
      detail: 'After you copied the whole reply of the chat',
      action: 'take',
    },
    { label: 'Copy the Prompt Again', action: 'copy' },
    { label: 'Show the Prompt', detail: 'Opens it in an editor beside', action: 'show' },
  ];
  return new Promise<string | undefined>((resolve) => {
    const done = (reply: string | undefined): void => {
      resolve(reply);
      signal.removeEventListener('abort', cancel);
      pick.dispose();
    };
    const cancel = (): void => done(undefined);
    signal.addEventListener('abort', cancel, { once: true });
    pick.onDidHide(cancel);
    pick.onDidAccept(async () => {
      const action = pick.activeItems[0]?.action;
      // What is selected already does nothing when it is clicked again.
      pick.selectedItems = [];
      switch (action) {
        case 'take': {
          const text = await vscode.env.clipboard.readText();
          if (text.trim() !== '' && text.trim() !== prompt.trim()) {
            done(text);
            return;
          }
          pick.placeholder =
            text.trim() === ''
              ? 'The clipboard is empty: copy the whole reply of the chat first.'
              : 'The clipboard still holds the prompt: copy the whole reply of the chat first.';
          return;
        }
        case 'copy':
          await vscode.env.clipboard.writeText(prompt);
          pick.placeholder = 'Copied again. Paste it into any chat, copy the whole reply, then come back.';
          return;
        case 'show':
          await texts.show('Prompt', prompt, { language: 'markdown', beside: true });
          return;
        case undefined:
          return;
      }
    });
    pick.show();
  });
}
