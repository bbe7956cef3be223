import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createToolIndex, formOf, type ToolIndex } from '../../../src/engine/dispatching/tool-index';
import { playedTool, unreadable } from './played-tools';

const sum = playedTool('sum', ['What is the sum of 3 and 4?', 'What is the sum of 10 and 32?']);
const product = playedTool('product', ['What is the product of 3 and 4?', 'What is the product of 10 and 32?']);
const alikeIn = (index: ToolIndex, problem: string): readonly string[] =>
  index.alike(formOf(problem)).map(({ listed, missing }) => `${listed.tool.id} ${missing}`);

test('tools of the shape are found, with how much of their fixed wording is missing', () => {
  const index = createToolIndex();
  index.update([sum, product]);
  assert.deepEqual(alikeIn(index, 'What is the product of 7 and 8?'), ['product 0', 'sum 3']);
  assert.deepEqual(alikeIn(index, 'Add 7 and 8'), []);
  assert.deepEqual([index.isFixedSomewhere('sum'), index.isFixedSomewhere('3')], [true, false]);
});

test('only what passed everything here, as it stands, takes part', () => {
  const index = createToolIndex();
  const record = { passed: 1, total: 2, unseenPassed: 0, acceptedForeign: 0, at: '' };
  index.update([
    playedTool('sum', ['What is the sum of 3 and 4?'], { stage: 'draft' }, { fingerprint: 'a' }),
    playedTool('sum', ['What is the sum of 3 and 4?'], {}, { fingerprint: 'b', verification: undefined }),
    playedTool('sum', ['What is the sum of 3 and 4?'], {}, { fingerprint: 'c', verification: record }),
    playedTool('sum', [], {}, { fingerprint: 'd', verification: { ...record, passed: 0, total: 0 } }),
  ]);
  assert.deepEqual(index.fingerprints(), []);
});

test('a tool that did not change is not read again; one that is gone, or no longer verified, is forgotten', () => {
  const index = createToolIndex();
  index.update([sum, product]);
  index.update([product, { ...unreadable(sum), place: 'user' as const }]);
  assert.equal(index.alike(formOf('What is the sum of 7 and 8?'))[0]?.listed.place, 'user');
  index.update([{ ...sum, verification: undefined }, product]);
  assert.deepEqual(alikeIn(index, 'What is the sum of 7 and 8?'), ['product 3']);
  assert.equal(index.isFixedSomewhere('sum'), false);
  assert.deepEqual(index.search(formOf('the sum'), 5), []);
  const edited = playedTool('sum', ['Add up 3 and 4', 'Add up 5 and 6'], {}, { fingerprint: 'edited' });
  index.update([edited, product]);
  assert.deepEqual(alikeIn(index, 'Add up 7 and 8'), ['sum 0']);
  index.update([unreadable(sum), edited, unreadable(product)]);
  assert.deepEqual(alikeIn(index, 'What is the sum of 7 and 8?'), ['sum 0', 'product 3'], 'what came back is known');
});

test('tools are found by name, description, wording and shape, by the rarest of what a problem has', () => {
  const index = createToolIndex();
  const many = Array.from({ length: 200 }, (_, number) =>
    playedTool(`tool-${number}`, [`Take part ${number} of the list: 1`, `Take part ${number} of the list: 2`], {
      description: 'Takes parts of lists.',
    }),
  );
  index.update([
    ...many,
    sum,
    playedTool('dates', ['2021-03-04', '1999-12-31'], { description: 'Rewrites calendar days.' }),
  ]);
  const found = (problem: string): string | undefined => index.search(formOf(problem), 3)[0]?.listed.tool.id;
  assert.deepEqual(
    ['A long list of parts, of which the sum is to be taken', 'Rewrites of a list', '2000-01-01', 'calendar list'].map(
      found,
    ),
    ['sum', 'dates', 'dates', 'dates'],
  );
  assert.equal(found('Wholly unknown'), undefined);
});
