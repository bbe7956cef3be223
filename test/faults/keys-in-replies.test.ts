import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, key, told } from './asking';
import { answer, event, json, part, startFaultServer, streamed, text, type FaultServer } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

test('a key in a reply is taken out of it', async () => {
  assert.equal(told(await ask(server, [answer(`your key is ${key}, isn't it`)])), "reply: your key is ‹key›, isn't it");
});

test('a key that a cut would leave in half is taken out before', async () => {
  const outcome = await ask(server, [json(400, { error: { message: `${'x'.repeat(290)} ${key}` } })]);
  assert.doesNotMatch(told(outcome), /sk-/);
});

test('a key is taken out before any cut, however the server puts it', async () => {
  const inSight = (key: string): RegExp => new RegExp(key.slice(0, 6), 'i');
  const html = Array.from(key)
    .map((letter) => `&#${letter.charCodeAt(0)};`)
    .join('');
  for (const played of [
    // The limit of what is read of an error falls into the key, after blanks that are not shown.
    ...[1, 12, key.length - 1].map((letters) => text(500, `${' '.repeat(64_000 - letters)}${key}`)),
    text(500, `${' '.repeat(64_000 - 6 * key.length + 1)}${html}`),
    text(500, `${key} `.repeat(10_000)),
    json(400, { error: { message: `${'x '.repeat(140)}${key}` } }),
    text(400, JSON.stringify({ error: { message: key } }).replace('sk-', '\\u0073\\u006b-')),
    text(
      400,
      JSON.stringify({ error: { message: key } })
        .replace('/', '\\/')
        .slice(0, -1),
    ),
    text(307, '', { location: `https://other.example/${key}/${encodeURIComponent(key.toUpperCase())}` }),
    text(200, `${'x'.repeat(70)}${key}`),
    streamed(part(key.slice(0, 10)), part(key.slice(10)), event({ error: { message: `for ${key}` } })),
    streamed(
      event({ choices: [{ delta: { refusal: key.slice(0, 9) } }] }),
      event({ choices: [{ delta: { refusal: key.slice(9) }, finish_reason: 'stop' }] }),
    ),
  ]) {
    const outcome = await ask(server, [played]);
    assert.doesNotMatch(told(outcome), inSight(key), told(outcome));
  }
  const split = await ask(server, [
    streamed(...Array.from(key).map(part), event({ choices: [{ delta: {}, finish_reason: 'stop' }] })),
  ]);
  assert.equal(told(split), 'reply: ‹key›');
});

test('a key of a few letters is no secret, and no text is garbled by it', async () => {
  assert.equal(told(await ask(server, [answer('ollama runs')], { apiKey: 'ollama' })), 'reply: ollama runs');
});
