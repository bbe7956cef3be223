import type { ChatMessage, ChatRequest, ModelIdentity, Role, Usage } from './chat-model';

/** No tokens at all: where sums start. */
export const noUsage: Usage = {
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  reasoningTokens: 0,
  source: 'reported',
};

/** The sum of two; `estimated` as soon as one part is. */
export function addUsage(a: Usage, b: Usage): Usage {
  const source = a.source === 'estimated' || b.source === 'estimated' ? 'estimated' : 'reported';
  const unreported =
    source === 'reported' ? [...new Set([...(a.unreported ?? []), ...(b.unreported ?? [])])].sort() : [];
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    source,
    ...(unreported.length > 0 ? { unreported } : {}),
  };
}

/**
 * What a reply usually takes, in tokens. Of the maker: a proposal with its code; the paper's makings took 1,020 to
 * 2,772 over several requests. Of the user: the arguments of one problem.
 */
export const expectedCompletionTokens: Readonly<Record<Role, number>> = { maker: 1_500, user: 80 };

/**
 * Tokens of a text, roughly: four characters each for ASCII, one each for the rest. Tokenizers are megabytes,
 * so before a request people see this figure and the word "about"; afterwards the server's own.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(tokenWeight(text));
}

/** The same before it is rounded: the weights of a text's parts sum to that of the text. */
export function tokenWeight(text: string): number {
  let other = 0;
  for (const character of text) if (character.charCodeAt(0) > 127) other += 1;
  return (text.length - other) / 4 + other;
}

/** Tokens of a whole request, estimated; 4 a message for the chat format itself. */
export function estimatePromptTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateTokens(message.content) + 4, 0);
}

/** Tokens of everything that a request sends, estimated, its schema included. */
export function estimateRequestTokens({ messages, schema }: Pick<ChatRequest, 'messages' | 'schema'>): number {
  return estimatePromptTokens(messages) + (schema ? estimateTokens(JSON.stringify(schema.schema)) : 0);
}

/** US dollars, or `null` where the settings have no price. */
export function costOf(usage: Usage, identity: Pick<ModelIdentity, 'inputPrice' | 'outputPrice'>): number | null {
  if (identity.inputPrice === null || identity.outputPrice === null) return null;
  return (usage.promptTokens * identity.inputPrice + usage.completionTokens * identity.outputPrice) / 1_000_000;
}

/** How often a request is sent that fails in a way that may pass. */
const mostTries = 3;

/** The most that requests can come to: how many they are, and the tokens they take where every reply is as long as may be. */
export interface Most {
  readonly requests: number;
  readonly tokens: number;
}

/** The most that these requests come to, asked `times` times each: a try that fails sends its prompt again. */
export function mostOf(requests: readonly ChatRequest[], times = 1): Most {
  return {
    requests: requests.length * times,
    tokens: times * requests.reduce((sum, one) => sum + mostTokensOf(one), 0),
  };
}

/** All tokens that a request may take, its tries together. */
export function mostTokensOf(request: ChatRequest): number {
  return mostTries * estimateRequestTokens(request) + request.maxCompletionTokens;
}

/** The most, for a person, a clause: `at most 12 requests and about 48,000 tokens`. */
export function mostText({ requests, tokens }: Most): string {
  return `at most ${requests.toLocaleString('en-US')} request${requests === 1 ? '' : 's'} and about ${tokens.toLocaleString('en-US')} tokens`;
}
