import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { ChatModel } from '../../../src/engine/model/chat-model';
import { noUsage } from '../../../src/engine/model/cost';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { UsageError } from '../../../src/node/cli/terminal';
import { requestTokens, tokensOf } from '../../eval/counting-model';
import { evaluateFamily, type Family, type Result } from '../../eval/evaluate';
import { loadFamilies } from '../../eval/load-families';
import { parseEvaluationOptions } from '../../eval/options';
import { reportText } from '../../eval/report';
import { countRows, isPerfect } from '../../eval/score';
import { median, wilsonInterval } from '../../eval/statistics';
import type { TaskRow } from '../../eval/task-row';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const rows: readonly TaskRow[] = [
  { input: 'double 11', target: '22' },
  { input: 'double 12', target: '24' },
  { input: 'double x', target: null, exception: true },
  { input: 'double twelve', target: '24', exception: true },
  { input: 'double 13', target: '27' },
];

const family: Family = {
  name: 'doubles',
  shown: [1, 2, 3].map((n) => ({ problem: `double ${n}`, answer: String(n * 2) })),
  heldOut: [6, 7, 8].map((n) => ({ problem: `double ${n}`, answer: String(n * 2) })),
  test: rows,
};
const stranger: Family = {
  ...family,
  name: 'strangers',
  shown: [{ problem: 'triple 1', answer: '3' }],
  heldOut: [{ problem: 'triple 2', answer: '6' }],
  test: [
    { input: 'triple 4', target: '12' },
    { input: 'double 9', target: '27' },
  ],
};

const proposal = `\`\`\`json\n${JSON.stringify({ name: 'Doubles', description: 'Doubles.', schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] }, demonstrations: [{ n: 1 }] })}\n\`\`\`\n\`\`\`js\nfunction parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }\nfunction solve({ n }) { return String(n * 2); }\n\`\`\``;

/** A model that answers by the request's purpose. */
function played(model: string, replies: Readonly<Record<string, (content: string) => string>>): ChatModel {
  return {
    identity: { model, host: 'here', inputPrice: null, outputPrice: null },
    complete: ({ purpose, messages }) => {
      const reply = replies[purpose];
      return Promise.resolve(
        reply
          ? { kind: 'reply', text: reply(messages.at(-1)?.content ?? ''), usage: noUsage }
          : { kind: 'serverError', message: `no ${purpose}` },
      );
    },
  };
}

const numberIn = (content: string): number => Number(/(\d+)\s*$/.exec(content)?.[1] ?? 0);
const light = played('light', {
  arguments: (content) => JSON.stringify({ n: numberIn(content) }),
  'arguments, asked again': () => 'no',
  'arguments, packed': (content) =>
    JSON.stringify({
      items: [...content.matchAll(/^### (\d+)\n(.*)/gm)].map((match) => ({
        n: Number(match[1]),
        arguments: { n: numberIn(match[2] ?? '') },
      })),
    }),
  baseline: () => 'Thinking.\nAnswer:\nNONE',
});

function evaluated(maker: ChatModel, missed: string[] = []): Promise<readonly Result[]> {
  return evaluateFamily(
    family,
    [stranger],
    1,
    {
      maker,
      user: light,
      workshop: { sandbox, limits: defaultLimits },
      uses: 2,
      packSize: 10,
      baseline: true,
      paper: false,
      onMiss: (_, row) => missed.push(row.input),
    },
    new AbortController().signal,
  );
}

test('a family is made and used on every path, exceptions refused and foreign problems counted', async () => {
  const missed: string[] = [];
  const results = await evaluated(
    played('strong', { propose: () => proposal, baseline: (content) => `Answer: ${numberIn(content) * 2}` }),
    missed,
  );
  const [parser, model, packed, strongAlone, lightAlone] = results;
  assert.deepEqual(
    results.map(({ path, userModel }) => [path, userModel]),
    [
      ['parser', ''],
      ['model', 'light'],
      ['packed', 'light'],
      ['baseline', 'strong'],
      ['baseline', 'light'],
    ],
  );
  assert.deepEqual(
    [
      parser?.right,
      parser?.wrong,
      parser?.unanswered,
      parser?.exceptions,
      parser?.exceptionsWrong,
      parser?.ordinaryMissed,
      parser?.total,
    ],
    [3, 1, 1, 2, 0, 1, 5],
  );
  assert.deepEqual([parser?.acceptedForeign, parser?.foreign, parser?.tries, parser?.promptTokens], [1, 2, 1, 0]);
  assert.deepEqual(missed, ['double 13']);
  assert.deepEqual([model?.right, packed?.right, strongAlone?.right, lightAlone?.unanswered], [2, 2, 2, 2]);
  assert.ok((model?.promptTokens ?? 0) > 0 && (packed?.promptTokens ?? 0) > 0);
  assert.ok((parser?.makingTokens ?? 0) > tokensOf(proposal));
  const text = reportText(results, [family]);
  assert.match(text, /\| doubles \| in 1 \| 3 \| 1 \| 1 \| 5 \| 2 of 2 \|/);
  assert.match(text, /1 of 1 made, 0 perfect/);
  assert.match(text, /\(measured\)/);
});

