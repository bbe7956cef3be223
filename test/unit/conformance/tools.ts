import type { Notation } from '../../../src/engine/notation/notation';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { doubling } from '../apply/doubling';
import { checkHere } from '../using/check-here';
import { runInSteps } from '../using/run-in-steps';

/** What a tool of these tests makes of a problem; `null` where it does not read it. */
type Answer = (problem: string) => string | null;

const answers: Readonly<Record<string, Answer>> = {
  day: (problem) => /^(\d{4})-(\d\d)-(\d\d)$/.exec(problem)?.slice(1).reverse().join('.') ?? null,
  host: (problem) => /^[\w.]+@([\w.]+)$/.exec(problem)?.[1] ?? null,
  shout: (problem) => (problem.trim() === '' ? null : problem.toUpperCase()),
  half: (problem) => (/^\d+$/.test(problem) ? String(Number(problem) / 2) : null),
  member: (problem) => {
    const [, key, value] = /^:(\w+) => (.+)$/.exec(problem) ?? [];
    return key === undefined || value === undefined ? null : `${key}: ${value}`;
  },
  signed: (problem) => (/^\d{3}-\d{4}$/.test(problem) ? `+49 ${problem}` : null),
};

const examples: Readonly<Record<string, readonly [string, string]>> = {
  day: ['2020-01-02', '02.01.2020'],
  host: ['eve@mail.example', 'mail.example'],
  shout: ['apple', 'APPLE'],
  half: ['8', '4'],
  member: [':a => 1', 'a: 1'],
  signed: ['555-0100', '+49 555-0100'],
};

/** A tool of these tests, made from examples in that notation. */
export function toolOf(name: string, notation: Notation = { kind: 'arrows', arrow: '=>' }): Tool {
  const [problem = '', answer = ''] = examples[name] ?? [];
  return doubling({
    argumentsSchema: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
    id: name,
    name,
    notation,
    code: name,
    examples: [{ problem, answer, seen: 'shown' }],
  });
}

/** What a tool of these tests answers. */
export function answerOf(tool: Tool, problem: string): string | null {
  return answers[tool.code]?.(problem) ?? null;
}

const call: Sandbox['call'] = ({ code, function: name, arguments: [input] }) => {
  if (name === 'format') return Promise.resolve({ kind: 'missing' });
  const problem = name === 'parse' ? (input as string) : (input as { readonly number: string }).number;
  const answer = answers[code]?.(problem) ?? null;
  const parsed = answer === null ? null : { number: problem };
  return Promise.resolve({ kind: 'value', value: name === 'parse' ? parsed : answer });
};

/** A workshop whose sandbox plays these tools. */
export const workshop: Workshop = {
  limits: defaultLimits,
  sandbox: {
    call,
    run: runInSteps(call),
    check: checkHere,
    dispose: () => Promise.resolve(),
  },
};
