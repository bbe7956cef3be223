import { isJsonObject, type Json, type JsonObject } from '../json';
import type { ProblemOutcome, ProblemRun, Sandbox, SandboxOutcome, ToolFunction } from '../sandbox/sandbox';
import type { ToolLimits } from '../tool/limits';
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

/** A problem that was read by the tool's own parser, and what came of it. */
export type UsedOutcome =
  Exclude<ParseOutcome, { kind: 'arguments' }> | (SolveOutcome & { readonly arguments: JsonObject });

/** Told once of each problem, in any order, and how long it was run. */
export type OnEnded<Outcome> = (at: number, outcome: Outcome, milliseconds: number) => void;

/** Reads problems with the tool's parser. Whatever goes wrong in there means "not read", with the reason kept. */
export async function parseProblems(
  tool: RunnableTool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
  onEnded?: OnEnded<ParseOutcome>,
): Promise<readonly ParseOutcome[]> {
  return collected(problems, onEnded, (tell) =>
    workshop.sandbox.run(
      { ...runOf(tool, problems, workshop), onlyRead: true },
      signal,
      (at, { outcome, milliseconds }) => tell(at, parsedBy(outcome), milliseconds),
    ),
  );
}

/** Reads problems with the tool's parser, solves them and writes the answers in the examples' form. */
export async function useProblems(
  tool: RunnableTool,
  problems: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
  onEnded?: OnEnded<UsedOutcome>,
): Promise<readonly UsedOutcome[]> {
  return collected(problems, onEnded, (tell) =>
    workshop.sandbox.run(runOf(tool, problems, workshop), signal, (at, ended) =>
      tell(
        at,
        ended.last === 'parse' ? notRead(ended.outcome) : { ...solved(ended), arguments: ended.read ?? {} },
        ended.milliseconds,
      ),
    ),
  );
}

/** Solves problems with given arguments and writes the answers in the examples' form. */
export async function solveProblems(
  tool: RunnableTool,
  problems: readonly string[],
  args: readonly JsonObject[],
  workshop: Workshop,
  signal: AbortSignal,
  onEnded?: OnEnded<SolveOutcome>,
): Promise<readonly SolveOutcome[]> {
  return collected(problems, onEnded, (tell) =>
    workshop.sandbox.run({ ...runOf(tool, problems, workshop), arguments: args }, signal, (at, ended) =>
      tell(at, solved(ended), ended.milliseconds),
    ),
  );
}

async function collected<Outcome extends { readonly kind: string }>(
  problems: readonly string[],
  onEnded: OnEnded<Outcome> | undefined,
  run: (tell: OnEnded<Outcome>) => Promise<void>,
): Promise<readonly Outcome[]> {
  const outcomes = new Array<Outcome>(problems.length);
  await run((at, outcome, milliseconds) => {
    outcomes[at] = outcome;
    onEnded?.(at, outcome, milliseconds);
  });
  return outcomes;
}

function runOf({ code, argumentsSchema }: RunnableTool, problems: readonly string[], { limits }: Workshop): ProblemRun {
  return { code, argumentsSchema, problems, limits };
}

/** What an outcome of `parse` comes to. */
export function parsedBy(outcome: SandboxOutcome): ParseOutcome {
  return outcome.kind === 'value' && isJsonObject(outcome.value)
    ? { kind: 'arguments', arguments: outcome.value }
    : notRead(outcome);
}

function notRead(outcome: SandboxOutcome): Exclude<ParseOutcome, { kind: 'arguments' }> {
  if (outcome.kind === 'killed') return { kind: 'cancelled' };
  if (outcome.kind === 'missing') return { kind: 'notRead', reason: 'the tool has no parser' };
  if (outcome.kind !== 'value') return { kind: 'notRead', reason: failureText('parse', outcome) };
  if (outcome.value === null) return { kind: 'notRead', reason: null };
  return { kind: 'notRead', reason: 'parse returned something other than an object' };
}

function solved({ last, outcome }: ProblemOutcome): SolveOutcome {
  if (outcome.kind !== 'value') return notAValue(last, outcome);
  return last === 'solve' && outcome.value === null ? { kind: 'noAnswer' } : answerOf(last, outcome.value);
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
