import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Decision, MakingQuestions } from '../../../src/engine/making/asking';
import { makeTool, type MakingOutcome, type MakingRequest } from '../../../src/engine/making/make-tool';
import type { ChatModel, ChatRequest } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { builtSandbox } from '../../sandbox/built-sandbox';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

/** Whole pounds of prices; nothing says what becomes of half a pound. */
const examples = [
  { problem: 'price 2.10', answer: '2' },
  { problem: 'price 3.20', answer: '3' },
  { problem: 'price 8.90', answer: '9' },
  { problem: 'price 1.80', answer: '2' },
];
const unanswered = ['price 4.50', 'price -1.20', 'n/a'];

/** A tool that rounds by `rounding`, reads `sign` before the number, and what it says beside itself. */
function reply(rounding: string, remarks: object = {}, sign = ''): string {
  const manifest = {
    name: 'Whole pounds',
    description: 'Rounds prices.',
    schema: { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] },
    demonstrations: [{ price: 2.1 }],
    ...remarks,
  };
  const code = `function parse(p) { const m = /^price (${sign}\\d+\\.\\d+)$/.exec(p); return m ? { price: Number(m[1]) } : null; }
function solve({ price }) { return ${rounding}; }`;
  return `\`\`\`json\n${JSON.stringify(manifest)}\n\`\`\`\n\`\`\`js\n${code}\n\`\`\``;
}
const carefully = 'price % 1 === 0.5 ? null : String(Math.round(price))';
const up = 'String(Math.round(price))';
const asks = { questions: [{ unanswered: numberOf('price 4.50'), answers: ['5', '4'] }] };

/** Problems are in view in the order in which they were chosen, which here goes by their texts. */
function numberOf(problem: string): number {
  return ['n/a', 'price -1.20', 'price 4.50'].indexOf(problem) + 1;
}

interface Made {
  readonly outcome: MakingOutcome;
  readonly requests: readonly string[];
  readonly asked: readonly string[];
}

async function make(
  replies: readonly string[],
  decisions: readonly Decision[] | null,
  changes: Partial<MakingRequest> = {},
): Promise<Made> {
  const requests: ChatRequest[] = [];
  const asked: string[] = [];
  const maker: ChatModel = {
    identity: { model: 'played', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request) => {
      requests.push(request);
      return Promise.resolve({ kind: 'reply', text: replies[requests.length - 1] ?? '', usage: noUsage });
    },
  };
  const decide = (question: string): Promise<Decision> => {
    asked.push(question);
    return Promise.resolve(decisions?.[asked.length - 1] ?? { kind: 'nobody' });
  };
  const questions: MakingQuestions = {
    undecided: ({ problem, answers }) => decide(`${problem}: ${answers.join(' or ')}`),
    doubted: ({ problem, answer, expected }) => decide(`${problem}: ${answer}, or ${expected}`),
  };
  const outcome = await makeTool(
    { examples, unanswered, notation: { kind: 'lines' }, hint: null, foreign: [], ...changes },
    {
      maker,
      user: null,
      workshop: { sandbox, limits: defaultLimits },
      now: () => new Date(0),
      ...(decisions ? { questions } : {}),
    },
    new AbortController().signal,
    () => undefined,
  );
  return { outcome, requests: requests.map(({ messages }) => messages.at(-1)?.content ?? ''), asked };
}

function toolIn({ outcome }: Made): Extract<MakingOutcome, { kind: 'made' }>['tool'] {
  return outcome.kind === 'made' ? outcome.tool : assert.fail(JSON.stringify(outcome).slice(0, 2_000));
}

test('problems that wait are in view, and where none wait, or nobody can be asked, not a word is added', async () => {
  const [inView] = (await make([reply(carefully)], [])).requests;
  for (const problem of unanswered) assert.ok(inView?.includes(`\n${problem}\n</unanswered>`), problem);
  assert.match(inView ?? '', /"questions"/);
  const [alone] = (await make([reply(carefully)], null)).requests;
  assert.ok(alone?.includes('</unanswered>') && !alone.includes('"questions"'));
  const [none] = (await make([reply(carefully)], [], { unanswered: ['price 2.10'] })).requests;
  assert.equal(
    none,
    '<example number="1">\n<problem>\nprice 2.10\n</problem>\n<answer>\n2\n</answer>\n</example>\n\n<example number="2">\n<problem>\nprice 3.20\n</problem>\n<answer>\n3\n</answer>\n</example>',
  );
});

test('what the examples do not decide is asked; the answer is an example, and the making goes on', async () => {
  const made = await make([reply(carefully, asks), reply(up)], [{ kind: 'answer', answer: '5' }]);
  assert.deepEqual(made.asked, ['price 4.50: 5 or 4']);
  assert.match(made.requests[1] ?? '', /<problem>\nprice 4\.50\n<\/problem>\n<answer>\n5\n/);
  assert.match(made.requests[1] ?? '', /Example 3: solve returned null/);
  assert.ok(!made.requests[1]?.includes('price 4.50\n</unanswered>'));
  assert.deepEqual(toolIn(made).examples.at(-1), { problem: 'price 4.50', answer: '5', seen: 'shown' });
});

test('a candidate that answers already as the person does is taken without another request', async () => {
  const made = await make([reply(up, asks)], [{ kind: 'answer', answer: '5' }]);
  assert.equal(made.requests.length, 1);
  assert.equal(toolIn(made).examples.length, 5);
});

test('a question of nothing, with one answer, or that the candidate answers otherwise is none', async () => {
  const wrong = {
    questions: [
      { unanswered: 9, answers: ['5', '4'] },
      { unanswered: numberOf('price 4.50'), answers: ['5'] },
      { unanswered: numberOf('price 4.50'), answers: ['4', '4.5'] },
      'price 4.50',
    ],
    doubted: [{ example: 1, answer: '7' }, { example: 9, answer: '7' }, null],
  };
  const made = await make([reply(up, wrong)], [{ kind: 'answer', answer: '4' }]);
  assert.deepEqual([made.asked, toolIn(made).examples.length], [[], 4]);
});

