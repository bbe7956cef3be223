import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexLines, parseEntry } from '../../../src/engine/dispatching/index-entry';
import type { IndexStore } from '../../../src/engine/dispatching/index-store';
import { createToolIndex, formOf, openToolIndex, type ToolIndex } from '../../../src/engine/dispatching/tool-index';
import { playedTool } from './played-tools';

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
  assert.deepEqual(index.entries(), []);
});

test('a tool that did not change is not read again; one that is gone, or no longer verified, is forgotten', () => {
  const index = createToolIndex();
  index.update([sum, product]);
  const [before] = index.entries();
  const moved = { ...sum, place: 'user' as const };
  index.update([product, moved]);
  assert.equal(
    index.entries().find(({ fingerprint }) => fingerprint === sum.fingerprint),
    before,
  );
  assert.equal(index.alike(formOf('What is the sum of 7 and 8?'))[0]?.listed.place, 'user');
  index.update([{ ...sum, verification: undefined }, product]);
  assert.deepEqual(alikeIn(index, 'What is the sum of 7 and 8?'), ['product 3']);
  assert.equal(index.isFixedSomewhere('sum'), false);
  assert.deepEqual(index.search(formOf('the sum'), 5), []);
  const edited = playedTool('sum', ['Add up 3 and 4', 'Add up 5 and 6'], {}, { fingerprint: 'edited' });
  index.update([edited, product]);
  assert.deepEqual(alikeIn(index, 'Add up 7 and 8'), ['sum 0']);
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

/** A store in memory. */
function storeOf(text: string | undefined): IndexStore & { written: string[]; pauses: number } {
  const written: string[] = [];
  return {
    written,
    pauses: 0,
    read: async function* () {
      const kept = written.at(-1) ?? text;
      if (kept !== undefined) yield* await Promise.resolve(kept.split('\n'));
    },
    write: (lines) => {
      written.push([...lines].join('\n'));
      return Promise.resolve();
    },
    pause() {
      this.pauses += 1;
      return Promise.resolve();
    },
  };
}

test('an index is kept and taken up again; missing, damaged, of another version or stale, it is made anew', async () => {
  const store = storeOf(undefined);
  const done: string[] = [];
  const first = await openToolIndex([sum, product], store, (...counts) => done.push(counts.join(' of ')));
  assert.deepEqual([store.written.length, store.pauses, done], [1, 2, ['1 of 2', '2 of 2']]);
  const again = await openToolIndex([sum, product], store);
  assert.equal(store.written.length, 1, 'nothing new, nothing written');
  assert.deepEqual(again.entries(), first.entries());
  assert.deepEqual(alikeIn(again, 'What is the sum of 7 and 8?'), ['sum 0', 'product 3']);
  await openToolIndex([sum], store);
  assert.deepEqual(
    store.written
      .at(-1)
      ?.split('\n')
      .slice(1)
      .map((line) => parseEntry(line)?.fingerprint),
    [sum.fingerprint],
  );

  const sound = [...indexLines(first.entries())].join('\n');
  const former = JSON.stringify({ format: 1, entries: first.entries() });
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    former,
    sound.slice(0, -5),
    sound.replace('"format":2', '"format":0'),
    sound.replace('"shapes":[', '"shapes":[7,'),
    sound.replaceAll('"fixed"', '"mixed"'),
    sound.replace('\n', '\n\n{\n'),
  ]) {
    const damaged = storeOf(text);
    const made = await openToolIndex([sum, product], damaged);
    assert.deepEqual(made.entries(), first.entries(), text.slice(0, 40));
    assert.deepEqual(damaged.written, text.includes('\n{\n') ? [] : [sound], text.slice(0, 40));
  }
});

test('a kept tool is not read again', async () => {
  const store = storeOf(undefined);
  await openToolIndex([sum], store);
  const unread = {
    ...sum,
    tool: {
      ...sum.tool,
      get examples(): never {
        throw new Error('its examples were read');
      },
    },
  };
  assert.deepEqual(alikeIn(await openToolIndex([unread], store), 'What is the sum of 7 and 8?'), ['sum 0']);
});
