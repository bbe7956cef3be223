import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { readAs } from '../../../src/engine/problem/read';
import type { Sandbox, SandboxOutcome } from '../../../src/engine/sandbox/sandbox';
import type { Source } from '../../../src/engine/text/source';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { bestReading, readsText } from '../../../src/vscode/asking/best-reading';
import { lastToolIn, rememberTool } from '../../../src/vscode/apply/last-tool';
import { restOf, surveyRest } from '../../../src/vscode/text/rest';
import { sourceOf, wholeOf } from '../../../src/vscode/text/selection';
import { openItems } from '../../../src/engine/applying/open-items';
import { arrows, doubling, doublingWorkshop, listed, never } from './doubling';
import { checkHere } from '../using/check-here';
import { runInSteps } from '../using/run-in-steps';

const sourceFor = (text: string) => ({ text, spans: [{ start: 0, end: text.length }] });
const textOf = (source: Source) => ({ source, name: '' });
const documentOf = (text: string) =>
  ({
    fileName: '',
    getText: () => text,
    offsetAt: (position: { readonly offset: number }) => position.offset,
  }) as unknown as vscode.TextDocument;

/** An editor with stretches selected, by offsets; an empty one is a cursor. */
function editorOf(text: string, ...stretches: readonly (readonly [number, number])[]): vscode.TextEditor {
  const selections = stretches.map(([start, end]) => ({
    isEmpty: start === end,
    start: { offset: start },
    end: { offset: end },
    active: { offset: end },
  }));
  return { document: documentOf(text), selections, selection: selections[0] } as unknown as vscode.TextEditor;
}

test('the items without an answer are the problems; all of them only where they are to be answered anew', () => {
  const some = openItems(readAs(sourceFor('4 => 8\n5\n6\n'), arrows));
  assert.deepEqual(
    [some.anew, some.open.map(({ index, item }) => [index, item.problem])],
    [
      false,
      [
        [1, '5'],
        [2, '6'],
      ],
    ],
  );
  const full = readAs(sourceFor('4 => 8\n5 => 10\n'), arrows);
  assert.deepEqual(openItems(full).open, []);
  const all = openItems(full, true);
  assert.deepEqual([all.anew, all.open.map(({ index }) => index)], [true, [0, 1]]);
});

test('several selections are read in document order, an empty one among them not at all', () => {
  assert.deepEqual(sourceOf(editorOf('one\ntwo\nthree\n', [8, 13], [5, 5], [0, 3]))?.spans, [
    { start: 0, end: 3 },
    { start: 8, end: 13 },
  ]);
});

test('with nothing selected the block around the cursor is read; on blank lines there is none', () => {
  const text = 'one\n\ntwo\nthree\n\n\n\nfour\n';
  assert.deepEqual(sourceOf(editorOf(text, [6, 6]))?.spans, [{ start: 5, end: 14 }]);
  assert.equal(sourceOf(editorOf(text, [16, 16])), null);
  assert.equal(sourceOf(editorOf('', [0, 0])), null);
  assert.deepEqual(wholeOf(documentOf('')).spans, []);
});

test('the rest of a document leaves out the examples', async () => {
  const document = documentOf('4 => 8\n15 => 30\n\n7\nseven\n4\n');
  assert.deepEqual(
    restOf(doubling(), document)?.open.map(({ item }) => item.problem),
    ['7', 'seven'],
  );
  assert.deepEqual(await surveyRest(doubling(), document, doublingWorkshop(), never), {
    total: 2,
    read: 1,
    left: ['seven'],
  });
  assert.equal(restOf(doubling(), documentOf('4 => 8\n15 => 30\n')), undefined);
  assert.deepEqual(await surveyRest(doubling(), documentOf(''), doublingWorkshop(), never), {
    total: 0,
    read: 0,
    left: [],
  });
});

test('a survey that was stopped counts nothing as read', async () => {
  assert.deepEqual(await surveyRest(doubling(), documentOf('7\n8\n'), doublingWorkshop(), AbortSignal.abort()), {
    total: 2,
    read: 0,
    left: [],
  });
});

