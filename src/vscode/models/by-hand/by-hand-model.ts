import type { ChatModel, ChatOutcome } from '../../../engine/model/chat-model';
import { estimatePromptTokens, estimateTokens } from '../../../engine/model/cost';
import { sha256 } from '../../../node/sha256';
import type { ByHandDesk } from './desk';
import { promptText } from './exchange-text';

/** What is shown as model and host before anything is copied. */
export const byHandIdentity = {
  model: 'by hand',
  host: 'your clipboard',
  inputPrice: null,
  outputPrice: null,
} as const;

/** A model that is any chat the person has at hand: a document takes the prompt there, and the reply back. */
export function byHandModel(desk: ByHandDesk): ChatModel {
  return {
    identity: byHandIdentity,
    complete: async (request, signal): Promise<ChatOutcome> => {
      const prompt = promptText(request);
      const exchange = { purpose: request.purpose, prompt, mark: sha256([prompt]).slice(0, 16) };
      const reply = await desk.ask(exchange, request.missing, signal);
      if (reply === undefined)
        return {
          kind: 'cancelled',
          message: 'No reply was taken. What was pasted is kept: ask the same again, and go on there.',
        };
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
