import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../../src/engine/json';
import type { ChatModel, ChatOutcome, ChatRequest, Usage } from '../../../src/engine/model/chat-model';
import { createBookkeeping } from '../../../src/engine/ledger/bookkeeping';
import { noCaps } from '../../../src/engine/ledger/caps';
import { addUsage, noUsage } from '../../../src/engine/model/cost';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import { isPackable, takePack, usageShares } from '../../../src/engine/using/pack';
import { estimateUseTokens, mostOfUse, plannedRequests, useModelOnAll } from '../../../src/engine/using/use-model';
import type { UseOutcome } from '../../../src/engine/using/use-tool';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { memoryLedger } from '../ledger/entries';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const never = new AbortController().signal;
const usage: Usage = { ...noUsage, promptTokens: 100, completionTokens: 11 };
const tool: Tool = {
  id: 'shout',
  name: 'Shout',
  description: 'Writes a word in upper case.',
  argumentsSchema: {
    type: 'object',
    properties: { word: { type: 'string' } },
    required: ['word'],
    additionalProperties: false,
  },
  notation: { kind: 'lines' },
  demonstrations: [{ problem: 'say hush', arguments: { word: 'hush' } }],
  examples: [],
  reader: 'parser',
  stage: 'tool',
  hint: null,
  versions: [],
  code: 'function solve({ word }) { return word.toUpperCase(); }',
};

/** The numbered problems of a request; the only one, where it is not packed. */
function problemsIn(request: ChatRequest): readonly string[] {
  const text = request.messages.at(-1)?.content ?? '';
  return request.schema?.name === 'items'
    ? text
        .split(/^### \d+\n/m)
        .slice(1)
        .map((part) => part.replace(/\n$/, ''))
    : [text];
}

const right = (problem: string): Json => ({ word: problem.replace('say ', '') });

/** A model that reads every problem by `read` and numbers its replies as asked. */
function reading(seen: ChatRequest[], read: (problem: string, packed: boolean) => Json | undefined = right): ChatModel {
  return {
    identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request): Promise<ChatOutcome> => {
      seen.push(request);
      const problems = problemsIn(request);
      const packed = request.schema?.name === 'items';
      const items = problems.flatMap((problem, index) => {
        const args = read(problem, packed);
        return args === undefined ? [] : [{ n: index + 1, arguments: args }];
      });
      return Promise.resolve({
        kind: 'reply',
        text: JSON.stringify(packed ? { items } : (items[0]?.arguments ?? 'none')),
        usage,
      });
    },
  };
}

const all = (problems: readonly string[], model: ChatModel, packSize = 10, inFlight = 1): Promise<UseOutcome[]> =>
  useModelOnAll(tool, problems, model, { sandbox, limits: defaultLimits }, { inFlight, packSize }, never);
const answersOf = (outcomes: readonly UseOutcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.kind === 'answer' ? outcome.answer : outcome.kind));
const tokensOf = (outcomes: readonly UseOutcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + ('usage' in outcome ? outcome.usage.promptTokens : 0), 0);
const words = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `say ${'abcdefghijklmnopqrstuvwxyz'.charAt(index % 26)}${'x'.repeat(1 + Math.floor(index / 26))}`,
  );

test('problems go out in packs, are answered in order, and the tokens of a pack are shared out whole', async () => {
  const seen: ChatRequest[] = [];
  const problems = words(23);
  const outcomes = await all(problems, reading(seen), 10, 2);
  assert.deepEqual(
    answersOf(outcomes),
    problems.map((problem) => problem.slice(4).toUpperCase()),
  );
  assert.deepEqual(
    seen.map((request) => problemsIn(request).length),
    [10, 10, 3],
  );
  assert.equal(tokensOf(outcomes), 300);
});

test('what is missing, misnumbered, ungrounded or does not fit the schema in a pack is asked singly, and nothing else', async () => {
  const seen: ChatRequest[] = [];
  const broken: Readonly<Record<string, Json | undefined>> = {
    'say bx': undefined,
    'say cx': { word: 'other' },
    'say dx': { wrong: 1 },
  };
  const outcomes = await all(
    words(6),
    reading(seen, (problem, packed) => (packed && problem in broken ? broken[problem] : right(problem))),
  );
  assert.deepEqual(answersOf(outcomes), ['AX', 'BX', 'CX', 'DX', 'EX', 'FX']);
  assert.deepEqual(
    seen.slice(1).map((request) => problemsIn(request)),
    [['say bx'], ['say cx'], ['say dx']],
  );
});

test('a number that comes twice counts for neither', async () => {
  const seen: ChatRequest[] = [];
  const model = reading(seen);
  const doubling: ChatModel = {
    ...model,
    complete: async (request, signal) => {
      const outcome = await model.complete(request, signal);
      return outcome.kind === 'reply' && request.schema?.name === 'items'
        ? { ...outcome, text: outcome.text.replace('"n":2', '"n":1') }
        : outcome;
    },
  };
  assert.deepEqual(answersOf(await all(words(4), doubling)), ['AX', 'BX', 'CX', 'DX']);
  assert.deepEqual(
    seen.slice(1).map((request) => problemsIn(request)),
    [['say ax'], ['say bx']],
  );
});

