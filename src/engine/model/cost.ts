import type { ChatMessage, ModelIdentity, Usage } from './chat-model';

/** No tokens at all: where sums start. */
export const noUsage: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, source: 'reported' };

/** The sum of two; `estimated` as soon as one part is. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    source: a.source === 'estimated' || b.source === 'estimated' ? 'estimated' : 'reported',
  };
}

/**
 * Tokens of a text, roughly: four characters each for ASCII, one each for the rest. Tokenizers are megabytes,
 * so before a request people see this figure and the word "about"; afterwards the server's own.
 */
export function estimateTokens(text: string): number {
  let other = 0;
  for (const character of text) if (character.charCodeAt(0) > 127) other += 1;
  return Math.ceil((text.length - other) / 4) + other;
}

/** Tokens of a whole request, estimated; 4 a message for the chat format itself. */
export function estimatePromptTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateTokens(message.content) + 4, 0);
}

/** US dollars, or `null` where the settings have no price. */
export function costOf(usage: Usage, identity: Pick<ModelIdentity, 'inputPrice' | 'outputPrice'>): number | null {
  if (identity.inputPrice === null || identity.outputPrice === null) return null;
  return (usage.promptTokens * identity.inputPrice + usage.completionTokens * identity.outputPrice) / 1_000_000;
}
