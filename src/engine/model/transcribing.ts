import type { TranscriptEntry } from '../tool/tool';
import type { ChatModel } from './chat-model';
import { noUsage } from './cost';

/** A model whose exchanges are appended to `entries` as they end, failed ones with their message as the reply. */
export function transcribing(model: ChatModel, entries: TranscriptEntry[]): ChatModel {
  return {
    identity: model.identity,
    complete: async (request, signal, onProgress) => {
      const outcome = await model.complete(request, signal, onProgress);
      entries.push({
        purpose: request.purpose,
        model: model.identity.model,
        messages: request.messages,
        reply: outcome.kind === 'reply' ? outcome.text : `(${outcome.kind}) ${outcome.message}`,
        usage: outcome.usage ?? noUsage,
      });
      return outcome;
    },
  };
}
