import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findServers, lookedFor } from '../../../src/node/model/find-servers';
import { isLoopback } from '../../../src/node/model/key-origin';
import type { SimpleFetch } from '../../../src/node/model/loopback-fetch';

test('servers are looked for on this machine alone, without a key; those that run are found with their models', async () => {
  const asked: string[] = [];
  const fetch: SimpleFetch = (url, { headers }) => {
    asked.push(url);
    assert.deepEqual([headers['authorization'], headers['api-key']], [undefined, undefined]);
    if (url === 'http://localhost:11434/v1/models') return Promise.resolve(Response.json({ data: [{ id: 'a' }] }));
    if (url === 'http://localhost:8080/v1/models') return Promise.resolve(Response.json({ data: null }));
    return Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  };
  const found = await findServers(lookedFor, { fetch });
  assert.deepEqual(
    found.map(({ preset, models }) => [preset.label, models]),
    [['Ollama', ['a']]],
  );
  assert.ok(asked.length === lookedFor.length && asked.every(isLoopback));
  assert.deepEqual(
    lookedFor.map(({ label }) => label),
    ['Ollama', 'LM Studio', 'llama.cpp', 'vLLM', 'Jan'],
  );
});

test('a server that does not answer at once is not waited for', async () => {
  const start = performance.now();
  // The limit itself keeps no process alive.
  const alive = setTimeout(() => undefined, 10_000);
  const silent: SimpleFetch = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('timed out', 'TimeoutError')), { once: true });
    });
  assert.deepEqual(await findServers(lookedFor, { fetch: silent, milliseconds: 20 }), []);
  clearTimeout(alive);
  assert.ok(performance.now() - start < 5_000);
});
