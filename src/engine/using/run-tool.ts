import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Sandbox, SandboxOutcome, ToolFunction } from '../sandbox/sandbox';
import { callLimits, type ToolLimits } from '../tool/limits';
import type { Tool } from '../tool/tool';

/** The parts of a tool that are run: so a candidate runs exactly as the finished tool will. */
export type RunnableTool = Pick<Tool, 'code' | 'argumentsSchema'>;

/** Where a tool runs. */
export interface Workshop {
  readonly sandbox: Sandbox;
  readonly limits: ToolLimits;
}

/** What a tool's own parser made of a problem. */
export type ParseOutcome =
  | { readonly kind: 'arguments'; readonly arguments: JsonObject }
  /** `reason` is null where `parse` simply said null. */
  | { readonly kind: 'notRead'; readonly reason: string | null }
  | { readonly kind: 'cancelled' };

/** What a tool made of its arguments. */
export type SolveOutcome =
  | { readonly kind: 'answer'; readonly answer: string }
  /** `solve` returned null: there is no answer. */
  | { readonly kind: 'noAnswer' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** Reads a problem with the tool's parser. Whatever goes wrong in there means "not read", with the reason kept. */
export async function parseProblem(
  tool: RunnableTool,
  problem: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<ParseOutcome> {
  const outcome = await call(tool, 'parse', [problem], workshop, signal, tool.argumentsSchema);
  if (outcome.kind === 'killed') return { kind: 'cancelled' };
  if (outcome.kind === 'missing') return { kind: 'notRead', reason: 'the tool has no parser' };
  if (outcome.kind !== 'value') return { kind: 'notRead', reason: failureText('parse', outcome) };
  if (outcome.value === null) return { kind: 'notRead', reason: null };
  if (!isJsonObject(outcome.value)) return { kind: 'notRead', reason: 'parse returned something other than an object' };
  return { kind: 'arguments', arguments: outcome.value };
}

/** Solves with given arguments and writes the answer in the examples' form. */
export async function solveArguments(
  tool: RunnableTool,
  problem: string,
  args: JsonObject,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<SolveOutcome> {
  const solved = await call(tool, 'solve', [args], workshop, signal);
  if (solved.kind !== 'value') return notAValue('solve', solved);
  if (solved.value === null) return { kind: 'noAnswer' };
  const formatted = await call(tool, 'format', [solved.value, problem], workshop, signal);
  if (formatted.kind === 'missing') return answerOf('solve', solved.value);
  if (formatted.kind !== 'value') return notAValue('format', formatted);
  return answerOf('format', formatted.value);
}

function call(
  tool: RunnableTool,
  name: ToolFunction,
  args: readonly Json[],
  workshop: Workshop,
  signal: AbortSignal,
  resultSchema?: JsonObject,
): Promise<SandboxOutcome> {
  return workshop.sandbox.call(
    {
      code: tool.code,
      function: name,
      arguments: args,
      limits: callLimits(workshop.limits, name),
      ...(resultSchema && { resultSchema }),
    },
    signal,
  );
}

function answerOf(name: ToolFunction, value: Json): SolveOutcome {
  if (typeof value === 'string') return { kind: 'answer', answer: value };
  return {
    kind: 'failed',
    reason: `${name} returned ${value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`} where a string is needed`,
  };
}

function notAValue(name: ToolFunction, outcome: Exclude<SandboxOutcome, { kind: 'value' }>): SolveOutcome {
  return outcome.kind === 'killed' ? { kind: 'cancelled' } : { kind: 'failed', reason: failureText(name, outcome) };
}

/** A sandbox failure in words, for a person and for the maker's repair. */
function failureText(name: ToolFunction, outcome: Exclude<SandboxOutcome, { kind: 'value' | 'killed' }>): string {
  switch (outcome.kind) {
    case 'missing':
      return `the code defines no function ${name}`;
    case 'threw':
      return `${name} threw ${outcome.message}`;
    case 'timedOut':
      return `${name} was stopped after ${outcome.milliseconds} ms`;
    case 'outOfMemory':
      return `${name} ran out of memory`;
    case 'stackOverflow':
      return `${name} ran out of stack: the recursion is too deep`;
    case 'outputTooLarge':
      return `${name} returned ${outcome.characters} characters, more than is allowed`;
    case 'notJson':
      return `${name} returned ${outcome.what}, which is not JSON`;
    case 'misfit':
      return outcome.reason;
  }
}
