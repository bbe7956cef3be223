import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ambiguitiesIn, createDispatcher, type Dispatched } from '../../../src/engine/dispatching/dispatch';
import type { Preference } from '../../../src/engine/dispatching/preferences';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { LibraryTool } from '../../../src/engine/library/library';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { numbersOnly, playedTool, playedWorkshop, type PlayedParser } from './played-tools';

const ascending = playedTool('ascending', [
  'Sort these numbers in ascending order: 3, 1',
  'Sort these numbers in ascending order: 5, 9, 2',
]);
const descending = playedTool('descending', [
  'Sort these numbers in descending order: 3, 1',
  'Sort these numbers in descending order: 5, 9, 2',
]);
const never = new AbortController().signal;

function dispatch(
  tools: readonly LibraryTool[],
  workshop: Workshop,
  problems: readonly string[],
  preferences: readonly Preference[] = [],
): Promise<readonly Dispatched[]> {
  const index = createToolIndex();
  index.update(tools);
  return createDispatcher(index, workshop).dispatch(problems, never, { preferences });
}

/** In a few words: `decided ascending`. */
function told(dispatched: Dispatched | undefined): string {
  switch (dispatched?.kind) {
    case 'decided':
      return `decided ${dispatched.tool.tool.id}`;
    case 'ambiguous':
      return `ambiguous ${dispatched.tools.map(({ tool }) => tool.id).join(' ')}`;
    case 'undecided':
      return `undecided ${dispatched.candidates.map(({ tool }) => tool.id).join(' ')}`;
    case 'unread':
      return ['unread', ...dispatched.candidates.map(({ tool }) => tool.id)].join(' ');
    case 'cancelled':
      return dispatched.kind;
    case undefined:
      return 'missing';
  }
}

test('a parser that takes everything does not get the problems of another class, whether that has a tool or not; what is like no tool is offered none', async () => {
  const lax = playedWorkshop({ ascending: numbersOnly, descending: numbersOnly });
  const problems = [
    'Sort these numbers in ascending order: 7, 8',
    'Sort these numbers in descending order: 7, 8',
    'Sort these numbers in no order: 7, 8',
    'Do not sort these numbers in ascending order: 7, 8',
    'What is 7 and 8?',
  ];
  assert.deepEqual((await dispatch([ascending, descending], lax, problems)).map(told), [
    'decided ascending',
    'decided descending',
    'undecided ascending descending',
    'undecided ascending descending',
    'unread',
  ]);
  assert.deepEqual((await dispatch([descending], lax, problems)).map(told), [
    'undecided descending',
    'decided descending',
    'undecided descending',
    'undecided descending',
    'unread',
  ]);
});

test('a problem in other words is offered the tools that it is likest, though none reads it, after those that do', async () => {
  const workshop = playedWorkshop({
    ascending: (problem) => (problem.startsWith('Sort these') ? { numbers: [] } : null),
    descending: (problem) => (problem.includes('descend') ? { numbers: [] } : null),
  });
  const tools = [ascending, descending, playedTool('dates', ['On 2021-03-04, please', 'On 1999-12-31, please'])];
  const problems = [
    'Would you put 7 and 8 into ascended order?',
    'Sort by descending numbers: 7, 8',
    'My birthday (1994-02-07), long?',
  ];
  assert.deepEqual((await dispatch(tools, workshop, problems)).map(told), [
    'unread ascending descending',
    'undecided descending ascending',
    'unread dates',
  ]);
});

test('the parser has the last word', async () => {
  const strict = playedWorkshop({ ascending: (problem) => (problem.includes('13') ? null : { numbers: [] }) });
  assert.deepEqual(
    (
      await dispatch([ascending], strict, [
        'Sort these numbers in ascending order: 7, 8',
        'Sort these numbers in ascending order: 13, 8',
      ])
    ).map(told),
    ['decided ascending', 'unread ascending'],
  );
});

const dates = (id: string, ...problems: readonly string[]): LibraryTool => playedTool(id, problems);
const slashes: PlayedParser = (problem) => {
  const match = /^(\d+)\/(\d+)\/\d+$/.exec(problem);
  return match && Number(match[1]) <= 12 ? { month: Number(match[1]) } : null;
};

test('bare data that two tools read is asked about once, and the choice holds for the document', async () => {
  const tools = [dates('us', '03/14/2021', '12/31/1999'), dates('eu', '14/03/2021', '31/12/1999')];
  const workshop = playedWorkshop({
    us: slashes,
    eu: (problem) => (/^\d\d\/(?:0\d|1[0-2])\/\d+$/.test(problem) ? { day: 1 } : null),
  });
  const problems = ['03/04/2021', '05/06/2022', '01/25/2021', '25/01/2021', '03/04/2021'];
  const asked = await dispatch(tools, workshop, problems);
  assert.deepEqual(asked.map(told), [
    'ambiguous us eu',
    'ambiguous us eu',
    'decided us',
    'decided eu',
    'ambiguous us eu',
  ]);
  assert.deepEqual(
    ambiguitiesIn(asked).map(({ tools: between, problems: count }) => [between.map(({ tool }) => tool.id), count]),
    [[['us', 'eu'], 3]],
  );
  const chosen = await dispatch(tools, workshop, problems, [{ tool: { place: 'workspace', id: 'eu' }, over: 'any' }]);
  assert.deepEqual(chosen.map(told), ['decided eu', 'decided eu', 'decided us', 'decided eu', 'decided eu']);
  assert.deepEqual(
    [chosen[0], chosen[2]].map((one) => one?.kind === 'decided' && one.by),
    ['choice', 'form'],
  );
  assert.deepEqual(
    (await dispatch(tools, workshop, problems, [{ tool: { place: 'user', id: 'eu' }, over: 'any' }])).map(told),
    asked.map(told),
    'another place is another tool',
  );
});

