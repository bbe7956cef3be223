import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headersFor } from '../../../src/node/model/headers';

const gateway = 'https://gateway.example/v1';

/** The headers for the gateway, or why nothing can be sent. */
function headers(written: unknown, baseUrl = gateway): unknown {
  const own = headersFor(baseUrl, written, 'the setting h');
  return own.kind === 'headers' ? own.headers : own.message;
}

test('headers go to the origin they were written for, and to no other', () => {
  const written = {
    'https://gateway.example': { 'x-portkey-provider': 'openai', 'OpenAI-Organization': ' org-1 ' },
    'https://gateway.example:8443/v1': { 'x-other': 'port' },
    'https://other.example': { 'x-other': 'host' },
  };
  const own = { 'x-portkey-provider': 'openai', 'openai-organization': 'org-1' };
  assert.deepEqual(headers(written), own);
  assert.deepEqual(headers(JSON.stringify(written)), own);
  assert.deepEqual(headers(written, 'https://gateway.example:8443/v2'), { 'x-other': 'port' });
  assert.deepEqual(headers(written, 'http://gateway.example/v1'), {});
  for (const none of [undefined, null, '', ' ', {}]) assert.deepEqual(headers(none), {});
});

test('what is no header is said, without its value, and nothing is sent', () => {
  for (const [written, words] of [
    ['{"https://gateway', /no such object/],
    [[], /no such object/],
    [{ 'gateway.example': {} }, /“gateway\.example” is no address of a server/],
    [{ [gateway]: 'x-team: blue' }, /no address of a server with its headers/],
    [{ [gateway]: { 'x team': 'secret-value' } }, /“x team” is no name of a header/],
    [{ [gateway]: { host: 'secret-value' } }, /“host” belongs to the connection/],
    [{ [gateway]: { 'proxy-authorization': 'secret-value' } }, /belongs to the connection/],
    [{ [gateway]: { 'x-team': 'secret-value\r\nx-other: 1' } }, /“x-team” has a value that is no text/],
    [{ [gateway]: { 'x-team': 7 } }, /no text of ASCII/],
  ] as const) {
    assert.match(String(headers(written)), words);
    assert.match(String(headers(written)), /^the setting h takes headers by server/);
    assert.doesNotMatch(String(headers(written)), /secret-value/);
  }
});

test('headers may hold secrets: they go over https, or to this machine', () => {
  const written = { 'http://models.example': { 'x-team': 'blue' }, 'http://localhost:4000': { 'x-team': 'red' } };
  assert.match(String(headers(written, 'http://models.example/v1')), /may hold secrets.*https only/);
  assert.deepEqual(headers(written, 'http://localhost:4000/v1'), { 'x-team': 'red' });
});
