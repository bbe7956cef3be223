import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountOf } from '../../../src/engine/ledger/account';
import { accountFacts, summaryFacts } from '../../../src/engine/ledger/account-text';
import { accountsCsv } from '../../../src/engine/ledger/csv';
import { directCompletionTokens } from '../../../src/engine/ledger/direct';
import type { LedgerEntry } from '../../../src/engine/ledger/entry';
import { idleOf } from '../../../src/engine/ledger/idle';
import { summaryOf } from '../../../src/engine/ledger/summary';
import { accounted, call, key, lightCall, making, minute, use } from './entries';

const maker = { model: 'strong', host: 'models.example', inputPrice: 2, outputPrice: 10 };
const near = (got: number, wanted: number, message?: string): void =>
  assert.ok(Math.abs(got - wanted) < 1e-9, `${message ?? ''} ${got} is not ${wanted}`);
/** Ten problems of 20 tokens: 24 in with the chat's own, 105 out. */
const withoutTen = (10 * (24 * 2 + directCompletionTokens * 10)) / 1_000_000;

test('what a tool cost to make, failed tries and failed makings included, and to use', () => {
  const entries: readonly LedgerEntry[] = [
    call({ at: minute(0), making: 'm0', purpose: 'propose', outcome: 'truncated' }),
    making({ at: minute(1), making: 'm0', outcome: 'notMade' }),
    call({ at: minute(2), purpose: 'propose' }),
    call({ at: minute(3), purpose: 'repair' }),
    making({ at: minute(4) }),
    use({ at: minute(5) }),
    lightCall({ at: minute(6) }),
    use({ at: minute(7), byParser: 8, byModel: 1, unanswered: 1, problemTokens: 180 }),
    call({ making: 'of nothing' }),
    lightCall({ tool: { id: 'other', born: minute(0) } }),
  ];
  const account = accountOf(entries, accounted, null);
  assert.deepEqual(
    [account.unit, account.makings, account.making.calls, account.makingFrom, account.direct.model],
    ['dollars', 2, 3, 'ledger', 'strong'],
  );
  near(account.making.dollars ?? NaN, 0.009);
  near(account.using.dollars ?? NaN, 0.00005);
  assert.deepEqual(account.uses, { runs: 2, byParser: 18, byModel: 1, unanswered: 1 });
  assert.equal(account.lastUsed, minute(7));
  near(account.without, withoutTen * 1.9, 'unanswered problems saved nothing');
  near(account.saved, withoutTen * 1.9 - 0.00905);
  assert.deepEqual(
    account.points.map(({ event, uses }) => [event, uses]),
    [
      ['making', 0],
      ['making', 0],
      ['use', 10],
      ['use', 19],
    ],
  );
  assert.equal(account.direct.basis.kind, 'estimated');
  assert.equal(account.breakEven?.uses, Math.ceil(0.009 / (withoutTen / 10)));
  assert.equal(account.expectedBreakEven, null, 'it has paid');
});

test('saved so far is negative where it is, and when it will have paid is told', () => {
  const entries = [call(), making(), use({ byParser: 1, problemTokens: 20 })];
  const account = accountOf(entries, accounted, null);
  assert.ok(account.saved < 0);
  near(account.saved, withoutTen / 10 - 0.003);
  assert.equal(account.breakEven, null);
  assert.equal(account.expectedBreakEven, Math.ceil(0.003 / (withoutTen / 10)));
  const never = accountOf(
    [
      call(),
      making(),
      lightCall({ price: { input: 100, output: 100 } }),
      use({ byParser: 0, byModel: 1, problemTokens: 20 }),
    ],
    accounted,
    null,
  );
  assert.equal(never.expectedBreakEven, null, 'each use costs more than it saves');
});

test('where a price is unknown the account is one of tokens, and no cost becomes 0', () => {
  for (const price of [
    { input: null, output: null },
    { input: 2, output: null },
  ]) {
    const account = accountOf([call({ price }), making(), use()], accounted, maker);
    assert.equal(account.unit, 'tokens');
    assert.equal(account.making.dollars, null);
    assert.equal(account.with, 1_100);
    assert.equal(account.without, 10 * (24 + directCompletionTokens));
  }
  const light = accountOf(
    [call(), making(), lightCall({ price: { input: null, output: null } }), use()],
    accounted,
    null,
  );
  assert.deepEqual([light.unit, light.using.unpriced, light.with], ['tokens', 1, 1_450]);
});

test('a call that failed before any model saw it costs nothing, whatever the price', () => {
  const none = {
    input: { value: 0, source: 'estimated' },
    output: { value: 0, source: 'estimated' },
    cached: { value: null, source: 'unknown' },
    reasoning: { value: null, source: 'unknown' },
  } as const;
  const account = accountOf(
    [call({ outcome: 'unauthorized', tokens: none, price: { input: null, output: null } }), call(), making(), use()],
    accounted,
    null,
  );
  assert.equal(account.unit, 'dollars');
});

