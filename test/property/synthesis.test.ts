import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Sandbox } from '../../src/engine/sandbox/sandbox';
import { programsFor } from '../../src/engine/synthesis/branches';
import { createBudget } from '../../src/engine/synthesis/budget';
import { emit } from '../../src/engine/synthesis/emit';
import { synthesize } from '../../src/engine/synthesis/synthesize';
import { defaultLimits } from '../../src/engine/tool/limits';
import { useProblems } from '../../src/engine/using/run-tool';
import { columns } from '../eval/columns/columns';
import { builtSandbox } from '../sandbox/built-sandbox';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const never = new AbortController().signal;
const steps = 60_000;

/** What a tool says of each problem in the sandbox; `null` where it refuses. */
async function said(tool: ReturnType<typeof emit>, problems: readonly string[]): Promise<readonly (string | null)[]> {
  const runnable = { code: tool.code, argumentsSchema: tool.schema };
  const outcomes = await useProblems(runnable, problems, { sandbox, limits: defaultLimits }, never);
  return outcomes.map((outcome) => {
    if (outcome.kind === 'failed') assert.fail(`${outcome.reason}\n${tool.code}`);
    if (outcome.kind === 'notRead') assert.equal(outcome.reason, null, tool.code);
    return outcome.kind === 'answer' ? outcome.answer : null;
  });
}

/** Each program that was found, as a tool: what it says in the sandbox is what the search saw of it. */
async function agree(rows: readonly string[], answers: readonly string[], most: number): Promise<void> {
  const found = programsFor({ rows, answers, budget: createBudget(steps, never) });
  for (const { program, outputs } of found.slice(0, most)) {
    assert.deepEqual(outputs.slice(0, answers.length), answers);
    const tool = emit(program, rows);
    assert.deepEqual(await said(tool, rows), outputs, tool.code);
  }
}

test('what a tool says in the sandbox is what the search saw, on every row', async () => {
  const some = columns.filter((_, index) => index % 6 === 0);
  for (const { rows } of some) {
    const problems = rows.map(({ problem }) => problem);
    const answers = rows.slice(0, 3).map(({ answer }) => answer);
    await agree(problems, answers, 2);
  }
});

/** Texts of everyday parts, and of any character at all. */
const everyday = fc
  .array(fc.constantFrom('Ada', 'of', '12', '007', '3.5', ' ', ', ', '-', '2021-03-04', '14:05', '(', '"', 'é'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const texts = fc.oneof(
  everyday,
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.string({ minLength: 1 }),
);

test('no characters crash a search, and what it writes runs and agrees with it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(texts, texts), { minLength: 2, maxLength: 4 }), texts, async (pairs, open) => {
      const rows = [...pairs.map(([problem]) => problem), open];
      // Only what can be put together from the problem has a rule.
      const answers = pairs.map(([problem]) => problem.trim() || problem);
      await agree(rows, answers, 1);
      synthesize(
        { shown: pairs.map(([problem, answer]) => ({ problem, answer })), heldOut: [], open: [open] },
        never,
        20_000,
      );
    }),
    { numRuns: 40 },
  );
});

const words = fc.constantFrom('ada', 'Grace', 'TURING', 'mary', 'Barbara', 'edsger', 'Tony', 'knuth', 'Radia', 'wirth');
const parts: readonly (readonly [string, (words: readonly string[]) => string])[] = [
  ['first', ([first = '']) => first],
  ['second', ([, second = '']) => second],
  ['third', ([, , third = '']) => third],
  ['first large', ([first = '']) => first.toUpperCase()],
  ['second small', ([, second = '']) => second.toLowerCase()],
  ['initial', ([first = '']) => first.slice(0, 1)],
];

test('a transformation that was generated is found again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom(', ', '-', ' / ', '_', ': ')), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.uniqueArray(fc.tuple(words, words, words), {
        minLength: 6,
        maxLength: 6,
        selector: (three) => three.join(),
      }),
      (rule, problems) => {
        const rows = problems.map((three) => ({
          problem: three.join(' '),
          answer: rule.map(([[, part], sign], index) => (index > 0 ? sign : '') + part(three)).join(''),
        }));
        const outcome = synthesize({ shown: rows.slice(0, 4), heldOut: rows.slice(4), open: [] }, never);
        assert.equal(outcome.kind, 'tool');
      },
    ),
    { numRuns: 40 },
  );
});
