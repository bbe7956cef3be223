import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForTool, askForTools, toolRequest, type OpenProblem } from '../../../src/engine/dispatching/ask-for-tool';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../../src/engine/model/chat-model';
import { estimateRequestTokens, noUsage } from '../../../src/engine/model/cost';
import { isStrictSchema } from '../../../src/node/model/strict-schema';
import { numbersOnly, playedTool, playedWorkshop } from './played-tools';

const never = new AbortController().signal;
const sum = playedTool('sum', ['What is the sum of 3 and 4?', 'What is the sum of 10 and 32?'], {
  code: 'secret code',
});
const product = playedTool('product', ['What is the product of 3 and 4?', 'What is the product of 10 and 32?']);
const open: OpenProblem = { problem: 'Add 7 and 8', candidates: [sum, product], isUnread: false };

function playing(replies: readonly (string | ChatOutcome)[], seen: ChatRequest[] = []): ChatModel {
  return {
    identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request) => {
      const next = replies[Math.min(seen.push(request) - 1, replies.length - 1)] ?? '';
      return Promise.resolve(
        typeof next === 'string'
          ? { kind: 'reply', text: next, usage: { ...noUsage, promptTokens: 200, completionTokens: 6 } }
          : next,
      );
    },
  };
}

test('a request has names, descriptions and one shown problem, never code, answers or held-out problems', () => {
  const request = toolRequest(open);
  const text = JSON.stringify(request);
  for (const sent of ['It does sum.', 'What is the sum of 3 and 4?', 'It does product.', 'Add 7 and 8'])
    assert.ok(text.includes(sent), sent);
  for (const kept of ['secret code', '10 and 32', '"x"']) assert.ok(!text.includes(kept), kept);
  assert.deepEqual(request.schema?.schema['properties'], {
    tool: { type: 'string', enum: ['sum', 'product', 'none'] },
  });
  assert.ok(isStrictSchema(request.schema.schema));
  assert.equal(
    request.messages[0]?.content,
    toolRequest({ problem: 'Other', candidates: [product] }).messages[0]?.content,
    'the fixed part comes first',
  );
  assert.ok(request.messages.at(-1)?.content.endsWith('Add 7 and 8\n</problem>'));
});

test('long examples are shown as their shape', () => {
  const long = playedTool('long', [`Sort these: ${'pear, '.repeat(100)}fig`]);
  assert.match(
    toolRequest({ problem: 'x', candidates: [long] }).messages.at(-1)?.content ?? '',
    /For example: a a: \(a, \)\+|For example: Aa a: \(a, \)\+/,
  );
});

test('the model’s choice must be one of the candidates; none is an answer', async () => {
  const asked = async (reply: string | ChatOutcome): Promise<unknown> => {
    const outcome = await askForTool(open, playing([reply]), never);
    return outcome.kind === 'tool' ? outcome.tool.tool.id : outcome.kind === 'none' ? outcome.reason : outcome.failure;
  };
  assert.equal(await asked('{"tool": "sum"}'), 'sum');
  assert.equal(await asked('```json\n{"tool": "sum"}\n```'), 'sum');
  assert.equal(await asked('{"tool": "none"}'), null);
  assert.equal(await asked('{"tool": "product"}'), 'product', 'whether or not its parser reads it');
  for (const strange of ['{"tool": "median"}', 'sum', '', '{"tool": ["sum"]}'])
    assert.match(String(await asked(strange)), /no tool that it was shown/);
  assert.equal(await asked({ kind: 'unauthorized', message: 'the key' }), 'unauthorized');
});

test('tools of one id, or called as none is, are told apart', async () => {
  const twins: OpenProblem = {
    problem: 'Add 7 and 8',
    candidates: [
      sum,
      { ...sum, place: 'user', fingerprint: 'other' },
      playedTool('none', ['x'], { code: 'secret code' }),
    ],
    isUnread: false,
  };
  assert.deepEqual(
    (toolRequest(twins).schema?.schema['properties'] as { readonly tool: { readonly enum: readonly string[] } }).tool
      .enum,
    ['sum:1', 'sum:2', 'none:3', 'none'],
  );
  const chosen = await askForTool(twins, playing(['{"tool": "sum:2"}']), never);
  assert.equal(chosen.kind === 'tool' && chosen.tool.place, 'user');
});

test('equal problems are asked once, and a failure that would meet all ends the asking', async () => {
  const seen: ChatRequest[] = [];
  const asked = await askForTools(
    [open, open, { ...open, problem: 'Add 1 and 2' }],
    playing(['{"tool": "sum"}'], seen),
    1,
    never,
  );
  assert.deepEqual([seen.length, asked.map(({ usage }) => usage.promptTokens)], [2, [200, 0, 200]]);
  const failing: ChatRequest[] = [];
  const many = Array.from({ length: 9 }, (_, at) => ({ ...open, problem: `Add ${at} and 8` }));
  const failed = await askForTools(many, playing([{ kind: 'quotaExhausted', message: 'no money' }], failing), 1, never);
  assert.deepEqual([failing.length, failed.every(({ kind }) => kind === 'modelFailed')], [1, true]);
});

test('a dispatch takes no more prompt tokens with more tools', async () => {
  const tokens = async (count: number): Promise<number> => {
    const tools = Array.from({ length: count }, (_, number) =>
      playedTool(`tool-${String(number).padStart(4, '0')}`, [
        `Take the widget ${number + 1_000} and count: 3, 1`,
        `Take the widget ${number + 1_000} and count: 5, 9, 2`,
      ]),
    );
    const index = createToolIndex();
    index.update(tools);
    const [dispatched] = await createDispatcher(
      index,
      playedWorkshop(Object.fromEntries(tools.map(({ tool }) => [tool.id, numbersOnly]))),
    ).dispatch(['Leave the widget 1007 and count: 4, 4'], never);
    assert.equal(dispatched?.kind === 'undecided' && dispatched.candidates.length, 3);
    return dispatched?.kind === 'undecided'
      ? estimateRequestTokens(
          toolRequest({ problem: 'Leave the widget 1007 and count: 4, 4', candidates: dispatched.candidates }),
        )
      : 0;
  };
  assert.equal(await tokens(500), await tokens(20));
});
