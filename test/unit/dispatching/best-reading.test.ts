import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dispatchBestReading } from '../../../src/engine/dispatching/best-reading';
import { choicesWith, livingChoices, withChoice } from '../../../src/engine/dispatching/chosen';
import { ambiguitiesIn, type Dispatched, type Dispatcher } from '../../../src/engine/dispatching/dispatch';
import { surveySize } from '../../../src/engine/using/survey';
import { playedTool } from './played-tools';

const [first, second, third] = [playedTool('first', ['1']), playedTool('second', ['1']), playedTool('third', ['1'])];
const signal = new AbortController().signal;

/** Decides on problems that are numbers, and counts what it was given. */
function countingDispatcher(): Dispatcher & { readonly given: string[] } {
  const given: string[] = [];
  return {
    given,
    dispatch: (problems, aborted, options) => {
      given.push(...problems);
      return Promise.resolve(
        problems.map((problem, at): Dispatched => {
          const one: Dispatched = aborted.aborted ? { kind: 'cancelled' } : /^\d+$/.test(problem) ? { kind: 'decided', tool: first, by: 'form' } : { kind: 'unread', candidates: [] };
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
  const found = await dispatchBestReading([['a', '1'], long, ['7']], (reading) => reading, dispatcher, signal, { onCount: (done, total) => counts.push([done, total]) });
  assert.equal(found?.reading, long);
  assert.deepEqual(found.dispatched.map(({ kind }) => kind), long.map(() => 'decided'));
  assert.deepEqual(dispatcher.given, ['a', '1', ...long], 'nothing twice, and no reading after one that fits wholly');
  assert.deepEqual([counts[0], counts.at(-1)], [[surveySize, long.length], [long.length, long.length]]);
});

test('of readings that fit alike the first is taken; where there is none, nothing', async () => {
  const found = await dispatchBestReading([['a'], ['b']], (reading) => reading, countingDispatcher(), signal);
  assert.deepEqual(found?.reading, ['a']);
  assert.equal(await dispatchBestReading([], (reading: string[]) => reading, countingDispatcher(), signal), undefined);
});

test('of readings that only a model could tell apart the one that sends it the least is taken, after those that a tool reads', async () => {
  const dispatcher: Dispatcher = {
    dispatch: (problems) => Promise.resolve(problems.map((problem): Dispatched => (problem.includes('read') ? { kind: 'undecided', candidates: [first] } : { kind: 'unread', candidates: problem.includes('text') ? [second] : [] }))),
  };
  const taken = async (...readings: readonly (readonly string[])[]): Promise<readonly string[] | undefined> => (await dispatchBestReading(readings, (reading) => reading, dispatcher, signal))?.reading;
  assert.deepEqual(await taken(['id: 0\ntext: please'], ['0'], ['a text']), ['a text']);
  assert.deepEqual(await taken(['a text'], ['a longer one that a tool can read']), ['a longer one that a tool can read']);
  assert.deepEqual(await taken(['the first that is read'], ['read']), ['the first that is read']);
});

test('each problem has its outcome, whatever the readings are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.constantFrom('1', '22', 'x'), { maxLength: 5 }), { minLength: 1, maxLength: 4 }), async (readings) => {
      const found = await dispatchBestReading(readings, (reading) => reading, countingDispatcher(), signal);
      assert.equal(found?.dispatched.length, found?.reading.length);
      assert.deepEqual(found?.dispatched.map(({ kind }) => kind === 'decided'), found?.reading.map((problem) => problem !== 'x'));
    }),
    { numRuns: 50 },
  );
});

test('a choice settles every ambiguity that it is part of, and no other', () => {
  const both: Dispatched = { kind: 'ambiguous', tools: [first, second] };
  const others: Dispatched = { kind: 'ambiguous', tools: [second, third] };
  const settled = withChoice([both, others, { kind: 'unread', candidates: [] }], second);
  assert.deepEqual(settled, [{ kind: 'decided', tool: second, by: 'choice' }, { kind: 'decided', tool: second, by: 'choice' }, { kind: 'unread', candidates: [] }]);
  assert.deepEqual(ambiguitiesIn(withChoice([both, others], first)), [{ tools: [second, third], problems: 1 }]);
});

test('a new choice replaces those it was preferred to; choices go with their tools', () => {
  const address = { place: 'workspace', id: 'first' } as const;
  const choices = choicesWith([address, { place: 'user', id: 'first' }], { tools: [first, second], problems: 1 }, second);
  assert.deepEqual(choices, [{ place: 'user', id: 'first' }, { place: 'workspace', id: 'second' }]);
  assert.deepEqual(livingChoices(choices, [first, second]), [{ place: 'workspace', id: 'second' }]);
});
