import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SimpleFetch } from '../../../src/node/model/loopback-fetch';
import { createServerClient, type ServerClient } from '../../../src/node/model/server-client';

const never = (): AbortSignal => new AbortController().signal;
const clientWith = (fetch: SimpleFetch, baseUrl = 'https://models.example/v1'): ServerClient =>
  createServerClient({ baseUrl, apiKey: 'sk-secret', fetch });
const ask = (client: ServerClient, signal = never()): Promise<Response> =>
  client.complete({ model: 'strong', messages: [{ role: 'user', content: 'text' }] }, signal);

test('every answer comes back as it is, unread, whatever its status and its label', async () => {
  for (const status of [200, 201, 302, 400, 401, 408, 409, 429, 500, 503])
    for (const label of ['application/json', 'text/event-stream', 'text/html'])
      for (const send of [ask, (client: ServerClient) => client.models(never())]) {
        let parts = 0;
        const body = new ReadableStream<Uint8Array>({
          pull: (controller) => {
            parts += 1;
            if (parts < 5) controller.enqueue(Buffer.from('part'));
            else controller.close();
          },
        });
        const headers = { 'content-type': label, 'x-should-retry': 'true', 'retry-after': '0' };
        let requests = 0;
        const response = await send(
          clientWith(() => {
            requests += 1;
            return Promise.resolve(new Response(body, { status, headers }));
          }),
        );
        const told = `${status} ${label}`;
        assert.deepEqual([response.status, response.headers.get('retry-after'), requests], [status, '0', 1], told);
        // One part waits in the stream itself.
        assert.ok(!response.bodyUsed && parts <= 1, told);
        await response.body?.cancel();
      }
});

test('what the network throws comes back as it is, also where it looks like a timeout', async () => {
  const abort = Object.assign(new Error('aborted by the server'), { name: 'AbortError' });
  for (const error of [
    Object.assign(new Error('connect ETIMEDOUT 192.0.2.1:443'), { code: 'ETIMEDOUT' }),
    new TypeError('fetch failed', { cause: new Error('Connect Timeout Error (attempted address, timed out)') }),
    abort,
  ])
    await assert.rejects(ask(clientWith(() => Promise.reject(error))), (thrown) => thrown === error);
});

test('a request that is aborted throws the reason, before and while it is sent', async () => {
  const waits: SimpleFetch = (_, { signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('closed'))));
  await assert.rejects(ask(clientWith(waits), AbortSignal.abort(new Error('at once'))), { message: 'at once' });
  await assert.rejects(clientWith(waits).models(AbortSignal.timeout(5)), { name: 'TimeoutError' });
});

test('an abort after the answer has begun still ends its body', async () => {
  const controller = new AbortController();
  const seen: (AbortSignal | undefined)[] = [];
  const client = clientWith((_, { signal }) => {
    seen.push(signal);
    return Promise.resolve(new Response('begun', { status: 500 }));
  });
  await ask(client, controller.signal);
  assert.equal(seen[0]?.aborted, false);
  controller.abort();
  assert.deepEqual(
    seen.map((signal) => signal?.aborted),
    [true],
  );
});

test('nothing in the environment or in the process decides whether and where is sent', async (context) => {
  const environment = {
    OPENAI_CUSTOM_HEADERS: 'é: no header\nAuthorization:',
    OPENAI_BASE_URL: 'https://other.example/v1',
    OPENAI_ADMIN_KEY: 'sk-admin',
    OPENAI_LOG: 'debug',
  };
  const printed = ['debug', 'info', 'warn', 'error'] as const;
  const logs = printed.map((level) => context.mock.method(console, level, () => undefined));
  const before = { ...process.env };
  Object.assign(process.env, environment);
  // As other extensions of the editor's process leave them; Node has a navigator of its own since version 21.
  const ofBrowsers = { window: { document: {} }, ...('navigator' in globalThis ? {} : { navigator: {} }) };
  Object.assign(globalThis, ofBrowsers);
  try {
    const sent: { url: string; headers: Readonly<Record<string, string>> }[] = [];
    const client = clientWith((url, { headers }) => {
      sent.push({ url, headers });
      return Promise.resolve(Response.json({}));
    }, 'https://models.example/v1?api-version=2024-10-21&at=a%20b');
    await ask(client);
    await client.models(never());
    assert.equal(process.env['OPENAI_CUSTOM_HEADERS'], environment.OPENAI_CUSTOM_HEADERS);
    assert.deepEqual(
      sent.map(({ url, headers }) => [new URL(url).origin + new URL(url).pathname, headers['authorization']]),
      ['chat/completions', 'models'].map((path) => [`https://models.example/v1/${path}`, 'Bearer sk-secret']),
    );
    for (const { url } of sent)
      assert.deepEqual(
        [...new URL(url).searchParams],
        [
          ['api-version', '2024-10-21'],
          ['at', 'a b'],
        ],
      );
  } finally {
    for (const name of Object.keys(ofBrowsers)) Reflect.deleteProperty(globalThis, name);
    for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
  assert.deepEqual(
    logs.map(({ mock }) => mock.callCount()),
    [0, 0, 0, 0],
  );
});
