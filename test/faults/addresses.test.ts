import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import type { SimpleFetch } from '../../src/node/model/loopback-fetch';
import { ask, key, optionsFor, request, told } from './asking';
import { answer, startFaultServer, text, type FaultServer } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

const never = new AbortController().signal;

test('nothing at the other end: unreachable, what to start, and whose localhost it is', async () => {
  const gone = await startFaultServer();
  await gone.close();
  for (const over of [{}, { fetch }]) {
    const changes = { ...over, baseUrl: gone.baseUrl };
    assert.match(
      told(await ask(server, [], changes)),
      /unreachable: Nothing answers at 127\.0\.0\.1:\d+ \(connection refused\)\. Is the model server running/,
    );
    assert.match(
      told(await ask(server, [], { ...changes, remoteName: 'ssh-remote' })),
      /remote \(ssh-remote\).*not the one in front of you/,
    );
  }
});

test('a host that does not exist: unreachable', async () => {
  const outcome = await ask(server, [], { baseUrl: 'https://no-such-host.invalid/v1' });
  assert.match(told(outcome), /^unreachable: .*no-such-host\.invalid/);
});

test('https where the server speaks http: says so, and does not blame a certificate', async () => {
  for (const over of [{}, { fetch }]) {
    const outcome = await ask(server, [answer('x')], { ...over, baseUrl: server.baseUrl.replace('http:', 'https:') });
    assert.match(told(outcome), /^unreachable: .* does not speak https at this port/);
  }
});

test('a redirect is not followed, to nowhere, and the message names where it leads', async (t) => {
  const other = await startFaultServer();
  t.after(() => other.close());
  other.script(answer('stolen'));
  for (const over of [{}, { fetch }]) {
    for (const status of [301, 302, 303, 307, 308]) {
      const outcome = await ask(
        server,
        [text(status, 'moved', { location: `${other.baseUrl}/chat/completions?token=${encodeURIComponent(key)}` })],
        over,
      );
      assert.equal(outcome.kind, 'badResponse');
      assert.match(
        told(outcome),
        new RegExp(`on to ${other.baseUrl}/chat/completions \\(${status}\\), which is not followed`),
      );
      assert.doesNotMatch(told(outcome), /token/);
    }
  }
  assert.match(told(await ask(server, [text(302, '', { location: 'http://[' })])), /another address/);
  assert.equal(other.seen.length + other.lists.length, 0);
});

test('a key is never sent over plain http to another machine, however the URL is written', async () => {
  for (const baseUrl of [
    'http://192.0.2.1/v1',
    'HTTP://192.0.2.1/v1',
    ' http://192.0.2.1/v1',
    'http://localhost.example/v1',
    'http://some.localhost/v1',
  ]) {
    const sent: string[] = [];
    const spy: SimpleFetch = (url) => {
      sent.push(url);
      return Promise.reject(new Error('not sent in this test'));
    };
    const outcome = await createOpenAiChatModel({ ...optionsFor(baseUrl), fetch: spy }).complete(request, never);
    assert.deepEqual([outcome.kind, sent], ['notConfigured', []], baseUrl);
    assert.match(told(outcome), /https only/);
  }
});

test('what cannot be configured is told, and nothing is sent anywhere', async () => {
  const sent: string[] = [];
  const spy: SimpleFetch = (url) => {
    sent.push(url);
    return Promise.reject(new Error('not sent in this test'));
  };
  // The client would ask OPENAI_BASE_URL, or OpenAI, where the base URL is empty.
  for (const [baseUrl, apiKey, words] of [
    ['', null, /no http or https URL/],
    ['localhost:11434/v1', null, /no http or https URL/],
    ['https://me:secret-word@host.example/v1', null, /user name or a password/],
    ['https://host.example/v1', 'sk-käy-0123456789', /characters in it that no key has/],
    ['https://host.example/v1', 'sk-0123 456789', /characters in it that no key has/],
  ] as const) {
    const outcome = await createOpenAiChatModel({ ...optionsFor(baseUrl), apiKey, fetch: spy }).complete(
      request,
      never,
    );
    assert.equal(outcome.kind, 'notConfigured');
    assert.match(told(outcome), words);
    assert.doesNotMatch(told(outcome), /sk-|secret-word/);
  }
  const nameless = await createOpenAiChatModel({
    ...optionsFor('https://host.example/v1'),
    identity: { model: '', host: 'host.example', inputPrice: null, outputPrice: null },
    fetch: spy,
  }).complete(request, never);
  assert.match(told(nameless), /notConfigured: .*No model is named/);
  assert.deepEqual(sent, []);
});

