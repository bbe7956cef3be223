import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatModel, ChatOutcome, ChatRequest, Usage } from '../../../src/engine/model/chat-model';
import { addUsage, costOf, estimatePromptTokens, estimateTokens, noUsage } from '../../../src/engine/model/cost';
import { transcribing } from '../../../src/engine/model/transcribing';
import type { TranscriptEntry } from '../../../src/engine/tool/tool';

const request: ChatRequest = {
  role: 'maker',
  purpose: 'propose',
  messages: [{ role: 'user', content: 'text' }],
  temperature: 0,
  maxCompletionTokens: 100,
};
const usage: Usage = { promptTokens: 3, completionTokens: 2, cachedTokens: 1, reasoningTokens: 1, source: 'reported' };
const estimated: Usage = { ...usage, source: 'estimated' };

function playing(...outcomes: ChatOutcome[]): ChatModel {
  return {
    identity: { model: 'strong', host: 'host', inputPrice: 1, outputPrice: 2 },
    complete: () => Promise.resolve(outcomes.shift() ?? { kind: 'serverError', message: 'no more' }),
  };
}

test('every exchange is written down as it ended, and its usage can be summed', async () => {
  const entries: TranscriptEntry[] = [];
  const model = transcribing(
    playing(
      { kind: 'reply', text: 'tool', usage },
      { kind: 'truncated', message: 'cut off', usage: estimated },
      { kind: 'unreachable', message: 'nobody there' },
    ),
    entries,
  );
  for (let asked = 0; asked < 3; asked += 1) await model.complete(request, new AbortController().signal);
  assert.deepEqual(
    entries.map(({ purpose, model: name, messages, reply }) => [purpose, name, messages, reply]),
    [
      ['propose', 'strong', request.messages, 'tool'],
      ['propose', 'strong', request.messages, '(truncated) cut off'],
      ['propose', 'strong', request.messages, '(unreachable) nobody there'],
    ],
  );
  assert.deepEqual(
    entries.map((entry) => entry.usage),
    [usage, estimated, noUsage],
  );
  assert.deepEqual(
    entries.reduce((sum, entry) => addUsage(sum, entry.usage), noUsage),
    { promptTokens: 6, completionTokens: 4, cachedTokens: 2, reasoningTokens: 2, source: 'estimated' },
  );
});

test('the outcome, the signal and the progress pass through unchanged', async () => {
  const outcome: ChatOutcome = { kind: 'reply', text: 'x', usage };
  const controller = new AbortController();
  const seen: unknown[] = [];
  const inner: ChatModel = {
    ...playing(),
    complete: (asked, signal, onProgress) => {
      seen.push(asked, signal);
      onProgress?.(7);
      return Promise.resolve(outcome);
    },
  };
  const model = transcribing(inner, []);
  assert.equal(await model.complete(request, controller.signal, (characters) => seen.push(characters)), outcome);
  assert.equal(model.identity, inner.identity);
  assert.deepEqual(seen, [request, controller.signal, 7]);
});

test('a price that is not known is not zero', () => {
  assert.equal(costOf(usage, { inputPrice: 1, outputPrice: 2 }), 7e-6);
  assert.equal(costOf(usage, { inputPrice: null, outputPrice: 2 }), null);
  assert.equal(costOf(usage, { inputPrice: 1, outputPrice: null }), null);
  assert.equal(costOf(usage, { inputPrice: 0, outputPrice: 0 }), 0);
});

test('tokens are estimated by characters, four a token in ASCII and one elsewhere', () => {
  assert.equal(estimateTokens(''), 0);
  assert.equal(estimateTokens('abcde'), 2);
  assert.equal(estimateTokens('日本'), 2);
  assert.equal(
    estimatePromptTokens([
      { role: 'user', content: 'abcd' },
      { role: 'user', content: '' },
    ]),
    9,
  );
});

test('what one part of a sum leaves unreported, the sum does', () => {
  const sum = addUsage(
    { ...usage, cachedTokens: 0, unreported: ['cachedTokens'] },
    { ...usage, unreported: ['reasoningTokens'] },
  );
  assert.deepEqual(sum.unreported, ['cachedTokens', 'reasoningTokens']);
  assert.equal('unreported' in addUsage(usage, usage), false);
  // An estimate knows nothing of either, and need not say so.
  assert.equal('unreported' in addUsage({ ...usage, unreported: ['cachedTokens'] }, estimated), false);
});
