import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reading } from '../../../src/engine/notation/notation';
import { filledIn } from '../../../src/engine/problem/fill';
import { readingsForAnswers } from '../../../src/engine/problem/readings-for-answers';
import { standalone } from '../../../src/engine/problem/standalone';
import { wholeOf } from '../../../src/engine/text/source';

function readings(text: string, name?: string): readonly Reading[] {
  return [...readingsForAnswers(wholeOf(text), undefined, { name })];
}

/** The text with every problem of a reading answered. */
function filled(text: string, reading: Reading | undefined): string {
  assert.ok(reading);
  return filledIn(wholeOf(text), reading, new Map(reading.items.map(({ problem }, index) => [index, `<${problem}>`])))
    .text;
}

const column = (text: string, problemColumn: number): Reading | undefined =>
  readings(text).find(({ notation }) => 'problemColumn' in notation && notation.problemColumn === problemColumn);

test('a column that is named for answers and has room takes them; one that is full does not, whatever its name', () => {
  const open = 'word,output,note\na,,x\nc,d,y\n';
  assert.ok(readings(open).some(({ notation }) => 'answerColumn' in notation && notation.answerColumn === 1));
  const full = 'word,result,note\na,b,x\nc,d,y\n';
  assert.ok(readings(full).every(({ notation }) => !('answerColumn' in notation) || notation.answerColumn === 3));
});

test('answers go into a further column with a name in the header, or under a further key', () => {
  assert.equal(
    filled('date,place\r\n3 March,Rome\r\n4 May,\r\n', column('date,place\r\n3 March,Rome\r\n4 May,\r\n', 0)),
    'date,place,answer\r\n3 March,Rome,<3 March>\r\n4 May,,<4 May>\r\n',
  );
  const table = '| date | place |\n|---|---|\n| 3 March | Rome |\n';
  assert.equal(
    filled(table, column(table, 1)),
    '| date | place | answer |\n|---|---| --- |\n| 3 March | Rome | <Rome> |\n',
  );
  const objects = '{"date":"a","note":"b"}\n{"date":"c"}\n';
  assert.equal(
    filled(
      objects,
      readings(objects).find(({ notation }) => notation.kind === 'jsonLines' && notation.answerKey === 'answer'),
    ),
    '{"date":"a","note":"b","answer":"<a>"}\n{"date":"c", "answer":"<c>"}\n',
  );
});

test('every row gets a cell in a further column, so that the table stays rectangular', () => {
  const text = 'date,place\n3 March,Rome\n,Bern\n4 May,Oslo\n';
  const reading = column(text, 0) ?? assert.fail();
  assert.equal(
    filledIn(wholeOf(text), reading, new Map([[0, 'x']])).text,
    'date,place,answer\n3 March,Rome,x\n,Bern,\n4 May,Oslo,\n',
  );
});

test('a file that says it is a table is one, of one column too', () => {
  const [reading] = readings('date\n3 March 2022\n4 May 2022\n', 'dates.csv');
  assert.equal(
    filled('date\n3 March 2022\n4 May 2022\n', reading),
    'date,answer\n3 March 2022,<3 March 2022>\n4 May 2022,<4 May 2022>\n',
  );
  assert.ok(readings('date\n3 March 2022\n', 'dates.CSV').every(({ notation }) => notation.kind === 'delimited'));
  assert.ok(readings('date\n3 March 2022\n', 'dates.txt').some(({ notation }) => notation.kind === 'lines'));
});

test('a new document of one column of a table has that column and the answers', () => {
  const text = 'date,place\n3 March,Rome\n4 May,Bern\n';
  assert.equal(
    standalone(
      { text },
      column(text, 1) ?? assert.fail(),
      new Map([
        [0, 'x'],
        [1, 'y'],
      ]),
    ).text,
    'place,answer\nRome,x\nBern,y\n',
  );
});
