import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ChatOutcome } from '../../src/engine/model/chat-model';
import { unlearned } from '../../src/node/model/limits';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import { ask, key, optionsFor, request, told } from './asking';
import {
  answer,
  doneEvent,
  endless,
  event,
  json,
  part,
  raw,
  reset,
  silent,
  slow,
  stalled,
  startFaultServer,
  streamed,
  text,
  type FaultServer,
  type Play,
} from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

const euro = Buffer.from('€');
const html = { 'content-type': 'text/html' };
const shortly = { firstByteMs: 60, silenceMs: 60_000 };
const quiet = { firstByteMs: 60_000, silenceMs: 60 };

/** Name, what the server plays, the outcome's kind, words of its message, requests it took. */
const faults: readonly (readonly [string, Play, ChatOutcome['kind'], RegExp, number])[] = [
  [
    '401',
    json(401, { error: { message: `Incorrect API key provided: ${key}` } }),
    'unauthorized',
    /refused the key \(401\): Incorrect.*‹key›.*Set Up Models/,
    1,
  ],
  ['403', json(403, { error: { message: 'not for you' } }), 'unauthorized', /403.*not for you/, 1],
  ['402', json(402, { error: { message: 'Insufficient Balance' } }), 'quotaExhausted', /billing/, 1],
  [
    '404',
    json(404, { error: { message: 'The model `strong` does not exist' } }),
    'modelNotFound',
    /no model “strong”.*base URL http.*does not exist/,
    1,
  ],
  ['404 without a body', text(404, ''), 'modelNotFound', /404.*no reason given/, 1],
  ['407', text(407, ''), 'unreachable', /proxy/, 1],
  ['408', json(408, { error: { message: 'timeout' } }), 'timedOut', /408/, 3],
  ['413', json(413, { error: { message: 'Payload too large' } }), 'badResponse', /too long for strong.*fewer/, 1],
  ['418', json(418, { error: { message: 'teapot' } }), 'badResponse', /418: teapot/, 1],
  [
    'a context that is too long',
    json(400, {
      error: {
        message: "This model's maximum context length is 8192 tokens, max_tokens included",
        code: 'context_length_exceeded',
      },
    }),
    'badResponse',
    /too long for strong/,
    1,
  ],
  [
    'a content filter before the reply',
    json(400, { error: { message: 'filtered', code: 'content_filter' } }),
    'refused',
    /content filter/,
    1,
  ],
  [
    '429 for 90 s',
    json(429, { error: { message: 'slow down' } }, { 'retry-after': '90' }),
    'rateLimited',
    /try again in 90 s/,
    1,
  ],
  [
    '429 until a date far off',
    json(429, {}, { 'retry-after': new Date(Date.UTC(2026, 0, 1, 3)).toUTCString() }),
    'rateLimited',
    /try again in 3 h/,
    1,
  ],
  [
    '429 for ever',
    json(429, { error: { message: 'slow down' } }),
    'rateLimited',
    /no more requests for now.*in a while/,
    3,
  ],
  [
    '429 with an exhausted quota',
    json(
      429,
      { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
      { 'retry-after': '1' },
    ),
    'quotaExhausted',
    /billing/,
    1,
  ],
  ['500 for ever', json(500, {}), 'serverError', /500.*later/, 3],
  ['501', json(501, { error: { message: 'not here' } }), 'serverError', /501/, 1],
  ['502 with a web page', text(502, '<html>bad gateway</html>', html), 'serverError', /502.*web page/, 3],
  ['503 for ever', json(503, { error: { message: 'overloaded' } }), 'serverError', /503.*overloaded.*later/, 3],
  ['503 for ten minutes', json(503, {}, { 'retry-after': '600' }), 'serverError', /Try again in 10 min/, 1],
  ['504 in text', text(504, 'upstream timed out'), 'serverError', /504.*upstream timed out/, 3],
  ['an error of another form', json(400, { message: 'what is that', code: '17' }), 'badResponse', /what is that/, 1],
  ['a log-in page', text(200, '<!DOCTYPE html><body>log in</body>', html), 'badResponse', /web page/, 1],
  [
    'text that is not JSON',
    text(200, 'hello there', { 'content-type': 'application/json' }),
    'badResponse',
    /not JSON: hello there/,
    1,
  ],
  ['half a JSON', text(200, '{"choices": [', { 'content-type': 'application/json' }), 'badResponse', /broke off/, 1],
  ['nothing', text(200, '', { 'content-type': 'application/json' }), 'badResponse', /nothing at all/, 1],
  ['204', text(204, ''), 'badResponse', /nothing at all/, 1],
  ['205', text(205, ''), 'badResponse', /nothing at all/, 1],
  ['JSON of another shape', json(200, { result: 'hello' }), 'badResponse', /another shape/, 1],
  ['JSON that is no object', json(200, 17), 'badResponse', /another shape/, 1],
  ['no choices', json(200, { choices: [] }), 'badResponse', /empty reply/, 1],
  [
    'an empty choice',
    json(200, { choices: [{ message: { content: null }, finish_reason: 'stop' }] }),
    'badResponse',
    /empty reply/,
    1,
  ],
  [
    'an error with status 200',
    json(200, { error: { message: 'the model crashed' } }),
    'serverError',
    /the model crashed/,
    1,
  ],
  [
    'a rate limit with status 200',
    json(200, { error: { message: 'slow down', code: 429 } }),
    'rateLimited',
    /no more requests/,
    3,
  ],
  ['a stream of another shape', streamed(event({ choices: 'x' })), 'badResponse', /another shape/, 1],
  [
    'a stream with an event that is not JSON',
    streamed('data: {"choices": [\n\n'),
    'badResponse',
    /event that is not JSON/,
    1,
  ],
  ['an empty stream', streamed(), 'badResponse', /empty stream/, 1],
  [
    'an error in the middle of a stream',
    streamed(part('a'), event({ error: { message: 'out of memory' } })),
    'serverError',
    /broke off with an error: out of memory/,
    1,
  ],
  [
    'an error of another form in a stream',
    streamed(event({ object: 'error', message: 'no such adapter' })),
    'serverError',
    /no such adapter/,
    1,
  ],
  ['a stream that ends in the middle', streamed(part('a')), 'badResponse', /broke off in the middle/, 1],
  ['a reply cut off at its limit', answer('half', undefined, 'length'), 'truncated', /limit of 100 tokens/, 1],
  ['a content filter', answer('', undefined, 'content_filter'), 'refused', /content filter/, 1],
  [
    'a refusal',
    json(200, { choices: [{ message: { refusal: `I will not, ${key}` }, finish_reason: 'stop' }] }),
    'refused',
    /I will not, ‹key›/,
    1,
  ],
  [
    'a streamed refusal',
    streamed(
      event({ choices: [{ delta: { refusal: 'I will ' } }] }),
      event({ choices: [{ delta: { refusal: 'not' }, finish_reason: 'stop' }] }),
    ),
    'refused',
    /I will not\./,
    1,
  ],
  ['a reset', reset, 'unreachable', /broke off/, 3],
  [
    'a stream cut in the middle of a character',
    stalled([part('a'), euro.subarray(0, 2)], true),
    'unreachable',
    /broke off/,
    3,
  ],
  [
    'an error that is cut',
    (response) =>
      void response.writeHead(400, { 'content-length': '100' }).write('{"error":', () => response.destroy()),
    'unreachable',
    /broke off/,
    3,
  ],
  ['something that is not http', raw('SSH-2.0-OpenSSH_9.9\r\n'), 'unreachable', /does not speak http/, 1],
  [
    'a status that no one knows',
    raw('HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n'),
    'unreachable',
    /does not speak http\./,
    1,
  ],
  ['a reply past its limit', endless(part('x'.repeat(100))), 'truncated', /broken off at about 225 tokens/, 1],
  ['a huge event', endless('x'.repeat(100_000)), 'badResponse', /event of more than 1,000,000 bytes/, 1],
  ['comments without end', endless(': keep going\n\n'.repeat(1_000)), 'badResponse', /a stream without end/, 1],
  ['blanks without end', endless(' '.repeat(100_000)), 'badResponse', /a stream without end|longer than/, 1],
  ['a huge reply in one piece', text(200, 'x'.repeat(4_100_000)), 'badResponse', /longer than 4,000,000/, 1],
  ['a huge error', text(500, 'x'.repeat(1_000_000)), 'serverError', /x{300}…/, 3],
];

for (const [transport, over] of [
  ['node:http', {}],
  ['fetch', { fetch }],
] as const) {
  describe(`over ${transport}`, () => {
    test('a streamed reply comes with the usage that the server reports', async () => {
      const outcome = await ask(
        server,
        [
          answer('hello there', {
            prompt_tokens: 7,
            completion_tokens: 3,
            prompt_tokens_details: { cached_tokens: 2 },
            completion_tokens_details: { reasoning_tokens: 1 },
          }),
        ],
        over,
      );
      assert.deepEqual(outcome, {
        kind: 'reply',
        text: 'hello there',
        usage: { promptTokens: 7, completionTokens: 3, cachedTokens: 2, reasoningTokens: 1, source: 'reported' },
        requests: 1,
        waits: [],
      });
    });

    for (const [name, play, kind, words, requests] of faults) {
      test(`${name}: ${kind}`, async () => {
        const outcome = await ask(server, [play], over);
        assert.equal(outcome.kind, kind, told(outcome));
        assert.match(told(outcome), words);
        assert.equal(outcome.requests, requests);
      });
    }

    test('a slow first byte: timedOut', async () => {
      assert.match(
        told(await ask(server, [silent], { ...over, timeouts: shortly })),
        /timedOut: .* sent nothing for 60 ms\. .*firstByteSeconds/,
      );
    });

    test('a stream that stalls: timedOut, with an estimate of what was charged', async () => {
      const outcome = await ask(server, [stalled([part('abcdefgh')])], { ...over, timeouts: quiet });
      assert.match(told(outcome), /timedOut: .*silent in the middle.*silenceSeconds/);
      assert.deepEqual([outcome.usage?.source, outcome.usage?.completionTokens, outcome.requests], ['estimated', 2, 1]);
    });

    test('a slow reply that keeps coming is waited for', async () => {
      assert.equal(told(await ask(server, [slow(80, answer('late'))], over)), 'reply: late');
    });

    test('characters that are cut in two by the network stay whole', async () => {
      const bytes = Buffer.from(part('€uro'));
      const at = bytes.indexOf(euro) + 1;
      const play: Play = async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(bytes.subarray(0, at));
        await new Promise((resolve) => setTimeout(resolve, 30));
        response.end(
          Buffer.concat([bytes.subarray(at), Buffer.from(event({ choices: [{ delta: {}, finish_reason: 'stop' }] }))]),
        );
      };
      assert.equal(told(await ask(server, [play], over)), 'reply: €uro');
    });

    test('a stream that is over ends, even where the connection does not, and gives no reason', async () => {
      const outcome = await ask(server, [stalled([part('hello'), doneEvent.slice(0, 8), doneEvent.slice(8)])], over);
      assert.equal(told(outcome), 'reply: hello');
    });

    test('what is not read to its end ends the connection', async () => {
      const before = server.abandoned;
      await ask(server, [endless(part('x'.repeat(100_000)))], over);
      for (let tries = 0; tries < 200 && server.abandoned === before; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(server.abandoned, before + 1);
    });

    test('cancelling ends a request that hangs, at its start and in its middle', async () => {
      for (const play of [silent, stalled([part('a')])]) {
        const controller = new AbortController();
        const cancelAfter: Play = async (response, seen) => {
          await play(response, seen);
          setTimeout(() => controller.abort(), 30);
        };
        assert.equal((await ask(server, [cancelAfter], over, request, controller.signal)).kind, 'cancelled');
      }
    });
  });
}

test('a huge reply is cut off, whatever limit it was given', async () => {
  const limits = new Map([[`${server.baseUrl} strong`, { ...unlearned, start: 1e7 }]]);
  const outcome = await ask(
    server,
    [endless(part('x'.repeat(100_000)))],
    { limits },
    { ...request, maxCompletionTokens: 1e7 },
  );
  assert.match(told(outcome), /^badResponse: .*longer than 4,000,000/);
});

test('a server that ignores the wish to stream is understood', async () => {
  const outcome = await ask(server, [
    json(200, { choices: [{ message: { content: 'whole' }, finish_reason: 'stop' }] }),
  ]);
  assert.equal(told(outcome), 'reply: whole');
});

test('a reply in parts, thoughts among them, is put together', async () => {
  const content = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
    { type: 'text', text: 'an' },
    { type: 'text', text: 'swer' },
  ];
  assert.equal(
    told(await ask(server, [json(200, { choices: [{ message: { content }, finish_reason: 'stop' }] })])),
    'reply: answer',
  );
});

test('no usage, or one of nonsense, counts as none: it is estimated and says so', async () => {
  for (const usage of [
    undefined,
    null,
    'many',
    {},
    { prompt_tokens: -1, completion_tokens: 2 },
    { prompt_tokens: 'many', completion_tokens: 2 },
    { prompt_tokens: null, completion_tokens: 2 },
    { prompt_tokens: 1e300, completion_tokens: 2 },
    { prompt_tokens: 0, completion_tokens: 0 },
    { prompt_tokens: 9, completion_tokens: 0 },
  ]) {
    const outcome = await ask(server, [answer('abcdefgh', usage ?? null)]);
    assert.deepEqual(
      outcome.usage,
      { promptTokens: 11, completionTokens: 2, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' },
      JSON.stringify(usage),
    );
  }
});

test('progress is told as the reply comes in', async () => {
  const lengths: number[] = [];
  server.script(answer('x'.repeat(120)));
  await createOpenAiChatModel(optionsFor(server.baseUrl)).complete(
    request,
    new AbortController().signal,
    (characters) => lengths.push(characters),
  );
  assert.deepEqual([...new Set(lengths)], [50, 100, 120]);
});
