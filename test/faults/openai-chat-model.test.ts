import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { ChatOutcome, ChatRequest } from '../../src/engine/model/chat-model';
import type { RefusedParameter } from '../../src/node/model/failure';
import { createOpenAiChatModel, type OpenAiChatModelOptions } from '../../src/node/model/openai-chat-model';
import { answer, event, json, silent, stalled, startFaultServer, text, type FaultServer, type Play } from './fault-server';

let server: FaultServer;
const waits: number[] = [];
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());
afterEach(() => {
  waits.length = 0;
});

const key = 'sk-secret-0123456789';
const request: ChatRequest = { role: 'maker', purpose: 'propose', messages: [{ role: 'system', content: 'rules' }, { role: 'user', content: 'text' }], temperature: 0.3, maxCompletionTokens: 100 };
const now = (): number => Date.UTC(2026, 0, 1);

function model(changes: Partial<OpenAiChatModelOptions> = {}) {
  const baseUrl = changes.baseUrl ?? server.baseUrl;
  return createOpenAiChatModel({
    identity: { model: 'strong', host: new URL(baseUrl).host, inputPrice: null, outputPrice: null },
    baseUrl,
    apiKey: key,
    timeouts: { firstByteMs: 300, silenceMs: 200 },
    refused: new Map(),
    now,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...changes,
  });
}

async function ask(plays: readonly Play[], changes: Partial<OpenAiChatModelOptions> = {}, asked = request, signal = new AbortController().signal): Promise<ChatOutcome & { requests: number }> {
  server.script(...plays);
  const before = server.seen.length;
  const outcome = await model(changes).complete(asked, signal);
  assert.ok(!JSON.stringify(outcome).includes(key), 'no outcome may hold the key');
  return { ...outcome, requests: server.seen.length - before };
}

const failure = (outcome: ChatOutcome): string => (outcome.kind === 'reply' ? 'reply' : `${outcome.kind}: ${outcome.message}`);

test('a streamed reply comes with the usage that the server reports', async () => {
  const outcome = await ask([answer('hello there', { prompt_tokens: 7, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 2 }, completion_tokens_details: { reasoning_tokens: 1 } })]);
  assert.deepEqual(outcome, { kind: 'reply', text: 'hello there', usage: { promptTokens: 7, completionTokens: 3, cachedTokens: 2, reasoningTokens: 1, source: 'reported' }, requests: 1 });
});

test('a server that ignores the wish to stream is understood too', async () => {
  const outcome = await ask([json(200, { choices: [{ message: { content: 'whole' }, finish_reason: 'stop' }] })]);
  assert.equal(outcome.kind === 'reply' && outcome.text, 'whole');
  assert.equal(outcome.kind === 'reply' && outcome.usage.source, 'estimated');
});

test('usage of nonsense counts as none', async () => {
  for (const usage of [{ prompt_tokens: -1, completion_tokens: 2 }, { prompt_tokens: 'many', completion_tokens: 2 }, null]) {
    const outcome = await ask([answer('x', usage)]);
    assert.equal(outcome.kind === 'reply' && outcome.usage.source, 'estimated');
  }
});

for (const [name, play, kind, words, requests] of [
  ['401', json(401, { error: { message: `bad key ${key}` } }), 'unauthorized', /key.*Set Up Models/, 1],
  ['403', json(403, { error: { message: 'no' } }), 'unauthorized', /403/, 1],
  ['404', json(404, { error: { message: 'model not found' } }), 'modelNotFound', /strong/, 1],
  ['429 with a long wait', json(429, { error: { message: 'slow down' } }, { 'retry-after': '90' }), 'rateLimited', /90 s/, 1],
  ['429 with no more quota', json(429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }), 'quotaExhausted', /billing/, 1],
  ['503 for ever', json(503, { error: { message: 'overloaded' } }), 'serverError', /503.*later/, 3],
  ['408', json(408, { error: { message: 'timeout' } }), 'timedOut', /408/, 3],
  ['407', text(407, ''), 'unreachable', /proxy/, 1],
  ['a web page', text(200, '<html><body>log in</body></html>', { 'content-type': 'text/html' }), 'badResponse', /web page/, 1],
  ['a web page as an error', text(502, '<html>bad gateway</html>', { 'content-type': 'text/html' }), 'serverError', /web page/, 3],
  ['text that is not JSON', text(200, 'hello', { 'content-type': 'application/json' }), 'badResponse', /not JSON/, 1],
  ['JSON of another shape', json(200, { result: 'hello' }), 'badResponse', /another shape/, 1],
  ['an empty choice', json(200, { choices: [] }), 'badResponse', /empty reply/, 1],
  ['a stream of another shape', stalled([event({ choices: 'x' })]), 'badResponse', /another shape/, 1],
  ['a reply cut off by its length', answer('half', undefined, 'length'), 'truncated', /limit of 100 tokens/, 1],
  ['a content filter', answer('', undefined, 'content_filter'), 'refused', /refused/, 1],
  ['a refusal', json(200, { choices: [{ message: { refusal: 'I will not' }, finish_reason: 'stop' }] }), 'refused', /I will not/, 1],
  ['an unknown status', json(418, { error: { message: 'teapot' } }), 'badResponse', /418/, 1],
  ['a slow first byte', silent, 'timedOut', /sent nothing/, 1],
  ['a stream that stalls', stalled([event({ choices: [{ delta: { content: 'a' } }] })]), 'timedOut', /silent in the middle/, 1],
  ['a stream that is cut in the middle of a character', stalled([event({ choices: [{ delta: { content: 'a' } }] }), new Uint8Array([0x64, 0x61, 0xe2, 0x82])], true), 'unreachable', /broke off|cannot be reached/, 3],
] as const) {
  test(`${name}: ${kind}`, async () => {
    const outcome = await ask([play]);
    assert.equal(outcome.kind, kind, failure(outcome));
    assert.match(failure(outcome), words);
    if (name !== 'a stream that is cut in the middle of a character') assert.equal(outcome.requests, requests);
  });
}

