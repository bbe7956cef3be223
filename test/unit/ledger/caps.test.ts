import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createBookkeeping } from '../../../src/engine/ledger/bookkeeping';
import { fitUnder, noCaps, readCaps, type CapNames, type Caps } from '../../../src/engine/ledger/caps';
import type { Booking } from '../../../src/engine/ledger/ledgered';
import type { LedgerEntry } from '../../../src/engine/ledger/entry';
import type { ChatModel, ChatOutcome, ChatRequest, ModelIdentity } from '../../../src/engine/model/chat-model';
import { estimateRequestTokens } from '../../../src/engine/model/cost';
import { call, memoryLedger } from './entries';

const names: CapNames = {
  dollarsPerMaking: 'the setting a',
  dollarsPerDay: 'the setting b',
  tokensPerMaking: 'the setting c',
  tokensPerDay: 'the setting d',
};
const identity: ModelIdentity = { model: 'strong', host: 'host', inputPrice: 2, outputPrice: 10 };
const request: ChatRequest = {
  role: 'maker',
  purpose: 'propose',
  messages: [{ role: 'user', content: 'x'.repeat(4_000) }],
  temperature: 0,
  maxCompletionTokens: 16_000,
};
const prompt = estimateRequestTokens(request);
const noon = new Date(2026, 2, 10, 12);
const signal = new AbortController().signal;

/** A model that takes the prompt and as many tokens as its limit allows, at most `reply`. */
function asked(reply: number, seen: ChatRequest[], who = identity): ChatModel {
  return {
    identity: who,
    complete: async (one) => {
      seen.push(one);
      await Promise.resolve();
      const completionTokens = Math.min(reply, one.maxCompletionTokens);
      const usage = {
        promptTokens: estimateRequestTokens(one),
        completionTokens,
        cachedTokens: 0,
        reasoningTokens: 0,
        source: 'reported' as const,
      };
      return completionTokens < reply
        ? { kind: 'truncated', message: 'cut off', usage }
        : { kind: 'reply', text: 'x', usage };
    },
  };
}

function books(caps: Partial<Caps>, entries: LedgerEntry[] = [], appending?: () => Promise<void>) {
  const ledger = memoryLedger(entries, appending);
  const bookkeeping = createBookkeeping({
    ledger,
    caps: () => ({ ...noCaps, ...caps }),
    capNames: names,
    now: () => noon,
    newId: randomUUID,
    onUnwritten: () => undefined,
  });
  return { ledger, booked: (model: ChatModel, booking: () => Booking) => bookkeeping.booked(model, booking) };
}

test('with no cap nothing is held back', async () => {
  const seen: ChatRequest[] = [];
  const outcome = await books({})
    .booked(asked(10_000, seen), () => ({}))
    .complete(request, signal);
  assert.equal(outcome.kind, 'reply');
  assert.equal(seen[0], request);
});

test('a call that would exceed a cap is not sent, and the message names the cap, what was spent, and how to change it', async () => {
  const spent = call({
    at: noon.toISOString(),
    tokens: { ...call().tokens, input: { value: 9_000, source: 'reported' } },
  });
  const cases: readonly (readonly [Partial<Caps>, string | null, RegExp])[] = [
    [
      { tokensPerDay: 10_000 },
      null,
      /^Nothing was sent: the cap is 10,000 tokens a day \(the setting d\); 9,100 tokens are spent, and this request takes about 2,504 tokens\. Raise the cap/,
    ],
    [
      { dollarsPerDay: 0.03 },
      null,
      /\$0\.0300 a day \(the setting b\); \$0\.0190 are spent, and this request takes about \$0\.0170/,
    ],
    [{ tokensPerMaking: 2_000 }, 'm5', /2,000 tokens a making \(the setting c\); 0 tokens are spent/],
    [{ dollarsPerMaking: 0.01 }, 'm5', /\$0\.0100 a making \(the setting a\); \$0\.0000 are spent/],
  ];
  for (const [caps, making, message] of cases) {
    const seen: ChatRequest[] = [];
    const { booked, ledger } = books(caps, [spent]);
    const outcome = await booked(asked(10, seen), () => ({ making })).complete(request, signal);
    assert.ok(outcome.kind === 'overCap', outcome.kind);
    assert.match(outcome.message, message);
    assert.deepEqual([seen.length, ledger.entries.length], [0, 1], 'nothing was sent, so nothing is in the ledger');
  }
});

test('a cap a day counts what other windows spent today, and nothing of yesterday', async () => {
  const at = (hours: number): string => new Date(noon.getTime() - hours * 3_600_000).toISOString();
  const big = (hours: number): LedgerEntry =>
    call({ at: at(hours), tokens: { ...call().tokens, input: { value: 9_000, source: 'reported' } } });
  const outcome = async (hours: number): Promise<string> =>
    (
      await books({ tokensPerDay: 10_000 }, [big(hours)])
        .booked(asked(10, []), () => ({}))
        .complete(request, signal)
    ).kind;
  assert.equal(await outcome(1), 'overCap');
  assert.equal(await outcome(13), 'reply');
});

