import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testConnection } from '../../src/node/model/connection';
import { listModels } from '../../src/node/model/list-models';
import type { SimpleFetch } from '../../src/node/model/loopback-fetch';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import { key, optionsFor, told } from './asking';
import { answer, json, silent, startFaultServer, text, type FaultServer } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

const never = new AbortController().signal;

test('the models of a server are listed by name, with the key', async () => {
  assert.deepEqual(await listModels(server.baseUrl, key), { kind: 'models', models: ['light', 'strong'] });
  assert.deepEqual(
    [server.lists.at(-1)?.path, server.lists.at(-1)?.headers.authorization],
    ['/v1/models', `Bearer ${key}`],
  );
});

test('the query of the base URL goes along, a slash at its end does not', async () => {
  await listModels(`${server.baseUrl}/?api-version=1`, null);
  assert.deepEqual(
    [server.lists.at(-1)?.path, server.lists.at(-1)?.headers.authorization],
    ['/v1/models?api-version=1', undefined],
  );
});

test('where there is no list, it is said why', async () => {
  for (const [play, apiKey, list] of [
    [text(401, ''), key, { kind: 'unauthorized', message: 'it refused the key: status 401' }],
    [text(403, ''), null, { kind: 'unauthorized', message: 'it wants a key: status 403' }],
    [text(404, ''), null, { kind: 'none', message: 'status 404' }],
    [text(200, '<html>log in</html>'), null, { kind: 'none', message: 'a list of another shape' }],
    [json(200, { data: [{ name: 'x' }] }), null, { kind: 'none', message: 'a list of another shape' }],
    [silent, null, { kind: 'unreachable', message: 'no answer within 50 ms' }],
  ] as const) {
    server.scriptModels(play);
    assert.deepEqual(await listModels(server.baseUrl, apiKey, play === silent ? { milliseconds: 50 } : {}), list);
  }
  const gone = await startFaultServer();
  await gone.close();
  assert.deepEqual(await listModels(gone.baseUrl, null), { kind: 'unreachable', message: 'it could not be reached' });
  assert.equal((await listModels('nonsense', null)).kind, 'none');
});

test('of a list the entries that hold are taken, whatever its form', async () => {
  for (const [body, list] of [
    [[{ id: 'b' }, { id: 'a' }], { kind: 'models', models: ['a', 'b'] }],
    [['b', 'a'], { kind: 'models', models: ['a', 'b'] }],
    [{ models: [{ name: 'a:latest', model: 'a:latest' }] }, { kind: 'models', models: ['a:latest'] }],
    [{ data: [{ id: 'a' }, { id: 7 }, null, { id: 'a' }] }, { kind: 'models', models: ['a'] }],
    [
      { result: [{ id: 'x', name: '@cf/a' }], success: true },
      { kind: 'models', models: ['x'] },
    ],
    [
      { data: [{ id: 'a' }], has_more: true, last_id: 'a' },
      { kind: 'models', models: ['a'] },
    ],
    // Names that nobody could tell from others, or that are none.
    [
      { data: [{ id: 'a' }, { id: 'b\n\u202Ec' }, { id: 'x'.repeat(301) }, { id: ' ' }] },
      { kind: 'models', models: ['a'] },
    ],
    [{ data: [{ id: 'a\u0000' }] }, { kind: 'none', message: 'a list of another shape' }],
    [{ error: { message: 'no' } }, { kind: 'none', message: 'a list of another shape' }],
    [{ data: null }, { kind: 'none', message: 'it has no model' }],
    [
      { object: 'list', data: [] },
      { kind: 'none', message: 'it has no model' },
    ],
  ] as const) {
    server.scriptModels(json(200, body));
    assert.deepEqual(await listModels(server.baseUrl, null), list, JSON.stringify(body));
  }
  const ollama: SimpleFetch = () => Promise.resolve(Response.json({ object: 'list', data: null }));
  assert.deepEqual(await listModels('http://localhost:11434/v1', null, { fetch: ollama }), {
    kind: 'none',
    message: 'no model is installed: Models are listed at ollama.com/library; get one with: ollama pull NAME',
  });
});

test('a list is not asked for where a redirect leads, and a key not sent over plain http', async (t) => {
  const other = await startFaultServer();
  t.after(() => other.close());
  server.scriptModels(text(302, '', { location: `${other.baseUrl}/models` }));
  assert.deepEqual(await listModels(server.baseUrl, key), { kind: 'none', message: 'status 302' });
  assert.equal(other.lists.length, 0);
  const sent: (string | undefined)[] = [];
  const spy: SimpleFetch = (_, { headers }) => {
    sent.push(headers['authorization']);
    return Promise.resolve(Response.json({ data: [] }));
  };
  await listModels('http://192.0.2.1/v1', key, { fetch: spy });
  await listModels('https://192.0.2.1/v1', key, { fetch: spy });
  assert.deepEqual(sent, [undefined, `Bearer ${key}`]);
});

test('a key in the name of a model is taken out of it', async () => {
  server.scriptModels(json(200, { data: [{ id: `a ${key}` }, { id: key.slice(0, 4) }] }));
  assert.deepEqual(await listModels(server.baseUrl, key), { kind: 'models', models: ['a ‹key›', 'sk-s'] });
});

test('a connection holds when anything is answered, even a reply that was cut off', async () => {
  server.script(answer('ready'), answer('thinking', undefined, 'length'), text(401, ''));
  const model = createOpenAiChatModel(optionsFor(server.baseUrl));
  const fine = await testConnection(model, never);
  assert.equal(told(fine.outcome), 'reply: ready');
  assert.ok(fine.milliseconds > 0);
  assert.equal((await testConnection(model, never)).outcome.kind, 'reply');
  assert.equal((await testConnection(model, never)).outcome.kind, 'unauthorized');
});

test('a list of thousands of models is read whole', async () => {
  const models = Array.from({ length: 5_000 }, (_, index) => `m${String(index).padStart(4, '0')}`);
  server.scriptModels(json(200, { data: [...models].reverse().map((id) => ({ id, object: 'model' })) }));
  assert.deepEqual(await listModels(server.baseUrl, null), { kind: 'models', models });
});
