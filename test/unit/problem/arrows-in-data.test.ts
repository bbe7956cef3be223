import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrowsAreData, heedArrows, type Judge } from '../../../src/engine/problem/arrows-in-data';
import { accountOf, standingText } from '../../../src/engine/problem/account';
import { readAs } from '../../../src/engine/problem/read';
import { wholeOf } from '../../../src/engine/text/source';

/** Reads `N`, `N => M` where both are even, and doubles `N`. */
const judge: Judge = (texts) =>
  Promise.resolve(
    texts.map((text) => {
      const reads = /^\d+$/.test(text) || /^\d*[02468] => \d*[02468]$/.test(text);
      return { reads, answer: /^\d+$/.test(text) ? String(2 * Number(text)) : undefined };
    }),
  );

const arrows = { kind: 'arrows', arrow: '=>' } as const;

async function heeded(text: string): Promise<readonly (readonly [string, string | null, boolean])[]> {
  const reading = await heedArrows(wholeOf(text), readAs(wholeOf(text), arrows), ['eight'], judge);
  return reading.items.map(({ problem, answer, isUnclear = false }) => [problem, answer, isUnclear]);
}

test('an arrow parts a line where the tool reads what is before it and not the line, or answers what is behind it', async () => {
  assert.deepEqual(await heeded('3 => 7\n4 => 8\n5 => ten\n6\n'), [
    ['3', '7', false],
    ['4', '8', false],
    ['5', 'ten', false],
    ['6', null, false],
  ]);
});

test('a line that the tool reads as it is, is a problem', async () => {
  assert.deepEqual(await heeded('4 => 6\n'), [['4 => 6', null, false]]);
});

test('an answer by hand to what no tool reads stays one; of what has another form nothing tells', async () => {
  const text = 'four => nine\nsee A => 7\n';
  assert.deepEqual(await heeded(text), [
    ['four', 'nine', false],
    ['see A', '7', true],
  ]);
  const source = wholeOf(text);
  const account = accountOf(source, await heedArrows(source, readAs(source, arrows), ['eight'], judge));
  assert.deepEqual(standingText(account), [
    '1 has an answer already (line 1)',
    '1 that no tool reads has something behind an arrow already (line 2)',
  ]);
});

test('arrows are data where lines are read with them, and no answer is the tool’s', async () => {
  const areData = (text: string) => arrowsAreData(wholeOf(text), readAs(wholeOf(text), arrows), judge);
  assert.equal(await areData('4 => 6\nsee A => B\n'), true);
  assert.equal(await areData('4 => 8\n2 => 6\n'), false, 'one is the tool’s');
  assert.equal(await areData('3 => 7\n4 => 6\n'), false, 'one is read before its arrow alone');
  assert.equal(await areData('see A => B\n1\n'), false, 'none is read');
});
