import type { JsonObject } from '../json';
import { noUsage } from '../model/cost';
import { callLimits } from '../tool/limits';
import type { Tool } from '../tool/tool';
import type { Run } from './run';
import { solveAs, type UseOutcome } from './use-tool';

/** Returns what it is given, so that it is judged as what a tool returns is. */
const identity = 'function parse(given) { return given; }';

/**
 * One problem through a tool, with arguments that another program made of it, whatever they were made of. They must fit
 * the tool's schema, which is judged where tools run. Whoever made them read the problem, as a light model does.
 */
export async function useArguments(
  tool: Tool,
  problem: string,
  args: JsonObject,
  { workshop, signal }: Run,
): Promise<UseOutcome> {
  const judged = await workshop.sandbox.call(
    {
      code: identity,
      function: 'parse',
      arguments: [args],
      limits: callLimits(workshop.limits, 'parse'),
      resultSchema: tool.argumentsSchema,
    },
    signal,
  );
  if (judged.kind === 'killed') return { kind: 'cancelled' };
  if (judged.kind !== 'value')
    return {
      kind: 'notRead',
      reason: judged.kind === 'misfit' ? judged.reason : `the arguments were not judged: ${judged.kind}`,
    };
  return solveAs('model', tool, problem, args, noUsage, workshop, signal);
}
