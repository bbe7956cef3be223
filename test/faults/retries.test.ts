import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import { abortableSleep } from '../../src/node/model/sleep';
import { ask, key, now, optionsFor, request, told } from './asking';
import { answer, json, part, reset, stalled, startFaultServer, text, type FaultServer } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

test('the wait that a server asks for is waited: in seconds, in milliseconds, as a date; else half a second', async () => {
  for (const [headers, wait] of [
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '60' }, 60_000],
    [{ 'retry-after': '30', 'retry-after-ms': '150' }, 150],
    [{ 'retry-after': new Date(now() + 5_000).toUTCString() }, 5_000],
    [{ 'retry-after': new Date(now() - 5_000).toUTCString() }, 0],
    [{ 'retry-after': '' }, 500],
    [{ 'retry-after': 'soon' }, 500],
    [{ 'retry-after': '-3' }, 500],
    [{}, 500],
  ] as const) {
    const outcome = await ask(server, [json(429, { error: { message: 'slow down' } }, headers), answer('fine')]);
    assert.deepEqual([told(outcome), outcome.waits], ['reply: fine', [wait]], JSON.stringify(headers));
  }
});

test('a wait of more than a minute is not waited for, and told', async () => {
  const outcome = await ask(server, [json(429, {}, { 'retry-after': '61' }), answer('fine')]);
  assert.deepEqual([outcome.kind, outcome.requests, outcome.waits], ['rateLimited', 1, []]);
  assert.match(told(outcome), /61 s/);
});

test('every fault that may pass is tried three times, with growing pauses', async () => {
  for (const play of [
    json(429, {}),
    json(408, {}),
    json(500, {}),
    text(502, ''),
    text(503, ''),
    text(504, ''),
    reset,
  ]) {
    const fine = await ask(server, [play, play, answer('fine')]);
    assert.deepEqual([told(fine), fine.waits], ['reply: fine', [500, 2_000]]);
    const never = await ask(server, [play]);
    assert.deepEqual([never.requests, never.waits], [3, [500, 2_000]]);
  }
});

test('the pauses are spread, those that the server asks for are not', async () => {
  assert.deepEqual((await ask(server, [text(503, '')], { jitter: () => 1 })).waits, [625, 2_500]);
  assert.deepEqual(
    (await ask(server, [json(429, {}, { 'retry-after': '2' }), answer('fine')], { jitter: () => 1 })).waits,
    [2_000],
  );
});

test('a wait is told of before it begins, without the key', async () => {
  const log: (string | number)[] = [];
  await ask(server, [json(503, { error: { message: `busy, ${key}` } }), answer('fine')], {
    onWait: (milliseconds, reason) => log.push(milliseconds, reason),
    sleep: () => {
      log.push('asleep');
      return Promise.resolve();
    },
  });
  assert.deepEqual(log, [
    500,
    `${new URL(server.baseUrl).host} has a problem of its own (503): busy, ‹key›. Try again later.`,
    'asleep',
  ]);
});

test('cancelling ends a wait', async () => {
  const controller = new AbortController();
  server.script(json(429, {}, { 'retry-after': '59' }));
  const before = server.seen.length;
  const outcome = await createOpenAiChatModel({
    ...optionsFor(server.baseUrl),
    sleep: abortableSleep,
    onWait: () => setImmediate(() => controller.abort()),
  }).complete(request, controller.signal);
  assert.deepEqual([outcome.kind, server.seen.length - before], ['cancelled', 1]);
});

test('what is cancelled before it begins is not sent', async () => {
  const outcome = await ask(server, [answer('fine')], {}, request, AbortSignal.abort());
  assert.deepEqual([outcome.kind, outcome.requests], ['cancelled', 0]);
});

test('what was charged for tries that broke off is counted', async () => {
  const outcome = await ask(server, [
    stalled([part('abcdefgh')], true),
    answer('fine', { prompt_tokens: 10, completion_tokens: 5 }),
  ]);
  assert.equal(told(outcome), 'reply: fine');
  // 11 tokens of the prompt and 2 of the reply are estimated, 10 and 5 are reported.
  assert.deepEqual(outcome.usage, {
    promptTokens: 21,
    completionTokens: 7,
    cachedTokens: 0,
    reasoningTokens: 0,
    source: 'estimated',
  });
});

test('a reply that was cut off carries its usage', async () => {
  const outcome = await ask(server, [answer('half', { prompt_tokens: 10, completion_tokens: 100 }, 'length')]);
  assert.deepEqual(
    [outcome.kind, outcome.usage?.completionTokens, outcome.usage?.source],
    ['truncated', 100, 'reported'],
  );
});
