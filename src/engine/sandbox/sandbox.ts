import type { Json, JsonObject } from '../json';
import type { ArgumentsError } from '../tool/arguments';
import type { ToolLimits } from '../tool/limits';
import type { Demonstration } from '../tool/tool';

/** The functions that a tool defines; see `tool/tool.ts` for the contract. */
export type ToolFunction = 'parse' | 'solve' | 'format';

/** What one call may use. */
export interface CallLimits {
  /** Milliseconds of run time, the loading of the code included. */
  readonly milliseconds: number;
  /** The largest result, in characters of JSON. */
  readonly outputCharacters: number;
}

/** One call of one function of one tool. */
export interface SandboxCall {
  /** The tool's whole code. */
  readonly code: string;
  readonly function: ToolFunction;
  readonly arguments: readonly Json[];
  readonly limits: CallLimits;
  /** What a result must fit that is not `null`. Judged where the tool runs, within the call's time. */
  readonly resultSchema?: JsonObject;
}

/** How a call ended: a value, or one of the ways in which model-written code fails. */
export type SandboxOutcome =
  /**
   * What the function returned. Arguments and results of JSON come through to the last bit: every character, lone
   * surrogates too, every number, the order of keys, keys such as `__proto__`, a thousand levels of nesting. What
   * may be lost on the way, and nothing else:
   *
   * - `-0` becomes `0`, in arguments too.
   * - A property that is `undefined` is left out.
   * - A property that is inherited, private, not enumerable or named by a symbol is left out: an instance of a class
   * becomes a plain object.
   * - An array's properties beside its elements are left out.
   * - A getter becomes what it gives.
   * - What is in several places is written in each.
   */
  | { readonly kind: 'value'; readonly value: Json }
  /** The code loads but defines no function of that name. */
  | { readonly kind: 'missing' }
  /** The code does not load (syntax), or the function threw. `message` is at most 500 characters, `name: text`. */
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'timedOut'; readonly milliseconds: number }
  | { readonly kind: 'outOfMemory' }
  | { readonly kind: 'stackOverflow' }
  | { readonly kind: 'outputTooLarge'; readonly characters: number }
  /**
   * A result that JSON cannot carry without loss; `what` names it: `undefined`, `a function`, `a promise`, `NaN`, `a
   * cycle`…
   */
  | { readonly kind: 'notJson'; readonly what: string }
  /** The result does not fit its schema, or nothing can be checked against that one: a sentence. */
  | { readonly kind: 'misfit'; readonly reason: string }
  /** Stopped from outside: by its signal, or because the sandbox was disposed. */
  | { readonly kind: 'killed' };

/**
 * Problems that one tool takes: each is read by `parse`, judged by the schema of the arguments, solved by `solve` and
 * written by `format`, every call from a pristine state and within its own limits.
 */
export interface ProblemRun {
  /** The tool's whole code. */
  readonly code: string;
  readonly argumentsSchema: JsonObject;
  readonly problems: readonly string[];
  /** What was read of each problem otherwise: then none is read, and each begins with `solve`. */
  readonly arguments?: readonly JsonObject[];
  /** No further than `parse`. */
  readonly onlyRead?: boolean;
  readonly limits: ToolLimits;
}

/** How a problem ended: how its last call did. */
export interface ProblemOutcome {
  /** What `parse` read, where it went on to `solve` with that. */
  readonly read: JsonObject | undefined;
  /** The function that was called last; `solve` where there is no `format`. */
  readonly last: ToolFunction;
  readonly outcome: SandboxOutcome;
  /** How long it was run. */
  readonly milliseconds: number;
}

/** Told once of each problem, as they end, in any order. */
export type OnProblem = (at: number, outcome: ProblemOutcome) => void;

/** Arguments that a model made of problems, to be judged for a tool. */
export interface ArgumentsCheck {
  readonly schema: JsonObject;
  /** Where the tool's own arguments are copied from their problems, these must be too. */
  readonly demonstrations: readonly Demonstration[];
  readonly items: readonly { readonly problem: string; readonly arguments: JsonObject }[];
  readonly milliseconds: number;
}

/** How a check ended: what is wrong with each item, or why that is not known. */
export type CheckOutcome =
  | { readonly kind: 'checked'; readonly errors: readonly ArgumentsError[] }
  /** A clause. */
  | { readonly kind: 'unchecked'; readonly reason: string }
  | { readonly kind: 'killed' };

/**
 * Runs model-written code. Every call starts from a pristine state, has no host functions, no clock,
 * no randomness, and cannot outlast its limits. Calls may be made at any rate; the sandbox queues them.
 */
export interface Sandbox {
  call(call: SandboxCall, signal: AbortSignal): Promise<SandboxOutcome>;
  /**
   * Takes problems through a tool, many at a time. One that has to be stopped by stopping its worker ends alone: what
   * the worker had not told of the others is run again, which comes to the same. Resolves when all have ended.
   */
  run(run: ProblemRun, signal: AbortSignal, onProblem: OnProblem): Promise<void>;
  /**
   * Judges arguments. A stranger's schema can take as long as a stranger's code, so it is judged in the same place,
   * under the same watch.
   */
  check(check: ArgumentsCheck, signal: AbortSignal): Promise<CheckOutcome>;
  /** Ends every call under way with `killed` and frees the workers. */
  dispose(): Promise<void>;
}
