import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dispatchBestReading } from '../../../src/engine/dispatching/best-reading';
import { ambiguitiesIn, type Dispatched, type Dispatcher } from '../../../src/engine/dispatching/dispatch';
import {
  livingPreferences,
  preferredAmong,
  settledBy,
  withChoice,
  type Preference,
} from '../../../src/engine/dispatching/preferences';
import type { LibraryTool } from '../../../src/engine/library/library';
import { surveySize } from '../../../src/engine/using/survey';
import { playedTool } from './played-tools';

const [first, second, third] = [playedTool('first', ['1']), playedTool('second', ['1']), playedTool('third', ['1'])];
const signal = new AbortController().signal;

const asTheyAre = { problemsOf: (reading: readonly string[]) => reading, headerOf: () => undefined };

/** Decides on problems that are numbers, and counts what it was given. */
function countingDispatcher(): Dispatcher & { readonly given: string[] } {
  const given: string[] = [];
  return {
    given,
    dispatch: (problems, aborted, options) => {
      given.push(...problems);
      return Promise.resolve(
        problems.map((problem, at): Dispatched => {
          const one: Dispatched = aborted.aborted
            ? { kind: 'cancelled' }
            : /^\d+$/.test(problem)
              ? { kind: 'decided', tool: first, by: 'form' }
              : { kind: 'unread', candidates: [] };
          options?.onDispatched?.(at, one);
          return one;
        }),
      );
    },
  };
}

test('the reading in which most problems have a tool is taken, and only its rest is dispatched', async () => {
  const long = Array.from({ length: surveySize + 30 }, (_, at) => String(at));
  const dispatcher = countingDispatcher();
  const counts: [number, number][] = [];
  const found = await dispatchBestReading([['a', '1'], long, ['7']], asTheyAre, dispatcher, signal, {
    onCount: (done, total) => counts.push([done, total]),
  });
  assert.equal(found?.reading, long);
  assert.deepEqual(
    found.dispatched.map(({ kind }) => kind),
    long.map(() => 'decided'),
  );
  assert.deepEqual(dispatcher.given, ['a', '1', ...long], 'nothing twice, and no reading after one that fits wholly');
  assert.deepEqual(
    [counts[0], counts.at(-1)],
    [
      [surveySize, long.length],
      [long.length, long.length],
    ],
  );
});

test('of readings that fit alike the first is taken; where there is none, nothing', async () => {
  const found = await dispatchBestReading([['a'], ['b']], asTheyAre, countingDispatcher(), signal);
  assert.deepEqual(found?.reading, ['a']);
  assert.equal(await dispatchBestReading([], asTheyAre, countingDispatcher(), signal), undefined);
});

test('of readings that only a model could tell apart the one that sends it the least is taken, after those that a tool reads', async () => {
  const dispatcher: Dispatcher = {
    dispatch: (problems) =>
      Promise.resolve(
        problems.map((problem): Dispatched =>
          problem.includes('read')
            ? { kind: 'undecided', candidates: [first] }
            : { kind: 'unread', candidates: problem.includes('text') ? [second] : [] },
        ),
      ),
  };
  const taken = async (...readings: readonly (readonly string[])[]): Promise<readonly string[] | undefined> =>
    (await dispatchBestReading(readings, asTheyAre, dispatcher, signal))?.reading;
  assert.deepEqual(await taken(['id: 0\ntext: please'], ['0'], ['a text']), ['a text']);
  assert.deepEqual(await taken(['a text'], ['a longer one that a tool can read']), [
    'a longer one that a tool can read',
  ]);
  assert.deepEqual(await taken(['the first that is read'], ['read']), ['the first that is read']);
});

test('a reading that takes a row which a tool fits for a header is none, unless the tool takes any name', async () => {
  const taken = async (dispatcher: Dispatcher, header: string): Promise<readonly string[] | undefined> =>
    (
      await dispatchBestReading(
        [
          ['2', '3'],
          ['1', '2', '3'],
        ],
        { ...asTheyAre, headerOf: ({ length }) => (length === 2 ? header : undefined) },
        dispatcher,
        signal,
      )
    )?.reading;
  assert.deepEqual(await taken(countingDispatcher(), '1'), ['1', '2', '3']);
  assert.deepEqual(await taken(countingDispatcher(), 'number'), ['2', '3']);
  const greedy: Dispatcher = {
    dispatch: (problems) =>
      Promise.resolve(problems.map((): Dispatched => ({ kind: 'decided', tool: first, by: 'form' }))),
  };
  assert.deepEqual(await taken(greedy, 'number'), ['2', '3']);
});

