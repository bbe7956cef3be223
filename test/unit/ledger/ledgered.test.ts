import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { CallEntry, LedgerEntry } from '../../../src/engine/ledger/entry';
import { ledgered } from '../../../src/engine/ledger/ledgered';
import { costOfCall } from '../../../src/engine/ledger/spending';
import { estimateRequestTokens } from '../../../src/engine/model/cost';
import type { ChatFailureKind, ChatModel, ChatOutcome, ChatRequest, Usage } from '../../../src/engine/model/chat-model';
import { usageOf } from '../../../src/node/model/usage';
import { key, memoryLedger, minute } from './entries';

const request: ChatRequest = {
  role: 'maker',
  purpose: 'propose',
  messages: [{ role: 'user', content: 'a text of a person, 31 characters' }],
  temperature: 0,
  maxCompletionTokens: 100,
};
const usage: Usage = {
  promptTokens: 30,
  completionTokens: 20,
  cachedTokens: 10,
  reasoningTokens: 5,
  source: 'reported',
};
function neverCalled(): void {
  throw new Error('nothing failed to be written');
}
const now = (): Date => new Date(minute(7));

function playing(outcome: ChatOutcome): ChatModel {
  return {
    identity: { model: 'strong', host: 'host', inputPrice: 1, outputPrice: 2 },
    complete: () => Promise.resolve(outcome),
  };
}

async function entryOf(outcome: ChatOutcome): Promise<CallEntry> {
  const ledger = memoryLedger();
  await ledgered(playing(outcome), () => ({ tool: key, making: 'm1' }), {
    ledger,
    now,
    newId: randomUUID,
    onUnwritten: neverCalled,
  }).complete(request, new AbortController().signal);
  const [entry] = ledger.entries;
  assert.ok(entry?.kind === 'call' && ledger.entries.length === 1);
  return entry;
}

test('every call is written with who, what for, how it ended, and each figure with its source', async () => {
  const { id, ...entry } = await entryOf({ kind: 'reply', text: 'a reply', usage });
  assert.ok(id);
  assert.deepEqual(entry, {
    kind: 'call',
    at: minute(7),
    role: 'maker',
    model: 'strong',
    host: 'host',
    purpose: 'propose',
    tool: key,
    making: 'm1',
    outcome: 'reply',
    tokens: {
      input: { value: 30, source: 'reported' },
      cached: { value: 10, source: 'reported' },
      output: { value: 20, source: 'reported' },
      reasoning: { value: 5, source: 'reported' },
    },
    price: { input: 1, output: 2 },
  } satisfies LedgerEntry);
});

test('no text of the request or the reply is in it', async () => {
  for (const outcome of [
    { kind: 'reply', text: 'a secret reply', usage },
    { kind: 'badResponse', message: 'a secret reply' },
  ] as const) {
    assert.doesNotMatch(JSON.stringify(await entryOf(outcome)), /person|secret/);
  }
});

test('what a server does not report is unknown, and what was estimated says so', async () => {
  const { tokens } = await entryOf({
    kind: 'reply',
    text: 'x',
    usage: usageOf({ prompt_tokens: 9, completion_tokens: 4 }, request, 0.25),
  });
  assert.deepEqual(tokens, {
    input: { value: 9, source: 'reported' },
    cached: { value: null, source: 'unknown' },
    output: { value: 4, source: 'reported' },
    reasoning: { value: null, source: 'unknown' },
  });
  const half = await entryOf({
    kind: 'reply',
    text: 'x',
    usage: usageOf(
      { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 0 } },
      request,
      0.25,
    ),
  });
  assert.deepEqual([half.tokens.cached, half.tokens.reasoning.source], [{ value: 0, source: 'reported' }, 'unknown']);
  const estimated = await entryOf({ kind: 'reply', text: 'x', usage: usageOf(undefined, request, 2) });
  assert.deepEqual(
    [estimated.tokens.output, estimated.tokens.cached.source],
    [{ value: 2, source: 'estimated' }, 'unknown'],
  );
});

test('a cost is reported, or estimated where tokens are or where some were cached, or unknown', () => {
  const price = { input: 1, output: 2 };
  const reported = (value: number) => ({ value, source: 'reported' }) as const;
  const unknown = { value: null, source: 'unknown' } as const;
  const tokens = { input: reported(30), cached: unknown, output: reported(20), reasoning: unknown };
  assert.deepEqual(costOfCall({ tokens, price }), { value: 7e-5, source: 'reported' });
  assert.deepEqual(costOfCall({ tokens: { ...tokens, cached: reported(10) }, price }).source, 'estimated');
  assert.deepEqual(
    costOfCall({ tokens: { ...tokens, output: { value: 20, source: 'estimated' } }, price }).source,
    'estimated',
  );
  assert.deepEqual(costOfCall({ tokens, price: { input: null, output: 2 } }), unknown);
  assert.deepEqual(costOfCall({ tokens: { ...tokens, input: unknown }, price }), unknown);
});

test('a failed call is written too: its prompt counts where a model may have seen it, and nothing where none did', async () => {
  const prompt = estimateRequestTokens(request);
  const cases: readonly (readonly [ChatFailureKind, number])[] = [
    ['timedOut', prompt],
    ['cancelled', prompt],
    ['serverError', prompt],
    ['badResponse', prompt],
    ['unauthorized', 0],
    ['unreachable', 0],
    ['rateLimited', 0],
    ['notRecorded', 0],
  ];
  for (const [kind, tokens] of cases) {
    const entry = await entryOf({ kind, message: 'm' });
    assert.equal(entry.outcome, kind);
    assert.deepEqual(entry.tokens.input, { value: tokens, source: 'estimated' }, kind);
  }
  assert.deepEqual((await entryOf({ kind: 'truncated', message: 'm', usage })).tokens.output, {
    value: 20,
    source: 'reported',
  });
});

test('what was cancelled before it was sent is no call', async () => {
  const ledger = memoryLedger();
  await ledgered(playing({ kind: 'cancelled', message: 'm' }), () => ({}), {
    ledger,
    now,
    newId: randomUUID,
    onUnwritten: neverCalled,
  }).complete(request, AbortSignal.abort());
  assert.deepEqual(ledger.entries, []);
});

test('a reply is handed on even where it could not be written down, which is told', async () => {
  const told: unknown[] = [];
  const full = new Error('the disk is full');
  const outcome: ChatOutcome = { kind: 'reply', text: 'x', usage };
  const model = ledgered(playing(outcome), () => ({}), {
    ledger: memoryLedger([], () => Promise.reject(full)),
    now,
    newId: randomUUID,
    onUnwritten: (error) => told.push(error),
  });
  assert.equal(await model.complete(request, new AbortController().signal), outcome);
  assert.deepEqual(told, [full]);
});

test('a call that never ended is in the ledger as it was sent, with what it was expected to take', async () => {
  const ledger = memoryLedger();
  const silent: ChatModel = {
    identity: { model: 'strong', host: 'host', inputPrice: 1, outputPrice: 2 },
    complete: () => new Promise(() => undefined),
  };
  void ledgered(silent, () => ({ tool: key }), { ledger, now, newId: randomUUID, onUnwritten: neverCalled }).complete(
    request,
    new AbortController().signal,
  );
  await new Promise(setImmediate);
  const [entry] = ledger.entries;
  assert.ok(entry?.kind === 'call' && entry.outcome === 'sent');
  assert.deepEqual(entry.tokens.input, { value: estimateRequestTokens(request), source: 'estimated' });
  assert.equal(entry.tokens.output.value, 100);
});
