import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { builtWorker, engineNames } from '../built-sandbox';
import { changedWorker } from '../changed-worker';
import { escape } from './escape';
import { groups } from './groups';
import { enginesAlive, mostEngines } from './memory';
import { openRange, type Endings, type Range } from './range';

const endings: Endings = new Map();

for (const engine of engineNames) {
  describe(engine, () => {
    let range: Range;
    before(async () => {
      const { workerPath } = await builtWorker();
      range = await openRange(workerPath, engine, endings);
    });
    after(() => range.dispose());

    for (const [group, attacks] of Object.entries(groups)) {
      for (const attack of attacks) test(`${group}: ${attack.name}`, () => range.attempt(attack));
    }
  });
}

test('no two attacks are one, and there are enough', () => {
  const attacks = Object.values(groups).flat();
  assert.equal(new Set(attacks.map(({ name }) => name)).size, attacks.length);
  assert.equal(new Set(attacks.map(({ code }) => code)).size, attacks.length);
  assert.ok(attacks.length >= 120);
});

test('an engine that is forgotten after each attack is noticed by its memory', async () => {
  const forgetful = await changedWorker(
    'forgetful',
    'snapshot-engine.ts',
    'homes.set(code, home);',
    'homes.set(code, home); (globalThis as { forgotten?: Home[] }).forgotten = [...((globalThis as { forgotten?: Home[] }).forgotten ?? []), home];',
  );
  const range = await openRange(forgetful, 'snapshot', new Map());
  try {
    if (process.platform === 'linux')
      await assert.rejects(async () => {
        for (const attack of escape) await range.attempt(attack);
      }, /engines are alive/);
  } finally {
    await range.dispose();
  }
  assert.ok(enginesAlive() < mostEngines, 'they are gone with their worker');
});
