import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerRequests, askForAnswers } from '../../../src/engine/inbox/ask-for-answers';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';

const signal = new AbortController().signal;

function playedModel(play: (problem: string) => ChatOutcome): ChatModel & { readonly asked: ChatRequest[] } {
  const asked: ChatRequest[] = [];
  return {
    asked,
    identity: { model: 'strong', host: 'models.example', inputPrice: null, outputPrice: null },
    complete: (request) => {
      asked.push(request);
      return Promise.resolve(play(request.messages.at(-1)?.content ?? ''));
    },
  };
}
const reply = (text: string): ChatOutcome => ({ kind: 'reply', text, usage: noUsage });

test('the strong model is sent what was shown before, with three answered problems at most', async () => {
  const examples = ['1', '2', '3', '4'].map((problem) => ({ problem, answer: `${problem}!` }));
  const model = playedModel((problem) => reply(` ${problem}! \n`));
  const given = await askForAnswers(['a', 'b'], examples, model, 2, signal, () => undefined);
  assert.deepEqual(
    [[...given.answers], given.failure],
    [
      [
        ['a', 'a!'],
        ['b', 'b!'],
      ],
      null,
    ],
  );
  assert.deepEqual(model.asked, answerRequests(['a', 'b'], examples));
  assert.deepEqual(
    model.asked[0]?.messages.slice(1).map(({ role, content }) => `${role}: ${content}`),
    ['user: 1', 'assistant: 1!', 'user: 2', 'assistant: 2!', 'user: 3', 'assistant: 3!', 'user: a'],
  );
  assert.ok(model.asked.every(({ role }) => role === 'maker'));
});

test('an empty reply is no answer; a failure that would meet every request stops the rest, and what came before stays', async () => {
  const model = playedModel((problem) =>
    problem === 'c' ? { kind: 'unauthorized', message: 'The key was refused.' } : reply(problem === 'b' ? '  ' : 'yes'),
  );
  const given = await askForAnswers(['a', 'b', 'c', 'd'], [], model, 1, signal, () => undefined);
  assert.deepEqual(
    [[...given.answers], given.failure],
    [[['a', 'yes']], { kind: 'unauthorized', message: 'The key was refused.' }],
  );
  assert.equal(model.asked.length, 3);
});
