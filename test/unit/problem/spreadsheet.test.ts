import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { filledIn } from '../../../src/engine/problem/fill';
import type { Notation } from '../../../src/engine/notation/notation';
import { readAs } from '../../../src/engine/problem/read';
import { everyFormula, guardFor, safeCell } from '../../../src/engine/notation/table/spreadsheet';
import { standalone } from '../../../src/engine/problem/standalone';
import { wholeOf } from '../../../src/engine/text/source';
import { copyText } from '../../../src/vscode/apply/answered';

const comma: Notation = { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 };
const tabs: Notation = { kind: 'arrows', arrow: '\t' };
const arrows: Notation = { kind: 'arrows', arrow: '=>' };
const lines: Notation = { kind: 'lines' };
const jsonLines: Notation = { kind: 'jsonLines', problemKey: 'q', answerKey: 'a' };

/** Hides what is not to be seen in a message of a failed test. */
const shown = (text: string): string => JSON.stringify(text);

test('whatever a spreadsheet would run is written as text', () => {
  for (const [answer, expected] of [
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    ['-cmd', "'-cmd"],
    ['@SUM(1)', "'@SUM(1)"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['＝1+1', "'＝1+1"],
    ['＋1+A1', "'＋1+A1"],
    ['－A1', "'－A1"],
    ['＠SUM(1)', "'＠SUM(1)"],
    ['﹦1', "'﹦1"],
    ['\0=1', "'\0=1"],
    ['\u0007\t=1', "'\u0007\t'=1"],
    ['\uFEFF=1', "'\uFEFF=1"],
    ['\u200B\u00AD\u2060\u202E=1', "'\u200B\u00AD\u2060\u202E=1"],
    ['\u3164=1', "'\u3164=1"],
    [' \u00A0=1', "' \u00A0=1"],
    ['"=1"', `'"=1"`],
    // Another country's spreadsheet parts the cells of this file elsewhere.
    ['x;=1+1', "x;'=1+1"],
    ['x;=1+1;"', `x;'=1+1;"`],
    ['x\t=1+1', "x\t'=1+1"],
    ['x\n=1+1', "x\n'=1+1"],
    ['x;  "=1"', `x;'  "=1"`],
    // A number for one may be a formula for another.
    ['-1;2+cmd', "'-1;2+cmd"],
  ] as const)
    assert.equal(everyFormula(answer, comma, 0), expected, shown(answer));
});

test('numbers, signs alone and signs within a text are left alone', () => {
  const plain = ['-5', '+1.5', '-30,78', '-12 %', '+1.5e3', '-1E-9', '-.5', '-1\u00A0234,50', "-1'234", '-1,234.50'];
  const texts = ['', '-', '--', '=', '+', 'a=b', 'a;b', '3 - 4', 'a, b', 'x;-5', "'=1", '…=1'];
  for (const answer of [...plain, ...texts]) {
    assert.equal(everyFormula(answer, comma, 0), answer, shown(answer));
    assert.equal(everyFormula(answer, tabs, 0), answer, shown(answer));
  }
});

test('lines with tabs are guarded as tables are, and so is all but JSON in a file that is called a table', () => {
  assert.equal(everyFormula('=1', tabs, 0), "'=1");
  assert.equal(everyFormula('"=1', tabs, 0), `'"=1`);
  for (const notation of [arrows, lines, jsonLines] as readonly Notation[])
    assert.equal(everyFormula('=1', notation, 0), '=1');
  for (const name of ['rows.csv', '/a/b/ROWS.TSV', 'c:\\x\\rows.tab', 'rows.xls']) {
    const guard = guardFor(['rows.txt', name], () => undefined);
    for (const notation of [arrows, lines]) assert.equal(guard('=1', notation, 0), "'=1", name);
    assert.equal(guard('a,=1', arrows, 0), "a,'=1", name);
    assert.equal(guard('=1', jsonLines, 0), '=1', name);
  }
  assert.equal(guardFor(['rows.csv.txt', 'csv'], () => undefined)('=1', arrows, 0), '=1');
});

test("formulas of a form that the tool's own examples have are meant", () => {
  const tool = (...answers: readonly string[]): ((index: number) => { examples: { answer: string }[] }) => {
    const own = { examples: answers.map((answer) => ({ answer })) };
    return () => own;
  };
  const phones = guardFor([], tool('+49 30 1234', '+1 (212) 555-0100'));
  assert.equal(phones('+43 1 58801', comma, 0), '+43 1 58801');
  for (const other of ["+cmd|' /C calc'!A0", '=1+1', '-1-2', '+SUM(A1)', '@1 2'])
    assert.equal(phones(other, comma, 0), `'${other}`, other);
  const sums = guardFor([], tool('=SUM(A1:A9)', 'none'));
  assert.equal(sums('=sum(B2:C17)', comma, 0), '=sum(B2:C17)');
  for (const other of ['=HYPERLINK("http://x")', '=WEBSERVICE(A1)', "=cmd|'/C calc'!A0", '+SUM(A1)', '=SUM(A1)&B1'])
    assert.equal(sums(other, comma, 0), `'${other}`, other);
  const lists = guardFor([], tool('- one\n- two words'));
  assert.equal(lists('- three\n- four', comma, 0), '- three\n- four');
  assert.equal(lists('- three\n=1+1', comma, 0), "'- three\n'=1+1");
  // Each answer by the tool that gave it.
  const both = guardFor([], (index) => (index === 0 ? { examples: [{ answer: '+1 2' }] } : undefined));
  assert.deepEqual([both('+3 4', comma, 0), both('+3 4', comma, 1)], ['+3 4', "'+3 4"]);
});

test('every way out counts what it guards', () => {
  const text = 'a\t\nb\t\n';
  const reading = readAs(wholeOf(text), tabs);
  const answers = new Map([
    [0, '=1'],
    [1, 'x'],
  ]);
  const filled = filledIn(wholeOf(text), reading, answers);
  assert.deepEqual([filled.text, filled.guarded], ["a\t'=1\nb\tx\n", 1]);
  assert.deepEqual(standalone({ text }, reading, answers), { text: "a\t'=1\nb\tx\n", guarded: 1 });
  // What falls back to JSON Lines has nothing to be guarded from.
  const several = new Map([[0, '=1\n=2']]);
  const fallen = standalone({ text }, reading, several);
  assert.deepEqual(
    [fallen.guarded, fallen.text],
    [0, '{"input":"a","target":"=1\\n=2"}\n{"input":"b","target":null}\n'],
  );
  const rows = [...answers.keys()].map((index) => ({ index }));
  assert.deepEqual(copyText(rows, answers, everyFormula), { text: "'=1\nx", guarded: 1 });
  assert.deepEqual(
    copyText(rows, answers, (answer) => answer),
    { text: '=1\nx', guarded: 0 },
  );
});

test("the column that names a row's tool holds no formula", () => {
  const text = 'q,a\nx,\n';
  const filled = filledIn(wholeOf(text), readAs(wholeOf(text), comma), new Map([[0, 'y']]), new Map([[0, '-cmd']]));
  assert.equal(filled.text, "q,a\nx,y,'-cmd\n");
});

test('signs that one separator leaves alone are no formula with the apostrophe of another', () => {
  assert.equal(everyFormula('=\t=,', { ...comma, delimiter: ';' }, 0), "'=\t'=,");
  assert.equal(everyFormula('- -', { ...comma, delimiter: ';' }, 0), '- -');
});

/** Countries differ in the sign of their decimals. */
function isNumber(text: string): boolean {
  return [text, text.replace(',', '.')].some((one) => Number.isFinite(Number(one)));
}

test('whichever separator a spreadsheet takes, it finds no formula', () => {
  const piece = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    ';',
    ',',
    '\t',
    '\n',
    '"',
    ' ',
    '\0',
    '\u200B',
    'a',
    '1',
    "'",
  );
  const answer = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(answer, fc.constantFrom<',' | ';' | '\t'>(',', ';', '\t'), (text, delimiter) => {
      const written = everyFormula(text, { ...comma, delimiter }, 0);
      for (const separator of [',', ';', '\t'].filter((one) => one !== delimiter))
        for (const cell of [written, ...written.split(new RegExp(`[\n${separator}]`))]) {
          const seen = cell.replace(/^[\s\0\u200B"]+/, '').trimEnd();
          assert.ok(!/^[=+\-@＝]/.test(seen) || /^[=+\-@＝\s]*$/.test(seen) || isNumber(seen), shown(cell));
        }
      assert.equal(written.replaceAll("'", ''), text.replaceAll("'", ''));
      assert.ok(safeCell(text).length >= text.length);
    }),
  );
});