test('a tool that this ledger did not see made counts what its own record says', () => {
  const account = accountOf([use()], accounted, maker);
  assert.deepEqual(
    [account.makingFrom, account.unit, account.making.dollars, account.direct.model],
    ['manifest', 'dollars', 0.0123, 'strong'],
  );
  near(account.saved, withoutTen - 0.0123);
  assert.deepEqual(accountOf([use()], accounted, null).unit, 'tokens', 'no strong model is known');
  const unused = accountOf([], accounted, maker);
  assert.deepEqual([unused.uses.runs, unused.lastUsed, unused.points.length], [0, null, 1]);
  assert.ok((unused.expectedBreakEven ?? 0) > 1, 'its examples tell what a use is worth');
});

test('what the strong model takes is measured where it was asked, else estimated', () => {
  const measured = call({
    purpose: 'measure',
    making: null,
    tool: key,
    tokens: { ...call().tokens, input: { value: 100, source: 'reported' }, output: { value: 200, source: 'reported' } },
  });
  const failed = call({ purpose: 'measure', making: null, tool: key, outcome: 'truncated' });
  const account = accountOf([call(), making(), measured, failed, use()], accounted, null);
  assert.deepEqual(account.direct.basis, { kind: 'measured', calls: 1, perProblem: { input: 100, output: 200 } });
  near(account.without, (10 * (100 * 2 + 200 * 10)) / 1_000_000);
  near(account.using.dollars ?? NaN, 0.0022 + 0.003, 'measuring is paid for by the tool that is measured');
});

test('copies share an account, whatever id they got', () => {
  const copy = { ...accounted, id: 'sort-words-2' };
  const entries = [call(), making(), use(), use({ at: minute(9), tool: { ...key, id: 'sort-words-2' } })];
  assert.deepEqual(accountOf(entries, copy, null), accountOf(entries, accounted, null));
  assert.equal(accountOf(entries, copy, null).uses.byParser, 20);
});

test('tools that were never used again: at most one run, and none for a month', () => {
  const days = (count: number): Date => new Date(Date.parse(minute(2)) + count * 86_400_000);
  const made = [call(), making()];
  assert.deepEqual(idleOf(made, accounted, days(29)), null);
  assert.deepEqual(idleOf(made, accounted, days(31)), { runs: 0, days: 31 });
  assert.deepEqual(idleOf([...made, use()], accounted, days(30)), { runs: 1, days: 30 });
  assert.deepEqual(idleOf([...made, use(), use({ at: minute(3) })], accounted, days(400)), null);
  assert.deepEqual(idleOf([], accounted, days(40)), { runs: 0, days: 40 }, 'of another ledger: since it was made');
});

test('the whole ledger: what was spent, what came to nothing, what all tools saved', () => {
  const entries = [
    call(),
    making(),
    use(),
    call({ making: 'm9' }),
    making({ making: 'm9', outcome: 'modelFailed', tool: null }),
    lightCall({ tool: null, purpose: 'test of the connection' }),
  ];
  const summary = summaryOf(entries, null);
  near(summary.spent.dollars ?? NaN, 0.00605);
  near(summary.lost.dollars ?? NaN, 0.003);
  assert.equal(summary.tools, 1);
  near(summary.saved ?? NaN, withoutTen - 0.00605);
  assert.equal(summaryOf([...entries, lightCall({ price: { input: null, output: null } })], null).saved, null);
});

test('what was sent and never ended is counted with what was expected, and told apart: in the account, the whole and the CSV', () => {
  const entries = [
    call(),
    making(),
    lightCall({ outcome: 'sent', id: 'c1', at: minute(2) }),
    use(),
    lightCall({ outcome: 'sent', id: 'c2', at: minute(9) }),
  ];
  const account = accountOf(entries, accounted, null);
  near(account.possiblyPaid.dollars ?? NaN, 0.0001);
  near(account.with, 0.0031);
  const [fact, none] = [accountOf(entries, accounted, null), accountOf([call(), making(), use()], accounted, null)].map(
    (one) => accountFacts(one, null, String).find(({ label }) => label === 'Possibly paid'),
  );
  assert.deepEqual(
    [fact?.value, none],
    ['$0.0001 (reported), 700 tokens, counted in the above: 2 requests were sent and have not ended', undefined],
  );
  assert.equal(
    summaryFacts(summaryOf([...entries, call({ outcome: 'sent', id: 'c3', making: 'killed' })], null)).find(
      ({ label }) => label === 'Possibly paid',
    )?.value,
    '$0.0031 (reported), 1,800 tokens, counted in the above: 3 requests were sent and have not ended',
  );
  assert.deepEqual(
    accountsCsv([{ key, account }])
      .trim()
      .split('\n')
      .map((line) => line.split(',').at(-1)),
    ['possibly paid', '0', '0.00005', '0.0001'],
  );
});

test('as CSV, with no formula in it', () => {
  const account = accountOf([call(), making(), use()], accounted, null);
  const lines = accountsCsv([{ key: { ...key, id: '=HYPERLINK("x")' }, account }]).split('\n');
  assert.equal(
    lines[0],
    'tool,time,event,uses,cost with the tool,cost without it,saved,unit,cost without it is,possibly paid',
  );
  assert.equal(lines[1], `"'=HYPERLINK(""x"")",${minute(1)},making,0,0.003,0,-0.003,dollars,estimated,0`);
  assert.equal(lines[2], `"'=HYPERLINK(""x"")",${minute(2)},use,10,0.003,0.01098,0.00798,dollars,estimated,0`);
  assert.equal(lines.length, 4);
});
