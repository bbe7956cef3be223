import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostEntry, hostProblem } from '../../../src/node/model/allowed-hosts';

const problem = (host: string, ...allowed: readonly string[]): string | undefined =>
  hostProblem(
    host,
    allowed.flatMap((entry) => hostEntry(entry) ?? []),
    'the list',
  );

test('no list allows any host, an empty one none, and says that tools work without a model', () => {
  assert.equal(hostProblem('anything.example', null, 'the list'), undefined);
  assert.match(
    problem('localhost:11434') ?? '',
    /^No models are allowed here: the list names none\. Tools work without\.$/,
  );
});

test('an entry is a whole host name, with or without a port; nothing that only looks like it is allowed', () => {
  for (const [host, entry] of [
    ['api.openai.com', 'api.openai.com'],
    ['API.OpenAI.com', ' api.openai.COM '],
    ['localhost:11434', 'localhost'],
    ['localhost:11434', 'localhost:11434'],
    ['models.example', 'https://models.example/v1'],
    ['[::1]:8080', '[::1]'],
  ] as const)
    assert.equal(problem(host, entry), undefined, host);
  for (const [host, entry] of [
    ['api.openai.com.evil.example', 'api.openai.com'],
    ['evilapi.openai.com', 'api.openai.com'],
    ['sub.models.example', 'models.example'],
    ['localhost:1', 'localhost:11434'],
    ['localhost', 'localhost:11434'],
    ['clipboard', 'models.example'],
    ['x', ''],
  ] as const)
    assert.notEqual(problem(host, entry), undefined, host);
  assert.equal(
    problem('other.example', 'models.example', 'localhost'),
    'other.example is not in the list. Ask whoever set it, or choose one of: models.example, localhost.',
  );
});
