import type {
  ProblemOutcome,
  ProblemRun,
  Sandbox,
  SandboxOutcome,
  ToolFunction,
} from '../../../src/engine/sandbox/sandbox';
import { isJsonObject, type Json, type JsonObject } from '../../../src/engine/json';
import { callLimits } from '../../../src/engine/tool/limits';

/** A sandbox's `run` over its `call`: one problem after another, function by function. */
export function runInSteps(call: Sandbox['call']): Sandbox['run'] {
  return async (run, signal, onProblem) => {
    for (const at of run.problems.keys()) {
      onProblem(
        at,
        signal.aborted
          ? { read: undefined, last: 'parse', outcome: { kind: 'killed' }, milliseconds: 0 }
          : await oneOf(run, at, call, signal),
      );
    }
  };
}

async function oneOf(run: ProblemRun, at: number, call: Sandbox['call'], signal: AbortSignal): Promise<ProblemOutcome> {
  const { code, argumentsSchema, limits, onlyRead } = run;
  const problem = run.problems[at] ?? '';
  const made = (name: ToolFunction, args: readonly Json[], resultSchema?: JsonObject): Promise<SandboxOutcome> =>
    call(
      {
        code,
        function: name,
        arguments: args,
        limits: callLimits(limits, name),
        ...(resultSchema && { resultSchema }),
      },
      signal,
    );
  let args = run.arguments?.[at];
  const read = args === undefined ? await made('parse', [problem], argumentsSchema) : undefined;
  if (read) {
    if (onlyRead || read.kind !== 'value' || !isJsonObject(read.value))
      return { read: undefined, last: 'parse', outcome: read, milliseconds: 0 };
    args = read.value;
  }
  const solved = await made('solve', [args ?? {}]);
  if (solved.kind !== 'value' || solved.value === null)
    return { read: read && args, last: 'solve', outcome: solved, milliseconds: 0 };
  const written = await made('format', [solved.value, problem]);
  return written.kind === 'missing'
    ? { read: read && args, last: 'solve', outcome: solved, milliseconds: 0 }
    : { read: read && args, last: 'format', outcome: written, milliseconds: 0 };
}
