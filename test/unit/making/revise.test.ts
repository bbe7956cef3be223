import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { revise, withCode, withExample, withoutExample, type Change } from '../../../src/engine/making/revise';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { isHandWritten, type Tool } from '../../../src/engine/tool/tool';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { sampleTool, sampleVersion } from '../library/sample-tool';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const now = new Date('2026-03-04T05:06:07.000Z');
const parse = 'function parse(p) { const m = /^double (\\d+)$/.exec(p); return m ? { n: Number(m[1]) } : null; }';
const solve = 'function solve({ n }) { return "=" + n * 2; }';
const doubling = sampleTool({
  argumentsSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
  examples: [
    { problem: 'double 2', answer: '=4', seen: 'shown' },
    { problem: 'double 3', answer: '=6', seen: 'heldOut' },
  ],
  code: `${parse}\n${solve}`,
});

async function run(change: Change, signal = new AbortController().signal) {
  return revise(change, [], { sandbox, limits: defaultLimits }, signal, now);
}

test('code that a person wrote is a version of its own, and holds where every example passes; none of them was unseen', async () => {
  const change = withCode(doubling, `${parse}\nfunction solve({ n }) { return "=" + (n + n); }`, now);
  const revision = await run(change);
  assert.deepEqual(
    revision?.tool.versions.map(({ number }) => number),
    [1, 2],
  );
  assert.equal(revision?.tool.stage, 'tool');
  assert.ok(isHandWritten(revision.tool) && !isHandWritten(doubling));
  assert.deepEqual(revision.record, {
    passed: 2,
    total: 2,
    unseenPassed: 0,
    acceptedForeign: 0,
    at: '2026-03-04T05:06:07.000Z',
  });
});

test('code that does not hold makes a draft; what is written next takes its place and leaves the versions before it', async () => {
  const wrong = await run(withCode(doubling, `${parse}\nfunction solve({ n }) { return "=" + n * 3; }`, now));
  assert.equal(wrong?.tool.stage, 'draft');
  assert.deepEqual(
    wrong.verdicts.map((verdict) => (verdict.kind === 'wrong' ? verdict.got : verdict.kind)),
    ['=6', '=9'],
  );
  const later = withCode(wrong.tool, doubling.code, new Date('2026-03-05T00:00:00.000Z'));
  assert.deepEqual(
    later.tool.versions.map(({ number, createdAt }) => [number, createdAt]),
    [
      [1, sampleVersion(1).createdAt],
      [2, now.toISOString()],
    ],
  );
  const right = await run(later);
  assert.equal(right?.tool.stage, 'tool');
  const next = withCode(right.tool, `${doubling.code}\n`, now);
  assert.equal(next.tool.versions.length, 3, 'one that holds stays');
});

test('a new example that passes was never seen; one that fails makes a draft, which shows it to the maker', async () => {
  const passing = await run(withExample(doubling, null, { problem: 'double 10', answer: '=20' }));
  assert.deepEqual(passing?.tool.examples.at(-1), { problem: 'double 10', answer: '=20', seen: 'heldOut' });
  assert.equal(passing.tool.stage, 'tool');
  assert.equal(passing.record.unseenPassed, 2);
  const failing = await run(withExample(doubling, null, { problem: 'double ten', answer: '=20' }));
  assert.equal(failing?.tool.stage, 'draft');
  assert.equal(failing.tool.examples.at(-1)?.seen, 'moved');
  assert.equal(failing.tool.examples[1]?.seen, 'heldOut', 'nothing else is shown for it');
});

test('an example is changed in its place, and keeps what the maker has seen; whose answer it was is forgotten', () => {
  const given: Tool = {
    ...doubling,
    reader: 'model',
    examples: doubling.examples.map((one) => ({ ...one, answeredBy: 'strong', arguments: { n: 1 } })),
  };
  const { tool, example } = withExample(given, 0, { problem: 'double 4', answer: '=8' });
  assert.deepEqual(tool.examples[0], { problem: 'double 4', answer: '=8', seen: 'shown' });
  assert.deepEqual([tool.examples[1], example], [given.examples[1], 0]);
});

test('a problem that is an example already gets the new answer, so that none has two', () => {
  const again = withExample(doubling, null, { problem: 'double 3', answer: '=7' });
  assert.deepEqual([again.tool.examples.map(({ answer }) => answer), again.example], [['=4', '=7'], 1]);
  const merged = withExample(doubling, 1, { problem: 'double 2', answer: '=5' });
  assert.deepEqual(
    [merged.tool.examples, merged.example],
    [[{ problem: 'double 2', answer: '=5', seen: 'heldOut' }], 0],
  );
  assert.deepEqual(withoutExample(doubling, 0).tool.examples, doubling.examples.slice(1));
});

test('a tool whose last example is gone is a draft, and one that is cancelled is nothing', async () => {
  const emptied = await run(withoutExample({ ...doubling, examples: doubling.examples.slice(0, 1) }, 0));
  assert.equal(emptied?.tool.stage, 'draft');
  assert.equal(await run(withCode(doubling, doubling.code, now), AbortSignal.abort()), undefined);
});
