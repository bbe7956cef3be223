import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChatRequest } from '../../src/engine/model/chat-model';
import { estimateTokens } from '../../src/engine/model/cost';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';

const request: ChatRequest = {
  role: 'user',
  purpose: 'arguments',
  messages: [{ role: 'user', content: 'text' }],
  temperature: 0,
  maxCompletionTokens: 4_000,
};
const written = fc.string({ unit: 'grapheme', maxLength: 30 });
const finish = fc.constantFrom('stop', 'length', 'error', 'content_filter', '', null);
const chunk = fc.oneof(
  written.map((content) => ({ choices: [{ delta: { content } }] })),
  written.map((reasoning) => ({ choices: [{ delta: { reasoning } }] })),
  finish.map((finish_reason) => ({ choices: [{ delta: {}, finish_reason }] })),
  fc.record({ choices: fc.constant([]), usage: fc.record({ prompt_tokens: fc.nat(9), completion_tokens: fc.nat(9) }) }),
  fc.constant({ error: { message: 'out of memory' } }),
);
const line = fc.oneof(
  { weight: 6, arbitrary: chunk.map((one) => `data: ${JSON.stringify(one)}`) },
  fc.constantFrom(': ping', 'event: keepalive', 'data:', 'data: [DONE]', 'id: 1', 'data: {"cho', 'retry: 1', 'noise'),
);
const breaks = fc.constantFrom('\n\n', '\r\n\r\n', '\r\r', '\n');

/** A body in parts that are cut anywhere, in the middle of a character too; some break off. */
const body = fc
  .record({
    lines: fc.array(fc.tuple(line, breaks), { maxLength: 20 }),
    cuts: fc.array(fc.nat(2_000), { maxLength: 20 }),
    broken: fc.boolean(),
  })
  .map(({ lines, cuts, broken }) => {
    const bytes = Buffer.from(lines.flat().join(''));
    const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
    return { lines, broken, parts: places.slice(1).map((end, index) => bytes.subarray(places[index], end)) };
  });

test('a stream, however it is cut, ends, and neither is half a reply taken as whole nor less booked than came in', async () => {
  await fc.assert(
    fc.asyncProperty(body, async ({ lines, parts, broken }) => {
      const source = (): ReadableStream<Uint8Array> =>
        new ReadableStream({
          start: (controller) => {
            for (const part of parts) if (part.length > 0) controller.enqueue(part);
            if (broken) controller.error(new Error('reset'));
            else controller.close();
          },
        });
      const outcome = await createOpenAiChatModel({
        identity: { model: 'm', host: 'host.example', inputPrice: null, outputPrice: null },
        baseUrl: 'https://host.example/v1',
        apiKey: null,
        timeouts: { firstByteMs: 60_000, silenceMs: 60_000 },
        refused: new Map(),
        sleep: () => Promise.reject(new Error('no second try')),
        fetch: () => Promise.resolve(new Response(source(), { headers: { 'content-type': 'text/event-stream' } })),
      }).complete(request, new AbortController().signal);
      if (outcome.kind !== 'reply') return;
      const given = lines.map(([text]) => text);
      const isWhole = given.some((text) => text.includes('"stop"')) || given.includes('data: [DONE]');
      assert.ok(isWhole, 'half a reply was taken as whole');
      const text = outcome.text;
      assert.ok(outcome.usage.completionTokens * 2 >= estimateTokens(text), 'less was booked than came in');
      assert.ok(outcome.usage.completionTokens > 0);
    }),
    { numRuns: 300 },
  );
});
