import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';
import { makeTool, type MakingOutcome, type MakingProgress } from '../../../src/engine/making/make-tool';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { planMaking } from '../../../src/engine/making/plan';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import { useModel } from '../../../src/engine/using/use-model';
import { useParser } from '../../../src/engine/using/use-tool';
import { builtSandbox } from '../../sandbox/built-sandbox';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const examples = [1, 2, 3, 4, 5, 6].map((number) => ({
  problem: `double ${number}0${number}`,
  answer: `=${number * 202}`,
}));
const parse = 'function parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }';
const solve = 'function solve({ n }) { return "=" + n * 2; }';
const reply = (...code: string[]): string =>
  `\`\`\`json\n${JSON.stringify({ name: 'Doubles', description: 'Doubles a number.', schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] }, demonstrations: [{ n: 101 }] })}\n\`\`\`\n\`\`\`js\n${code.join('\n')}\n\`\`\``;

function playing(replies: readonly (string | ChatOutcome)[], seen: ChatRequest[] = []): ChatModel {
  let at = 0;
  return {
    identity: { model: 'played', host: 'here', inputPrice: 1, outputPrice: 2 },
    complete: (request) => {
      seen.push(request);
      const next = replies[Math.min(at++, replies.length - 1)] ?? '';
      return Promise.resolve(
        typeof next === 'string'
          ? { kind: 'reply', text: next, usage: { ...noUsage, promptTokens: 1_000, completionTokens: 500 } }
          : next,
      );
    },
  };
}

function make(
  replies: readonly (string | ChatOutcome)[],
  changes: {
    seen?: ChatRequest[];
    draft?: Tool;
    user?: ChatModel;
    foreign?: readonly string[];
    signal?: AbortSignal;
    progress?: MakingProgress[];
  } = {},
): Promise<MakingOutcome> {
  return makeTool(
    {
      examples: changes.draft?.examples ?? examples,
      notation: { kind: 'lines' },
      hint: null,
      unanswered: [],
      foreign: changes.foreign ?? [],
      ...(changes.draft ? { from: changes.draft } : {}),
    },
    {
      maker: playing(replies, changes.seen),
      user: changes.user ?? null,
      workshop: { sandbox, limits: defaultLimits },
      now: () => new Date(0),
    },
    changes.signal ?? new AbortController().signal,
    (progress) => changes.progress?.push(progress),
  );
}

test('a right proposal is verified at once; held-out answers are never sent', async () => {
  const seen: ChatRequest[] = [];
  const outcome = await make([reply(parse, solve)], { seen });
  assert.deepEqual(outcome.kind === 'made' && [outcome.score, outcome.notes, outcome.tool.reader], [
    { passed: 6, total: 6, unseenPassed: 3 },
    [],
    'parser',
  ]);
  assert.equal(outcome.kind === 'made' && outcome.tool.versions[0]?.origin.cost, 0.002);
  for (const { answer } of examples.slice(3)) assert.ok(!JSON.stringify(seen).includes(answer));
});

test('a failing visible example goes back with what was expected and what came', async () => {
  const seen: ChatRequest[] = [];
  const outcome = await make([reply(parse, solve.replace('* 2', '* 3')), reply(parse, solve)], { seen });
  assert.equal(outcome.kind, 'made');
  assert.match(seen[1]?.messages.at(-1)?.content ?? '', /Example 1: expected "=202", got "=303"/);
});

test('when held-out examples fail, only the first is moved to the shown side, the others are a number', async () => {
  const seen: ChatRequest[] = [];
  const shownOnly = solve.replace('return', 'if (n > 350) return "?"; return');
  const outcome = await make([reply(parse, shownOnly), reply(parse, solve)], { seen });
  const repair = seen[1]?.messages.at(-1)?.content ?? '';
  assert.match(repair, /=808/);
  assert.match(repair, /2 further examples that you cannot see failed too/);
  for (const hidden of ['=1010', '=1212']) assert.ok(!repair.includes(hidden));
  assert.deepEqual(
    outcome.kind === 'made' && [outcome.score.unseenPassed, outcome.tool.examples.map(({ seen: side }) => side)],
    [2, ['shown', 'shown', 'shown', 'moved', 'heldOut', 'heldOut']],
  );
});

test('three tries at most, then a draft', async () => {
  const seen: ChatRequest[] = [];
  const outcome = await make([reply(parse, solve.replace('* 2', '* 3'))], { seen });
  assert.deepEqual([outcome.kind, seen.length], ['notMade', 3]);
  assert.equal(outcome.kind === 'notMade' && outcome.draft?.stage, 'draft');
});

