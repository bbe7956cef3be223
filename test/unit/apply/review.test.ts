import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { noUsage } from '../../../src/engine/model/cost';
import type { Notation } from '../../../src/engine/notation/notation';
import { openItems } from '../../../src/engine/applying/open-items';
import { readAs } from '../../../src/engine/problem/read';
import { reviewRows, type ReviewedRow } from '../../../src/engine/using/review';
import type { UseOutcome } from '../../../src/engine/using/use-tool';
import { answersOf } from '../../../src/engine/applying/row';
import { copyText, type AnsweredItem } from '../../../src/vscode/apply/answered';
import type { OpenDocument } from '../../../src/vscode/apply/task';
import { nothingAnswered, planText, writtenText } from '../../../src/vscode/apply/outcome-words';
import {
  askableRows,
  chosenAnswers,
  decided,
  needsLook,
  nextToLookAt,
  outputOf,
  type Review,
} from '../../../src/vscode/apply/review';
import { givenIn, lessonsOf } from '../../../src/vscode/apply/lessons';
import { recordOf, reviewFrom, ReviewRecordSchema } from '../../../src/vscode/apply/review-record';
import { reviewOf } from '../../../src/vscode/apply/review-of';
import { rowText, summaryText } from '../../../src/vscode/apply/review-words';
import { everyFormula } from '../../../src/engine/notation/table/spreadsheet';
import { formGroups, kindGroups } from '../../../src/engine/using/review-groups';
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

/** A text of lines with arrows, all of it selected. */
function documentOf(text: string): Pick<OpenDocument, 'source' | 'reading'> {
  const source = { text, spans: [{ start: 0, end: text.length }] };
  return { source, reading: readAs(source, arrows) };
}
const rowsOf = (items: readonly AnsweredItem[]): readonly ReviewedRow[] => reviewRows(doubling(), items);

/** A review of a text with what became of its problems; the document is one in name and text alone. */
function reviewing(
  text: string,
  outcomes: readonly UseOutcome[],
  { notation = arrows, name = 'rows.txt' }: { readonly notation?: Notation; readonly name?: string } = {},
): Review {
  const source = { text, spans: [{ start: 0, end: text.length }] };
  const reading = readAs(source, notation);
  const { open, anew } = openItems(reading);
  assert.equal(open.length, outcomes.length);
  const rows = reviewRows(
    doubling(),
    open.map((item, at) => ({ ...item, outcome: outcomes[at] ?? cancelled })),
  );
  const uri: Pick<OpenDocument['document']['uri'], 'toString'> = { toString: () => `file:///${name}` };
  const document = { fileName: name, uri } as OpenDocument['document'];
  const task: OpenDocument = { document, documentVersion: 1, source, reading, open, anew };
  const origin = { kind: 'tool', address: { place: 'user', id: 'double-numbers' } } as const;
  return reviewOf(task, origin, 'Double numbers', rows, () => doubling());
}

test('rows are listed exceptions first, by kind and form, the most frequent form foremost', () => {
  const text = '7\n\nx\n8\n9\n5\nlong one\ny 1\nz 2\n';
  const { rows } = reviewing(text, [
    answer('14'),
    notRead,
    failed('solve threw RangeError: 8'),
    answer('18', 'model'),
    answer('5'),
    answer('2 long'),
    notRead,
    notRead,
  ]);
  const groups = kindGroups(rows, new Map());
  assert.deepEqual(
    groups.map(({ kind, rows: own }) => [kind, own.length]),
    [
      ['failed', 1],
      ['notRead', 3],
      ['byModel', 1],
      ['unchanged', 1],
      ['novel', 1],
      ['none', 1],
    ],
  );
  const [, unread] = groups;
  assert.ok(unread);
  assert.deepEqual(
    formGroups(unread).map(({ rows: own }) => own.map(({ item }) => item.problem)),
    [['y 1', 'z 2'], ['x']],
  );
});

