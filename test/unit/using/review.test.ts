import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFamilies } from '../../eval/load-families';
import { noveltyOf } from '../../../src/engine/using/novelty';

function novelty(examples: readonly (readonly [string, string])[]): (problem: string, answer: string) => boolean {
  const judge = noveltyOf({ examples: examples.map(([problem, answer]) => ({ problem, answer, seen: 'shown' })) });
  return (problem, answer) => judge(problem, answer) !== null;
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

/** Rows that are new and rows that are not, by the examples. */
interface Told {
  readonly examples: readonly (readonly [string, string])[];
  readonly ordinary: readonly (readonly [string, string])[];
  readonly novel: readonly (readonly [problem: string, answer: string, reason: RegExp])[];
}

const told: Readonly<Record<string, Told>> = {
  names: {
    examples: [
      ['Ada Lovelace', 'Lovelace, Ada'],
      ['Alan Turing', 'Turing, Alan'],
      ['Grace Hopper', 'Hopper, Grace'],
    ],
    ordinary: [['Tony Hoare', 'Hoare, Tony']],
    novel: [
      ['Johann von Neumann', 'Neumann, Johann von', /no example has a word in small letters/],
      ['ada lovelace', 'lovelace, ada', /in small letters/],
      ['TONY HOARE', 'HOARE, TONY', /in capitals/],
      ['Лев Толстой', 'Толстой, Лев', /of another script/],
      ['Hoare, Tony', 'Hoare, Tony', /“,”/],
      ['Tony Hoare', 'Hoare Tony', /in the answer/],
    ],
  },
  phones: {
    examples: [
      ['555-123-4567', '(555) 123-4567'],
      ['212-867-5309', '(212) 867-5309'],
    ],
    ordinary: [['415-200-1000', '(415) 200-1000']],
    novel: [
      ['2021-03-04', '(2021) 03-04', /4 digits, where the examples have 3/],
      ['415/200/1000', '(415) 200-1000', /no example has “\/” between digits/],
      ['4152001000', '(415) 200-1000', /1 numbers, where the examples have 3/],
      ['415-200-1000 x2', '(415) 200-1000', /./],
    ],
  },
  weights: {
    examples: [
      ['5 lb', '2.27 kg'],
      ['12 lb', '5.44 kg'],
      ['7 oz', '0.20 kg'],
      ['9 oz', '0.26 kg'],
      ['30 lb', '13.61 kg'],
      ['16 oz', '0.45 kg'],
    ],
    ordinary: [
      ['25 lb', '11.34 kg'],
      ['8 oz', '0.23 kg'],
    ],
    novel: [
      ['4 st', '25.40 kg', /no example has “st” behind a number/],
      ['900 lb', '408.23 kg', /a number far from the examples’ 5 to 30/],
      ['-5 lb', '-2.27 kg', /no example has “-”/],
    ],
  },
};

for (const [name, { examples, ordinary, novel }] of Object.entries(told))
  test(`${name}: what is unlike every example is told with its reason, and what they differ in is not`, () => {
    const judge = noveltyOf({
      examples: examples.map(([problem, answer]) => ({ problem, answer, seen: 'shown' as const })),
    });
    for (const [problem, answer] of ordinary) assert.equal(judge(problem, answer), null, problem);
    for (const [problem, answer, reason] of novel) assert.match(judge(problem, answer) ?? '', reason, problem);
  });

test('what every example varies in does not count: other months, forms and signs', () => {
  const isNovel = novelty([
    ['3 March 2021', 'x'],
    ['17 Oct. 1999', 'x'],
    ['May 4th, 2012', 'x'],
    ['2020-01-31', 'x'],
  ]);
  for (const row of ['8 June 2018', 'June 8, 2018', '8/6/2018', '8.6.2018'])
    assert.equal(isNovel(row, 'x'), false, row);
});

test('of the stored evaluation data at most every tenth right row is flagged', async () => {
  const families = await loadFamilies(undefined, {
    shown: (line) => line <= 3,
    heldOut: (line) => line >= 6 && line <= 8,
    test: (line) => line >= 11,
  });
  const counts = { rows: 0, flagged: 0 };
  for (const { shown, heldOut, test: rows } of families) {
    const isNovel = novelty([...shown, ...heldOut].map(({ problem, answer }) => [problem, answer]));
    for (const { input, target, exception } of rows) {
      if (target === null || exception === true) continue;
      counts.rows += 1;
      if (isNovel(input, target)) counts.flagged += 1;
    }
  }
  assert.ok(counts.rows > 700 && counts.flagged <= counts.rows / 10, JSON.stringify(counts));
});
