import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { RefusedParameter } from '../../src/node/model/refusals';
import { ask, request, withSchema } from './asking';
import { answer, json, startFaultServer, type FaultServer, type Play } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

/** A server that refuses these parameters, one at a time. */
function picky(
  names: readonly string[],
  complain: (name: string) => unknown = (name) => ({
    error: { message: `Unsupported parameter: '${name}'`, param: name },
  }),
): Play {
  return (response, seen) => {
    const refused = names.find((name) => name in seen.body);
    return refused === undefined ? answer('fine')(response, seen) : json(400, complain(refused))(response, seen);
  };
}

test('what a server refuses is dropped or replaced one after the other, and remembered for the server and model', async () => {
  const refused = new Map<string, Set<RefusedParameter>>();
  const play = picky([
    'temperature',
    'max_completion_tokens',
    'max_tokens',
    'response_format',
    'stream_options',
    'stream',
  ]);
  const first = await ask(server, [play], { refused }, withSchema);
  assert.deepEqual([first.kind, first.requests], ['reply', 7]);
  assert.deepEqual(Object.keys(server.seen.at(-1)?.body ?? {}).sort(), ['messages', 'model']);
  assert.match(server.seen.at(-1)?.body.messages?.[0]?.content ?? '', /of this schema: \{"type":"object"/);
  assert.equal((await ask(server, [play], { refused }, withSchema)).requests, 1);
  const other = {
    refused,
    identity: { model: 'light', host: new URL(server.baseUrl).host, inputPrice: null, outputPrice: null },
  };
  assert.equal((await ask(server, [play], other, withSchema)).requests, 7);
});

test('the limit goes by its old name where the new one is refused', async () => {
  await ask(server, [picky(['max_completion_tokens'])]);
  assert.deepEqual(
    [server.seen.at(-1)?.body['max_tokens'], server.seen.at(-1)?.body['max_completion_tokens']],
    [100, undefined],
  );
});

test('refusals are understood in the forms that servers use', async () => {
  const forms: readonly (readonly [string, unknown])[] = [
    [
      'temperature',
      {
        error: {
          message: "Unsupported value: 'temperature' does not support 0.3 with this model.",
          param: 'temperature',
          code: 'unsupported_value',
        },
      },
    ],
    ['stream_options', { detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] }],
    ['stream_options', { message: 'Unknown field include_usage in request' }],
    ['response_format', { error: 'json_schema is not supported by this model' }],
    [
      'max_completion_tokens',
      { object: 'error', message: 'max_completion_tokens: unknown field, use max_tokens', type: 'BadRequestError' },
    ],
    ['stream', { error: { message: 'Streaming is not available for your organization.' } }],
  ];
  for (const [name, body] of forms) {
    const outcome = await ask(server, [picky([name], () => body)], {}, withSchema);
    assert.deepEqual([outcome.kind, outcome.requests], ['reply', 2], name);
  }
});

test('what names no parameter is not tried again', async () => {
  const outcome = await ask(server, [json(400, { error: { message: 'upstream model is not configured' } })]);
  assert.deepEqual([outcome.kind, outcome.requests], ['badResponse', 1]);
});

test('a refusal that stays is told, ends, and nothing of it is remembered', async () => {
  const refused = new Map<string, Set<RefusedParameter>>();
  const outcome = await ask(server, [json(400, { error: { message: 'bad temperature', param: 'temperature' } })], {
    refused,
  });
  assert.deepEqual([outcome.kind, outcome.requests], ['badResponse', 2]);
  assert.deepEqual(
    [...refused.values()].flatMap((set) => [...set]),
    [],
  );
});

test('one schema that is refused does not lose structured output for the others', async () => {
  const refused = new Map<string, Set<RefusedParameter>>();
  const play = picky(['response_format'], () => ({
    error: { message: "Invalid schema for response_format 'arguments': …", param: 'response_format', code: null },
  }));
  assert.equal((await ask(server, [play], { refused }, withSchema)).requests, 2);
  assert.equal((await ask(server, [answer('fine')], { refused }, withSchema)).kind, 'reply');
  assert.ok('response_format' in (server.seen.at(-1)?.body ?? {}));
});

test('requests that run at the same time each get past a refusal', async () => {
  const refused = new Map<string, Set<RefusedParameter>>();
  const play = picky(['temperature', 'stream']);
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => ask(server, [play], { refused })));
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['reply', 'reply', 'reply', 'reply'],
  );
});

test('a closed schema is sent as strict, an open one as a wish', async () => {
  const sent = async (asked: typeof withSchema): Promise<unknown> => {
    await ask(server, [answer('fine')], {}, asked);
    return server.seen.at(-1)?.body['response_format'];
  };
  assert.deepEqual(await sent(withSchema), {
    type: 'json_schema',
    json_schema: { name: 'arguments', schema: withSchema.schema?.schema, strict: true },
  });
  const open = { type: 'object', properties: {} };
  assert.deepEqual(await sent({ ...request, schema: { name: 'arguments', schema: open } }), {
    type: 'json_schema',
    json_schema: { name: 'arguments', schema: open, strict: false },
  });
});