test('left out, it stays refused; where nobody answers, nothing more is asked', async () => {
  const twice = {
    questions: [...asks.questions, { unanswered: numberOf('price -1.20'), answers: ['-1', '1'] }],
  };
  const out = await make([reply(carefully, twice)], [{ kind: 'leaveOut' }, { kind: 'leaveOut' }]);
  assert.deepEqual([out.asked.length, toolIn(out).examples.length, out.requests.length], [2, 4, 1]);
  const nobody = await make([reply(carefully, twice)], [{ kind: 'nobody' }]);
  assert.deepEqual([nobody.asked.length, toolIn(nobody).examples.length], [1, 4]);
});

test('two questions at most, however much is asked', async () => {
  const three = {
    questions: ['n/a', 'price -1.20', 'price 4.50'].map((problem) => ({
      unanswered: numberOf(problem),
      answers: ['1', '2'],
    })),
  };
  const made = await make(Array(4).fill(reply(carefully, three)) as string[], [
    { kind: 'leaveOut' },
    { kind: 'leaveOut' },
    { kind: 'leaveOut' },
  ]);
  assert.equal(made.asked.length, 2);
});

test('a doubted example that fails is put to the person: corrected, left out, or confirmed', async () => {
  const mistaken = examples.map((one, at) => (at === 1 ? { ...one, answer: '33' } : one));
  const doubts = { doubted: [{ example: 2, answer: '3' }] };
  const of = (decision: Decision): Promise<Made> =>
    make([reply(carefully, doubts), reply(carefully)], [decision], { examples: mistaken });
  const corrected = await of({ kind: 'answer', answer: '3' });
  assert.deepEqual(corrected.asked, ['price 3.20: 33, or 3']);
  assert.deepEqual([corrected.requests.length, toolIn(corrected).examples[1]?.answer], [1, '3']);
  assert.equal(toolIn(await of({ kind: 'leaveOut' })).examples.length, 3);
  const confirmed = await of({ kind: 'answer', answer: '33' });
  assert.match(confirmed.requests[1] ?? '', /The person confirms the answer "33"/);
});

test('what breaks on a problem in view goes back; what is refused is told only along with that', async () => {
  const breaks = 'price < 0 ? missing.length : String(Math.round(price))';
  const made = await make([reply(breaks, {}, '-?'), reply(up, {}, '-?')], []);
  assert.match(made.requests[1] ?? '', /Unanswered 2: solve threw /);
  assert.match(made.requests[1] ?? '', /Unanswered 1: parse returned null/);
  assert.equal(toolIn(made).versions[0]?.origin.tries, 2);
  assert.equal((await make([reply(carefully)], [])).requests.length, 1);
});

test('an example that fails twice may be doubted, also where no problem is in view', async () => {
  const mistaken = examples.map((one, at) => (at === 1 ? { ...one, answer: '33' } : one));
  const doubts = { doubted: [{ example: 2, answer: '3' }] };
  const made = await make([reply(up), reply(up), reply(up, doubts)], [{ kind: 'answer', answer: '3' }], {
    examples: mistaken,
    unanswered: [],
  });
  assert.deepEqual(
    made.requests.map((request) => request.includes('"doubted"')),
    [false, false, true],
  );
  assert.equal(toolIn(made).examples[1]?.answer, '3');
});

test('a tool is extended to problems that it left: what it answers stays, its name and its versions too', async () => {
  const first = toolIn(await make([reply(carefully)], null, { unanswered: [] }));
  const from = { ...first, id: 'whole-pounds', name: 'My name for it' };
  const changes: Partial<MakingRequest> = {
    examples: first.examples,
    unanswered: ['price -1.20', 'n/a'],
    kept: [{ problem: 'price 7.40', answer: '7' }],
    from,
  };
  const wider = 'price % 1 === 0.5 ? null : String(Math.round(price))';
  const made = await make([reply('String(Math.ceil(price))', {}, '-?'), reply(wider, {}, '-?')], null, changes);
  assert.match(made.requests[0] ?? '', /Unanswered 1, 2: parse returned null/);
  assert.match(made.requests[1] ?? '', /1 problem that the tool answered before is answered otherwise now/);
  assert.ok(!made.requests[1]?.includes('7.40'), 'what is not in view is told by its shape');
  const tool = toolIn(made);
  assert.deepEqual([tool.name, tool.versions.map(({ number }) => number)], ['My name for it', [1, 2]]);
  assert.deepEqual(
    tool.examples.map(({ seen }) => seen),
    ['shown', 'shown', 'heldOut', 'heldOut'],
  );
  const refused = await make([reply(carefully)], null, changes);
  assert.deepEqual([refused.outcome.kind, refused.requests.length], ['notMade', 1]);
  assert.match(JSON.stringify(refused.outcome), /takes them for another class/);
  assert.equal(refused.outcome.kind === 'notMade' && refused.outcome.draft, null);
});

test('a corrected example makes a new version that answers it', async () => {
  const first = toolIn(await make([reply(up)], null, { unanswered: [] }));
  const corrected = [...first.examples, { problem: 'price 4.50', answer: '4', seen: 'shown' as const }];
  const made = await make([reply('String(Math.ceil(price - 0.5))')], null, {
    examples: corrected,
    unanswered: [],
    from: { ...first, id: 'whole-pounds' },
  });
  assert.equal(toolIn(made).examples.length, 5);
  assert.equal(toolIn(made).versions.length, 2);
});