test('a family that cannot be made counts as unanswered throughout, with its reason', async () => {
  const [parser, model] = await evaluated(played('strong', { propose: () => 'I cannot', repair: () => 'I cannot' }));
  assert.deepEqual(
    [parser?.made, parser?.tries, parser?.unanswered, parser?.right, model?.unanswered],
    [false, 3, 4, 1, 2],
  );
  assert.match(parser?.reason ?? '', /no js block/);
});

test('tokens are those of everything that is sent, the schema included', () => {
  const request = {
    role: 'user',
    purpose: 'x',
    messages: [{ role: 'user', content: 'hello <|endoftext|> world' }],
    temperature: 0,
    maxCompletionTokens: 1,
  } as const;
  assert.equal(requestTokens(request), tokensOf('hello <|endoftext|> world'));
  assert.ok(requestTokens({ ...request, schema: { name: 'a', schema: { type: 'object' } } }) > requestTokens(request));
});

test('counts add up, whatever was given', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          target: fc.constantFrom('1', '2', null),
          given: fc.constantFrom('1', '2', null),
          exception: fc.boolean(),
        }),
        { maxLength: 30 },
      ),
      (cases) => {
        const list = cases.map(({ target, exception }, index): TaskRow => ({
          input: `p${index}`,
          target,
          ...(exception || target === null ? { exception: true as const } : {}),
        }));
        const counts = countRows(
          list,
          cases.map(({ given }) => given),
          () => true,
        );
        assert.equal(counts.right + counts.wrong + counts.unanswered, counts.total);
        assert.equal(counts.wrongNovel, counts.wrong);
        assert.ok(counts.exceptionsWrong <= counts.exceptions && counts.exceptionsWrong <= counts.wrong);
        assert.ok(!isPerfect(counts) || counts.wrong === 0);
      },
    ),
  );
});

test('the interval holds the share, narrows with the number of rows, and is exact at its ends', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (count, total) => {
      const share = Math.min(count, total);
      const { low, high } = wilsonInterval(share, total);
      const wider = wilsonInterval(share, total);
      const narrower = wilsonInterval(share * 10, total * 10);
      assert.ok(low <= share / total && share / total <= high);
      assert.ok(narrower.high - narrower.low <= wider.high - wider.low);
    }),
  );
  assert.equal(wilsonInterval(10, 10).high, 1);
  // Published: 10 of 10 has the lower bound 0.7225.
  assert.ok(Math.abs(wilsonInterval(10, 10).low - 0.7225) < 0.0001);
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3])], [2, 2.5]);
});

test('options are checked, and recorded replies answer where no model is named', () => {
  const options = parseEvaluationOptions(['--shown', '1-2,4', '--test', '7-', '--uses', '0'], 'recorded.jsonl');
  assert.deepEqual([1, 2, 3, 4, 5].map(options.lines.shown), [true, true, false, true, false]);
  assert.deepEqual(
    [options.lines.test(6), options.lines.test(1_000), options.models.text('replies')],
    [false, true, 'recorded.jsonl'],
  );
  assert.equal(parseEvaluationOptions(['--maker-model', 'm'], 'recorded.jsonl').models.text('replies'), undefined);
  for (const wrong of [['--shown', 'x'], ['--uses', '-1'], ['--nonsense'], ['--trials', '0']])
    assert.throws(() => parseEvaluationOptions(wrong, ''), UsageError);
});

test('task files are read from any folder, with an error that names file and line', async (context) => {
  const folder = await temporaryFolder(context);
  const { lines } = parseEvaluationOptions([], '');
  await assert.rejects(loadFamilies(join(folder, 'none'), lines), /There is no folder/);
  await assert.rejects(loadFamilies(folder, lines), /holds no task files/);
  await writeFile(
    join(folder, 'a.jsonl'),
    Array.from({ length: 12 }, (_, index) => `{"input":" p${index} ","target":"${index}"}\n`).join(''),
  );
  const [one] = await loadFamilies(folder, lines);
  assert.deepEqual(
    [one?.name, one?.shown.length, one?.heldOut.length, one?.test.map(({ input }) => input)],
    ['a', 3, 3, ['p10', 'p11']],
  );
  await mkdir(join(folder, 'bad'));
  await writeFile(join(folder, 'bad', 'b.jsonl'), '{"input":"p","target":"a"}\n{"input":"p"}\n');
  await assert.rejects(loadFamilies(join(folder, 'bad'), lines), /b\.jsonl is no task file\. Line 2/);
});

test('the project has 24 tasks and 6 families of its own', async () => {
  const families = await loadFamilies(undefined, parseEvaluationOptions([], '').lines);
  assert.equal(families.length, 30);
  assert.ok(families.every(({ test: unseen }) => unseen.length >= 20));
});
