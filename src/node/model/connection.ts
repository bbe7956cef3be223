import * as v from 'valibot';
import type { ChatModel, ChatOutcome } from '../../engine/model/chat-model';
import { keyProblem } from './key-origin';

/** A test request's outcome and how long it took. */
export interface ConnectionTest {
  readonly outcome: ChatOutcome;
  readonly milliseconds: number;
}

/** Asks a model for one word: the smallest request that proves key, address and name. */
export async function testConnection(model: ChatModel, signal: AbortSignal): Promise<ConnectionTest> {
  const start = performance.now();
  const outcome = await model.complete(
    // Reasoning models spend tokens before the first word; too small a limit would look like a failure.
    { role: 'user', purpose: 'test of the connection', messages: [{ role: 'user', content: 'Reply with the word ready.' }], temperature: 0, maxCompletionTokens: 500 },
    signal,
  );
  // Cut off is an answer too: the connection holds.
  const settled: ChatOutcome = outcome.kind === 'truncated' && outcome.usage ? { kind: 'reply', text: '', usage: outcome.usage } : outcome;
  return { outcome: settled, milliseconds: performance.now() - start };
}

/** The names of a server's models, or why there is no list. */
export type ModelList = { readonly kind: 'models'; readonly models: readonly string[] } | { readonly kind: 'none'; readonly message: string };

const ListSchema = v.object({ data: v.array(v.object({ id: v.string() })) });

/** Asks a server for its models. Anything unexpected means that there is no list: names can be typed. */
export async function listModels(baseUrl: string, key: string | null): Promise<ModelList> {
  try {
    const sendKey = key !== null && keyProblem(baseUrl) === undefined;
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: sendKey ? { authorization: `Bearer ${key}`, ...(baseUrl.includes('.azure.com') ? { 'api-key': key } : {}) } : {},
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) return { kind: 'none', message: `status ${response.status}` };
    const list = v.safeParse(ListSchema, JSON.parse((await response.text()).slice(0, 2_000_000)));
    return list.success ? { kind: 'models', models: list.output.data.map(({ id }) => id).sort() } : { kind: 'none', message: 'a list of another shape' };
  } catch (error) {
    return { kind: 'none', message: error instanceof Error && error.name === 'TimeoutError' ? 'no answer within 5 s' : 'it could not be reached' };
  }
}
