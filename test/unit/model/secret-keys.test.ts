import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretKeys } from '../../../src/vscode/models/keys';

/** A secret storage in memory. */
function memorySecrets(): Parameters<typeof secretKeys>[0] {
  const kept = new Map<string, string>();
  return {
    keys: () => Promise.resolve([...kept.keys()]),
    get: (name) => Promise.resolve(kept.get(name)),
    store: (name, value) => Promise.resolve(void kept.set(name, value)),
    delete: (name) => Promise.resolve(void kept.delete(name)),
  };
}

test('a stored key comes before one of the environment, and each is for its own origin', async () => {
  const keys = secretKeys(memorySecrets(), {
    OPENAI_BASE_URL: 'https://models.example/v1',
    OPENAI_API_KEY: 'sk-environment',
  });
  assert.equal(await keys.get('https://models.example/v1', 'maker'), 'sk-environment');
  assert.equal(await keys.get('https://models.example:8443/v1', 'maker'), null);
  assert.equal(await keys.get('nonsense', 'maker'), null);
  assert.equal(await keys.set('https://models.example/v2', 'sk-stored'), 'stored');
  assert.equal(await keys.get('https://models.example/v1', 'user'), 'sk-stored');
  assert.equal(await keys.get('https://api.openai.com/v1', 'maker'), null);
  assert.deepEqual(await keys.origins(), ['https://models.example']);
  await keys.remove('https://models.example');
  assert.equal(await keys.get('https://models.example/v1', 'user'), 'sk-environment');
});

test('a variable that is set to nothing is one that is not set, as on the command line', async () => {
  const keys = secretKeys(memorySecrets(), {
    OPENAI_BASE_URL: '',
    OPENAI_API_KEY: 'sk-openai',
    TOOLSMITH_USER_BASE_URL: '',
    TOOLSMITH_USER_API_KEY: 'sk-light',
  });
  assert.equal(await keys.get('https://api.openai.com/v1', 'maker'), 'sk-openai');
  assert.equal(await keys.get('https://models.example/v1', 'user'), null);
});
