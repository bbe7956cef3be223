import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noUsage } from '../../../src/engine/model/cost';
import { readAs } from '../../../src/engine/problem/read';
import { reviewRows, type ReviewedRow } from '../../../src/engine/using/review';
import type { UseOutcome } from '../../../src/engine/using/use-tool';
import { answersOf } from '../../../src/engine/applying/row';
import { copyText, type AnsweredItem } from '../../../src/vscode/apply/answered';
import { foresee, type Foreseen } from '../../../src/vscode/apply/foresee';
import type { OpenDocument } from '../../../src/vscode/apply/task';
import { nothingAnswered, planText, summaryText, writtenText } from '../../../src/vscode/apply/outcome-words';
import { everyFormula } from '../../../src/engine/notation/table/spreadsheet';
import { previewTexts } from '../../../src/vscode/apply/preview-text';
import { arrows, doubling } from './doubling';

const answer = (text: string, path: 'parser' | 'model' = 'parser'): UseOutcome => ({
  kind: 'answer',
  answer: text,
  path,
  arguments: {},
  usage: noUsage,
});
const notRead: UseOutcome = { kind: 'notRead', reason: null };
const cancelled: UseOutcome = { kind: 'cancelled' };
const noAnswer: UseOutcome = { kind: 'noAnswer', path: 'parser', usage: noUsage };
const failed = (reason: string): UseOutcome => ({ kind: 'failed', reason, path: 'parser', usage: noUsage });
const noReply: UseOutcome = {
  kind: 'failed',
  reason: 'models.example refused the key (401).',
  path: 'model',
  usage: noUsage,
  modelFailure: 'unauthorized',
};

/** The lines of a text with what became of each, in their order. */
function answered(text: string, ...outcomes: readonly UseOutcome[]): readonly AnsweredItem[] {
  const { items } = readAs({ text, spans: [{ start: 0, end: text.length }] }, arrows);
  assert.equal(items.length, outcomes.length);
  return items.map((item, index) => ({ index, item, outcome: outcomes[index] ?? cancelled }));
}
const nothing: Foreseen = { refused: new Map(), guarded: 0 };

/** A text of lines with arrows, all of it selected. */
function documentOf(text: string): Pick<OpenDocument, 'source' | 'reading'> {
  const source = { text, spans: [{ start: 0, end: text.length }] };
  return { source, reading: readAs(source, arrows) };
}
const rowsOf = (items: readonly AnsweredItem[]): readonly ReviewedRow[] => reviewRows(doubling(), items);

