import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assess, type Assessment } from '../../../src/engine/making/assess';
import { codeFacts } from '../../../src/engine/making/code-facts';
import { refusalProbes } from '../../../src/engine/making/refusals';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { ToolExample } from '../../../src/engine/tool/tool';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { gallery } from './gallery';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

async function assessed(code: string, examples: readonly ToolExample[]): Promise<Assessment> {
  const proposal = { name: 'Tool', description: 'A tool.', schema: { type: 'object' }, demonstrations: [], code };
  const demands = { foreign: [], kept: [] };
  const never = new AbortController().signal;
  const workshop = { sandbox, limits: defaultLimits };
  return (await assess(proposal, { examples, waiting: [] }, demands, workshop, never)) ?? assert.fail();
}

/** What came of every tool of a kind, by room and name. */
async function seen(kind: 'honest' | 'bad'): Promise<ReadonlyMap<string, Assessment>> {
  const all = new Map<string, Assessment>();
  for (const [room, { examples, ...tools }] of Object.entries(gallery))
    for (const [name, code] of Object.entries(tools[kind])) all.set(`${room}, ${name}`, await assessed(code, examples));
  return all;
}

test('of thirty tools that hold for the shown examples alone, 28 at least are stopped, with a reason', async () => {
  const all = await seen('bad');
  const passed = [...all].filter(([, { findings }]) => findings.length === 0).map(([name]) => name);
  assert.ok(all.size >= 30 && passed.length <= 2, `${all.size}: ${passed.join('; ')}`);
});

test('of thirty honest tools, all of which pass, one at most is stopped', async () => {
  const all = await seen('honest');
  for (const [name, { score, verdicts }] of all)
    assert.equal(score.passed, score.total, name + JSON.stringify(verdicts));
  const stopped = [...all].flatMap(([name, { findings }]) =>
    findings.length > 0 ? [`${name}: ${findings.join()}`] : [],
  );
  assert.ok(all.size >= 30 && stopped.length <= 1, `${all.size}: ${stopped.join('\n')}`);
});

test('no finding tells of a held-out example', async () => {
  const examples: readonly ToolExample[] = [
    { problem: 'double 4711', answer: '9422', seen: 'shown' },
    { problem: 'double 8150', answer: '16300', seen: 'heldOut' },
  ];
  const code =
    'function parse(p) { return p === "double 8150" ? { n: 8150 } : null; } function solve() { return "16300"; }';
  const { findings } = await assessed(code, examples);
  assert.ok(!/8150|16300/.test(findings.join()), findings.join());
});

test('code that is none, or nests deep, is not looked into', () => {
  assert.equal(codeFacts('function ('), undefined);
  codeFacts(`const deep = ${'['.repeat(50_000)}${']'.repeat(50_000)};`);
  codeFacts(`const sum = ${'1 + '.repeat(20_000)}1;`);
});

/** The probes for these problems beside the problems of one other tool. */
function probesFor(problems: readonly string[], others: readonly string[], waiting: readonly string[] = []): string {
  const examples = problems.map((problem): ToolExample => ({ problem, answer: 'x', seen: 'shown' }));
  const inView = waiting.map((problem, at) => ({ number: at + 1, problem }));
  return refusalProbes(examples, inView, [others])
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' | ');
}

test('between bare data no other tool’s problem is a probe; where wording tells, on either side, each is', () => {
  assert.equal(probesFor(['12', '375'], ['-7', '1,200.00']), '');
  assert.equal(probesFor(['London', 'Paris'], ['New York, NY', 'Salt Lake City, UT']), '');
  assert.match(probesFor(['double 4', 'double 77'], ['-7', '1,200.00']), /-7/);
  assert.match(probesFor(['12.5', '3.75'], ['half of 7', 'half of 1,200.00']), /half of 7/);
});

test('half a problem is a probe where it is cut, and none where it is a problem, or waits for the tool', () => {
  assert.equal(probesFor(['12.5', '33.7'], []), '');
  assert.match(probesFor(['2021-03-04', '1999-12-31'], []), /2021-/);
  assert.match(probesFor(['move 3 left.', 'move 44 left.'], []), /move 3/);
  assert.equal(probesFor(['2021-03-04', '1999-12-31'], [], ['2020-', '1999-']), '');
});
