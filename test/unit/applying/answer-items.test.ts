import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerItems } from '../../../src/engine/applying/answer-items';
import type { Row } from '../../../src/engine/applying/row';
import { byDoubling, lines, model, paid, pass, shortly } from './played';

const tokens = ({ outcome }: Row): number => ('usage' in outcome ? outcome.usage.promptTokens : 0);

test('what no parser reads is put to the person once and read by a model, each problem once; its parser is not run again', async () => {
  const light = model((request) => (JSON.stringify(request.messages).includes('twenty') ? '{"number":20}' : '{}'));
  const asked: string[] = [];
  const { answerer, parsed } = byDoubling({
    mayRead: (tool, problems, rows) => {
      asked.push(`${tool.id}: ${problems.join(' ')} of ${rows}`);
      return Promise.resolve(light);
    },
  });
  const seen: (readonly string[])[] = [];
  const { rows, isWhole } = await answerItems(lines('4\ntwenty\n5\ntwenty\nmore\n'), answerer, pass(), (first) =>
    seen.push(shortly(first)),
  );
  assert.deepEqual(seen, [['8', 'notRead', '10', 'notRead', 'notRead']]);
  assert.deepEqual(asked, ['double-numbers: twenty twenty more of 5']);
  assert.deepEqual([shortly(rows), isWhole], [['8', '40', '10', '40', 'failed'], true]);
  // Asked twice about what it could not make arguments of, and once about what stands there twice.
  assert.deepEqual([light.asked.length, rows.map(tokens)], [3, [0, paid.promptTokens, 0, 0, 2 * paid.promptTokens]]);
  assert.deepEqual([...parsed].sort(), ['4', '5', 'more', 'twenty', 'twenty']);
});

test('what is left stays, and what is given up is not whole', async () => {
  const left = await answerItems(lines('4\nx\n'), byDoubling().answerer, pass());
  assert.deepEqual([shortly(left.rows), left.isWhole], [['8', 'notRead'], true]);
  const { answerer } = byDoubling({ mayRead: () => Promise.resolve('giveUp') });
  const givenUp = await answerItems(lines('4\nx\n'), answerer, pass());
  assert.deepEqual([shortly(givenUp.rows), givenUp.isWhole], [['8', 'notRead'], false]);
});

test('stopped among the parsers, nothing is put to the person', async () => {
  const { answerer } = byDoubling({ mayRead: () => assert.fail('asked') });
  const stopped = await answerItems(
    lines('4\n5\nx\n'),
    answerer,
    pass((stretch, stop) => {
      if (stretch.kind === 'parse') stop();
    }),
  );
  assert.deepEqual([shortly(stopped.rows), stopped.isWhole], [['cancelled', 'cancelled', 'cancelled'], false]);
});

test('stopped while a model reads, the replies that had come in are kept, and the rest counts as never asked', async () => {
  const light = model(() => '{"number":20}');
  const { answerer } = byDoubling({ mayRead: () => Promise.resolve(light) });
  const { rows, isWhole } = await answerItems(
    lines('7\nx\ny\nz\n'),
    answerer,
    pass((stretch, stop, done) => {
      if (stretch.kind === 'read' && done === 1) stop();
    }),
  );
  assert.deepEqual([shortly(rows), isWhole], [['14', '40', 'notRead', 'notRead'], true]);
});

test('interrupted while a model reads, the replies that had come in are kept', async () => {
  const interrupted = new AbortController();
  const light = model(() => '{"number":20}');
  const { answerer } = byDoubling({ mayRead: () => Promise.resolve(light) });
  const { rows, isWhole } = await answerItems(
    lines('7\nx\ny\n'),
    answerer,
    pass((stretch, _, done) => {
      if (stretch.kind === 'read' && done === 1) interrupted.abort();
    }, interrupted.signal),
  );
  assert.deepEqual([shortly(rows), isWhole], [['14', '40', 'notRead'], false]);
});

test('where no reply came the row says why, and the model is not asked again', async () => {
  const light = {
    ...model(() => ''),
    complete: () => Promise.resolve({ kind: 'rateLimited' as const, message: 'The server is busy.' }),
  };
  let times = 0;
  const { answerer } = byDoubling({ mayRead: () => Promise.resolve(((times += 1), light)) });
  const { rows } = await answerItems(lines('x\n'), answerer, pass());
  assert.deepEqual([shortly(rows), times], [['rateLimited'], 1]);
});

test('with its parser left out every problem is put to the person', async () => {
  const { answerer, parsed } = byDoubling({ mayRead: () => Promise.resolve(model(() => '{"number":3}')) }, true);
  const { rows } = await answerItems(lines('4\n5\n'), answerer, pass());
  assert.deepEqual([shortly(rows), parsed], [['6', '6'], []]);
});
