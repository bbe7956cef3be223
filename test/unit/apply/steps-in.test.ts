import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stepsIn } from '../../../src/vscode/next-step/steps-in';
import { doubling } from './doubling';

const document = (text: string, fileName = 'rows.txt') => ({ getText: () => text, fileName });

test('examples that are marked beyond doubt have a next step, and so have the rows without an answer', () => {
  assert.deepEqual(stepsIn(document('# Numbers\n\n4 => 8\n15 => 30\n\n7\n9\n'), undefined), {
    examples: { count: 2, start: 11 },
    unanswered: { count: 2, start: 28 },
  });
  assert.deepEqual(stepsIn(document('value,double\n4,8\n15,30\n7,\n', 'rows.csv'), undefined).unanswered, {
    count: 1,
    start: 23,
  });
});

test('a text that holds no examples is left in peace, and so is one that is too long to be read at each change', () => {
  const none = { examples: undefined, unanswered: undefined };
  for (const text of ['', 'Dear Sir,\n\nthanks, and all the best,\nAda\n', 'one => two\n', 'a, b\nc, d\ne, f\n'])
    assert.deepEqual(stepsIn(document(text), undefined), none, JSON.stringify(text));
  assert.deepEqual(stepsIn(document('4 => 8\n'.repeat(40_000)), undefined), none);
});

test('a document with a tool is read as that tool reads it', () => {
  assert.deepEqual(stepsIn(document('4 => 8\n15 => 30\n7\n9\n'), doubling()), {
    examples: { count: 2, start: 0 },
    unanswered: { count: 2, start: 16 },
  });
  assert.deepEqual(stepsIn(document('7 => 14\n'), doubling()), { examples: undefined, unanswered: undefined });
});

test('every sample has examples to make a tool from and rows to apply it to; that of dates has recorded replies', () => {
  const folder = join('media', 'walkthrough', 'samples');
  const names = readdirSync(folder);
  assert.equal(names.length, 6);
  for (const name of names) {
    const { examples, unanswered } = stepsIn(document(readFileSync(join(folder, name), 'utf8'), name), undefined);
    assert.ok(examples && examples.count >= 4 && unanswered && unanswered.count >= 3, name);
  }
  assert.equal(
    readFileSync(join(folder, 'dates.txt'), 'utf8'),
    readFileSync(join('demo', 'workspace', 'deliveries.txt'), 'utf8'),
    'the replies were recorded for the demonstration',
  );
});
