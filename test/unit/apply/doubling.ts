import type { Json } from '../../../src/engine/json';
import type { LibraryTool } from '../../../src/engine/library/library';
import type { Notation } from '../../../src/engine/notation/notation';
import type { Sandbox, SandboxCall, SandboxOutcome } from '../../../src/engine/sandbox/sandbox';
import type { Tool } from '../../../src/engine/tool/tool';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { checkHere } from '../using/check-here';
import { runInSteps } from '../using/run-in-steps';

/** A tool that doubles numbers: `4` is `8`. It reads nothing else. */
export function doubling(changes: Partial<Tool> = {}): Tool {
  return {
    id: 'double-numbers',
    name: 'Double numbers',
    description: 'Doubles a whole number.',
    argumentsSchema: { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'] },
    notation: { kind: 'arrows', arrow: '=>' },
    demonstrations: [{ problem: '4', arguments: { number: 4 } }],
    examples: [
      { problem: '4', answer: '8', seen: 'shown' },
      { problem: '15', answer: '30', seen: 'heldOut' },
    ],
    reader: 'parser',
    stage: 'tool',
    hint: null,
    versions: [
      {
        number: 1,
        createdAt: '2026-01-01T10:00:00.000Z',
        origin: {
          model: 'strong',
          host: 'models.example',
          prompts: '1',
          tries: 1,
          usage: { promptTokens: 1, completionTokens: 1, cachedTokens: 0, reasoningTokens: 0, source: 'reported' },
          cost: null,
        },
      },
    ],
    code: 'function parse(problem) { … }',
    ...changes,
  };
}

export function listed(tool: Tool): LibraryTool {
  return { tool, place: 'user', fingerprint: tool.id, verification: undefined, isApproved: true, isMadeHere: true };
}

export const arrows: Notation = { kind: 'arrows', arrow: '=>' };

export const never = new AbortController().signal;

/** A workshop whose sandbox plays the doubling tool, and the problems that its parser was given. */
export function doublingWorkshop(): Workshop & { readonly parsed: readonly string[] } {
  const parsed: string[] = [];
  const outcome = ({ function: name, arguments: [input] }: SandboxCall): SandboxOutcome => {
    if (name === 'format') return { kind: 'missing' };
    if (name === 'solve') return { kind: 'value', value: String(2 * (input as { number: number }).number) };
    const problem = input as string;
    parsed.push(problem);
    const value: Json = /^\d+$/.test(problem) ? { number: Number(problem) } : null;
    return { kind: 'value', value };
  };
  const call: Sandbox['call'] = (made, signal) => Promise.resolve(signal.aborted ? { kind: 'killed' } : outcome(made));
  const sandbox: Sandbox = {
    call,
    run: runInSteps(call),
    check: checkHere,
    dispose: () => Promise.resolve(),
  };
  return { sandbox, limits: { parseMilliseconds: 200, solveMilliseconds: 1_000, outputCharacters: 10_000 }, parsed };
}
