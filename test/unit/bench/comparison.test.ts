import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compared, notCompared, type Target } from '../../bench/harness/comparison';

const measured = (target: Target): Parameters<typeof compared>[0] => ({
  name: 'call',
  unit: 'ms',
  peer: 'the floor',
  target,
});

test('a comparison is what bench-results.json holds, in this order', () => {
  const comparison = compared(measured({ kind: 'atMost', ratio: 1.5 }), 3, 2);
  assert.equal(
    JSON.stringify(comparison),
    '{"name":"call","value":3,"unit":"ms","peer":"the floor","peerValue":2,"ratio":1.5,"target":"at most 1.5 ×","met":true}',
  );
});

test('targets are met up to their bound and not beyond', () => {
  const met = (target: Target, value: number, peerValue: number): boolean =>
    compared(measured(target), value, peerValue).met;
  assert.deepEqual(
    [met({ kind: 'atMost', ratio: 1.5 }, 3, 2), met({ kind: 'atMost', ratio: 1.5 }, 3.01, 2)],
    [true, false],
  );
  assert.deepEqual(
    [met({ kind: 'atMost', ratio: 1, more: 50 }, 53, 3), met({ kind: 'atMost', ratio: 1, more: 50 }, 54, 3)],
    [true, false],
  );
  assert.deepEqual(
    [met({ kind: 'atLeast', ratio: 5 }, 10, 2), met({ kind: 'atLeast', ratio: 5 }, 9.9, 2)],
    [true, false],
  );
  assert.deepEqual([met({ kind: 'below', ratio: 1 }, 1.9, 2), met({ kind: 'below', ratio: 1 }, 2, 2)], [true, false]);
  assert.equal(met({ kind: 'stated' }, 9, 1), true);
});

test('targets are said in words', () => {
  const words = (target: Target): string => compared(measured(target), 1, 1).target;
  assert.equal(words({ kind: 'atMost', ratio: 1, more: 50 }), 'at most 50 ms more');
  assert.equal(words({ kind: 'atMost', ratio: 1.1, more: 64 }), 'at most 1.1 × and 64 ms');
  assert.equal(words({ kind: 'atLeast', ratio: 5 }), 'at least 5 ×');
  assert.equal(words({ kind: 'below', ratio: 1 }), 'below 1 ×');
});

test('what could not be measured is never met, and says why', () => {
  const comparison = notCompared({ ...measured({ kind: 'stated' }), note: 'not installed' }, 3);
  assert.deepEqual(comparison, {
    name: 'call',
    value: 3,
    unit: 'ms',
    peer: 'the floor',
    peerValue: null,
    ratio: null,
    target: 'stated',
    met: false,
    note: 'not installed',
  });
});
