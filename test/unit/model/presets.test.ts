import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressProblem, isLoopback, keyProblem } from '../../../src/node/model/key-origin';
import { presetOf, presets } from '../../../src/node/model/presets';

test('every preset can be used as it stands, and knows itself', () => {
  for (const preset of presets.filter(({ baseUrl }) => baseUrl !== '')) {
    assert.equal(addressProblem(preset.baseUrl), undefined);
    assert.equal(keyProblem(preset.baseUrl), undefined);
    assert.equal(preset.needsKey, !isLoopback(preset.baseUrl), preset.label);
    assert.equal(preset.start !== null, isLoopback(preset.baseUrl), preset.label);
    assert.equal(presetOf(preset.baseUrl), preset);
  }
  assert.equal(new Set(presets.map(({ label }) => label)).size, presets.length);
});

test('a server on this machine is known by its port, one elsewhere by its host', () => {
  assert.equal(presetOf('http://127.0.0.1:11434/v1')?.label, 'Ollama');
  assert.equal(presetOf('https://api.openai.com/v2')?.label, 'OpenAI');
  for (const unknown of [
    'http://192.168.1.5:11434/v1',
    'http://localhost:5000/v1',
    'https://example/v1',
    '',
    'nonsense',
  ])
    assert.equal(presetOf(unknown), undefined, unknown);
});