test('of a reading that is none a few problems are tried, of one that may be enough to compare it', async () => {
  const words = Array.from({ length: surveySize }, () => 'word');
  const dispatcher = countingDispatcher();
  await dispatchBestReading(
    [words, [...words.slice(0, 10), '1', ...words.slice(0, 10), '2']],
    asTheyAre,
    dispatcher,
    signal,
  );
  assert.equal(dispatcher.given.length, 20 + 22);
  const whole = countingDispatcher();
  assert.equal(
    (await dispatchBestReading([words], asTheyAre, whole, signal))?.dispatched.length,
    surveySize,
    'all of the one that is taken',
  );
});

test('each problem has its outcome, whatever the readings are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom('1', '22', 'x'), { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      async (readings) => {
        const found = await dispatchBestReading(readings, asTheyAre, countingDispatcher(), signal);
        assert.equal(found?.dispatched.length, found?.reading.length);
        assert.deepEqual(
          found?.dispatched.map(({ kind }) => kind === 'decided'),
          found?.reading.map((problem) => problem !== 'x'),
        );
      },
    ),
    { numRuns: 50 },
  );
});

const between = (...tools: readonly LibraryTool[]): Dispatched => ({ kind: 'ambiguous', tools });
const at = ({ place, tool }: LibraryTool): Preference['tool'] => ({ place, id: tool.id });

test('a choice settles what the same tools fit, or some of them, and nothing that it was not asked about', () => {
  const preferences = withChoice([], { tools: [first, second, third] }, second);
  const settled = [between(first, second, third), between(second, third), between(first, third)].map((one) =>
    settledBy(preferences, one),
  );
  assert.deepEqual(settled.slice(0, 2), [
    { kind: 'decided', tool: second, by: 'choice' },
    { kind: 'decided', tool: second, by: 'choice' },
  ]);
  assert.deepEqual(ambiguitiesIn(settled), [{ tools: [first, third], problems: 1 }]);
  const none: Dispatched = { kind: 'unread', candidates: [first] };
  assert.equal(settledBy(preferences, none), none);
});

test('choices among overlapping tools hold beside one another, and a new one takes the place of an older one', () => {
  const both = withChoice(withChoice([], { tools: [first, second] }, first), { tools: [first, third] }, third);
  const told = (preferences: readonly Preference[]): readonly (LibraryTool | undefined)[] =>
    [
      [first, second],
      [first, third],
      [second, third],
      [first, second, third],
    ].map((fitting) => preferredAmong(fitting, preferences));
  assert.deepEqual(told(both), [first, third, undefined, undefined]);
  const changed = withChoice(both, { tools: [first, second] }, second);
  assert.deepEqual(told(changed), [second, third, undefined, undefined]);
  assert.deepEqual(told(withChoice(changed, { tools: [first, second, third] }, third)), [second, third, third, third]);
  assert.equal(
    withChoice(withChoice(both, { tools: [first, third] }, first), { tools: [first, third] }, third).length,
    2,
    'they do not pile up',
  );
  // In a circle none is preferred to all others.
  assert.equal(
    preferredAmong(
      [first, second, third],
      withChoice(withChoice(both, { tools: [second, third] }, second), { tools: [first, second] }, first),
    ),
    undefined,
  );
});

test('of tools that are named beforehand the first that fits is meant', () => {
  const named = [third, first].map((tool): Preference => ({ tool: at(tool), over: 'any' }));
  assert.deepEqual(
    [[first, second], [first, third], [second, third], [first, second, third], [second]].map((fitting) =>
      preferredAmong(fitting, named),
    ),
    [first, third, third, third, second],
  );
});

test('preferences go with their tools', () => {
  const preferences = withChoice(
    withChoice([], { tools: [first, second, third] }, first),
    { tools: [second, third] },
    second,
  );
  assert.deepEqual(livingPreferences(preferences, [first, second]), [{ tool: at(first), over: [at(second)] }]);
  assert.deepEqual(livingPreferences(preferences, [second, third]), [{ tool: at(second), over: [at(third)] }]);
  const elsewhere = [{ ...first, place: 'user' as const }, second, third];
  assert.deepEqual(
    livingPreferences(preferences, elsewhere),
    [{ tool: at(second), over: [at(third)] }],
    'another place is another tool',
  );
});