test('a call of a program that was killed counts with what it was expected to take, until it is known how it ended', async () => {
  const sent = call({
    at: noon.toISOString(),
    id: 'killed',
    outcome: 'sent',
    tokens: { ...call().tokens, input: { value: 9_000, source: 'estimated' } },
  });
  const outcome = async (entries: LedgerEntry[]): Promise<string> =>
    (
      await books({ tokensPerDay: 10_000 }, entries)
        .booked(asked(10, []), () => ({}))
        .complete(request, signal)
    ).kind;
  assert.equal(await outcome([sent]), 'overCap');
  assert.equal(
    await outcome([
      sent,
      {
        ...sent,
        outcome: 'unreachable',
        tokens: { ...sent.tokens, input: { value: 0, source: 'estimated' }, output: { value: 0, source: 'estimated' } },
      },
    ]),
    'reply',
  );
});

test('a cap a making counts the calls of all its models, and those of no other making', async () => {
  const { booked } = books({ tokensPerMaking: 5_000 });
  const kinds: string[] = [];
  for (const making of ['m1', 'm1', 'm2', 'm1'])
    kinds.push((await booked(asked(1_600, []), () => ({ making })).complete(request, signal)).kind);
  assert.deepEqual(kinds, ['reply', 'overCap', 'reply', 'overCap']);
});

test('a reply is not let grow beyond a cap, and what cut it off is told', async () => {
  const seen: ChatRequest[] = [];
  const { booked, ledger } = books({ tokensPerMaking: 4_000 });
  const outcome = await booked(asked(9_000, seen), () => ({ making: 'm1' })).complete(request, signal);
  assert.equal(seen[0]?.maxCompletionTokens, 4_000 - prompt);
  assert.ok(outcome.kind === 'overCap' && outcome.usage?.completionTokens === 4_000 - prompt);
  assert.match(outcome.message, /The reply was cut off at the cap of 4,000 tokens a making \(the setting c\)/);
  assert.equal(ledger.entries.length, 1, 'it was sent, so it is in the ledger');
});

test('with a cap in dollars a model of unknown price is not asked: what cannot be counted cannot be capped', async () => {
  const unknown = { ...identity, inputPrice: null, outputPrice: null };
  const outcome = await books({ dollarsPerDay: 100 })
    .booked(asked(10, [], unknown), () => ({}))
    .complete(request, signal);
  assert.ok(outcome.kind === 'overCap');
  assert.match(
    outcome.message,
    /the price of strong is unknown\. Give its prices \(0 where it costs nothing\), or take this cap off and cap tokens instead/,
  );
  assert.equal(
    (
      await books({ tokensPerDay: 100_000 })
        .booked(asked(10, [], unknown), () => ({}))
        .complete(request, signal)
    ).kind,
    'reply',
  );
  assert.equal(
    (
      await books({ dollarsPerDay: 1 })
        .booked(asked(10, [], { ...identity, inputPrice: 0, outputPrice: 0 }), () => ({}))
        .complete(request, signal)
    ).kind,
    'reply',
  );
});

test('what a person carries by hand is written down and held back by no cap', async () => {
  const ledger = memoryLedger();
  const bookkeeping = createBookkeeping({
    ledger,
    caps: () => ({ ...noCaps, tokensPerDay: 1, dollarsPerDay: 0.01 }),
    capNames: names,
    now: () => noon,
    newId: randomUUID,
    onUnwritten: () => undefined,
  });
  assert.equal((await bookkeeping.noted(asked(10, []), () => ({})).complete(request, signal)).kind, 'reply');
  assert.equal(ledger.entries.length, 1);
});

test('for a command the caps a making hold for all that belongs to no making, together; 0 asks no model', async () => {
  const run = (caps: Partial<Caps>) =>
    createBookkeeping({
      ledger: memoryLedger(),
      caps: () => ({ ...noCaps, ...caps }),
      capNames: names,
      oneRun: true,
      now: () => noon,
      newId: randomUUID,
      onUnwritten: () => undefined,
    });
  const model = run({ tokensPerMaking: 6_000 }).booked(asked(1_600, []), () => ({}));
  assert.deepEqual(
    [(await model.complete(request, signal)).kind, (await model.complete(request, signal)).kind],
    ['reply', 'reply'],
  );
  const over = await model.complete(request, signal);
  assert.ok(over.kind === 'overCap');
  assert.match(over.message, /the cap is 6,000 tokens a run \(the setting c\); 5,208 tokens are spent/);
  const seen: ChatRequest[] = [];
  for (const caps of [{ tokensPerMaking: 0 }, { tokensPerDay: 0 }, { dollarsPerMaking: 0 }])
    assert.equal(
      (
        await run(caps)
          .booked(asked(10, seen), () => ({}))
          .complete(request, signal)
      ).kind,
      'overCap',
    );
  assert.equal(seen.length, 0);
  assert.equal(
    (
      await books({ tokensPerMaking: 1 })
        .booked(asked(10, []), () => ({}))
        .complete(request, signal)
    ).kind,
    'reply',
    'in the editor they hold for makings alone',
  );
});

