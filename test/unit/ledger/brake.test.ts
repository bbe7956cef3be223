import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { createBookkeeping } from '../../../src/engine/ledger/bookkeeping';
import { noCaps, type Caps } from '../../../src/engine/ledger/caps';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../../src/engine/model/chat-model';
import { memoryLedger } from './entries';

const request: ChatRequest = {
  role: 'user',
  purpose: 'arguments',
  messages: [{ role: 'user', content: 'text' }],
  temperature: 0,
  maxCompletionTokens: 4_000,
};
const signal = new AbortController().signal;
const usage = {
  promptTokens: 900,
  completionTokens: 100,
  cachedTokens: 0,
  reasoningTokens: 0,
  source: 'reported',
} as const;
const reply = (text = 'x'): ChatOutcome => ({ kind: 'reply', text, usage });
const failure = (kind: Exclude<ChatOutcome['kind'], 'reply'>, message = 'It broke.'): ChatOutcome => ({
  kind,
  message,
  usage,
});

/** A run with a model that ends requests so, the last way for all that follow; how many it was sent. */
function run(outcomes: readonly ChatOutcome[], caps: Partial<Caps> = {}) {
  const sent: ChatRequest[] = [];
  const model: ChatModel = {
    identity: { model: 'light', host: 'host', inputPrice: 1, outputPrice: 10 },
    complete: async (one) => {
      sent.push(one);
      await Promise.resolve();
      return outcomes[sent.length - 1] ?? outcomes.at(-1) ?? reply();
    },
  };
  const books = createBookkeeping({
    ledger: memoryLedger(),
    caps: () => ({ ...noCaps, ...caps }),
    capNames: { dollarsPerMaking: 'a', dollarsPerDay: 'b', tokensPerMaking: 'c', tokensPerDay: 'd' },
    oneRun: true,
    now: () => new Date(),
    newId: randomUUID,
    onUnwritten: () => undefined,
  });
  return { sent, booked: () => books.booked(model, () => ({})) };
}

async function kindsOf(model: ChatModel, requests: readonly ChatRequest[]): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (const one of requests) kinds.push((await model.complete(one, signal)).kind);
  return kinds;
}

const many = (count: number, one = request): readonly ChatRequest[] => Array.from({ length: count }, () => one);

test('failures in a row stop a run, whatever their cause, and it is said what they cost', async () => {
  for (const kind of ['badResponse', 'timedOut', 'serverError', 'truncated', 'rateLimited', 'refused'] as const) {
    const { sent, booked } = run([failure(kind)]);
    const model = booked();
    assert.deepEqual((await kindsOf(model, many(400))).slice(0, 6), [kind, kind, kind, kind, 'braked', 'braked']);
    assert.equal(sent.length, 4);
    const stopped = await model.complete(request, signal);
    assert.ok(stopped.kind === 'braked');
    assert.equal(
      stopped.message,
      'Nothing more was sent to light at host: the last 4 requests brought nothing and took 4,000 tokens (reported), $0.0076. The last one: It broke. Mend the cause, or begin again to go on all the same.',
    );
  }
});

test('causes that take turns stop a run too, and so do replies that hold nothing of what was asked', async () => {
  const { sent, booked } = run([failure('timedOut'), reply('no'), failure('serverError'), reply('no')]);
  const wanted = { ...request, missing: (text: string) => (text === 'yes' ? undefined : 'It says no.') };
  assert.deepEqual((await kindsOf(booked(), many(6, wanted))).slice(-2), ['braked', 'braked']);
  assert.equal(sent.length, 4);
});

test('a reply in between lets a run go on; what is cancelled says nothing', async () => {
  const { sent, booked } = run([
    failure('timedOut'),
    failure('timedOut'),
    failure('timedOut'),
    reply(),
    failure('cancelled'),
  ]);
  assert.ok(!(await kindsOf(booked(), many(20))).includes('braked'));
  assert.equal(sent.length, 20);
});

test('another run begins anew: going on is a choice', async () => {
  const { sent, booked } = run([failure('serverError')]);
  await kindsOf(booked(), many(10));
  await kindsOf(booked(), many(10));
  assert.equal(sent.length, 8);
});

test('requests at the same time are stopped as soon as it is known', async () => {
  const { sent, booked } = run([failure('serverError')]);
  const model = booked();
  const left = [...many(400)];
  const lane = async (): Promise<void> => {
    for (let one = left.pop(); one; one = left.pop()) await model.complete(one, signal);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  assert.ok(sent.length <= 8, String(sent.length));
});

test('requests at the same time together never exceed a cap, however long their replies', async () => {
  const { sent, booked } = run([reply()], { tokensPerMaking: 10_000 });
  const model = booked();
  const rooms: number[] = [];
  await Promise.all(many(40).map((one) => model.complete(one, signal)));
  for (const { room = Infinity } of sent) rooms.push(room);
  // What each took is 1,000; what the one under way may take fits beside it.
  assert.ok(sent.length >= 6 && sent.length <= 10, String(sent.length));
  assert.ok(rooms.every((room) => room <= 4_100));
});
