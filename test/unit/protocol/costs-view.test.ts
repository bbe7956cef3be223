import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountOf } from '../../../src/engine/ledger/account';
import type { LedgerEntry } from '../../../src/engine/ledger/entry';
import { idleOf } from '../../../src/engine/ledger/idle';
import { summaryOf } from '../../../src/engine/ledger/summary';
import { parseHostMessage, type CostsView } from '../../../src/protocol';
import { costsView } from '../../../src/vscode/panel/costs-view';
import { chartLayout } from '../../../webview/chart-layout';
import { accounted, call, entriesArbitrary, making, minute, use } from '../ledger/entries';

const later = new Date(Date.parse(minute(0)) + 40 * 86_400_000);

function viewOf(entries: readonly LedgerEntry[], changes: Partial<Parameters<typeof costsView>[0]> = {}): CostsView {
  return costsView({
    account: accountOf(entries, accounted, null),
    idle: idleOf(entries, accounted, later),
    summary: summaryOf(entries, null),
    unused: [],
    unreadable: 0,
    measure: null,
    day: (iso) => iso.slice(0, 10),
    ...changes,
  });
}
const said = (view: CostsView, label: string): string | undefined =>
  [...view.facts, ...view.whole].find((fact) => fact.label === label)?.value;

test('what it cost and saved, with every estimate labelled', () => {
  const view = viewOf([call(), making(), use({ byParser: 8, byModel: 1, unanswered: 1, problemTokens: 180 })]);
  assert.deepEqual(view.facts, [
    { label: 'To make', value: '$0.0030 (reported), 1,100 tokens, in 1 making with 1 request' },
    {
      label: 'To use',
      value:
        'nothing: no model was asked; 9 problems answered in 1 run, 1 of them read by the light model, 1 not answered',
    },
    {
      label: 'Without it',
      value: '$0.0099 for the same 9 answers from strong, estimated from the problems and 105 tokens a reply',
    },
    { label: 'Saved so far', value: '$0.0069, estimated' },
    { label: 'Break-even', value: 'at use 3, estimated' },
    { label: 'Used last', value: '2026-01-02 · never used again in 39 days' },
  ]);
  assert.equal(view.basis, 'estimated');
  assert.deepEqual(
    [view.crossing?.uses, view.crossing?.withText, view.crossing?.withoutText, view.crossing?.savedText],
    [3, '$0.0030', '$0.0033', '$0.0003'],
    'both costs at it, which are not the same',
  );
  assert.equal(
    view.summary,
    'Cumulative cost over 9 uses: with the tool $0.0030, without it $0.0099; they cross at use 3. The table has the same figures.',
  );
});

test('a loss is told with its minus, and what was never used is named', () => {
  const view = viewOf([call(), making()], {
    unused: ['Sort\u202E words', ...Array.from({ length: 11 }, (_, index) => `T${index}`)],
  });
  assert.equal(said(view, 'Saved so far'), '−$0.0030, estimated');
  assert.match(said(view, 'Break-even') ?? '', /^not yet: after about \d+ uses, estimated$/);
  assert.equal(said(view, 'Used last'), 'never · never used in 39 days');
  assert.match(said(view, 'Never used again') ?? '', /^“Sort‹U\+202E› words”, “T0”.* and 2 more$/);
  assert.equal(chartLayout(view), null, 'there is nothing to draw yet');
});

test('where a price is unknown everything counts in tokens, and why is said', () => {
  const view = viewOf([call({ price: { input: null, output: null } }), making(), use()]);
  assert.deepEqual(
    [view.unit, said(view, 'To make')],
    ['tokens', '1,100 tokens (reported), price unknown, in 1 making with 1 request'],
  );
  assert.match(said(view, 'Saved so far') ?? '', /^190 tokens, estimated; in tokens, because a price is unknown/);
  assert.match(view.notes.join(), /Give prices in the settings/);
  assert.ok(!JSON.stringify(view).includes('$'), 'no dollars where none are known');
});

test('whatever the ledger holds, the view is a message that the page takes, and chart and table show the same points', () => {
  fc.assert(
    fc.property(entriesArbitrary, (entries) => {
      const view = viewOf(entries, { unreadable: 1, measure: 'Measure' });
      assert.deepEqual(parseHostMessage({ kind: 'costs', costs: structuredClone(view) }), {
        kind: 'costs',
        costs: view,
      });
      const layout = chartLayout(view);
      assert.equal(
        layout === null,
        view.points.every(({ uses }) => uses === 0),
      );
      if (!layout) return;
      for (const line of [layout.with, layout.without]) {
        const points = line.split(' ').map((point) => point.split(',').map(Number));
        assert.equal(points.length, view.points.length);
        for (const [x = NaN, y = NaN] of points) {
          assert.ok(x >= layout.plot.left && x <= layout.plot.right + 0.01, `${x}`);
          assert.ok(y <= layout.plot.bottom && y >= layout.plot.top - 0.01, `${y}`);
        }
      }
      const { crossing } = layout;
      assert.ok(!crossing || (crossing.x >= layout.plot.left && crossing.x <= layout.plot.right + 0.01));
    }),
  );
});

test('axes start at 0 and go up in round steps, none of which is told twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 1e-7, max: 1e6, noNaN: true }),
      fc.constantFrom('dollars' as const, 'tokens' as const),
      (uses, cost, unit) => {
        const point = {
          when: '',
          what: '',
          uses,
          with: cost,
          without: cost / 2,
          withText: '',
          withoutText: '',
          savedText: '',
        };
        const layout = chartLayout({ points: [point], crossing: null, unit });
        assert.ok(layout);
        for (const ticks of [layout.xTicks, layout.yTicks]) {
          assert.ok(ticks.length >= 2 && ticks.length <= 7, `${ticks.length} ticks`);
          assert.equal(new Set(ticks.map(({ text }) => text)).size, ticks.length, ticks.map(({ text }) => text).join());
          assert.equal(ticks[0]?.text.replace(/[$.0]/g, ''), '');
        }
      },
    ),
  );
});
