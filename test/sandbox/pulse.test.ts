import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { beatsOf, elapsed, lookAt, newPulse, sharedNow, showCall, showRest } from '../../src/node/sandbox/pulse';

test('what a worker runs is seen, and each call differs from the one before', () => {
  const pulse = newPulse();
  assert.equal(lookAt(pulse).running, undefined);
  const versions = new Set([lookAt(pulse).version]);
  for (const step of ['parse', 'solve', 'format'] as const) {
    showCall(pulse, { task: 7, place: 3, step, limit: 200 });
    const { version, running } = lookAt(pulse);
    versions.add(version);
    assert.ok(running && elapsed(running.since, sharedNow()) < 10_000);
    assert.deepEqual({ ...running, since: 0 }, { task: 7, place: 3, step, limit: 200, since: 0 });
    showRest(pulse);
    versions.add(lookAt(pulse).version);
    assert.equal(lookAt(pulse).running, undefined);
  }
  assert.equal(versions.size, 7);
  assert.equal(beatsOf(pulse), 3);
});

test('a limit without end is shown as one that nobody waits for', () => {
  const pulse = newPulse();
  showCall(pulse, { task: 1, place: 0, step: 'solve', limit: 2 ** 60 });
  assert.equal(lookAt(pulse).running?.limit, 2 ** 31 - 1);
});

test('a worker that was stopped while it wrote is looked at all the same, and whatever stands there', () => {
  const pulse = newPulse();
  for (let at = 0; at < pulse.length; at += 1) pulse[at] = -(2 ** 31) + 7;
  assert.equal(typeof lookAt(pulse).version, 'number');
  pulse[1] = 3;
  pulse[2] = 1;
  assert.equal(lookAt(pulse).running?.step, 'parse');
});

test('threads share the clock', async () => {
  const before = sharedNow();
  const worker = new Worker(
    `const [s, n] = process.hrtime(); require('node:worker_threads').parentPort.postMessage((s * 1000 + Math.floor(n / 1e6)) | 0);`,
    { eval: true },
  );
  const [there] = (await once(worker, 'message')) as [number];
  const after = sharedNow();
  assert.ok(elapsed(before, there) >= 0 && elapsed(there, after) >= 0, `${before} ${there} ${after}`);
});
