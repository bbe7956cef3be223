import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureDispatchScale } from '../../bench/rows/dispatch-scale';
import { syntheticClass, syntheticProblem } from '../../bench/rows/synthetic-library';
import { Random } from '../../eval/families/random';

test('what is measured is right at every size, and its problems are as long as they should be', async () => {
  // Each wrong decision throws: a figure of something that does not work would be worth nothing.
  const measured = await measureDispatchScale({ toolCounts: [30, 120], problems: 12 });
  assert.deepEqual(
    measured.map(({ toolCount }) => toolCount),
    [30, 120],
  );
  for (const { medianMilliseconds, p95Milliseconds } of measured)
    assert.ok(medianMilliseconds > 0 && p95Milliseconds >= medianMilliseconds);
  const random = new Random(7);
  const lengths = Array.from({ length: 200 }, () => syntheticProblem(syntheticClass(random), random).length).sort(
    (one, other) => one - other,
  );
  assert.ok((lengths[10] ?? 0) >= 500 && (lengths[189] ?? 0) <= 900, lengths.join(' '));
});
