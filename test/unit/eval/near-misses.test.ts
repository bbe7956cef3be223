import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDispatcher, type Dispatched } from '../../../src/engine/dispatching/dispatch';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { LibraryTool } from '../../../src/engine/library/library';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { countsOf, verdict } from '../../eval/near-misses/counts';
import { readNearMisses, type NearMisses } from '../../eval/near-misses/read-set';
import { builtSandbox } from '../../sandbox/built-sandbox';

let sandbox: Sandbox;
let workshop: Workshop;
let set: NearMisses;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
  // A busy machine must not make a parser run out of time.
  workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
  set = await readNearMisses(workshop);
});
after(() => sandbox.dispose());

function dispatch(tools: readonly LibraryTool[], problems: readonly string[]): Promise<readonly Dispatched[]> {
  const index = createToolIndex();
  index.update(tools);
  return createDispatcher(index, workshop).dispatch(problems, new AbortController().signal);
}

test('the set is large enough, half of it is traps, and its labels name its tools', () => {
  const { tools, problems, reworded } = set;
  const traps = problems.filter(({ trap }) => trap).length;
  assert.ok(tools.length >= 12 && problems.length >= 130, `${tools.length} tools, ${problems.length} problems`);
  assert.ok(traps * 2 >= problems.length, `${traps} traps`);
  const both = [...problems, ...reworded];
  assert.equal(new Set(both.map(({ problem }) => problem)).size, both.length);
  const ids = new Set(tools.map(({ tool }) => tool.id));
  for (const { tool } of both) assert.ok(tool === null || ids.has(tool), tool ?? '');
  const examples = new Set(tools.flatMap(({ tool }) => tool.examples.map(({ problem }) => problem)));
  for (const { problem } of both) assert.ok(!examples.has(problem), problem);
});

test('the stage without a model is never wrong, and decides most of what is known', async (context) => {
  const { tools, problems } = set;
  const dispatched = await dispatch(
    tools,
    problems.map(({ problem }) => problem),
  );
  const counts = countsOf(problems, dispatched);
  context.diagnostic(`${problems.length} problems over ${tools.length} tools: ${JSON.stringify(counts)}`);
  assert.deepEqual(
    problems.filter(({ tool }, at) =>
      ['wrong', 'askedInVain', 'lost', 'leftInVain'].includes(verdict(tool, dispatched[at])),
    ),
    [],
  );
  const known = problems.filter(({ tool }) => tool !== null).length;
  assert.ok((counts.right + counts.asked) * 10 >= known * 9, JSON.stringify(counts));
});

test('nor on problems in other words, most of which keep their tool among those that the light model is shown', async (context) => {
  const { tools, reworded } = set;
  const dispatched = await dispatch(
    tools,
    reworded.map(({ problem }) => problem),
  );
  const counts = countsOf(reworded, dispatched);
  context.diagnostic(`${reworded.length} problems in other words: ${JSON.stringify(counts)}`);
  assert.equal(counts.wrong + counts.askedInVain, 0);
  const known = reworded.filter(({ tool }) => tool !== null).length;
  assert.ok((known - counts.lost - counts.leftInVain) * 10 >= known * 8, JSON.stringify(counts));
});

test('nor is it where the tool that a problem is for is missing', async (context) => {
  const { tools, problems } = set;
  const bare = new Set(['us-date-to-iso', 'european-date-to-iso']);
  let tried = 0;
  for (const missing of tools) {
    // Of a date that may be read either way nobody could tell that the other tool is missing.
    const theirs = problems.filter(({ tool }) => tool === missing.tool.id && !bare.has(tool));
    const dispatched = await dispatch(
      tools.filter((tool) => tool !== missing),
      theirs.map(({ problem }) => problem),
    );
    assert.deepEqual(
      theirs.filter((_, at) => dispatched[at]?.kind === 'decided' || dispatched[at]?.kind === 'ambiguous'),
      [],
      missing.tool.id,
    );
    tried += theirs.length;
  }
  context.diagnostic(`${tried} problems without their tool`);
});

test('nor is it for a problem with a word more, or with another word, anywhere', async (context) => {
  const { tools, problems } = set;
  const changed = tools
    .flatMap(({ tool }) => problems.filter((one) => one.tool === tool.id).slice(0, 1))
    .flatMap(({ problem }) => {
      const gaps = [...problem.matchAll(/ |$/g)].map((match) => match.index);
      const more = gaps.flatMap((at) =>
        ['not', 'reverse', 'second', 'except', 'largest', 'twice'].map(
          (word) => `${problem.slice(0, at)} ${word}${problem.slice(at)}`,
        ),
      );
      const other = gaps.flatMap((at) =>
        at < problem.length
          ? [`${problem.slice(0, at)} ${problem.slice(at + 1).replace(/^[\p{L}\p{Nd}]+|^/u, 'other')}`]
          : [],
      );
      return [...more, ...other];
    });
  const dispatched = await dispatch(tools, changed);
  context.diagnostic(`${changed.length} changed problems`);
  assert.deepEqual(
    changed.filter((_, at) => dispatched[at]?.kind === 'decided' || dispatched[at]?.kind === 'ambiguous'),
    [],
  );
});
