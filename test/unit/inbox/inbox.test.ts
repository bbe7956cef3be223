import assert from 'node:assert/strict';
import { createToolIndex, type ToolIndex } from '../../../src/engine/dispatching/tool-index';
import { test } from 'node:test';
import fc from 'fast-check';
import { examplesOf, groupsOf, proposedOf, unsettledOf } from '../../../src/engine/inbox/groups';
import type { InboxAnswer, InboxProblem } from '../../../src/engine/inbox/inbox';
import {
  withAccepted,
  withAnswer,
  withinCaps,
  withoutProblems,
  withProblems,
  withSent,
} from '../../../src/engine/inbox/keeping';
import { leavingProblems } from '../../../src/engine/inbox/leaving';
import type { LibraryTool } from '../../../src/engine/library/library';
import { inboxFormat, inboxText, parseInbox } from '../../../src/engine/inbox/parse-inbox';
import { shape } from '../../../src/engine/form/shape';
import { keepAnswer, mayOfferKeeping } from '../../../src/vscode/asking/keep-consent';
import { playedTool, playedWorkshop } from '../dispatching/played-tools';
import { kept, memento } from './kept-problems';

const at = new Date('2026-02-03T04:05:06.789Z');
const byPerson = (text: string): InboxAnswer => ({ from: 'person', text });
const byModel = (text: string, accepted = false): InboxAnswer => ({ from: 'model', text, model: 'strong', accepted });

test('problems are kept once each, the newest last, and what was answered stays so', () => {
  const before = [kept('a', byPerson('A')), kept('b')];
  const after = withProblems(before, ['c', 'a', '', 'c'], { kind: 'lines' }, at);
  assert.deepEqual(
    after.map(({ problem }) => problem),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(
    [after[0], after[2]],
    [before[0], { problem: 'c', keptAt: at.toISOString(), notation: { kind: 'lines' }, answer: null }],
  );
});

test('over the caps the oldest without an answer go first, an answer that was there never, and what finds no room is counted', () => {
  const entry = fc.record({
    size: fc.nat(50),
    answer: fc.constantFrom('none', 'before', 'new', 'corrected'),
    there: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), fc.nat(20), fc.nat(300), (rows, problems, bytes) => {
      const oneOf = (index: number, text: string | null): InboxProblem => ({
        ...kept(String(index)),
        answer: text === null ? null : byPerson(text),
      });
      const isOld = ({ answer, there }: (typeof rows)[number]): boolean =>
        there || answer === 'before' || answer === 'corrected';
      const before = rows.flatMap((row, index) =>
        isOld(row) ? [oneOf(index, row.answer === 'before' || row.answer === 'corrected' ? 'was' : null)] : [],
      );
      const changed = rows.map(({ answer }, index) =>
        oneOf(index, answer === 'none' ? null : answer === 'before' ? 'was' : 'is'),
      );
      // An answer takes seven bytes, a corrected one nine.
      const sizeOf = ({ problem, answer }: InboxProblem): number =>
        (rows[Number(problem)]?.size ?? 0) + (answer === null ? 0 : answer.text === 'is' ? 9 : 7);
      const { problems: left, noRoom } = withinCaps(before, changed, sizeOf, { problems, bytes });
      const sum = (some: readonly InboxProblem[]): number => some.reduce((total, one) => total + sizeOf(one), 0);
      const find = (some: readonly InboxProblem[], problem: string): InboxProblem | undefined =>
        some.find((one) => one.problem === problem);
      assert.deepEqual(
        left.map(({ problem }) => Number(problem)),
        left.map(({ problem }) => Number(problem)).sort((a, b) => a - b),
        'in their order',
      );
      for (const one of before)
        if (one.answer)
          assert.ok(find(left, one.problem)?.answer, 'an answer that was there stays, or the one in its place');
      const old = before.filter(({ answer }) => answer !== null);
      assert.ok(left.length <= Math.max(problems, old.length) && sum(left) <= Math.max(bytes, sum(old)));
      const gone = changed.filter(({ problem }) => !find(left, problem));
      assert.deepEqual(
        [noRoom.problems, noRoom.evicted],
        [
          gone.filter(({ problem }) => !find(before, problem)).length,
          gone.filter(({ problem }) => find(before, problem)).length,
        ],
      );
      assert.equal(
        noRoom.answers,
        changed.filter(({ problem, answer }) => answer?.text === 'is' && find(left, problem)?.answer?.text !== 'is')
          .length,
      );
      const open = left.filter(({ answer }) => answer === null);
      if (noRoom.answers > 0)
        assert.ok(
          changed.some(
            (one) =>
              one.answer?.text === 'is' &&
              (left.length - open.length >= problems || sum(left) - sum(open) + sizeOf(one) > bytes),
          ),
          'an answer was refused for one that has none',
        );
      if (left.length < problems)
        assert.ok(
          gone.every((one) => sizeOf({ ...one, answer: null }) > bytes - sum(left)),
          'none of them would fit',
        );
    }),
  );
});

test('groups hold what has one shape, the largest first', () => {
  const groups = groupsOf(
    [kept('What is 4 + 5?'), kept('red, green'), kept('What is 14 + 5?'), kept('blue, red')].concat(
      kept('What is 7 + 15?'),
    ),
  );
  assert.deepEqual(
    groups.map(({ problems }) => problems.map(({ problem }) => problem)),
    [
      ['What is 4 + 5?', 'What is 14 + 5?', 'What is 7 + 15?'],
      ['red, green', 'blue, red'],
    ],
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 }), (texts) => {
      const all = groupsOf(texts.map((text) => kept(text)));
      assert.deepEqual(
        all.flatMap(({ problems }) => problems.map(({ problem }) => problem)).sort(),
        [...texts].sort(),
        'each in one group',
      );
      for (const group of all) assert.ok(group.problems.every(({ problem }) => shape(problem) === group.shape));
      assert.equal(new Set(all.map((group) => group.shape)).size, all.length);
    }),
  );
});

