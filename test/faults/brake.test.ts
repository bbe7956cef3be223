import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createBookkeeping } from '../../src/engine/ledger/bookkeeping';
import { noCaps } from '../../src/engine/ledger/caps';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../src/engine/model/chat-model';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import { memoryLedger } from '../unit/ledger/entries';
import { optionsFor, told, withSchema } from './asking';
import { day, delta, ended, whole } from './behaviours/behaviour';
import { json, startFaultServer, streamed, text, type FaultServer, type Play } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

/** What each row of a file asks. */
const row: ChatRequest = {
  ...withSchema,
  role: 'user',
  missing: (reply) => (reply.includes('"day"') ? undefined : 'There is no day.'),
};

/** A run's model: the real client, through the books. */
function modelOfRun(): ChatModel {
  const model = createOpenAiChatModel(optionsFor(server.baseUrl));
  const books = createBookkeeping({
    ledger: memoryLedger(),
    caps: () => noCaps,
    capNames: { dollarsPerMaking: 'a', dollarsPerDay: 'b', tokensPerMaking: 'c', tokensPerDay: 'd' },
    oneRun: true,
    now: () => new Date(),
    newId: randomUUID,
    onUnwritten: () => undefined,
  });
  return books.booked(model, () => ({}));
}

/** Asks for so many rows, and returns how the last one ended and how many requests were sent. */
async function asked(rows: number, ...plays: readonly Play[]): Promise<{ last: ChatOutcome; sent: number }> {
  server.script(...plays);
  const before = server.seen.length;
  const model = modelOfRun();
  let last: ChatOutcome | undefined;
  for (let count = 0; count < rows; count += 1) last = await model.complete(row, new AbortController().signal);
  assert.ok(last);
  return { last, sent: server.seen.length - before };
}

describe('a run of 40 rows is stopped after a few that brought nothing', () => {
  const causes: readonly (readonly [name: string, play: Play, most: number, told: RegExp])[] = [
    ['all goes into reasoning', streamed(delta({ reasoning: 'x'.repeat(4_000) }), ...ended('stop')), 4, /reasoning/],
    ['the schema is passed over', whole('I think that the day is three.'), 4, /does not hold what was asked for/],
    ['the key is refused', json(401, { error: { message: 'no' } }), 4, /refused the key/],
    ['the credit is used up', json(200, { code: 1113, msg: 'in arrears' }), 4, /used up/],
    ['every reply breaks off', streamed(delta({ content: '{"d' })), 4, /broke off/],
    ['the server is down', text(503, ''), 12, /has a problem of its own/],
    ['a page stands in between', text(200, '<!doctype html><title>Sign in</title>'), 4, /a web page/],
    ['replies are empty', whole(''), 4, /empty reply/],
  ];
  for (const [name, play, most, words] of causes)
    test(name, async () => {
      const { last, sent } = await asked(40, play);
      assert.ok(sent <= most, `${sent} requests`);
      assert.match(told(last), /^braked: Nothing more was sent to strong at .*the last 4 requests brought nothing/);
      assert.match(told(last), words);
    });
});

test('causes that change from row to row stop a run as one does', async () => {
  const { last, sent } = await asked(40, whole(''), json(400, { error: 'no' }), whole('prose'), text(200, 'hm'));
  assert.equal(sent, 4);
  assert.match(told(last), /^braked: /);
});

test('a row that is answered lets a run go on, and another run goes on by itself', async () => {
  const { last, sent } = await asked(12, ...[0, 1, 2].flatMap(() => [whole(''), whole(''), whole(day), whole('')]));
  assert.equal(sent, 12);
  assert.notEqual(last.kind, 'braked');
  assert.equal((await asked(1, whole(day))).last.kind, 'reply');
});
