import assert from 'node:assert/strict';
import { growthBeyondLinear } from './growth';
import { hostileTexts } from './hostile-texts';
import type { Subject } from './subjects';

/** Fails where the time of any of these grows faster than a text. */
export function assertLinear(subjects: readonly Subject[]): void {
  const growing = subjects.flatMap(({ name, run }) =>
    hostileTexts.flatMap((text) => {
      const growth = growthBeyondLinear(run, text.of);
      return growth ? [`${name}, on ${text.name}: ${JSON.stringify(growth)}`] : [];
    }),
  );
  assert.deepEqual(growing, []);
}