test("a model's answer is an example only once it was accepted, and stays a model's", () => {
  const all = [kept('a', byPerson('A')), kept('b', byModel('B')), kept('c', byModel('C', true)), kept('d')];
  const group = { problems: all as unknown as readonly [InboxProblem, ...InboxProblem[]] };
  assert.deepEqual(
    examplesOf(group),
    [
      { problem: 'c', answer: 'C', answeredBy: 'strong' },
      { problem: 'a', answer: 'A' },
    ],
    'what the strong model knows comes first: the last ones are held out',
  );
  assert.deepEqual(
    [unsettledOf(group), proposedOf(group)].map((some) => some.map(({ problem }) => problem)),
    [['b', 'd'], ['b']],
  );
  const accepted = withAccepted(all, new Set(['a', 'b', 'd']));
  assert.deepEqual(
    accepted.map(({ answer }) => answer),
    [byPerson('A'), byModel('B', true), byModel('C', true), null],
  );
  assert.deepEqual(
    withAnswer(all, 'b', byPerson('better'))[1]?.answer,
    byPerson('better'),
    'what a person corrects is the person’s',
  );
  assert.deepEqual(
    withoutProblems(all, new Set(['a', 'd', 'x'])).map(({ problem }) => problem),
    ['b', 'c'],
  );
});

test('answers that the strong model was shown come before those that it never saw', () => {
  const all = withSent(
    [kept('a', byPerson('A')), kept('b', byPerson('B')), kept('c', byModel('C')), kept('d')],
    new Set(['b', 'c', 'd']),
  );
  assert.deepEqual(
    all.map(({ answer }) => answer),
    [byPerson('A'), { from: 'person', text: 'B', sent: true }, byModel('C'), null],
  );
  const [group] = groupsOf(all);
  assert.deepEqual(group && examplesOf(group).map(({ problem }) => problem), ['b', 'a']);
  assert.deepEqual(parseInbox(inboxText(all)), { problems: all, damaged: 0 });
});

test('what is stored is read again, and damaged entries are counted', () => {
  const answers = fc.oneof(
    fc.constant(null),
    fc.string().map(byPerson),
    fc.tuple(fc.string(), fc.boolean()).map(([text, accepted]) => byModel(text, accepted)),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ problem: fc.string({ minLength: 1 }), answer: answers }), {
        selector: ({ problem }) => problem,
      }),
      (some) => {
        const all = some.map(({ problem, answer }) => kept(problem, answer));
        assert.deepEqual(parseInbox(inboxText(all)), { problems: all, damaged: 0 });
      },
    ),
  );
  const text = inboxText([kept('a'), kept('b')]);
  assert.deepEqual(parseInbox(text.replace('"problem":"b"', '"problem":""')), { problems: [kept('a')], damaged: 1 });
  for (const none of [
    '',
    '[]',
    '{}',
    text.slice(0, -9),
    text.replace(`"format":${inboxFormat}`, `"format":${inboxFormat + 1}`),
  ])
    assert.equal(parseInbox(none), undefined, none);
});

const indexOf = (tools: readonly LibraryTool[]): Promise<ToolIndex> => {
  const index = createToolIndex();
  index.update(tools);
  return Promise.resolve(index);
};

test('what became an example, or has a tool now, leaves; what a parser merely accepts stays', async () => {
  const ascending = playedTool('ascending', [
    'Sort these numbers in ascending order: 3, 1',
    'Sort these numbers in ascending order: 5, 9, 2',
  ]);
  const workshop = playedWorkshop({
    ascending: (problem) => (/\d/.test(problem) ? { numbers: (problem.match(/\d+/g) ?? []).map(Number) } : null),
  });
  const signal = new AbortController().signal;
  const problems = [
    'Sort these numbers in ascending order: 3, 1',
    'Sort these numbers in ascending order: 7, 8',
    'Sort these numbers in descending order: 7, 8',
    'Who?',
  ].map((text) => kept(text));
  assert.deepEqual(
    [...(await leavingProblems(problems, [ascending], indexOf, workshop, signal))],
    ['Sort these numbers in ascending order: 3, 1', 'Sort these numbers in ascending order: 7, 8'],
  );
  const draft = playedTool('ascending', ['Who?'], { stage: 'draft' });
  assert.deepEqual(
    [...(await leavingProblems(problems, [draft], indexOf, workshop, signal))],
    [],
    'a draft is no tool',
  );
});

test('the answer to keeping is remembered, “not now” in this window only', async () => {
  const memory = memento();
  const window = keepAnswer(() => memory);
  assert.deepEqual([window.now(), mayOfferKeeping(memory)], ['ask', true]);
  await window.set('notNow');
  assert.deepEqual([window.now(), keepAnswer(() => memory).now(), memory.keys()], ['notNow', 'ask', []]);
  await window.set('never');
  assert.deepEqual([window.now(), keepAnswer(() => memory).now(), mayOfferKeeping(memory)], ['never', 'never', false]);
  await window.forget();
  assert.equal(window.now(), 'ask');
  await window.set('keep');
  assert.deepEqual([keepAnswer(() => memory).now(), mayOfferKeeping(memory)], ['keep', true]);
  assert.equal(keepAnswer(() => memento(new Map([['toolsmith.keepInInbox', 'damaged']]))).now(), 'ask');
});