test('a preview without exceptions has a plain heading', () => {
  const text = '7\n8\n';
  const { after } = previewTexts(text, rowsOf(answered(text, answer('14'), answer('16'))), new Map());
  assert.match(after, /^## Answered \(2\)\n/);
});

test('a preview shows exceptions first, each group with its count, each row with its line', () => {
  const text = '7\r\n\r\nx\r\n8 => 9\r\n9\r\n5\r\nlong one\r\n';
  const { before, after } = previewTexts(
    text,
    rowsOf(
      answered(
        text,
        answer('14'),
        notRead,
        failed('solve threw RangeError: 8'),
        answer('18', 'model'),
        answer('5'),
        answer('2 long'),
      ),
    ),
    new Map(),
  );
  assert.equal(
    after,
    [
      '## Failed: these stay as they are (1)',
      '',
      'line 4: 8',
      '  = (failed: solve threw RangeError: 8)',
      '',
      '## Not read: these stay as they are (1)',
      '',
      'line 3: x',
      '  = (not read)',
      '',
      '## Answered by the light model (1)',
      '',
      'line 5: 9',
      '  = 18',
      '',
      '## Unchanged (1)',
      '',
      'line 6: 5',
      '  = 5',
      '',
      '## Novel: of a shape that no example has (1)',
      '',
      'line 7: long one',
      '  = 2 long',
      '',
      '## The rest (1)',
      '',
      'line 1: 7',
      '  = 14',
      '',
    ].join('\n'),
  );
  const changed = before.split('\n').filter((line, at) => line !== after.split('\n')[at]);
  assert.deepEqual(changed, ['  = 9', '  =', '  =', '  =', '  =', '  ='], 'both sides differ in the answers alone');
});

test('what a server said is not repeated in every row', () => {
  const text = '7\n8\n';
  const { after } = previewTexts(text, rowsOf(answered(text, answer('14'), noReply)), new Map());
  assert.match(after, /\(failed: no reply from the light model\)/);
  assert.doesNotMatch(after, /401/);
});

test('answers of several lines stay on one line of the preview, so that both sides keep step', () => {
  const text = '7\n8\n';
  const { before, after } = previewTexts(text, rowsOf(answered(text, answer('1\r\n4'), answer('16'))), new Map());
  assert.match(after, / {2}= 1 ⏎ 4\n/);
  assert.equal(before.split('\n').length, after.split('\n').length);
});

test('line numbers are right at any number of rows', () => {
  const count = 20_000;
  const text = Array.from({ length: count }, (_, at) => `${at}`).join('\r\n');
  const { after } = previewTexts(
    text,
    rowsOf(answered(text, ...Array.from({ length: count }, (_, at) => answer(String(2 * at))))),
    new Map(),
  );
  const lines = [...after.matchAll(/^line (\d+): (\d+)$/gm)];
  assert.equal(lines.length, count);
  assert.ok(lines.every(([, line, problem]) => Number(line) === Number(problem) + 1));
});

test('answers are copied in document order, a line for each row', () => {
  const rows = rowsOf(answered('7\nx\n9\n', answer('14'), notRead, answer('18')));
  assert.equal(rows[0]?.index, 1, 'the preview has another order');
  assert.equal(copyText(rows, everyFormula).text, '14\n\n18');
  assert.deepEqual([...answersOf(rows)].sort(), [
    [0, '14'],
    [2, '18'],
  ]);
});

test('the summary counts what deserves a look, says that nothing is written, and how the text was read', () => {
  const { reading, source } = documentOf('7\nx\n9\nabc\n5\n4 => 8\n');
  const rows = rowsOf(
    answered('7\nx\n9\nabc\n5\n', answer('14'), notRead, answer('18', 'model'), answer('abcabc'), answer('5')),
  );
  assert.equal(
    summaryText('Double numbers', { source, reading, anew: false }, rows, nothing),
    'Double numbers: 4 answered, 1 not read, 1 by the light model, 1 unchanged, 1 novel. Nothing is written yet. Read as lines with =>; 1 has an answer already (line 6).',
  );
  assert.match(
    summaryText('Double numbers', { source, reading, anew: true }, rows, nothing),
    /Every row had an answer already: these are new ones\. Read as lines with =>\.$/,
  );
});

test('what of a text is not to be answered is told by kind, and what a header says is shown for what it is', () => {
  const text = 'Accounts\n\nday,[go](command:x),answer\n1,7,14\n2,8,\n';
  const source = { text, spans: [{ start: 0, end: text.length }] };
  const reading = readAs(source, {
    kind: 'delimited',
    delimiter: ',',
    header: true,
    preamble: 2,
    problemColumn: 1,
    answerColumn: 2,
  });
  assert.equal(
    planText({ source, reading, anew: false }),
    'Read as CSV, header on line 3 (2 lines above left alone), problems from "[go] (command:x)", answers into "answer"; 1 has an answer already (line 4).',
  );
  const { source: lines, reading: ofLines } = documentOf('# said before\n7\n8 => 16\n');
  assert.equal(
    planText({ source: lines, reading: ofLines, anew: false }),
    'Read as lines with =>; 1 has an answer already (line 3); 1 comment left alone.',
  );
});

test('a name cannot smuggle a command into a message', () => {
  const rows = rowsOf(answered('7\n', answer('14')));
  assert.doesNotMatch(summaryText('[Free](command:x)', { ...documentOf('7\n'), anew: false }, rows, nothing), /\]\(/);
  assert.doesNotMatch(
    nothingAnswered('[Free](command:x)', answered('7\n', failed('[a](command:y)')))?.message ?? '](',
    /\]\(/,
  );
});

test('where nothing was answered, it is said why and what to do', () => {
  assert.equal(nothingAnswered('Double', answered('7\nx\n', answer('14'), notRead)), undefined);
  assert.deepEqual(nothingAnswered('Double', answered('x\ny\n', notRead, cancelled)), {
    message:
      '“Double” reads none of these 2 problems; nothing was changed. They may be of another class: solve a few of them and make a tool from those.',
    remedy: 'makeTool',
  });
  assert.deepEqual(
    nothingAnswered('Double', answered('7\n8\nx\n', failed('solve threw Error: no'), noAnswer, notRead)),
    {
      message:
        '“Double” has no answer for these 3 problems: 1 failed, for 1 it says that there is none. Nothing was changed. The first failure: solve threw Error: no.',
      remedy: 'openTool',
    },
  );
  assert.equal(
    nothingAnswered('Double', answered('x\ny\n', noReply, notRead)),
    undefined,
    "the model's failure is said by itself",
  );
});

test('what was written is counted, and what was not', () => {
  const task = { ...documentOf('7\nx\n8\n'), anew: false };
  const read = 'Read as lines with =>.';
  const wrote = { answers: 2, left: 0, refused: [], guarded: 0 };
  assert.equal(writtenText(task, { ...wrote, answers: 1 }), `Wrote 1 answer. Undo takes it back. ${read}`);
  assert.equal(
    writtenText(task, { ...wrote, answers: 388, left: 6 }),
    `Wrote 388 answers. 6 rows without one stay as they were. Undo takes it back. ${read}`,
  );
  assert.equal(
    writtenText(task, { ...wrote, left: 1 }),
    `Wrote 2 answers. 1 row without one stays as it was. Undo takes it back. ${read}`,
  );
  assert.equal(
    writtenText(task, { ...wrote, guarded: 1 }),
    `Wrote 2 answers. 1 answer that a spreadsheet would run as a formula begins with an apostrophe. Undo takes it back. ${read}`,
  );
  assert.equal(
    writtenText(task, { ...wrote, answers: 0, refused: [{ index: 2, reason: 'No room', isTaken: false }] }),
    `Nothing was written. 1 answer was not written, in line 3: No room. ${read}`,
  );
});

test('answers that will not be written are foreseen, shown with their reasons and counted', () => {
  const text = '{"input": "7", "output": 0}\n{"input": "8"}\n';
  const source = { text, spans: [{ start: 0, end: text.length }] };
  const notation = { kind: 'jsonLines', problemKey: 'input', answerKey: 'output' } as const;
  const reading = readAs(source, notation);
  const rows = reviewRows(
    doubling(),
    reading.items.map((item, index) => ({ index, item, outcome: answer(String(14 + 2 * index)) })),
  );
  const task = { source, reading, anew: false };
  const foreseen = foresee(task, rows, everyFormula);
  assert.deepEqual(
    [...foreseen.refused.values()].map(({ index, isTaken }) => [index, isTaken]),
    [[0, true]],
  );
  const { before, after } = previewTexts(text, rows, foreseen.refused);
  assert.match(after, /^## Not written: something stands there \(1\)\n\nline 1: 7\n {2}= 14 \(not written: "0" stands/);
  assert.match(after, /\(1\)\n\nline 2: 8\n {2}= 16\n/);
  assert.equal(before.split('\n').length, after.split('\n').length);
  assert.equal(
    summaryText('Double', task, rows, foreseen),
    'Double: 1 answered, 1 refused. Nothing is written yet. Read as JSON Lines, problems from "input", answers into "output".',
  );
  assert.equal(foresee({ ...task, anew: true }, rows, everyFormula).refused.size, 0, 'who chose it writes over it');
});

test('answers that a spreadsheet would run are counted before they are written', () => {
  const text = 'problem,answer\n7,\n';
  const source = { text, spans: [{ start: 0, end: text.length }] };
  const reading = readAs(source, { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 });
  const rows = reviewRows(
    doubling(),
    reading.items.map((item, index) => ({ index, item, outcome: answer('=SUM(A1)') })),
  );
  const task = { source, reading, anew: false };
  const foreseen = foresee(task, rows, everyFormula);
  assert.equal(foreseen.guarded, 1);
  assert.match(
    summaryText('Double', task, rows, foreseen),
    /Nothing is written yet\. 1 answer that a spreadsheet would run as a formula begins with an apostrophe\. Read as CSV, header on line 1, problems from "problem", answers into "answer"\.$/,
  );
});
