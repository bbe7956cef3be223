import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { readEdits } from '../../../src/engine/problem/from-edits';
import { applyEdits } from '../../../src/engine/text/edits';
import { placementsOf, writtenAnswers } from '../../../src/engine/problem/write';
import { restOf, surveyRest, type Rest } from '../../../src/vscode/text/rest';
import { restSince } from '../../../src/vscode/text/rest-of-edits';
import { doubling, doublingWorkshop, never } from './doubling';

const documentOf = (text: string) => ({ fileName: '', getText: () => text }) as unknown as vscode.TextDocument;
const before = '4\n15\n7\nseven\n4\n';
const problems = (rest: Rest | undefined) => rest?.open.map(({ item }) => item.problem);
const tool = doubling({ notation: { kind: 'lines' } });

test('the rest of edits are the unchanged lines, those that are equal to an edited one too', async () => {
  const document = documentOf('8\n30\n7\nseven\n4\n');
  assert.deepEqual(problems(restSince(before, false)(document)), ['7', 'seven', '4']);
  assert.deepEqual(await surveyRest(tool, document, doublingWorkshop(), never, restSince(before, false)), {
    total: 3,
    read: 2,
    left: ['seven'],
  });
});

test('lines that were edited meanwhile, in whatever way, are no problems any more', () => {
  assert.deepEqual(problems(restSince(before, false)(documentOf('8\n30\n14\n  seven\n4\n9\n'))), ['4']);
  assert.equal(restSince(before, false)(documentOf('8\n30\n14\n7 and 7\n8\n')), undefined);
  assert.equal(restSince(before, false)(documentOf('')), undefined);
  const many = Array.from({ length: 1_200 }, (_, index) => `line ${index}\n`).join('');
  assert.equal(restSince(before, false)(documentOf(many)), undefined);
});

test('of a list the lines are without their marks, also where no edit is left that shows it', () => {
  const list = '# Numbers\n- 4\n- 15\n- 7\n';
  assert.deepEqual(problems(restSince(list, true)(documentOf(list.replace('15', '30')))), ['4', '7']);
  assert.deepEqual(problems(restSince(list, true)(documentOf(list))), ['4', '15', '7']);
  assert.deepEqual(
    restSince(
      '- 4\n-\n- 7\n',
      true,
    )(documentOf('- 4\n- 8\n- 7\n'))?.reading.items.map(({ problem, answer }) => [problem, answer]),
    [
      ['4', null],
      ['7', null],
    ],
  );
  const rest =
    restOf(doubling({ notation: { kind: 'lines', listed: true } }), documentOf(list.replace('15', '30'))) ??
    assert.fail();
  assert.deepEqual([problems(rest), placementsOf(rest.reading)], [['4', '7'], ['replace']]);
});

test('answers are written over the lines, since the examples were', () => {
  const document = documentOf('8\r\n30\r\n  7\r\nseven\r\n4');
  const rest = restSince('4\n15\n  7\nseven\n4\n', false)(document) ?? assert.fail();
  assert.deepEqual(placementsOf(rest.reading), ['replace']);
  const answers = new Map(
    rest.open
      .filter(({ item }) => item.problem !== 'seven')
      .map(({ index, item }) => [index, String(2 * Number(item.problem))]),
  );
  const written = applyEdits(rest.source.text, writtenAnswers(rest.source, rest.reading, answers, 'replace').edits);
  assert.equal(written, '8\r\n30\r\n  14\r\nseven\r\n8');
  assert.equal(readEdits(rest.source.text, written).kind, 'read');
});

test('without the earlier text, as for a draft that was gone on with, a line that reads like an answer was edited', () => {
  const rest = restOf(tool, documentOf('id,value\n8\n30\n7\n4\n1,2\n')) ?? assert.fail();
  assert.deepEqual(
    [problems(rest), rest.reading.notation, placementsOf(rest.reading)],
    [['id,value', '7', '4', '1,2'], { kind: 'lines' }, ['replace']],
  );
  assert.equal(restOf(tool, documentOf('8\n30\n')), undefined);
  assert.equal(restOf(tool, documentOf('')), undefined);
});