test('a word that is in all examples of one tool by chance does not settle what nothing settles', async () => {
  const tools = [dates('iso', '3 March 2021', '17 October 1999'), dates('american', '9 March 2020', '30 March 1987')];
  const words: PlayedParser = (problem) => {
    const match = /^(\d+) ([A-Z][a-z]+) (\d+)$/.exec(problem);
    return match ? { day: Number(match[1]), month: match[2] ?? '', year: Number(match[3]) } : null;
  };
  const workshop = playedWorkshop({ iso: words, american: words });
  assert.deepEqual((await dispatch(tools, workshop, ['1 May 2004', '1 March 2004'])).map(told), [
    'ambiguous iso american',
    'ambiguous iso american',
  ]);
});

test('numbers that words hold tell tools apart', async () => {
  const convert = (id: string, bases: string): LibraryTool =>
    playedTool(id, [`Convert from ${bases}: 101`, `Convert from ${bases}: 11`]);
  const tools = [convert('to-ten', 'base 2 to base 10'), convert('to-two', 'base 10 to base 2')];
  const workshop = playedWorkshop({ 'to-ten': numbersOnly, 'to-two': numbersOnly });
  assert.deepEqual(
    (
      await dispatch(tools, workshop, [
        'Convert from base 2 to base 10: 110',
        'Convert from base 10 to base 2: 110',
        'Convert from base 2 to base 8: 110',
      ])
    ).map(told),
    ['decided to-ten', 'decided to-two', 'undecided to-ten to-two'],
  );
});

test('copies of one tool are one tool, in several places or under several names', async () => {
  const workshop = playedWorkshop({ ascending: numbersOnly });
  const elsewhere: LibraryTool = { ...ascending, place: 'user' };
  const copy = playedTool(
    'copy',
    ascending.tool.examples.map(({ problem }) => problem),
    { code: 'ascending' },
  );
  const problem = 'Sort these numbers in ascending order: 7, 8';
  assert.deepEqual((await dispatch([ascending, elsewhere, copy], workshop, [problem])).map(told), [
    'decided ascending',
  ]);
});

test('a tool without a parser is never decided on, nor is any other that it may stand beside', async () => {
  const byModel = playedTool(
    'by-model',
    ['Sort these numbers in ascending order: 4, 1', 'Sort these numbers in ascending order: 6, 2'],
    { reader: 'model' },
  );
  const workshop = playedWorkshop({ ascending: numbersOnly, 'by-model': () => ({ kind: 'missing' }) });
  const problem = 'Sort these numbers in ascending order: 7, 8';
  assert.deepEqual((await dispatch([byModel], workshop, [problem])).map(told), ['undecided by-model']);
  assert.deepEqual((await dispatch([ascending, byModel], workshop, [problem])).map(told), [
    'undecided ascending by-model',
  ]);
});

test('a parser that runs out of time settles nothing, gets a second chance, and is given up in the end', async () => {
  const tools = [dates('us', '03/14/2021', '12/31/1999'), dates('eu', '14/03/2021', '31/12/1999')];
  let late = 1;
  const late_: PlayedParser = () => (late-- > 0 ? { kind: 'timedOut', milliseconds: 200 } : { day: 1 });
  assert.deepEqual(
    (await dispatch(tools, playedWorkshop({ us: slashes, eu: late_ }), ['03/04/2021'])).map(told),
    ['ambiguous us eu'],
    'late once: a busy machine',
  );
  const endless = playedWorkshop({ us: slashes, eu: () => ({ kind: 'timedOut', milliseconds: 200 }) });
  const problems = Array.from({ length: 50 }, (_, index) => `03/04/${2000 + index}`);
  const told50 = (await dispatch(tools, endless, problems)).map(told);
  assert.deepEqual(new Set(told50), new Set(['undecided us eu']));
  assert.ok(endless.calls.filter((code) => code === 'eu').length < 30, String(endless.calls.length));
});

test('equal problems are one question, outcomes come as they are found, and a cancelled dispatch says so', async () => {
  const workshop = playedWorkshop({ ascending: numbersOnly });
  const index = createToolIndex();
  index.update([ascending]);
  const dispatcher = createDispatcher(index, workshop);
  const problem = 'Sort these numbers in ascending order: 7, 8';
  await dispatcher.dispatch([problem], never);
  const before = workshop.calls.length;
  const seen: number[] = [];
  const dispatched = await dispatcher.dispatch(
    Array.from({ length: 40 }, () => problem),
    never,
    { onDispatched: (at) => seen.push(at) },
  );
  assert.deepEqual([dispatched.length, seen.length, workshop.calls.length - before], [40, 40, 1]);
  const aborted = AbortSignal.abort();
  assert.deepEqual((await dispatcher.dispatch([problem, 'other'], aborted)).map(told), ['cancelled', 'cancelled']);
});

test('only a few parsers are tried, however many tools there are, and at most three are offered', async () => {
  const tools = Array.from({ length: 500 }, (_, number) =>
    playedTool(`tool-${number}`, [
      `Take the widget ${number} and count: 3, 1`,
      `Take the widget ${number} and count: 5, 9, 2`,
    ]),
  );
  const workshop = playedWorkshop(Object.fromEntries(tools.map(({ tool }) => [tool.id, numbersOnly])));
  const [one, other] = await dispatch(tools, workshop, [
    'Take the widget 7 and count: 4, 4',
    'Leave the widget 7 and count: 4, 4',
  ]);
  assert.equal(told(one), 'decided tool-7');
  assert.equal(other?.kind === 'undecided' && other.candidates.length, 3);
  assert.ok(workshop.calls.length < 150, String(workshop.calls.length));
});
