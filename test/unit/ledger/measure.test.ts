import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { measureDirect, measuringRequests } from '../../../src/engine/ledger/measure';
import { useEntry } from '../../../src/engine/ledger/use-entry';
import { noUsage } from '../../../src/engine/model/cost';
import type { ChatModel, ChatOutcome } from '../../../src/engine/model/chat-model';
import type { ToolExample } from '../../../src/engine/tool/tool';
import type { UseOutcome } from '../../../src/engine/using/use-tool';
import { accounted, key, minute } from './entries';

const examples: readonly ToolExample[] = Array.from({ length: 10 }, (_, index) => ({
  problem: `problem ${index}`,
  answer: `answer ${index}`,
  seen: index < 4 ? 'shown' : index === 4 ? 'moved' : 'heldOut',
}));

function playing(...outcomes: ChatOutcome[]): ChatModel {
  return {
    identity: { model: 'strong', host: 'host', inputPrice: null, outputPrice: null },
    complete: () => Promise.resolve(outcomes.shift() ?? { kind: 'serverError', message: 'no more' }),
  };
}
const reply = (text: string): ChatOutcome => ({ kind: 'reply', text, usage: noUsage });

test('a few held-out problems are asked, with shown examples as the pattern, and the host compares', async () => {
  const requests = measuringRequests({ examples });
  assert.deepEqual(
    requests.map(({ role, purpose, messages }) => [role, purpose, messages.length, messages.at(-1)?.content]),
    [5, 6, 7].map((number) => ['maker', 'measure', 8, `problem ${number}`]),
  );
  const signal = new AbortController().signal;
  assert.deepEqual(
    await measureDirect({ examples }, playing(reply('answer 5'), reply(' answer 6\n'), reply('another')), signal),
    { asked: 3, right: 2, failure: null },
  );
  assert.deepEqual(
    await measureDirect({ examples }, playing(reply('answer 5'), { kind: 'overCap', message: 'm' }), signal),
    { asked: 1, right: 1, failure: { kind: 'overCap', message: 'm' } },
  );
  assert.deepEqual(measuringRequests({ examples: examples.slice(0, 5) }), [], 'what the maker saw measures nothing');
});

test('no answer of a held-out example is ever sent', () => {
  const seen = fc.constantFrom('shown' as const, 'moved' as const, 'heldOut' as const);
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 20 }), (sides) => {
      const some = sides.map((side, index): ToolExample => ({
        problem: `p${index}`,
        answer: side === 'heldOut' ? 'SECRET' : 'a',
        seen: side,
      }));
      assert.ok(!JSON.stringify(measuringRequests({ examples: some })).includes('SECRET'));
    }),
  );
});

test('a use is counted by who read the problems, and what was cancelled is none', () => {
  const used = (outcome: UseOutcome) => ({ item: { problem: 'eight ch' }, outcome });
  const answer = (path: 'parser' | 'model'): UseOutcome => ({
    kind: 'answer',
    answer: 'x',
    path,
    arguments: {},
    usage: noUsage,
  });
  const at = new Date(minute(5));
  const outcomes: readonly UseOutcome[] = [
    answer('parser'),
    answer('parser'),
    answer('model'),
    { kind: 'notRead', reason: null },
    { kind: 'noAnswer', path: 'parser', usage: noUsage },
    { kind: 'failed', reason: 'r', path: 'model', usage: noUsage },
    { kind: 'cancelled' },
  ];
  assert.deepEqual(useEntry(accounted, outcomes.map(used), at), {
    kind: 'use',
    at: minute(5),
    tool: key,
    byParser: 2,
    byModel: 1,
    unanswered: 3,
    problemTokens: 6,
  });
  assert.equal(useEntry(accounted, [used({ kind: 'cancelled' })], at), null);
  assert.equal(useEntry(accounted, [], at), null);
});