test('the right side is the document as it will be, and what was decided about a row goes first', () => {
  const text = '7\nx\n9\n';
  const review = reviewing(text, [answer('14'), notRead, answer('18')]);
  assert.equal(outputOf(review).text, '7 => 14\nx\n9 => 18\n');
  const [x, ...others] = review.rows;
  assert.ok(x);
  const [seven, nine] = others;
  assert.ok(seven && nine);
  const changed = decided(decided(review, [seven], { kind: 'leave' }), [x], { kind: 'correct', answer: 'none' });
  assert.equal(outputOf(changed).text, '7\nx => none\n9 => 18\n');
  assert.deepEqual([...chosenAnswers(changed)].sort(), [
    [1, 'none'],
    [2, '18'],
  ]);
  assert.equal(rowText(seven, changed, outputOf(changed)), 'left as it is');
  assert.equal(rowText(x, changed, outputOf(changed)), '⇒ none (corrected)');
  assert.equal(outputOf(decided(changed, [seven], { kind: 'keep' })).text, '7 => 14\nx => none\n9 => 18\n');
  assert.equal(decided(changed, [x], { kind: 'keep' }).decisions.has(x.index), false, 'what has no answer is not kept');
  assert.equal(outputOf({ ...review, placement: 'replace' }).text, '14\nx\n18\n');
});

test('what needs a look is gone through in document order, around the ends, until it was decided about', () => {
  const review = reviewing('x\n7\ny\n9\nz\n', [notRead, answer('14'), notRead, answer('18'), notRead]);
  const indexAfter = (index: number | undefined, direction: 'next' | 'previous', of = review): number | undefined =>
    nextToLookAt(of, index, direction)?.index;
  assert.deepEqual(
    [indexAfter(undefined, 'next'), indexAfter(0, 'next'), indexAfter(4, 'next'), indexAfter(0, 'previous')],
    [0, 2, 0, 4],
  );
  const left = decided(review, review.rows.filter((row) => needsLook(row, review)).slice(0, 2), { kind: 'leave' });
  assert.deepEqual([indexAfter(undefined, 'next', left), indexAfter(4, 'next', left)], [4, 4]);
  assert.deepEqual(
    askableRows(left).map(({ index }) => index),
    [4],
    'nobody is asked about rows that are left on purpose',
  );
});

test('a review outlives its window with its decisions, and a record of another text, or damaged, is none', () => {
  const review = reviewing('Accounts\n\nday,value,answer\n1,7,\n2,x,\n3,9,\n', [answer('14'), noReply, answer('18')], {
    notation: { kind: 'delimited', delimiter: ',', header: true, preamble: 2, problemColumn: 1, answerColumn: 2 },
    name: 'rows.csv',
  });
  const [first] = review.rows;
  assert.ok(first);
  const changed = decided(review, [first], { kind: 'correct', answer: '=x' });
  const record = v.parse(ReviewRecordSchema, JSON.parse(JSON.stringify(recordOf(changed, 'digest'))));
  const { task } = review;
  const here = { document: task.document, documentVersion: 3, text: task.source.text };
  const tools = new Map([['double-numbers', doubling()]]);
  const back = reviewFrom(record, review.key, here, tools);
  assert.ok(back);
  assert.equal(outputOf(back).text, outputOf(changed).text);
  assert.equal(summaryText(back, outputOf(back)), summaryText(changed, outputOf(changed)));
  assert.equal(askableRows({ ...back, decisions: new Map() }).length, 1, 'what got no reply can be asked for again');
  assert.equal(back.task.documentVersion, 3);
  assert.equal(reviewFrom(record, review.key, { ...here, text: 'short' }, tools), undefined);
  assert.equal(reviewFrom({ ...record, placement: 'replace' }, review.key, here, tools), undefined);
  assert.equal(v.safeParse(ReviewRecordSchema, { ...record, rows: [{ index: -1 }] }).success, false);
});

test('what a server said is not repeated in every row', () => {
  const review = reviewing('7\n8\n', [answer('14'), noReply]);
  const [unanswered] = review.rows;
  assert.ok(unanswered);
  assert.equal(rowText(unanswered, review, outputOf(review)), 'no reply from the light model');
});

test('ten thousand rows are grouped and written in a time that does not grow with their square', () => {
  const count = 10_000;
  const text = Array.from({ length: count }, (_, at) => `${at}\n`).join('');
  const review = reviewing(
    text,
    Array.from({ length: count }, (_, at) => answer(String(2 * at))),
  );
  const { text: written, edits } = outputOf(review);
  assert.equal(edits.length, count);
  assert.ok(written.endsWith('9999 => 19998\n'));
  assert.equal(
    kindGroups(review.rows, new Map())
      .flatMap((group) => formGroups(group))
      .flatMap(({ rows }) => rows).length,
    count,
  );
});

