import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMeter } from '../../src/node/sandbox/meter';

test('time and fuel used before the call count in it', () => {
  const meter = startMeter(1_000, { fuel: 300, milliseconds: 1_001 });
  assert.equal(meter.timedOut, false);
  assert.equal(meter.poll(), true);
  assert.equal(meter.timedOut, true);
  assert.equal(meter.fuel, 301);
  assert.ok(meter.spent().milliseconds >= 1_001 && meter.spent().fuel === 301);
});

test('a call past its time goes on until it has done the work that fits into it, but not for ever', () => {
  const slow = startMeter(1_000, { fuel: 100, milliseconds: 1_001 });
  for (let polls = 101; polls <= 250; polls += 1) assert.equal(slow.poll(), false, `${polls} polls`);
  assert.equal(slow.poll(), true);
  assert.equal(startMeter(1_000, { fuel: 0, milliseconds: 2_001 }).poll(), true);
});

test('a call within its time is not stopped, whatever it did', () => {
  const meter = startMeter(1_000_000);
  for (let polls = 0; polls < 10_000; polls += 1) assert.equal(meter.poll(), false);
  assert.equal(meter.fuel, 10_000);
});
