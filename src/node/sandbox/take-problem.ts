import type { ToolFunction } from '../../engine/sandbox/sandbox';
import type { TaskOutcome, WorkerOutcome, WorkerProblems, WorkerRequest } from './messages';

/** Makes one call from a pristine state. */
export type MakeCall = (request: WorkerRequest) => Promise<WorkerOutcome>;

/**
 * Takes one problem of a task through the tool's functions, each with what the one before returned, as the text that
 * it is: nothing of it is read here but its first character.
 */
export async function takeProblem(
  task: WorkerProblems,
  at: number,
  makeCall: MakeCall,
): Promise<Omit<TaskOutcome, 'milliseconds'>> {
  const problem = JSON.stringify(task.problems[at] ?? '');
  const call = (name: ToolFunction, args: string, resultSchema: string | null = null): Promise<WorkerOutcome> =>
    makeCall({
      kind: 'call',
      id: task.id,
      code: task.code,
      function: name,
      arguments: args,
      milliseconds: name === 'solve' ? task.solveMilliseconds : task.parseMilliseconds,
      outputCharacters: task.outputCharacters,
      resultSchema,
    });
  let read: string | null = null;
  if (!task.arguments) {
    const parsed = await call('parse', `[${problem}]`, task.argumentsSchema);
    if (task.onlyRead || parsed.kind !== 'value' || !parsed.json.startsWith('{'))
      return { read, last: 'parse', outcome: parsed };
    read = parsed.json;
  }
  const solved = await call('solve', `[${read ?? task.arguments?.[at] ?? ''}]`);
  if (solved.kind !== 'value' || solved.json === 'null') return { read, last: 'solve', outcome: solved };
  const formatted = await call('format', `[${solved.json},${problem}]`);
  return formatted.kind === 'missing'
    ? { read, last: 'solve', outcome: solved }
    : { read, last: 'format', outcome: formatted };
}