test('a model that cannot handle packs of that size gets smaller ones', async () => {
  const seen: ChatRequest[] = [];
  const lazy = reading(seen);
  const model: ChatModel = {
    ...lazy,
    complete: (request, signal) =>
      problemsIn(request).length > 2
        ? lazy.complete(request, signal).then(() => ({ kind: 'truncated', message: 'too long', usage }))
        : lazy.complete(request, signal),
  };
  const problems = words(30);
  assert.deepEqual(
    answersOf(await all(problems, model, 8)),
    problems.map((problem) => problem.slice(4).toUpperCase()),
  );
  assert.deepEqual(
    seen.map((request) => problemsIn(request).length).filter((size) => size > 1),
    [8, 4, 2, 2, 2, 2, 2, 2, 2, 2, 2],
  );
});

test('equal problems are asked once and paid once', async () => {
  const seen: ChatRequest[] = [];
  const indices: number[] = [];
  const outcomes = await useModelOnAll(
    tool,
    ['say a', 'say b', 'say a', 'say a'],
    reading(seen),
    { sandbox, limits: defaultLimits },
    { inFlight: 2, packSize: 1 },
    never,
    (index) => indices.push(index),
  );
  assert.deepEqual(answersOf(outcomes), ['A', 'B', 'A', 'A']);
  assert.deepEqual([seen.length, tokensOf(outcomes), indices.sort()], [2, 200, [0, 1, 2, 3]]);
});

test('a failure that would meet every request stops the rest; another one does not', async () => {
  for (const [kind, calls] of [
    ['unauthorized', 1],
    ['serverError', 3],
  ] as const) {
    let asked = 0;
    const model: ChatModel = {
      identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
      complete: () => Promise.resolve({ kind, message: `no: ${(asked += 1)}` }),
    };
    const outcomes = await all(words(25), model);
    assert.deepEqual(
      [asked, outcomes.length, new Set(outcomes.map((outcome) => outcome.kind))],
      [calls, 25, new Set(['failed'])],
    );
  }
});

test('an aborted run asks nothing more', async () => {
  const controller = new AbortController();
  const seen: ChatRequest[] = [];
  const model = reading(seen);
  const outcomes = await useModelOnAll(
    tool,
    words(40),
    model,
    { sandbox, limits: defaultLimits },
    { inFlight: 1, packSize: 10 },
    controller.signal,
    () => controller.abort(),
  );
  assert.equal(seen.length, 1);
  assert.ok(outcomes.slice(10).every((outcome) => outcome.kind === 'cancelled'));
});

test('texts that look numbered and long ones go by themselves; schemas with references are not packed', () => {
  const odd = ['say a', 'say b', '### 3\nsay c', 'say d', 'x'.repeat(5_000), 'say e'];
  assert.deepEqual(
    plannedRequests(tool, odd, 10).map((request) => problemsIn(request).length),
    [2, 1, 1, 1, 1],
  );
  assert.equal(isPackable({ ...tool, argumentsSchema: { ...tool.argumentsSchema, $ref: '#/$defs/x' } }), false);
});

test('the fixed part of a packed request comes first and is the same for every pack', () => {
  const [one, other] = plannedRequests(tool, words(20), 10);
  assert.deepEqual(one?.messages.slice(0, -1), other?.messages.slice(0, -1));
  assert.deepEqual(one?.schema, other?.schema);
  assert.ok(estimateUseTokens(tool, words(20), 10) < estimateUseTokens(tool, words(20), 1) / 2);
});

test('packs take every problem once, in order, and no more than their size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 6_000 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (problems, size) => {
        const waiting = problems.map((_, index) => index);
        const packs: (readonly number[])[] = [];
        for (let pack = takePack(problems, waiting, size); pack.length > 0; pack = takePack(problems, waiting, size))
          packs.push(pack);
        assert.deepEqual(
          packs.flat(),
          problems.map((_, index) => index),
        );
        assert.ok(packs.every((pack) => pack.length <= size));
      },
    ),
  );
});

test('shares of a usage sum to it', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.nat(100_000),
      fc.integer({ min: 1, max: 50 }),
      (promptTokens, completionTokens, count) => {
        const whole: Usage = {
          promptTokens,
          completionTokens,
          cachedTokens: 7,
          reasoningTokens: 3,
          source: 'estimated',
        };
        assert.deepEqual(usageShares(whole, count).reduce(addUsage), whole);
      },
    ),
  );
});

test('four hundred rows without one answer cost a few requests, whatever the cause, and the most was said before', async () => {
  const rows = Array.from({ length: 400 }, (_, row) => `say word${row}`);
  const empty: ChatOutcome = { kind: 'badResponse', message: 'All of it went into reasoning.', usage };
  for (const outcome of [empty, { kind: 'reply', text: 'I would say so.', usage } as const]) {
    let sent = 0;
    const books = createBookkeeping({
      ledger: memoryLedger(),
      caps: () => noCaps,
      capNames: { dollarsPerMaking: 'a', dollarsPerDay: 'b', tokensPerMaking: 'c', tokensPerDay: 'd' },
      now: () => new Date(),
      newId: () => String(sent),
      onUnwritten: () => undefined,
    });
    const model = books.booked(
      {
        identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
        complete: async () => {
          sent += 1;
          await Promise.resolve();
          return outcome;
        },
      },
      () => ({}),
    );
    const use = { inFlight: 4, packSize: 10 };
    const outcomes = await useModelOnAll(tool, rows, model, { sandbox, limits: defaultLimits }, use, never);
    assert.ok(sent <= 8, String(sent));
    assert.ok(outcomes.every(({ kind }) => kind === 'failed'));
    const braked = outcomes.filter((one) => one.kind === 'failed' && one.modelFailure === 'braked');
    assert.ok(braked.length > 380, String(braked.length));
  }
  assert.deepEqual(mostOfUse(tool, rows, 10).requests, 40 + 2 * 400);
});
