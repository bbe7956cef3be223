import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noveltyOf } from '../../../src/engine/using/review';

function novelty(examples: readonly (readonly [string, string])[]): (problem: string, answer: string) => boolean {
  return noveltyOf({ examples: examples.map(([problem, answer]) => ({ problem, answer, seen: 'shown' })) });
}

test('bracket sequences are ordinary whichever brackets they hold, and a text beside them is not', () => {
  const isNovel = novelty([
    ['Close what is open: [ (', ') ]'],
    ['Close what is open: { < >', '}'],
  ]);
  for (const [problem, answer] of [
    ['Close what is open: < { [ ( ) ]', '} >'],
    ['Close what is open: (', ')'],
    ['Close what is open: [ ] { { { <', '> } } }'],
  ] as const)
    assert.equal(isNovel(problem, answer), false, problem);
  assert.equal(isNovel('Close what is open: [ x (', ') ]'), true);
  assert.equal(isNovel('Close what is open: [ (', 'none'), true);
});

test('prose is ordinary whatever the number of its sentences, and a question of another kind is not', () => {
  const isNovel = novelty([
    ['Ann ran faster than Bob. Bob ran faster than Cid. Who came second?', 'Bob'],
    ['Eve ran faster than Dan, and Dan faster than Gus. Who came second?', 'Dan'],
  ]);
  assert.equal(
    isNovel(
      'Kim ran faster than Lea. Lea ran faster than Max. Max ran faster than Tom, if only just. Who came second?',
      'Lea',
    ),
    false,
  );
  assert.equal(isNovel('Kim ran faster than Lea. Lea ran faster than Max. Who came last?', 'Max'), true);
  assert.equal(isNovel('Kim ran faster than Lea. Lea ran faster than Max. Who came second?', 'Kim or Lea'), true);
});

test('a unit or a label that every example has is no data; what varies among them is', () => {
  const weights = novelty([
    ['5 lb', '2.27 kg'],
    ['12 lb', '5.44 kg'],
  ]);
  assert.deepEqual(
    [weights('7 lb', '3.18 kg'), weights('7 kg', '3.18 kg'), weights('7 lb', '3.18 lb'), weights('7.5 lb', '3.40 kg')],
    [false, true, true, true],
  );
  const months = novelty([
    ['3 March 2021', '2021-03-03'],
    ['17 October 1999', '1999-10-17'],
  ]);
  assert.deepEqual(
    [months('1 May 2004', '2004-05-01'), months('31 Feb', '2004-02-31'), months('n/a', '2004-05-01')],
    [false, true, true],
  );
});

test('one word of many that is missing is chance in long prose', () => {
  const prose = (opening: string, name: string): string =>
    `${opening} a long row of houses in the old street behind the market, and every door has a colour of its own. ${name} lives in the red one.`;
  const isNovel = novelty([
    [prose('There is', 'Ann'), 'red'],
    [prose('There was', 'Bob'), 'blue'],
  ]);
  assert.equal(isNovel(prose('Here stood', 'Cid'), 'green'), false);
});
