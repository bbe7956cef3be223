import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountOf } from '../../src/engine/ledger/account';
import { entryLine, inOrder, parseEntry, type LedgerEntry } from '../../src/engine/ledger/entry';
import { forecastText, usesToBreakEven } from '../../src/engine/ledger/forecast';
import { crossingOf, cumulative, thinned, type Step } from '../../src/engine/ledger/series';
import { addSpending, costOfCall, noSpending, spendingOf, tokensOf } from '../../src/engine/ledger/spending';
import { summaryOf } from '../../src/engine/ledger/summary';
import { accounted, entriesArbitrary } from '../unit/ledger/entries';

const calls = (entries: readonly LedgerEntry[]) => entries.filter((entry) => entry.kind === 'call');
const shuffled = entriesArbitrary.chain((entries) =>
  fc.tuple(
    fc.constant(entries),
    fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
  ),
);
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

test('what is written is read again, and a line that was cut off anywhere is none', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), (entries, share) => {
      for (const entry of entries) {
        const line = entryLine(entry);
        assert.ok(!line.includes('\n'));
        assert.deepEqual(parseEntry(line), entry);
        assert.equal(parseEntry(line.slice(0, Math.floor(share * line.length * 0.999_999))), undefined);
      }
    }),
  );
});

test('every account is the same in whatever order the entries come', () => {
  fc.assert(
    fc.property(shuffled, ([entries, others]) => {
      assert.deepEqual(accountOf(others, accounted, null), accountOf(entries, accounted, null));
      assert.deepEqual(inOrder(others), inOrder(entries));
      const [one, other] = [summaryOf(entries, null), summaryOf(others, null)];
      assert.equal(tokensOf(one.spent), tokensOf(other.spent));
      assert.equal(one.spent.unpriced, other.spent.unpriced);
      assert.ok(near(one.spent.knownDollars, other.spent.knownDollars));
    }),
  );
});

test('sums can be made in parts', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.nat(40), (entries, cut) => {
      const all = spendingOf(calls(entries));
      const parts = addSpending(spendingOf(calls(entries.slice(0, cut))), spendingOf(calls(entries.slice(cut))));
      assert.deepEqual({ ...parts, dollars: 0, knownDollars: 0 }, { ...all, dollars: 0, knownDollars: 0 });
      assert.equal(parts.dollars === null, all.dollars === null);
      assert.ok(near(parts.knownDollars, all.knownDollars));
      assert.deepEqual(addSpending(all, noSpending), all);
    }),
  );
});

test('an unknown price is never 0: one call of unknown cost, and there is no sum in dollars', () => {
  fc.assert(
    fc.property(entriesArbitrary, (entries) => {
      for (const one of calls(entries)) {
        const cost = costOfCall(one);
        const used =
          one.tokens.input.value === null ||
          one.tokens.output.value === null ||
          one.tokens.input.value + one.tokens.output.value > 0;
        if (used && (one.price.input === null || one.price.output === null)) assert.equal(cost.value, null);
      }
      const sum = spendingOf(calls(entries));
      assert.equal(sum.dollars === null, sum.unpriced > 0);
      const account = accountOf(entries, accounted, null);
      if (account.making.unpriced + account.using.unpriced > 0) assert.equal(account.unit, 'tokens');
    }),
  );
});

test('the cumulative costs never fall and end at the totals', () => {
  fc.assert(
    fc.property(entriesArbitrary, (entries) => {
      const account = accountOf(entries, accounted, null);
      const spent =
        account.unit === 'dollars'
          ? account.making.knownDollars + account.using.knownDollars
          : tokensOf(account.making) + tokensOf(account.using);
      assert.ok(near(account.with, spent), `${account.with} is not ${spent}`);
      const last = account.points.at(-1);
      if (!last) return;
      assert.deepEqual(
        [last.with, last.without, last.uses],
        [account.with, account.without, account.uses.byParser + account.uses.byModel],
      );
      account.points.forEach((point, index) => {
        const before = account.points[index - 1];
        assert.ok(
          !before ||
            (point.with >= before.with &&
              point.without >= before.without &&
              point.uses >= before.uses &&
              point.at >= before.at),
        );
      });
      assert.ok(near(account.saved, last.without - last.with));
    }),
  );
});

const step = fc
  .record({ uses: fc.nat(12), with: fc.nat(1_000), without: fc.nat(1_000) })
  .map(({ uses, ...costs }): Step => ({
    at: '2026-01-01T00:00:00.000Z',
    event: uses === 0 ? 'making' : 'use',
    uses,
    with: costs.with,
    without: uses === 0 ? 0 : costs.without,
    possiblyPaid: 0,
  }));

test('break-even is the first use at which the lines cross, found by hand use by use', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let [uses, cost, without] = [0, 0, 0];
      let first: number | null = null;
      for (const one of steps) {
        for (let done = 1; done <= one.uses; done += 1) {
          // In whole numbers, so that no rounding decides.
          if (first === null && (without + 0) * one.uses + done * one.without >= cost * one.uses + done * one.with)
            first = uses + done;
        }
        [uses, cost, without] = [uses + one.uses, cost + one.with, without + one.without];
      }
      assert.equal(crossingOf(cumulative(steps))?.uses ?? null, first);
    }),
    { numRuns: 1_000 },
  );
});

test('the fewest uses that pay: so many do, and one fewer does not', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(1_000), fc.nat(1_000), (making, direct, using) => {
      const uses = usesToBreakEven(making, direct, using);
      if (uses === null) {
        assert.ok(using >= direct, 'each use costs as much as it saves, or more');
        return;
      }
      assert.ok(uses * direct >= making + uses * using);
      if (uses > 1) assert.ok((uses - 1) * direct < making + (uses - 1) * using);
    }),
  );
});

test('a forecast is labelled as an estimate wherever it gives a number of uses', () => {
  const dollars = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: null });
  const cost = fc.record({ tokens: fc.nat(10_000), dollars });
  fc.assert(
    fc.property(cost, cost, fc.option(cost, { nil: null }), (making, direct, light) => {
      const text = forecastText({ making, direct, light: light && { ...light, model: 'light' } });
      if (/\d uses?/.test(text)) assert.match(text, /estimated/);
      if (making.dollars === null || direct.dollars === null) assert.match(text, /price/);
    }),
  );
});

test('a long series is thinned to points of its own, both ends kept', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (steps, most) => {
      const points = cumulative(steps);
      const shown = thinned(points, most);
      assert.ok(shown.length <= Math.max(most, 1));
      assert.ok(shown.every((point) => points.includes(point)));
      assert.deepEqual([shown[0], shown.at(-1)], [points[0], points.at(-1)]);
    }),
  );
});