test('answers are copied in document order, a line for each row', () => {
  const rows = rowsOf(answered('7\nx\n9\n', answer('14'), notRead, answer('18')));
  assert.equal(rows[0]?.index, 1, 'the review has another order');
  assert.equal(copyText(rows, answersOf(rows), everyFormula).text, '14\n\n18');
  assert.deepEqual([...answersOf(rows)].sort(), [
    [0, '14'],
    [2, '18'],
  ]);
});

test('the summary counts what deserves a look, says that nothing is written, and how the text was read', () => {
  const review = reviewing('7\nx\n9\nabc\n5\n4 => 8\n', [
    answer('14'),
    notRead,
    answer('18', 'model'),
    answer('abcabc'),
    answer('5'),
  ]);
  assert.equal(
    summaryText(review, outputOf(review)),
    'Double numbers: 4 answered, 1 not recognized, 1 read by the light model, 1 unchanged, 1 unlike any example; 4 need a look. Nothing is written yet. Read as lines with =>; 1 has an answer already (line 6).',
  );
  const anew = { ...review, task: { ...review.task, anew: true } };
  assert.match(
    summaryText(anew, outputOf(anew)),
    /Every row had an answer already: these are new ones\. Read as lines with =>\.$/,
  );
  const rest = decided(review, review.rows, { kind: 'leave' });
  assert.match(summaryText(rest, outputOf(rest)), /^Double numbers: 0 answered, [^;]*\. Nothing is written yet/);
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
  const review = { ...reviewing('7\n', [answer('14')]), name: '[Free](command:x)' };
  assert.doesNotMatch(summaryText(review, outputOf(review)), /\]\(/);
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

test('answers that cannot be written are listed with their reasons and counted', () => {
  const review = reviewing('7 =>\n8 =>\n', [answer('1\n4'), answer('16')], {
    notation: { kind: 'arrows', arrow: '=>' },
  });
  const output = outputOf(review);
  assert.deepEqual(
    kindGroups(review.rows, output.refused).map(({ kind, rows }) => [kind, rows.map(({ index }) => index)]),
    [
      ['unfit', [0]],
      ['none', [1]],
    ],
  );
  const [first] = review.rows;
  assert.ok(first);
  assert.match(rowText(first, review, output), /^not written: The answer has several lines/);
  assert.match(summaryText(review, output), /^Double numbers: 1 answered, 1 refused,/);
});

test('JSON’s null is an empty place, which an answer fills', () => {
  const review = reviewing('{"input": "7", "output": null}\n', [answer('14')], {
    notation: { kind: 'jsonLines', problemKey: 'input', answerKey: 'output' },
  });
  const output = outputOf(review);
  assert.deepEqual([output.refused.size, output.text], [0, '{"input": "7", "output": "14"}\n']);
});

test('answers that a spreadsheet would run are counted before they are written', () => {
  const review = reviewing('problem,answer\n7,\n', [answer('=SUM(A1)')], {
    notation: { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
    name: 'rows.csv',
  });
  const output = outputOf(review);
  assert.equal(output.guarded, 1);
  assert.match(
    summaryText(review, output),
    /Nothing is written yet\. 1 answer that a spreadsheet would run as a formula begins with an apostrophe\. Read as CSV, header on line 1, problems from "problem", answers into "answer"\.$/,
  );
});

test('what was corrected is a lesson for the tool, until it is an example of it', () => {
  const review = reviewing('7\n8\nx\n', [answer('14'), answer('16'), notRead]);
  const corrected = review.rows
    .filter(({ item }) => item.problem !== '8')
    .reduce((now, row) => decided(now, [row], { kind: 'correct', answer: `${row.item.problem}!` }), review);
  const [lesson, ...others] = lessonsOf(decided(corrected, review.rows.slice(-1), { kind: 'keep' }));
  assert.deepEqual([others, lessonsOf(review)], [[], []]);
  const [both] = lessonsOf(corrected);
  assert.deepEqual(both && givenIn(both, corrected), [
    { problem: 'x', answer: 'x!' },
    { problem: '7', answer: '7!' },
  ]);
  assert.ok(lesson);
  const learned = doubling({ examples: [{ problem: '7', answer: '7!', seen: 'moved' }] });
  const tools = new Map([...corrected.tools].map(([index]) => [index, learned]));
  assert.deepEqual(
    lessonsOf({ ...corrected, tools }).map(({ rows }) => rows.map(({ item }) => item.problem)),
    [['x']],
  );
  const best = { ...corrected, origin: { kind: 'best' }, tools: new Map() } as const;
  assert.deepEqual(lessonsOf(best), [], 'a row that no tool is for teaches none');
});
