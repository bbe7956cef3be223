import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { noUsage } from '../../../src/engine/model/cost';
import { choiceSaid, planQuestion } from '../../../src/engine/problem/plan-question';
import { readAs } from '../../../src/engine/problem/read';
import { optionsText } from '../../../src/engine/problem/said';
import type { Source } from '../../../src/engine/text/source';
import { byAttention, reviewRows } from '../../../src/engine/using/review';
import { kindGroups } from '../../../src/engine/using/review-groups';
import { leftOpen, mayLackATool, modelSaysNone, type NoTool } from '../../../src/engine/applying/no-tool';
import { outcomeWithout } from '../../../src/vscode/apply/reviewed-rows';
import {
  forgetChoices,
  maximumDocuments,
  preferencesFor,
  rememberPreferences,
  rememberSaid,
  saidFor,
} from '../../../src/vscode/asking/remembered-preferences';
import { readingsForTools } from '../../../src/engine/dispatching/readings-for-tools';
import { memento } from '../inbox/kept-problems';
import { doubling, listed } from './doubling';

const uri = (name: string): Pick<vscode.Uri, 'toString'> => ({ toString: () => `file:///${name}` });

test('choices are remembered for their document and forgotten with an empty list', async () => {
  const memory = memento();
  const [one, two] = (['one', 'two'] as const).map((id) => ({
    tool: { place: 'user', id } as const,
    over: [{ place: 'folder', id: 'other' } as const],
  }));
  assert.ok(one && two);
  await rememberPreferences(memory, uri('a'), [one]);
  await rememberPreferences(memory, uri('b'), [two]);
  assert.deepEqual(preferencesFor(memory, uri('a')), [one]);
  await rememberPreferences(memory, uri('a'), []);
  assert.deepEqual([preferencesFor(memory, uri('a')), preferencesFor(memory, uri('b'))], [[], [two]]);
  await rememberPreferences(memory, uri('b'), []);
  assert.deepEqual(memory.keys(), [], 'nothing is left behind');
});

test('what was said of a document stands beside its tools, and both are forgotten together', async () => {
  const memory = memento();
  const preference = { tool: { place: 'user', id: 'one' }, over: [{ place: 'user', id: 'two' }] } as const;
  await rememberSaid(memory, uri('a'), { columns: ['Name', '2'], header: 'none' });
  await rememberPreferences(memory, uri('a'), [preference]);
  await rememberSaid(memory, uri('b'), { columns: ['1'] });
  assert.deepEqual(
    [optionsText(saidFor(memory, uri('a')) ?? {}), preferencesFor(memory, uri('a'))],
    ['--header none --column Name --column 2', [preference]],
  );
  await rememberPreferences(memory, uri('a'), []);
  assert.notEqual(saidFor(memory, uri('a')), undefined, 'tools that are gone take nothing else with them');
  assert.equal(await forgetChoices(memory, uri('a')), true);
  assert.equal(await forgetChoices(memory, uri('a')), false);
  assert.equal(saidFor(memory, uri('a')), undefined);
  assert.deepEqual(saidFor(memory, uri('b'))?.columns, ['1']);
});

test('what was said of a document before decides a question that offers it, and no other', () => {
  const text = 'one,two,three\n4,5,6\n';
  const source: Source = { text, spans: [{ start: 0, end: text.length }] };
  const plans = [0, 1].map((problemColumn) => ({
    reading: readAs(source, { kind: 'delimited', delimiter: ',', header: true, answerColumn: 3, problemColumn }),
    overwrite: false,
    guard: 'unlessMeant' as const,
  }));
  const question = planQuestion(source, plans);
  assert.equal(choiceSaid(question, { columns: ['two'] })?.plan, plans[1]);
  assert.equal(choiceSaid(question, { columns: ['three'] }), undefined);
  assert.equal(choiceSaid(question, undefined), undefined);
});

