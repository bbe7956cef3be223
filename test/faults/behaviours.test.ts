import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ChatRequest } from '../../src/engine/model/chat-model';
import { estimateRequestTokens } from '../../src/engine/model/cost';
import type { LearnedLimits } from '../../src/node/model/limits';
import type { RefusedParameter } from '../../src/node/model/refusals';
import { ask, request, told, withSchema } from './asking';
import { behaviours } from './behaviours/all';
import { limitsOf } from './behaviours/behaviour';
import { endless, part, stalled, startFaultServer, streamed, type FaultServer, type Play } from './fault-server';

let server: FaultServer;
before(async () => {
  server = await startFaultServer();
});
after(() => server.close());

/** What the tests with a schema ask for. */
const holds = (text: string): boolean => text.includes('"day"');

for (const [kind, ones] of Object.entries(behaviours)) {
  describe(kind, () => {
    for (const { name, plays, told: words, untold, requests, booked, waits, most = 16_000, ...one } of ones) {
      const changes = { timeouts: { firstByteMs: 60_000, silenceMs: one.silenceMs ?? 60_000 } };
      const asked: ChatRequest = {
        ...(one.withSchema === true ? { ...withSchema, holds } : request),
        maxCompletionTokens: most,
      };

      test(`a server that ${name}`, async () => {
        const outcome = await ask(server, plays, changes, asked);
        assert.match(told(outcome), words);
        if (untold) assert.doesNotMatch(told(outcome), untold);
        assert.equal(outcome.requests, requests);
        if (waits) assert.deepEqual(outcome.waits, waits);
        const [least, largest = Infinity] = typeof booked === 'number' ? [booked] : (booked ?? [0]);
        const written = outcome.usage?.completionTokens ?? 0;
        assert.ok(written >= least && written <= largest, `booked: ${written}`);
      });

      test(`a server that ${name}, under a cap`, async () => {
        const room = estimateRequestTokens(asked) + 1_000;
        const outcome = await ask(server, plays, changes, { ...asked, maxCompletionTokens: 1_000, room });
        const { promptTokens = 0, completionTokens = 0, source } = outcome.usage ?? {};
        // What a server reports beyond what came in was spent before anybody could know, and the part that is one too
        // many has come.
        const part = 40;
        if (source === 'estimated')
          assert.ok(promptTokens + completionTokens <= room + part, `${promptTokens} + ${completionTokens} of ${room}`);
        for (const seen of server.seen.slice(-outcome.requests))
          for (const limit of limitsOf(seen)) assert.ok(limit === undefined || Number(limit) <= 1_000);
      });
    }
  });
}

test('a limit is sent under both names, and begins near what a tool takes', async () => {
  await ask(server, [streamed(part('fine'), 'data: [DONE]\n\n')], {}, { ...request, maxCompletionTokens: 16_000 });
  assert.deepEqual(limitsOf(server.seen.at(-1)), [4_000, 4_000]);
});

test('a server that keeps no limit is broken off at the cap, hidden reasoning included', async () => {
  const room = estimateRequestTokens(request) + 500;
  for (const one of ['content', 'reasoning_content']) {
    const token = `data: ${JSON.stringify({ choices: [{ delta: { [one]: 'word' } }] })}\n\n`;
    const outcome = await ask(server, [endless(token)], {}, { ...request, maxCompletionTokens: 500, room });
    assert.match(told(outcome), /^truncated: .*broken off at about 500 tokens/);
    assert.ok((outcome.usage?.completionTokens ?? 0) >= 500 && (outcome.usage?.completionTokens ?? 0) <= 501);
    assert.equal(outcome.requests, 1);
  }
});

test('what was learned is remembered for server and model', async () => {
  const limits = new Map<string, LearnedLimits>();
  const refused = new Map<string, Set<RefusedParameter>>();
  const [tooLarge] = behaviours['limits'] ?? [];
  const [system] = behaviours['refusals'] ?? [];
  for (const one of [tooLarge, system]) {
    const asked = { ...request, maxCompletionTokens: 16_000 };
    assert.equal((await ask(server, one?.plays ?? [], { limits, refused }, asked)).requests, 2);
    assert.equal((await ask(server, one?.plays ?? [], { limits, refused }, asked)).requests, 1);
  }
  assert.deepEqual(limitsOf(server.seen.at(-1)), [2_048, 2_048]);
  assert.deepEqual(server.seen.at(-1)?.body.messages, [{ role: 'user', content: 'rules\n\ntext' }]);
});

test('tries that fail never take more together than a request may', async () => {
  const outcome = await ask(
    server,
    [stalled([part('x'.repeat(2_000))], true)],
    {},
    { ...request, maxCompletionTokens: 600 },
  );
  assert.match(told(outcome), /^unreachable: .*broke off/);
  assert.ok((outcome.usage?.completionTokens ?? 0) <= 1_000, String(outcome.usage?.completionTokens));
});

test('thinking before the first content is waited for as long as for a first byte', async () => {
  const begun = `data: ${JSON.stringify({ choices: [{ delta: { role: 'assistant' } }] })}\n\n`;
  const timeouts = { firstByteMs: 10_000, silenceMs: 40 };
  const thinking: Play = async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(begun);
    await new Promise((resolve) => setTimeout(resolve, 150));
    response.end(`${part('fine')}data: [DONE]\n\n`);
  };
  assert.equal(told(await ask(server, [thinking], { timeouts })), 'reply: fine');
  const never = await ask(server, [stalled([begun])], { timeouts: { firstByteMs: 80, silenceMs: 40 } });
  assert.match(told(never), /^timedOut: .*began and sent nothing that strong wrote for 80 ms/);
});

test('signs of life without content do not hold a request open for ever', async () => {
  const outcome = await ask(server, [endless(': ping\n\n')], { timeouts: { firstByteMs: 120, silenceMs: 60_000 } });
  assert.match(told(outcome), /^timedOut: /);
});