test('a short wait that the server asks for is waited, in seconds, in milliseconds and as a date', async () => {
  for (const [headers, wait] of [
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after-ms': '150' }, 150],
    [{ 'retry-after': new Date(now() + 5_000).toUTCString() }, 5_000],
    [{}, 500],
  ] as const) {
    waits.length = 0;
    const outcome = await ask([json(429, { error: { message: 'slow down' } }, headers), answer('fine')]);
    assert.equal(outcome.kind, 'reply');
    assert.deepEqual(waits, [wait]);
  }
});

test('500 and then fine is fine', async () => {
  assert.equal((await ask([json(500, {}), answer('fine')])).kind, 'reply');
});

test('a refused parameter is dropped once and remembered for the server and model', async () => {
  const refused = new Map<string, Set<RefusedParameter>>();
  const picky: Play = (response, seen) => {
    for (const name of ['temperature', 'max_completion_tokens', 'response_format', 'stream_options', 'stream']) {
      if (name in seen.body) return json(400, { error: { message: `Unsupported parameter: '${name}'`, param: name } })(response, seen);
    }
    return answer('fine')(response, seen);
  };
  const withSchema: ChatRequest = { ...request, schema: { name: 'arguments', schema: { type: 'object', properties: {} } } };
  const first = await ask([picky], { refused }, withSchema);
  assert.deepEqual([first.kind, first.requests], ['reply', 6]);
  assert.match(server.seen.at(-1)?.body.messages?.[0]?.content ?? '', /must fit this schema/);
  assert.equal((await ask([picky], { refused }, withSchema)).requests, 1);
});

test('nothing at the other end: unreachable, and whose localhost it is', async () => {
  const gone = await startFaultServer();
  await gone.close();
  assert.match(failure(await ask([], { baseUrl: gone.baseUrl })), /unreachable.*connection refused.*running/);
  assert.match(failure(await ask([], { baseUrl: gone.baseUrl, remoteName: 'ssh-remote' })), /remote \(ssh-remote\).*not the one in front of you/);
});

test('a host that does not exist: unreachable', async () => {
  assert.match(failure(await ask([], { baseUrl: 'https://no-such-host.invalid/v1', timeouts: { firstByteMs: 20_000, silenceMs: 200 } })), /unreachable/);
});

test('a redirect is not followed, and the other host gets no key', async () => {
  const other = await startFaultServer();
  other.script(answer('stolen'));
  const outcome = await ask([text(307, '', { location: `${other.baseUrl}/chat/completions` })]);
  assert.match(failure(outcome), /badResponse.*not followed/);
  assert.equal(other.seen.length, 0);
  await other.close();
});

test('a key is never sent over plain http to another machine', async () => {
  const outcome = await model({ baseUrl: 'http://192.0.2.1/v1' }).complete(request, new AbortController().signal);
  assert.equal(outcome.kind, 'notConfigured');
});

test('without a key no header is sent; with one it is', async () => {
  await ask([answer('x')], { apiKey: null });
  assert.equal(server.seen.at(-1)?.headers.authorization, undefined);
  await ask([answer('x')]);
  assert.equal(server.seen.at(-1)?.headers.authorization, `Bearer ${key}`);
});

test('a huge reply is cut off', async () => {
  const part = event({ choices: [{ delta: { content: 'x'.repeat(100_000) } }] });
  const outcome = await ask([stalled(Array.from({ length: 60 }, () => part))], { timeouts: { firstByteMs: 5_000, silenceMs: 5_000 } });
  assert.match(failure(outcome), /longer than 4,000,000/);
});

test('cancelling ends a request that hangs, and a wait for another try', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  assert.equal((await ask([silent], { timeouts: { firstByteMs: 60_000, silenceMs: 60_000 } }, request, controller.signal)).kind, 'cancelled');
  const waiting = new AbortController();
  server.script(json(429, {}, { 'retry-after': '30' }));
  setTimeout(() => waiting.abort(), 100);
  const outcome = await createOpenAiChatModel({ identity: { model: 'strong', host: 'h', inputPrice: null, outputPrice: null }, baseUrl: server.baseUrl, apiKey: null, timeouts: { firstByteMs: 5_000, silenceMs: 5_000 }, refused: new Map() }).complete(request, waiting.signal);
  assert.equal(outcome.kind, 'cancelled');
});
