import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { watchCall, type Glance } from '../../src/node/sandbox/watch-call';

/** The test sets the time. No message is ever waiting, so that nothing comes before what is to be done at once. */
function stopClock(context: TestContext): void {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  context.mock.method(globalThis, 'setImmediate', (next: () => void) => next());
}

/**
 * Lets the time pass to 10 s after a call of 200 ms, with what is to be seen at each moment; when it was found hung,
 * in milliseconds.
 */
function hungAt(context: TestContext, seen: (at: number) => Omit<Glance, 'at'>, limit = 200): number | undefined {
  stopClock(context);
  let now = 0;
  let hung: number | undefined;
  const watch = watchCall(
    () => ({ ...seen(now), at: now }),
    limit,
    () => {
      assert.equal(hung, undefined, 'told twice');
      hung = now;
      watch.stop();
    },
  );
  for (now = 1; now <= 10_000; now += 1) context.mock.timers.tick(1);
  return hung;
}

/** Asks once a millisecond from its beginning on, until it falls silent. */
const beats = (at: number, begins = 5, silent = Infinity): number => Math.max(0, Math.min(at, silent) - begins);
const near = (at: number | undefined, expected: number): void =>
  assert.ok(at !== undefined && at >= expected && at <= expected + 5, `${at} and not ${expected}`);

test('a call that gives no sign of life past its time is hung after 25 ms', (context) => {
  near(
    hungAt(context, (at) => ({ beats: beats(at, 5, 100), processor: at })),
    225,
  );
});

test('a call that falls silent while it is past its time is hung within 50 ms', (context) => {
  near(
    hungAt(context, (at) => ({ beats: beats(at, 5, 240), processor: at })),
    275,
  );
});

test('a call that asks whether to stop is left to itself, but not for ever', (context) => {
  near(
    hungAt(context, (at) => ({ beats: beats(at), processor: at })),
    825,
  );
});

test('a call that a busy machine does not let run gets the same patience', (context) => {
  near(
    hungAt(context, (at) => ({ beats: beats(at, 5, 100), processor: at / 4 })),
    825,
  );
});

test('a worker that has not come to its call is not hung', (context) => {
  near(
    hungAt(context, (at) => ({ beats: 0, processor: at })),
    825,
  );
});

test('a call that ended is not looked at again', (context) => {
  stopClock(context);
  let looks = 0;
  const watch = watchCall(
    () => ({ beats: 0, processor: 0, at: (looks += 1) }),
    200,
    () => assert.fail('it ended'),
  );
  context.mock.timers.tick(200);
  watch.stop();
  context.mock.timers.tick(10_000);
  assert.equal(looks, 2, 'as it is sent, and as its time is over');
});

test('a limit beyond what a timer takes does not fire at once', (context) => {
  assert.equal(
    hungAt(context, (at) => ({ beats: 1, processor: at }), 2 ** 40),
    undefined,
  );
});
