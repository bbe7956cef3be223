import { getEncoding } from 'js-tiktoken';
import type { ChatModel, ChatRequest } from '../../src/engine/model/chat-model';

/** Tokens of what was sent and of what came back. */
export interface Tokens {
  readonly prompt: number;
  readonly completion: number;
}

/** A model that counts. */
export interface CountingModel {
  readonly model: ChatModel;
  /** What was sent through it and came back so far, failed requests included. */
  readonly spent: () => Tokens;
}

const encoding = getEncoding('cl100k_base');

/** Tokens of a text in cl100k, the tokenizer of the paper's models. What looks like a control token is text here. */
export function tokensOf(text: string): number {
  return encoding.encode(text, [], []).length;
}

/**
 * Tokens of everything in a request that is sent as text: the messages and the schema. The chat format's own few
 * tokens a message are left out, as the paper's figures leave them out.
 */
export function requestTokens(request: ChatRequest): number {
  const schema = request.schema ? JSON.stringify(request.schema.schema) : '';
  return request.messages.reduce((sum, message) => sum + tokensOf(message.content), tokensOf(schema));
}

/** Counts what goes through a model, with the same tokenizer whichever model it is. */
export function countingModel(inner: ChatModel): CountingModel {
  let [prompt, completion] = [0, 0];
  return {
    model: {
      identity: inner.identity,
      complete: async (request, signal, onProgress) => {
        prompt += requestTokens(request);
        const outcome = await inner.complete(request, signal, onProgress);
        if (outcome.kind === 'reply') completion += tokensOf(outcome.text);
        return outcome;
      },
    },
    spent: () => ({ prompt, completion }),
  };
}