test('what is no number is no cap and not none: nothing is sent, and it is said what is written where', async () => {
  const written = { dollarsPerMaking: undefined, dollarsPerDay: null, tokensPerMaking: 0, tokensPerDay: ' 20000 ' };
  assert.deepEqual(readCaps(written, names), { ...noCaps, tokensPerMaking: 0, tokensPerDay: 20_000 });
  assert.deepEqual(readCaps({ ...written, dollarsPerDay: '0.5' }, names), {
    ...noCaps,
    dollarsPerDay: 0.5,
    tokensPerMaking: 0,
    tokensPerDay: 20_000,
  });
  for (const [value, quoted] of [
    ['much', 'much'],
    ['', ''],
    [-1, '-1'],
    ['1e6', '1e6'],
    [true, 'true'],
    [[5], '[5]'],
    [Infinity, 'null'],
  ] as const) {
    const caps = readCaps({ ...written, dollarsPerDay: value }, names);
    assert.deepEqual(caps, {
      unusable: `Nothing was sent: the setting b is “${quoted}”, which is no cap. It takes US dollars in digits, such as 0.50; 0 asks no model.`,
    });
    const seen: ChatRequest[] = [];
    const bookkeeping = createBookkeeping({
      ledger: memoryLedger(),
      caps: () => caps,
      capNames: names,
      now: () => noon,
      newId: randomUUID,
      onUnwritten: () => undefined,
    });
    const outcome = await bookkeeping.booked(asked(10, seen), () => ({})).complete(request, signal);
    assert.deepEqual([outcome.kind, seen.length], ['overCap', 0]);
  }
});

test('calls at the same time do not share the same room', async () => {
  const { booked, ledger } = books({ tokensPerDay: 6_000 });
  const model = booked(asked(1_400, []), () => ({}));
  const kinds = (await Promise.all(Array.from({ length: 6 }, () => model.complete(request, signal)))).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(kinds.filter((kind) => kind === 'reply').length, 2);
  assert.equal(ledger.entries.length, 2);
});

test('a cap holds where nothing can be written, and refuses where nothing can be read', async () => {
  const { booked } = books({ tokensPerDay: 5_000 }, [], () => Promise.reject(new Error('full')));
  const model = booked(asked(1_600, []), () => ({}));
  assert.deepEqual(
    [(await model.complete(request, signal)).kind, (await model.complete(request, signal)).kind],
    ['reply', 'overCap'],
  );
  const unreadable = createBookkeeping({
    ledger: { ...memoryLedger(), read: () => Promise.reject(new Error('The ledger may not be read.')) },
    caps: () => ({ ...noCaps, tokensPerDay: 5_000 }),
    capNames: names,
    now: () => noon,
    newId: randomUUID,
    onUnwritten: () => undefined,
  });
  const outcome: ChatOutcome = await unreadable.booked(asked(10, []), () => ({})).complete(request, signal);
  assert.ok(outcome.kind === 'overCap');
  assert.match(outcome.message, /what was spent today cannot be read\. The ledger may not be read\./);
});

test('however long the replies, one call after another never exceeds a cap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40_000 }),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 8 }),
      fc.boolean(),
      async (most, replies, dollars) => {
        const cap = dollars ? most / 100_000 : most;
        const { booked, ledger } = books(dollars ? { dollarsPerMaking: cap } : { tokensPerMaking: cap });
        for (const reply of replies) await booked(asked(reply, []), () => ({ making: 'm1' })).complete(request, signal);
        const spent = ledger.entries.reduce(
          (sum, entry) =>
            sum +
            (entry.kind === 'call'
              ? ((entry.tokens.input.value ?? 0) * (dollars ? 2 : 1) +
                  (entry.tokens.output.value ?? 0) * (dollars ? 10 : 1)) /
                (dollars ? 1e6 : 1)
              : 0),
          0,
        );
        assert.ok(spent <= cap + 1e-9, `${spent} of ${cap}`);
      },
    ),
  );
});

test('what fits has room for its prompt and a usual reply at least', () => {
  fc.assert(
    fc.property(fc.nat(50_000), fc.nat(50_000), (most, used) => {
      const fit = fitUnder({ ...noCaps, tokensPerDay: most }, names, request, identity, {
        day: { tokens: used, dollars: 0 },
        making: null,
      });
      assert.equal(fit.kind === 'fits', used + prompt + 1_500 <= most);
      if (fit.kind === 'fits') assert.ok(fit.completionTokens >= 1_500);
    }),
  );
});
