import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compared, notCompared } from '../../bench/harness/comparison';
import { eachOf, inTurn, side } from '../../bench/harness/in-turn';
import { greatest, median } from '../../bench/harness/statistics';
import { tableOf } from '../../bench/harness/table';

test('the median has as many samples above as below, in whatever order they came', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
      (samples) => {
        const middle = median(samples);
        assert.equal(median(samples.toReversed()), middle);
        assert.ok(samples.filter((sample) => sample < middle).length <= samples.length / 2);
        assert.ok(samples.filter((sample) => sample > middle).length <= samples.length / 2);
      },
    ),
  );
  assert.equal(greatest([1, 3, 2]), 3);
  assert.throws(() => median([]), /no samples/);
  assert.throws(() => greatest([]), /no samples/);
});

test('sides are measured in turn, and the rounds that warm up are not kept', async () => {
  const order: string[] = [];
  const a = side(() => Promise.resolve(order.push('a')));
  const b = side(() => Promise.resolve([order.push('b'), 0]));
  await inTurn({ rounds: 2, warmUp: 1 }, [a, b]);
  assert.deepEqual(order, ['a', 'b', 'a', 'b', 'a', 'b']);
  assert.deepEqual(
    [a.samples, b.samples],
    [
      [3, 5],
      [4, 0, 6, 0],
    ],
  );
});

test('when time is up no round begins, but one was kept', async () => {
  const late = side(() => Promise.resolve(1));
  await inTurn({ rounds: 5, warmUp: 1, seconds: 0 }, [late]);
  assert.deepEqual(late.samples, [1]);
});

test('each run is timed, its output checked, and a wrong one ends it', async () => {
  const outputs: number[] = [];
  const taken = await eachOf(
    3,
    () => 7,
    (output) => outputs.push(output),
  );
  assert.ok(taken.length === 3 && taken.every((milliseconds) => milliseconds >= 0));
  assert.deepEqual(outputs, [7, 7, 7]);
  await assert.rejects(
    eachOf(
      3,
      () => 7,
      (output) => assert.equal(output, 8),
    ),
  );
});

test('the table lines up, counts its notes and shows what is missing', () => {
  const shared = { name: 'call', unit: 'µs', target: { kind: 'atMost', ratio: 1.5 } } as const;
  const table = tableOf([
    compared({ ...shared, peer: 'floor' }, 31.234, 1_234.5),
    compared({ ...shared, peer: 'a peer', note: 'noisy' }, 0, 0.0123),
    notCompared({ ...shared, peer: 'absent', note: 'not installed' }, 31.234),
    compared({ ...shared, peer: 'another', note: 'noisy' }, 3, 1),
  ]);
  assert.equal(
    table,
    `| row  | ours | unit | against     | theirs | ratio    | target        | met |
|------|------|------|-------------|--------|----------|---------------|-----|
| call | 31.2 | µs   | floor       | 1,235  | 0.0253 × | at most 1.5 × | yes |
| call | 0    | µs   | a peer [1]  | 0.0123 | 0 ×      | at most 1.5 × | yes |
| call | 31.2 | µs   | absent [2]  | –      | –        | at most 1.5 × | NO  |
| call | 3.00 | µs   | another [1] | 1.00   | 3.00 ×   | at most 1.5 × | NO  |

[1] noisy

[2] not installed`,
  );
});