test('a tool reads with its own notation first, and with another where its own reads nothing', async () => {
  const own = await bestReading(
    { workshop: doublingWorkshop(), signal: never },
    listed(doubling()),
    textOf(sourceFor('7\n9\nx\n')),
  );
  assert.deepEqual(
    [own?.choice.plan.reading.notation.kind, own?.read, own?.tried, own?.firstAnswers],
    ['arrows', 2, 3, ['14', '18']],
  );
  const rows = '{"input": "7", "output": ""}\n{"input": "9", "output": ""}\n';
  const other = await bestReading(
    { workshop: doublingWorkshop(), signal: never },
    listed(doubling()),
    textOf(sourceFor(rows)),
  );
  assert.deepEqual([other?.choice.plan.reading.notation.kind, other?.read], ['jsonLines', 2]);
});

test('a tool that the light model reads for is not tried at all', async () => {
  const workshop = doublingWorkshop();
  const best = await bestReading(
    { workshop, signal: never },
    listed(doubling({ reader: 'model' })),
    textOf(sourceFor('7\n9\n')),
  );
  assert.equal(best && readsText(best), 'the light model reads its problems');
  assert.deepEqual(workshop.parsed, []);
});

test('a large selection is tried on its first problems, and that is said', async () => {
  const workshop = doublingWorkshop();
  const best = await bestReading(
    { workshop, signal: never },
    listed(doubling()),
    textOf(sourceFor(Array.from({ length: 4_000 }, (_, at) => `${at}`).join('\n'))),
  );
  assert.equal(best && readsText(best), 'reads 200 of the first 200 of 4,000');
  assert.equal(workshop.parsed.length, 200);
  const small = await bestReading({ workshop, signal: never }, listed(doubling()), textOf(sourceFor('7\nx\n')));
  assert.equal(small && readsText(small), 'reads 1 of 2');
});

test('a parser that always runs out of time is given up after a few problems, in one reading', async () => {
  let calls = 0;
  const call = (): Promise<SandboxOutcome> => ((calls += 1), Promise.resolve({ kind: 'timedOut', milliseconds: 200 }));
  const workshop = {
    ...doublingWorkshop(),
    sandbox: {
      call,
      run: runInSteps(call),
      check: checkHere,
      dispose: () => Promise.resolve(),
    },
  };
  const best = await bestReading(
    { workshop, signal: never },
    listed(doubling()),
    textOf(sourceFor('{"input": "7"}\n'.repeat(300))),
  );
  assert.equal(calls, 5);
  assert.equal(best && readsText(best), 'too slow to try: read 0 before it ran out of time 5 times');
});

test('a tool that seldom runs out of time is tried on every problem', async () => {
  const { sandbox, limits } = doublingWorkshop();
  let calls = 0;
  const call: Sandbox['call'] = (made, signal) =>
    (calls += 1) % 60 === 0 ? Promise.resolve({ kind: 'timedOut', milliseconds: 200 }) : sandbox.call(made, signal);
  const workshop: Workshop = { limits, sandbox: { ...sandbox, call, run: runInSteps(call) } };
  const best = await bestReading(
    { workshop, signal: never },
    listed(doubling()),
    textOf(sourceFor(Array.from({ length: 50 }, (_, at) => `${at}`).join('\n'))),
  );
  assert.deepEqual([best?.cutShort, best?.tried], [false, 50]);
});

test('the last tool is remembered as an address, and nothing else is taken for one', async () => {
  const stored = new Map<string, unknown>();
  const memory = {
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    keys: () => [...stored.keys()],
  } as unknown as vscode.Memento;
  assert.equal(lastToolIn(memory), undefined);
  await rememberTool(memory, { place: 'folder', id: 'double-numbers' });
  assert.deepEqual(lastToolIn(memory), { place: 'folder', id: 'double-numbers' });
  for (const damaged of ['double-numbers', null, {}, { place: 'moon', id: 'x' }, { place: 'user', id: 3 }]) {
    for (const key of stored.keys()) stored.set(key, damaged);
    assert.equal(lastToolIn(memory), undefined);
  }
});
