import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtSandbox } from './built-sandbox';
import { soak } from './soak';

test('5,000 calls of all kinds of tools come out as in the reference', async () => {
  const sandbox = await builtSandbox({ lanes: 2, engine: 'snapshot' });
  const reference = await builtSandbox({ lanes: 1, engine: 'freshContext' });
  const { calls, wrong, examples, kinds } = await soak(sandbox, reference, 5_000);
  await Promise.all([sandbox.dispose(), reference.dispose()]);
  assert.deepEqual({ calls, wrong, examples }, { calls: 5_000, wrong: 0, examples: [] });
  for (const kind of ['value', 'threw', 'missing', 'notJson', 'stackOverflow', 'outputTooLarge'] as const)
    assert.ok((kinds.get(kind) ?? 0) > 0, `no call ended with ${kind}`);
});
