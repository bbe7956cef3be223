import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import * as v from 'valibot';
import { isJsonObject, type JsonObject } from '../../engine/json';
import type { LibraryTool } from '../../engine/library/library';
import { showInvisible } from '../../engine/text/show-invisible';
import { bounds } from '../../engine/tool/parse-tool';
import type { Tool } from '../../engine/tool/tool';
import { failureOf } from '../../engine/using/failure';
import type { Run } from '../../engine/using/run';
import { useArguments } from '../../engine/using/use-arguments';
import { useParser } from '../../engine/using/use-tool';
import { given } from './given';
import { cancelled, failed, structured } from './results';
import type { UseCounter } from './use-counter';

const CallSchema = v.strictObject({
  problem: v.optional(v.pipe(v.string(), v.maxLength(bounds.textCharacters))),
  arguments: v.optional(v.custom<JsonObject>(isJsonObject, 'Expected an object')),
});

/** What is told of a call besides its answer, and to whom. */
export interface Told {
  readonly counter: UseCounter;
  /** Whether no example of a tool has the form of a problem or of its answer. */
  readonly isNovel: (tool: Tool, problem: string, answer: string) => boolean;
}

/** One problem through one tool, which the agent has named. */
export async function callTool(
  { tool }: LibraryTool,
  args: unknown,
  run: Run,
  { counter, isNovel }: Told,
): Promise<CallToolResult> {
  const asked = given(CallSchema, args);
  if ('wrong' in asked) return failed(asked.wrong);
  const { problem, arguments: made } = asked.value;
  if (made === undefined && problem === undefined)
    return failed('Give “problem”, the text of one problem, or “arguments”, what is in it.');
  if (made === undefined && tool.reader === 'model')
    return failed(`${tool.id} has no parser: give “arguments”, what is in the problem.`);
  const outcome =
    made === undefined
      ? await useParser(tool, problem ?? '', run.workshop, run.signal)
      : await useArguments(tool, problem ?? '', made, run);
  if (outcome.kind === 'cancelled') return cancelled;
  counter.add(tool, [{ item: { problem: problem ?? '' }, outcome }]);
  if (outcome.kind !== 'answer') {
    const { kind, message } = failureOf(outcome);
    return failed(`${tool.id} has no answer (${kind}): ${showInvisible(message)}`);
  }
  const { answer } = outcome;
  const novel = problem !== undefined && isNovel(tool, problem, answer);
  return structured({ answer, tool: tool.id, version: tool.versions.at(-1)?.number ?? 1, novel }, answer);
}
