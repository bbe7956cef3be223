import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration } from '../../../src/node/model/duration';
import { endpointOf, isAzure } from '../../../src/node/model/endpoint';
import { limitedText } from '../../../src/node/model/limited-text';
import { redactorOf } from '../../../src/node/model/redact';
import { abortableSleep } from '../../../src/node/model/sleep';

test('a duration is told in the unit that fits, never too short', () => {
  assert.deepEqual([0, 50, 999.2, 1_000, 1_001, 90_000, 120_001, 600_000, 7_200_000, 7_200_001].map(duration), [
    '0 ms',
    '50 ms',
    '1000 ms',
    '1 s',
    '2 s',
    '90 s',
    '3 min',
    '10 min',
    '120 min',
    '3 h',
  ]);
});

test('a base URL is taken apart into what requests need', () => {
  assert.deepEqual(endpointOf('https://host.example/v1//'), { base: 'https://host.example/v1', query: {} });
  assert.deepEqual(endpointOf('https://host.example'), { base: 'https://host.example', query: {} });
  assert.deepEqual(endpointOf('https://host.example/v1/chat/completions?api-version=1&x=#y'), {
    base: 'https://host.example/v1',
    query: { 'api-version': '1', x: '' },
  });
});

test('Azure is known by its host', () => {
  for (const azure of [
    'https://x.openai.azure.com/openai/v1',
    'https://x.services.ai.azure.com/v1',
    'https://x.openai.azure.us/',
  ])
    assert.ok(isAzure(azure), azure);
  for (const other of [
    'https://azure.com.example/',
    'https://host.example/x.azure.com',
    'https://notazure.com/',
    'nonsense',
  ])
    assert.ok(!isAzure(other), other);
});

test('a key is taken out wherever it stands, in every form that texts have', () => {
  const redact = redactorOf(['sk-a/b+c=0123']);
  assert.equal(redact('sk-a/b+c=0123 and ?key=sk-a%2Fb%2Bc%3D0123, sk-a/b+c=0123'), '‹key› and ?key=‹key›, ‹key›');
  for (const form of [
    'sk-a%2fb%2bc%3d0123',
    'sk-a/b%2Bc=0123',
    '%73k-a/b+c=0123',
    'sk-a\\/b+c=0123',
    '\\u0073k-a\\u002Fb+c=0123',
    'sk-a&#x2F;b&#43;c&#61;0123',
    'SK-A/B+C=0123',
    'sk-a/b\n  +c=0123',
  ])
    assert.equal(redact(`<${form}>`), '<‹key›>', form);
  assert.equal(redactorOf(['ollama'])('ollama'), 'ollama');
  assert.equal(redactorOf([null])('text'), 'text');
  assert.equal(redactorOf([null, 'long-long-key', 'long-long'])('long-long-key, long-long'), '‹key›, ‹key›');
  assert.equal(redactorOf(['a.b*c+(d)'])('a.b*c+(d), aXb*c+(d)'), '‹key›, aXb*c+(d)');
});

test('of a text that was cut nothing is left that could begin a key, however much was taken out before', () => {
  const key = 'sk-secret-0123456789/abc';
  const redact = redactorOf([key]);
  const text = `${'x'.repeat(2_000)}${key.repeat(200)}`;
  for (let end = 1_900; end < text.length; end += 1)
    assert.doesNotMatch(redact(text.slice(0, end), true), /sk/, String(end));
  assert.equal(redact('x'.repeat(300), true), 'x'.repeat(60));
});

test('a text is read up to its limit, and what is left is let go', async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Buffer.from('€€')),
    cancel: () => {
      cancelled = true;
    },
  });
  assert.deepEqual(await limitedText(endless, 5), { text: '€€€€€', cut: true });
  assert.ok(cancelled);
  assert.deepEqual(await limitedText(new Response('€uro').body as ReadableStream<Uint8Array>, 4), {
    text: '€uro',
    cut: false,
  });
  assert.deepEqual(await limitedText(null, 5), { text: '', cut: false });
});

test('a sleep ends at once when it is cancelled, before or while it lasts', async () => {
  await assert.rejects(abortableSleep(3_600_000, AbortSignal.abort()), /cancelled/);
  const controller = new AbortController();
  const sleeping = abortableSleep(3_600_000, controller.signal);
  controller.abort();
  await assert.rejects(sleeping, /cancelled/);
  await abortableSleep(1, new AbortController().signal);
});
