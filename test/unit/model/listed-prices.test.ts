import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listModels, listPrices } from '../../../src/node/model/list-models';
import { pricesIn } from '../../../src/node/model/listed-prices';
import type { SimpleFetch } from '../../../src/node/model/loopback-fetch';

test("prices are those of the server's list, in dollars for a million tokens; what is unknown is never 0", () => {
  const openRouter = (pricing: unknown): unknown => [...pricesIn({ data: [{ id: 'm', pricing } as never] })];
  assert.deepEqual(openRouter({ prompt: '0.00000015', completion: '0.0000006', request: '0' }), [
    ['m', { input: 0.15, output: 0.6 }],
  ]);
  assert.deepEqual(openRouter({ prompt: '0', completion: '0' }), [['m', { input: 0, output: 0 }]]);
  assert.deepEqual(openRouter({ prompt: 1.5e-7, completion: '6e-7' }), [['m', { input: 0.15, output: 0.6 }]]);
  for (const unknown of [
    undefined,
    null,
    {},
    { prompt: '-1', completion: '-1' },
    { prompt: '0.1', completion: null },
    { prompt: '', completion: '' },
    { prompt: 'free', completion: 'free' },
    { prompt: '5', completion: '5' },
    { prompt: '0.000001', completion: '0.000001', request: '0.01' },
    { prompt: 'Infinity', completion: 'NaN' },
    // For a million tokens, as others have it.
    { input: 0.15, output: 0.6 },
  ])
    assert.deepEqual(openRouter(unknown), [], JSON.stringify(unknown));
  const liteLlm = (model_info: unknown): unknown => [...pricesIn({ data: [{ model_name: 'm', model_info } as never] })];
  assert.deepEqual(liteLlm({ input_cost_per_token: 0.000003, output_cost_per_token: 0.000015 }), [
    ['m', { input: 3, output: 15 }],
  ]);
  assert.deepEqual(liteLlm({ input_cost_per_token: 0, output_cost_per_token: 0 }), []);
  for (const none of [undefined, null, 17, [], { data: null }, { data: [null, 3, { pricing: {} }] }])
    assert.deepEqual([...pricesIn(none as never)], []);
});

test('a list of models comes with its prices, and a gateway is asked for its own', async () => {
  const asked: string[] = [];
  const fetch: SimpleFetch = (url) => {
    asked.push(url);
    return Promise.resolve(
      url.endsWith('/model/info')
        ? Response.json({
            data: [{ model_name: 'b', model_info: { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 } }],
          })
        : Response.json({ data: [{ id: 'a', pricing: { prompt: '0.000001', completion: '0.000002' } }, { id: 'b' }] }),
    );
  };
  const list = await listModels('https://host.example/v1', null, { fetch });
  assert.deepEqual(list, { kind: 'models', models: ['a', 'b'], prices: new Map([['a', { input: 1, output: 2 }]]) });
  assert.deepEqual(
    await listPrices('https://host.example/v1', null, { fetch }),
    new Map([['b', { input: 1, output: 2 }]]),
  );
  assert.deepEqual(asked, ['https://host.example/v1/models', 'https://host.example/v1/model/info']);
  const none: SimpleFetch = () => Promise.resolve(new Response('', { status: 404 }));
  assert.deepEqual(await listPrices('https://host.example/v1', null, { fetch: none }), new Map());
  const gone: SimpleFetch = () => Promise.reject(new Error('gone'));
  assert.deepEqual(await listPrices('https://host.example/v1', null, { fetch: gone }), new Map());
});