test('without a key no key is sent, and a server that wants one is not said to refuse it', async () => {
  for (const apiKey of [null, '', ' ']) {
    const outcome = await ask(server, [text(401, '')], { apiKey });
    assert.match(told(outcome), /unauthorized: .*it wants a key/);
    assert.deepEqual(
      [server.seen.at(-1)?.headers.authorization, server.seen.at(-1)?.headers['api-key']],
      [undefined, undefined],
    );
  }
});

test('a key is sent as a bearer, without the blanks around it', async () => {
  await ask(server, [answer('x')], { apiKey: ` ${key}\n` });
  assert.equal(server.seen.at(-1)?.headers.authorization, `Bearer ${key}`);
});

test('nothing of the environment and nothing about this machine is sent along', async () => {
  process.env['OPENAI_CUSTOM_HEADERS'] = 'Authorization: Bearer of-another-server\nX-Team: blue';
  process.env['OPENAI_ORG_ID'] = 'org-1';
  try {
    await ask(server, [answer('x')], { apiKey: null });
  } finally {
    delete process.env['OPENAI_CUSTOM_HEADERS'];
    delete process.env['OPENAI_ORG_ID'];
  }
  const names = Object.keys(server.seen.at(-1)?.headers ?? {}).sort();
  assert.deepEqual(names, ['accept', 'connection', 'content-length', 'content-type', 'host', 'user-agent']);
});

test('Azure gets the key in its own header, and its version with every request', async () => {
  const sent: { url: string; headers: Readonly<Record<string, string>> }[] = [];
  const spy: SimpleFetch = (url, { headers }) => {
    sent.push({ url, headers });
    return Promise.resolve(Response.json({ choices: [{ message: { content: 'fine' }, finish_reason: 'stop' }] }));
  };
  for (const [baseUrl, url] of [
    ['https://x.openai.azure.com/openai/v1/', 'https://x.openai.azure.com/openai/v1/chat/completions'],
    [
      'https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21',
      'https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21',
    ],
  ] as const) {
    const outcome = await createOpenAiChatModel({ ...optionsFor(baseUrl), fetch: spy }).complete(request, never);
    assert.equal(told(outcome), 'reply: fine');
    assert.deepEqual(
      [sent.at(-1)?.url, sent.at(-1)?.headers['api-key'], sent.at(-1)?.headers['authorization']],
      [url, key, undefined],
    );
  }
  await createOpenAiChatModel({ ...optionsFor('https://x.azure.com.example/v1'), fetch: spy }).complete(request, never);
  assert.equal(sent.at(-1)?.headers['api-key'], undefined);
});

test("headers of one's own are sent to their server, and are shown nowhere", async () => {
  const { origin } = new URL(server.baseUrl);
  const headers = { [origin]: { 'x-team': 'team-secret-0' }, 'https://other.example': { 'x-other': '1' } };
  const outcome = await ask(server, [text(400, 'no such team: team-secret-0')], { headers });
  assert.match(told(outcome), /no such team: ‹key›/);
  const seen = server.seen.at(-1)?.headers ?? {};
  assert.deepEqual(
    [seen['x-team'], seen['x-other'], seen.authorization],
    ['team-secret-0', undefined, `Bearer ${key}`],
  );
  assert.match(
    told(await ask(server, [answer('x')], { headers: { [origin]: { host: 'x' } } })),
    /^notConfigured: Nothing was sent to .*toolsmith\.models\.headers/,
  );
});

test("Azure's serverless, machine learning and GitHub hosts get a bearer", async () => {
  const sent: Readonly<Record<string, string>>[] = [];
  const spy: SimpleFetch = (_, { headers }) => {
    sent.push(headers);
    return Promise.resolve(Response.json({ choices: [{ message: { content: 'fine' }, finish_reason: 'stop' }] }));
  };
  for (const host of [
    'x.eastus2.models.ai.azure.com',
    'x.eastus.inference.ml.azure.com',
    'models.inference.ai.azure.com',
    'models.github.ai',
  ]) {
    await createOpenAiChatModel({ ...optionsFor(`https://${host}/v1`), fetch: spy }).complete(request, never);
    assert.deepEqual([sent.at(-1)?.['authorization'], sent.at(-1)?.['api-key']], [`Bearer ${key}`, undefined], host);
  }
});

test('the whole address of the endpoint is taken for the base URL', async () => {
  await ask(server, [answer('x')], { baseUrl: `${server.baseUrl}/chat/completions/` });
  assert.equal(server.seen.at(-1)?.path, '/v1/chat/completions');
});
