import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { readTogether } from '../../../src/engine/dispatching/read-together';
import type { ProblemOutcome, Sandbox } from '../../../src/engine/sandbox/sandbox';
import { playedTool, playedWorkshop } from './played-tools';

const ended: ProblemOutcome = {
  read: undefined,
  last: 'parse',
  outcome: { kind: 'value', value: null },
  milliseconds: 1,
};

const allThatWaits = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is asked of a tool while it reads is read in its next run, and nothing stays on the signal', async () => {
  const runs: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const run: Sandbox['run'] = ({ problems }, _, onProblem) =>
    new Promise((resolve) => {
      runs.push(problems);
      ends.push(() => {
        problems.forEach((__, at) => onProblem(at, ended));
        resolve();
      });
    });
  const { sandbox, limits } = playedWorkshop({});
  const together = readTogether({ sandbox: { ...sandbox, run }, limits });
  const tool = playedTool('numbers', ['1', '2']);
  const { signal } = new AbortController();
  const read = (problem: string): ReturnType<typeof together.read> => together.read(tool, problem, signal);

  const first = ['a', 'b'].map(read);
  await allThatWaits();
  const second = ['c', 'd', 'e'].map(read);
  await allThatWaits();
  assert.deepEqual(runs, [['a', 'b']]);
  ends.shift()?.();
  await Promise.all(first);
  await allThatWaits();
  assert.deepEqual(runs.slice(1), [['c', 'd', 'e']]);
  ends.shift()?.();
  const notRead = { kind: 'notRead', reason: null };
  assert.deepEqual(await Promise.all(second), [notRead, notRead, notRead]);
  assert.deepEqual(getEventListeners(signal, 'abort'), []);
});

test('a run that fails fails for all who wait for it, and the next one goes on', async () => {
  const { sandbox, limits } = playedWorkshop({ numbers: () => null });
  let broken = true;
  const run: Sandbox['run'] = (...args) => (broken ? Promise.reject(new Error('no worker')) : sandbox.run(...args));
  const together = readTogether({ sandbox: { ...sandbox, run }, limits });
  const { signal } = new AbortController();
  const read = (problem: string): ReturnType<typeof together.read> =>
    together.read(playedTool('numbers', ['1', '2']), problem, signal);
  const failed = await Promise.allSettled(['a', 'b'].map(read));
  assert.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  broken = false;
  assert.deepEqual(await read('a'), { kind: 'notRead', reason: null });
});
