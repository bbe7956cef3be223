import assert from 'node:assert/strict';
import type { ChatOutcome, ChatRequest } from '../../src/engine/model/chat-model';
import { createOpenAiChatModel, type OpenAiChatModelOptions } from '../../src/node/model/openai-chat-model';
import { commandLineRemedies } from '../../src/node/model/remedies';
import type { FaultServer, Play } from './fault-server';

/** What no outcome may ever hold. */
export const key = 'sk-secret-0123456789/abc';

/** Some request. */
export const request: ChatRequest = {
  role: 'maker',
  purpose: 'propose',
  messages: [
    { role: 'system', content: 'rules' },
    { role: 'user', content: 'text' },
  ],
  temperature: 0.3,
  maxCompletionTokens: 100,
};

/** One with a schema. */
export const withSchema: ChatRequest = {
  ...request,
  schema: {
    name: 'arguments',
    schema: {
      type: 'object',
      properties: { day: { type: 'integer' } },
      required: ['day'],
      additionalProperties: false,
    },
  },
};

/** What a person does about a failure on the command line. */
export const onCommandLine = commandLineRemedies({
  key: 'OPENAI_API_KEY',
  keyFor: 'OPENAI_BASE_URL',
  model: '--maker-model or TOOLSMITH_MAKER_MODEL',
});

/** A fixed clock. */
export const now = (): number => Date.UTC(2026, 0, 1);

/** What came of asking, with the number of requests it took and the waits between them. */
export type Asked = ChatOutcome & { readonly requests: number; readonly waits: readonly number[] };

/** Nothing that is not about time runs out of it, however busy the machine. */
const patient = { firstByteMs: 60_000, silenceMs: 60_000 };

/** Options for a model at a base URL; waits take no time and are noted in `waits`. */
export function optionsFor(baseUrl: string, waits: number[] = []): OpenAiChatModelOptions {
  return {
    identity: {
      model: 'strong',
      host: URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl,
      inputPrice: null,
      outputPrice: null,
    },
    baseUrl,
    apiKey: key,
    timeouts: patient,
    refused: new Map(),
    now,
    jitter: () => 0,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
}

/** Scripts the server and asks a model there once. */
export async function ask(
  server: FaultServer,
  plays: readonly Play[],
  changes: Partial<OpenAiChatModelOptions> = {},
  asked = request,
  signal = new AbortController().signal,
): Promise<Asked> {
  server.script(...plays);
  const before = server.seen.length;
  const waits: number[] = [];
  const options = { ...optionsFor(changes.baseUrl ?? server.baseUrl, waits), ...changes };
  const outcome = await createOpenAiChatModel(options).complete(asked, signal);
  assert.ok(!JSON.stringify(outcome).includes(key), 'no outcome may hold the key');
  if (outcome.kind !== 'reply')
    assert.ok(outcome.message.includes(options.identity.host), `the host must be named: ${outcome.message}`);
  return { ...outcome, requests: server.seen.length - before, waits };
}

/** An outcome in one line, for comparing and for messages. */
export function told(outcome: ChatOutcome): string {
  return outcome.kind === 'reply' ? `reply: ${outcome.text}` : `${outcome.kind}: ${outcome.message}`;
}
