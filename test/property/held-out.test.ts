import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/engine/json';
import type { Decision } from '../../src/engine/making/asking';
import { makeTool } from '../../src/engine/making/make-tool';
import type { ChatModel, ChatRequest } from '../../src/engine/model/chat-model';
import { noUsage } from '../../src/engine/model/cost';
import type { Sandbox, SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../src/engine/tool/limits';

/** A sandbox in which a tool makes of each problem whatever was drawn for it. */
function drawnSandbox(made: readonly string[]): Sandbox {
  let at = 0;
  const valueOf = (value: Json): SandboxOutcome => {
    const drawn = made[at++ % made.length];
    if (drawn === 'throws') return { kind: 'threw', message: 'broken' };
    return { kind: 'value', value: drawn === 'null' ? null : value };
  };
  return {
    call: ({ function: name, arguments: [argument = null] }) =>
      Promise.resolve(name === 'format' ? { kind: 'missing' } : valueOf(name === 'parse' ? { text: argument } : 'x')),
    run: ({ problems, arguments: given, onlyRead = false }, _signal, onProblem) => {
      for (const [index, text] of problems.entries()) {
        const parsed = given ? undefined : valueOf({ text });
        const isRead = parsed?.kind === 'value' && parsed.value !== null;
        const read = given?.[index] ?? (isRead ? { text } : undefined);
        const ended =
          read === undefined || onlyRead
            ? { last: 'parse' as const, outcome: parsed ?? { kind: 'missing' as const } }
            : { last: 'solve' as const, outcome: valueOf('x') };
        onProblem(index, { read, milliseconds: 0, ...ended });
      }
      return Promise.resolve();
    },
    check: () => Promise.resolve({ kind: 'unchecked', reason: 'nothing is checked here' }),
    dispose: () => Promise.resolve(),
  };
}

/** Texts that no prompt holds by chance. */
const secret = (kind: string, number: number): string => `${kind}#${number}#${'q'.repeat((number % 3) + 1)}`;

test('no held-out answer is in any request, whatever the tool does and the maker asks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 0, max: 12 }),
      fc.array(fc.constantFrom('null', 'throws', 'value'), { minLength: 1, maxLength: 20 }),
      fc.array(
        fc.record({
          unanswered: fc.integer({ min: 0, max: 9 }),
          answers: fc.array(fc.constantFrom('x', 'y', 'z')),
        }),
      ),
      fc.array(fc.record({ example: fc.integer({ min: 0, max: 9 }), answer: fc.constantFrom('x', 'y') })),
      fc.array(fc.constantFrom('answer' as const, 'leaveOut' as const, 'nobody' as const), { minLength: 1 }),
      async (count, open, made, questions, doubted, decisions) => {
        const examples = Array.from({ length: count }, (_, at) => ({
          problem: secret('problem', at),
          answer: secret('answer', at),
        }));
        const requests: ChatRequest[] = [];
        const manifest = { name: 'Tool', description: 'A tool.', schema: { type: 'object', properties: {} } };
        const maker: ChatModel = {
          identity: { model: 'played', host: 'here', inputPrice: null, outputPrice: null },
          complete: (request) => {
            requests.push(request);
            const text = `\`\`\`json\n${JSON.stringify({ ...manifest, questions, doubted })}\n\`\`\`\n\`\`\`js\nfunction solve() { return "x"; }\n\`\`\``;
            return Promise.resolve({ kind: 'reply', text, usage: noUsage });
          },
        };
        let at = 0;
        const decide = (): Promise<Decision> => {
          const kind = decisions[at++ % decisions.length] ?? 'nobody';
          return Promise.resolve(kind === 'answer' ? { kind, answer: 'x' } : { kind });
        };
        const outcome = await makeTool(
          {
            examples,
            unanswered: Array.from({ length: open }, (_, index) => secret('open', index)),
            notation: { kind: 'lines' },
            hint: null,
            foreign: [],
          },
          {
            maker,
            user: null,
            workshop: { sandbox: drawnSandbox(made), limits: defaultLimits },
            now: () => new Date(0),
            questions: { undecided: decide, doubted: decide },
          },
          new AbortController().signal,
          () => undefined,
        );
        const tool = outcome.kind === 'made' ? outcome.tool : outcome.kind === 'notMade' ? outcome.draft : null;
        const sent = JSON.stringify(requests.map(({ messages }) => messages));
        for (const { seen, answer, problem } of tool?.examples ?? []) {
          if (seen !== 'heldOut') continue;
          assert.ok(!sent.includes(answer), answer);
          assert.ok(!sent.includes(problem), problem);
        }
        assert.ok(requests.length > 0 && requests.length <= 4);
      },
    ),
    { numRuns: 200 },
  );
});
