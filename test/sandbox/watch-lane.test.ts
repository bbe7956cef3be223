import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Seen } from '../../src/node/sandbox/pulse';
import { watchLane, type Glance } from '../../src/node/sandbox/watch-lane';

/** The test sets the time. No message is ever waiting, so that nothing comes before what is to be done at once. */
function stopClock(context: TestContext): void {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  context.mock.method(globalThis, 'setImmediate', (next: () => void) => next());
}

/**
 * Lets the time pass to 10 s after a worker was given work of which no call may take less than `least`, with what is to
 * be seen at each moment; when it was found hung, in milliseconds, and in which problem.
 */
function hungAt(
  context: TestContext,
  seen: (at: number) => Omit<Glance, 'at'>,
  least = 200,
): { readonly at: number; readonly place: number | undefined } | undefined {
  stopClock(context);
  let now = 0;
  let hung: { readonly at: number; readonly place: number | undefined } | undefined;
  const watch = watchLane(
    () => ({ ...seen(now), at: now }),
    least,
    (running) => {
      assert.equal(hung, undefined, 'told twice');
      hung = { at: now, place: running?.place };
      watch.stop();
    },
  );
  for (now = 1; now <= 10_000; now += 1) context.mock.timers.tick(1);
  return hung;
}

/** A call of 200 ms that runs since a moment, the only one. */
const one = (at: number, since = 5, limit = 200): Seen =>
  at < since ? { version: 0, running: undefined } : { version: 2, running: call(since, 0, limit) };
const call = (since: number, place: number, limit = 200): Seen['running'] => ({
  task: 1,
  place,
  step: 'parse',
  limit,
  since,
});

/** Asks once a millisecond from its beginning on, until it falls silent. */
const beats = (at: number, begins = 5, silent = Infinity): number => Math.max(0, Math.min(at, silent) - begins);
const near = (hung: ReturnType<typeof hungAt>, expected: number, place: number | null = 0): void => {
  assert.ok(hung && hung.at >= expected && hung.at <= expected + 5, `${hung?.at} and not ${expected}`);
  assert.equal(hung.place ?? null, place);
};

test('a call that gives no sign of life past its time is hung after 25 ms', (context) => {
  near(
    hungAt(context, (at) => ({ seen: one(at), beats: beats(at, 5, 100), processor: at })),
    230,
  );
});

test('a call that falls silent while it is past its time is hung within 50 ms', (context) => {
  near(
    hungAt(context, (at) => ({ seen: one(at), beats: beats(at, 5, 240), processor: at })),
    280,
  );
});

test('a call that asks whether to stop is left to itself, but not for ever', (context) => {
  near(
    hungAt(context, (at) => ({ seen: one(at), beats: beats(at), processor: at })),
    830,
  );
});

test('a call that a busy machine does not let run gets the same patience', (context) => {
  near(
    hungAt(context, (at) => ({ seen: one(at), beats: beats(at, 5, 100), processor: at / 4 })),
    830,
  );
});

test('a worker that has not come to its call gets that patience, and then counts as hung in none', (context) => {
  near(
    hungAt(context, (at) => ({ seen: one(0), beats: 0, processor: at })),
    825,
    null,
  );
});

test('a worker is not hung as long as one call follows another, however many there are', (context) => {
  const quick = (at: number): Glance['seen'] => ({ version: 2 * at, running: call(at, at % 64) });
  assert.equal(
    hungAt(context, (at) => ({ seen: quick(at), beats: at, processor: at })),
    undefined,
  );
});

test('of many calls the one that hangs is told, 25 ms past its own time', (context) => {
  for (const since of [1_003, 1_150, 1_199]) {
    const seen = (at: number): Glance['seen'] => ({
      version: 2 * Math.min(at, since),
      running: call(Math.min(at, since), Math.min(at, since)),
    });
    const hung = hungAt(context, (at) => ({ seen: seen(at), beats: Math.min(at, since), processor: at }));
    near(hung, since + 225, since);
    context.mock.timers.reset();
    context.mock.reset();
  }
});

test('a call with a short limit is found hung though one with a long limit ran before it', (context) => {
  const seen = (at: number): Glance['seen'] =>
    at < 300 ? { version: 2, running: call(5, 0, 10_000) } : { version: 4, running: call(300, 1) };
  near(
    hungAt(context, (at) => ({ seen: seen(at), beats: beats(at, 5, 300), processor: at })),
    525,
    1,
  );
});

test('a worker that stands still between two calls is hung too', (context) => {
  const seen = (at: number): Glance['seen'] =>
    at < 300 ? { version: 2, running: call(5, 0, 1_000) } : { version: 3, running: undefined };
  const hung = hungAt(context, (at) => ({ seen: seen(at), beats: 1, processor: at }));
  assert.ok(hung && hung.place === undefined && hung.at >= 1_125 && hung.at <= 1_400, String(hung?.at));
});

test('the clock may wrap around', (context) => {
  const wrapped = (at: number): number => (2 ** 31 - 100 + at) | 0;
  stopClock(context);
  let now = 0;
  let hung: number | undefined;
  const seen = { version: 2, running: call(wrapped(5), 3) };
  const watch = watchLane(
    () => ({ seen, beats: 1, processor: now, at: wrapped(now) }),
    200,
    () => {
      hung ??= now;
      watch.stop();
    },
  );
  for (now = 1; now <= 1_000; now += 1) context.mock.timers.tick(1);
  assert.ok(hung !== undefined && hung >= 230 && hung <= 235, String(hung));
});

test('a worker that is through is not looked at again', (context) => {
  stopClock(context);
  let looks = 0;
  const watch = watchLane(
    () => ({ seen: one(10), beats: 0, processor: 0, at: (looks += 1) }),
    200,
    () => assert.fail('it ended'),
  );
  context.mock.timers.tick(200);
  watch.stop();
  context.mock.timers.tick(10_000);
  assert.equal(looks, 2, 'as it is given work, and as the shortest time is over');
});

test('a limit beyond what a timer takes does not fire at once', (context) => {
  assert.equal(
    hungAt(context, (at) => ({ seen: one(at, 5, 2 ** 31 - 1), beats: 1, processor: at }), 2 ** 40),
    undefined,
  );
});