test('the choices of the latest documents are remembered, and what is damaged is none', async () => {
  const memory = memento();
  for (let at = 0; at <= maximumDocuments; at += 1)
    await rememberPreferences(memory, uri(String(at)), [
      { tool: { place: 'user', id: 'one' }, over: [{ place: 'user', id: 'two' }] },
    ]);
  assert.deepEqual(preferencesFor(memory, uri('0')), []);
  assert.equal(preferencesFor(memory, uri('1')).length, 1);
  assert.deepEqual(
    preferencesFor(
      memento(
        new Map([
          [
            'toolsmith.chosenTools',
            [{ document: 'file:///a', preferences: [{ tool: { place: 'elsewhere', id: 1 }, over: [] }] }],
          ],
        ]),
      ),
      uri('a'),
    ),
    [],
  );
});

test('each row of several tools says which tool, exceptions first', () => {
  const text = '4\nx\n5';
  const items = text.split('\n').map((problem, at) => ({
    problem,
    answer: null,
    span: { start: at * 2, end: at * 2 + 1 },
    problemSpan: { start: at * 2, end: at * 2 + 1 },
    answerSpan: null,
  }));
  const answer = (value: string) =>
    ({ kind: 'answer', answer: value, path: 'parser', arguments: {}, usage: noUsage }) as const;
  const [one, two, three] = items;
  assert.ok(one && two && three);
  const rows = byAttention([
    ...reviewRows(doubling(), [{ index: 0, item: one, outcome: answer('8') }]).map((row) => ({
      ...row,
      by: 'Double numbers',
    })),
    ...reviewRows(doubling(), [{ index: 2, item: three, outcome: answer('6') }]).map((row) => ({
      ...row,
      by: 'Next number',
    })),
    ...reviewRows({ examples: [] }, [
      { index: 1, item: two, outcome: { kind: 'notRead' as const, reason: 'no tool of the library reads this' } },
    ]).map((row) => ({ ...row, by: null })),
  ]);
  assert.deepEqual(
    kindGroups(rows, new Map()).map(({ kind, rows: own }) => [kind, own.map(({ index, by }) => [index, by])]),
    [
      ['notRead', [[1, null]]],
      [
        'none',
        [
          [0, 'Double numbers'],
          [2, 'Next number'],
        ],
      ],
    ],
  );
});

test('a text is read with the notations of the tools first, the most frequent one foremost, and each way once', () => {
  const text = 'problem,answer\n4,\n5,\n';
  const source: Source = { text, spans: [{ start: 0, end: text.length }] };
  const table = doubling({ notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 } });
  const readings = [
    ...readingsForTools([listed(doubling({ notation: { kind: 'lines' } })), listed(table), listed(table)], source),
  ];
  assert.equal(readings[0]?.notation.kind, 'delimited');
  const kinds = readings.map(({ notation }) => JSON.stringify(notation));
  assert.equal(new Set(kinds).size, kinds.length);
  assert.ok(readings.some(({ notation }) => notation.kind === 'lines'));
});

test('a row without a tool says why, and whether a tool may be missing', () => {
  const tools = [listed(doubling())];
  const row = (why: NoTool) => [mayLackATool(why), outcomeWithout(why)];
  assert.deepEqual(row(leftOpen({ kind: 'unread', candidates: [] })), [
    true,
    { kind: 'notRead', reason: 'no tool of the library reads this' },
  ]);
  assert.deepEqual(row(leftOpen({ kind: 'undecided', candidates: tools })), [
    false,
    { kind: 'notRead', reason: 'it is not certain which tool this is for: “Double numbers”, or none' },
  ]);
  assert.deepEqual(row(modelSaysNone({ kind: 'none', reason: null, usage: noUsage })), [
    true,
    { kind: 'notRead', reason: 'the light model says that no tool is made for this' },
  ]);
  const [lacking, failed] = row({ kind: 'modelFailed', failure: 'unauthorized', message: 'The key was refused.' });
  assert.equal(lacking, false);
  assert.deepEqual(failed, {
    kind: 'failed',
    reason: 'The key was refused.',
    path: 'model',
    usage: noUsage,
    modelFailure: 'unauthorized',
  });
});
