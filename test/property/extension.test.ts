import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isJsonObject, parseJson } from '../../src/engine/json';
import { coverageOf } from '../../src/engine/making/coverage';
import { extendTool } from '../../src/engine/making/extend-tool';
import type { ChatModel } from '../../src/engine/model/chat-model';
import { noUsage } from '../../src/engine/model/cost';
import type { Sandbox } from '../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../src/engine/tool/limits';
import { doublingTool } from '../unit/cli/doubling-tool';

/** A tool whose code is a JSON object of its answers by problem. */
const answering: Sandbox = {
  call: () => Promise.resolve({ kind: 'value', value: null }),
  run: ({ code, problems: texts }, _signal, onProblem) => {
    const answers = parseJson(code);
    for (const [at, problem] of texts.entries()) {
      const value = isJsonObject(answers) ? (answers[problem] ?? null) : null;
      const ended = value === null ? { last: 'parse' as const, read: undefined } : { last: 'solve' as const, read: {} };
      onProblem(at, { ...ended, outcome: { kind: 'value', value }, milliseconds: 0 });
    }
    return Promise.resolve();
  },
  check: () => Promise.resolve({ kind: 'unchecked', reason: 'nothing is checked here' }),
  dispose: () => Promise.resolve(),
};

const workshop = { sandbox: answering, limits: defaultLimits };
const never = new AbortController().signal;
const problems = ['a', 'b', 'c', 'd', 'e', 'f'];
const answers = fc.dictionary(fc.constantFrom(...problems), fc.constantFrom('1', '2', '3'));

test('a next version answers every example, and every problem that was answered before, in the same way', async () => {
  await fc.assert(
    fc.asyncProperty(answers, fc.array(answers, { minLength: 1, maxLength: 4 }), async (before, candidates) => {
      const example = { problem: 'example', answer: '0', seen: 'shown' as const };
      const withExample = (code: object): string => JSON.stringify({ ...code, example: '0' });
      const tool = doublingTool({ code: withExample(before), examples: [example] });
      const coverage = (await coverageOf(tool, problems, workshop, never)) ?? assert.fail();
      let at = 0;
      const maker: ChatModel = {
        identity: { model: 'played', host: 'here', inputPrice: null, outputPrice: null },
        complete: () => {
          const code = withExample(candidates[at++ % candidates.length] ?? {});
          const manifest = { name: 'Tool', description: 'A tool.', schema: { type: 'object', properties: {} } };
          const text = `\`\`\`json\n${JSON.stringify(manifest)}\n\`\`\`\n\`\`\`js\n${code}\n\`\`\``;
          return Promise.resolve({ kind: 'reply', text, usage: noUsage });
        },
      };
      const outcome = await extendTool(
        { tool, examples: tool.examples, coverage, foreign: [] },
        { maker, user: null, workshop, now: () => new Date(0) },
        never,
        () => undefined,
      );
      if (outcome.kind !== 'made') return;
      const after = (await coverageOf(outcome.tool, problems, workshop, never)) ?? assert.fail();
      for (const kept of coverage.answered)
        assert.ok(
          after.answered.some(({ problem, answer }) => problem === kept.problem && answer === kept.answer),
          JSON.stringify(kept),
        );
      assert.ok(after.answered.length > coverage.answered.length, 'it reads more');
    }),
    { numRuns: 200 },
  );
});
