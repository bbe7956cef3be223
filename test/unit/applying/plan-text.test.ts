import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planForTool, type TextToPlan } from '../../../src/engine/applying/plan-text';
import type { Tool } from '../../../src/engine/tool/tool';
import { wholeOf } from '../../../src/engine/text/source';
import { doubling, doublingWorkshop, never } from '../apply/doubling';

async function planned(tool: Tool, text: Partial<TextToPlan> & Pick<TextToPlan, 'source'>): Promise<string> {
  const run = { workshop: doublingWorkshop(), signal: never };
  const found = await planForTool(run, tool, { name: '', ...text });
  return found.kind === 'plan' ? found.plan.reading.notation.kind : found.kind;
}

test('the name of a file tells of all its lines that they are a table, and of a part of a line nothing', async () => {
  const text = '4\n5\n';
  assert.equal(await planned(doubling(), { source: wholeOf(text) }), 'arrows');
  assert.equal(await planned(doubling(), { source: wholeOf(text), name: 'rows.csv' }), 'delimited');
  // As lines are selected, with the line end of the last one or without.
  for (const end of [1, 2])
    assert.equal(
      await planned(doubling(), { source: { text, spans: [{ start: 0, end }] }, name: 'rows.csv' }),
      'delimited',
    );
  const part = { text: '4,5\n', spans: [{ start: 2, end: 3 }] };
  assert.equal(await planned(doubling(), { source: part, name: 'rows.csv' }), 'arrows');
});

test('where a tool reads several columns it is a question, and none where the person has said which', async () => {
  const source = wholeOf('first,second,answer\n4,5,\n6,7,\n');
  assert.equal(await planned(doubling(), { source }), 'question');
  const second = await planForTool({ workshop: doublingWorkshop(), signal: never }, doubling(), {
    source,
    name: '',
    said: { columns: ['second'] },
  });
  assert.deepEqual(second.kind === 'plan' && second.plan.reading.items.map(({ problem }) => problem), ['5', '7']);
});

test('what cannot be read, or was stopped, is no plan', async () => {
  assert.equal(await planned(doubling(), { source: wholeOf('') }), 'unreadable');
  const run = { workshop: doublingWorkshop(), signal: AbortSignal.abort() };
  assert.equal((await planForTool(run, doubling(), { source: wholeOf('4\n'), name: '' })).kind, 'givenUp');
});
