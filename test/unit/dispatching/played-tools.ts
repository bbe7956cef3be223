import type { Json } from '../../../src/engine/json';
import type { LibraryTool } from '../../../src/engine/library/library';
import type { Sandbox, SandboxOutcome } from '../../../src/engine/sandbox/sandbox';
import type { Tool } from '../../../src/engine/tool/tool';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { checkHere } from '../using/check-here';
import { runInSteps } from '../using/run-in-steps';

/** What a played tool's parser does: arguments, `null`, or an outcome of the sandbox. */
export type PlayedParser = (problem: string) => Json | SandboxOutcome;

/** A tool of the library, verified, with problems as its examples. */
export function playedTool(
  id: string,
  problems: readonly string[],
  changes: Partial<Tool> = {},
  listed: Partial<LibraryTool> = {},
): LibraryTool {
  const tool: Tool = {
    id,
    name: id,
    description: `It does ${id}.`,
    argumentsSchema: { type: 'object' },
    notation: { kind: 'lines' },
    demonstrations: [],
    examples: problems.map((problem, index) => ({ problem, answer: 'x', seen: index === 0 ? 'shown' : 'heldOut' })),
    reader: 'parser',
    stage: 'tool',
    hint: null,
    versions: [],
    code: id,
    ...changes,
  };
  return {
    tool,
    place: 'workspace',
    fingerprint: `print of ${id}`,
    verification: { passed: 2, total: 2, unseenPassed: 1, acceptedForeign: 0, at: '' },
    isApproved: true,
    isMadeHere: true,
    ...listed,
  };
}

/** A workshop in which parsers are played by functions, by the code of their tools; `calls` counts. */
export function playedWorkshop(
  parsers: Readonly<Record<string, PlayedParser>>,
): Workshop & { readonly calls: string[] } {
  const calls: string[] = [];
  const call: Sandbox['call'] = ({ code, arguments: args }, signal) => {
    calls.push(code);
    if (signal.aborted) return Promise.resolve({ kind: 'killed' });
    const [problem] = args;
    const result = typeof problem === 'string' ? (parsers[code]?.(problem) ?? null) : null;
    return Promise.resolve(isOutcome(result) ? result : { kind: 'value', value: result });
  };
  const sandbox: Sandbox = {
    call,
    run: runInSteps(call),
    check: checkHere,
    dispose: () => Promise.resolve(),
  };
  return { sandbox, limits: defaultLimits, calls };
}

function isOutcome(result: Json | SandboxOutcome): result is SandboxOutcome {
  return typeof result === 'object' && result !== null && 'kind' in result;
}

/** Arguments with the numbers of a text, and nothing else of it: a parser that passes over every word. */
export const numbersOnly: PlayedParser = (problem) => {
  const numbers = problem.match(/\d+/g);
  return numbers ? { numbers: numbers.map(Number) } : null;
};

/** The tool with examples that throw where they are read. */
export function unreadable(listed: LibraryTool): LibraryTool {
  return {
    ...listed,
    tool: {
      ...listed.tool,
      get examples(): never {
        throw new Error('its examples were read');
      },
    },
  };
}
