import type { ChatModel, ChatOutcome } from '../../engine/model/chat-model';

/** A test request's outcome and how long it took. */
export interface ConnectionTest {
  readonly outcome: ChatOutcome;
  readonly milliseconds: number;
}

/** What a test asks. */
export const testQuestion = 'Reply with the word ready.';

/** Asks a model for one word: the smallest request that proves key, address and name. */
export async function testConnection(model: ChatModel, signal: AbortSignal): Promise<ConnectionTest> {
  const start = performance.now();
  const outcome = await model.complete(
    // Reasoning models spend tokens before the first word; too small a limit would look like a failure.
    {
      role: 'user',
      purpose: 'test of the connection',
      messages: [{ role: 'user', content: testQuestion }],
      temperature: 0,
      maxCompletionTokens: 500,
    },
    signal,
  );
  // Cut off is an answer too: the connection holds.
  const settled: ChatOutcome =
    outcome.kind === 'truncated' && outcome.usage ? { kind: 'reply', text: '', usage: outcome.usage } : outcome;
  return { outcome: settled, milliseconds: performance.now() - start };
}