test('going on with a draft: what its maker has seen counts as seen, and the plan shows the request but for what fails', async () => {
  const failed = await make([reply(parse, solve.replace('return', 'if (n > 350) return "?"; return'))]);
  const draft: Tool = {
    ...(failed.kind === 'notMade' && failed.draft ? failed.draft : assert.fail(failed.kind)),
    id: 'doubles',
  };
  const sides = draft.examples.map(({ seen: side }) => side);
  assert.deepEqual(sides.slice(0, 4), ['shown', 'shown', 'shown', 'moved']);
  const seen: ChatRequest[] = [];
  const outcome = await make([reply(parse, solve)], { draft, seen });
  assert.deepEqual(outcome.kind === 'made' && outcome.tool.examples.map(({ seen: side }) => side), sides);
  assert.equal(
    outcome.kind === 'made' && outcome.score.unseenPassed,
    sides.filter((side) => side === 'heldOut').length,
  );
  const { request, shown } = planMaking(
    { examples: draft.examples, hint: null, unanswered: [], from: draft },
    defaultLimits,
    playing([]).identity,
  );
  assert.equal(shown, sides.filter((side) => side !== 'heldOut').length);
  const sent = seen[0]?.messages.at(-1)?.content ?? '';
  const [before, after] = (request.messages.at(-1)?.content ?? '').split('- (what fails when it is run)');
  assert.ok(sent.startsWith(before ?? '-') && sent.endsWith(after ?? '-') && sent.includes('function solve'), sent);
});

test('a parser that takes everything goes back; another tool’s problem is told by its shape only', async () => {
  const seen: ChatRequest[] = [];
  const greedy = 'function parse(p) { const m = /(\\d+)/.exec(p); return { n: m ? Number(m[1]) : 0 }; }';
  const outcome = await make([reply(greedy, solve), reply(parse, solve)], {
    seen,
    foreign: ['Private: order 7712 of Ann'],
  });
  assert.equal(outcome.kind, 'made');
  const repair = seen[1]?.messages.at(-1)?.content ?? '';
  assert.match(repair, /accepts an empty text/);
  assert.match(repair, /a problem of another class/);
  assert.ok(!repair.includes('Ann') && !repair.includes('7712'));
});

test('a repair that is worse does not lose the candidate that passed', async () => {
  const greedy = 'function parse(p) { const m = /(\\d+)/.exec(p); return { n: m ? Number(m[1]) : 0 }; }';
  const outcome = await make([reply(greedy, solve), 'nonsense', reply(parse, 'function solve() { return "?"; }')]);
  assert.deepEqual(outcome.kind === 'made' && [outcome.score.passed, outcome.notes.length > 0], [6, true]);
});

test('without a parser the light model reads, and its arguments are stored with the examples', async () => {
  const light: ChatModel = {
    ...playing([]),
    complete: (request) =>
      Promise.resolve({
        kind: 'reply',
        text: `{"n": ${/\d+$/.exec(request.messages.at(-1)?.content ?? '')?.[0] ?? '0'}}`,
        usage: noUsage,
      }),
  };
  const outcome = await make([reply(solve)], { user: light });
  assert.deepEqual(
    outcome.kind === 'made' && [
      outcome.tool.reader,
      outcome.tool.examples.every((example) => example.arguments !== undefined),
      outcome.tool.demonstrations.length,
    ],
    ['model', true, 1],
  );
});

test('a model that fails ends the making with its message, a cancelled one is cancelled', async () => {
  const failed = await make([{ kind: 'unauthorized', message: 'the key' }]);
  assert.deepEqual(failed.kind === 'modelFailed' && [failed.failure, failed.message, failed.draft], [
    'unauthorized',
    'the key',
    null,
  ]);
  const controller = new AbortController();
  controller.abort();
  assert.equal((await make([reply(parse, solve)], { signal: controller.signal })).kind, 'cancelled');
});

test('arguments of the light model are checked, re-asked once, and must occur in the problem', async () => {
  const made = await make([
    reply('function parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }', solve),
  ]);
  const tool = {
    ...(made.kind === 'made' ? made.tool : assert.fail()),
    id: 'doubles',
    argumentsSchema: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
    demonstrations: [],
    code: 'function solve({ word }) { return word; }',
  };
  const workshop = { sandbox, limits: defaultLimits };
  const { signal } = new AbortController();
  const seen: ChatRequest[] = [];
  const good = await useModel(tool, 'say Hello', playing(['{"word": 3}', '{"word": "hello"}'], seen), workshop, signal);
  assert.deepEqual([good.kind, seen.length], ['answer', 2]);
  const bad = await useModel(tool, 'say Hello', playing(['{"word": "goodbye"}']), workshop, signal);
  assert.match(bad.kind === 'failed' ? bad.reason : '', /"goodbye" does not occur in the problem/);
  assert.equal(
    (await useParser({ ...tool, code: 'function parse() { for (;;) {} }' }, 'x', workshop, signal)).kind,
    'notRead',
  );
});
