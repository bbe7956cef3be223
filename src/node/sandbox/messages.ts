import type { ToolFunction } from '../../engine/sandbox/sandbox';
import type { Pulse } from './pulse';

/** The compiled engine, beside the worker. */
export const engineFile = 'emscripten-module.wasm';

/** What the main thread sends, strings and numbers only: first whether the engine is known, then tasks. */
export type WorkerOrder = WorkerBeginning | WorkerTask;

/** Whether the engine that was asked for passed its test on this machine before: then it is not tested again. */
export interface WorkerBeginning {
  readonly kind: 'begin';
  readonly isKnown: boolean;
}

/** Something to be done. */
export type WorkerTask = WorkerRequest | WorkerCheck | WorkerProblems;

/** A call of a tool. */
export interface WorkerRequest {
  readonly kind: 'call';
  readonly id: number;
  readonly code: string;
  readonly function: ToolFunction;
  /** The arguments, a JSON array. */
  readonly arguments: string;
  readonly milliseconds: number;
  readonly outputCharacters: number;
  /** What a result must fit that is not `null`, as JSON; `null` where it may be any. */
  readonly resultSchema: string | null;
}

/** Arguments that a model made, to be judged. Its outcome is the errors, an array with `null` for each that is right. */
export interface WorkerCheck {
  readonly kind: 'check';
  readonly id: number;
  /** An `ArgumentsCheck` as JSON. */
  readonly check: string;
  readonly milliseconds: number;
}

/** Problems that a tool takes; see `ProblemRun`. */
export interface WorkerProblems {
  readonly kind: 'problems';
  readonly id: number;
  readonly code: string;
  readonly problems: readonly string[];
  /** What was read of each otherwise, as JSON; `null` where the tool reads them. */
  readonly arguments: readonly string[] | null;
  readonly onlyRead: boolean;
  /** For `parse` and `format`. */
  readonly parseMilliseconds: number;
  readonly solveMilliseconds: number;
  readonly outputCharacters: number;
  /** The schema of the arguments, as JSON. */
  readonly argumentsSchema: string;
}

/** How a task, or one of its problems, ended: how its last call did. */
export interface TaskOutcome {
  /** What `parse` read, as JSON, where it went on to `solve` with that. */
  readonly read: string | null;
  readonly last: ToolFunction;
  readonly outcome: WorkerOutcome;
  /** How long it was run. */
  readonly milliseconds: number;
}

/** What a call came to, in the worker: as `SandboxOutcome`, with the value still as JSON text. */
export type WorkerOutcome =
  | { readonly kind: 'value'; readonly json: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'timedOut' }
  | { readonly kind: 'outOfMemory' }
  | { readonly kind: 'stackOverflow' }
  | { readonly kind: 'outputTooLarge'; readonly characters: number }
  | { readonly kind: 'notJson'; readonly what: string }
  | { readonly kind: 'misfit'; readonly reason: string };

/** How each call gets its pristine state: by restoring the memory, or by a fresh runtime and context. */
export type EngineName = 'snapshot' | 'freshContext';

/** What a worker runs. */
export interface EngineStart {
  readonly engine: EngineName;
  /** Why it is not the engine that was asked for, where it is not. */
  readonly fallback?: string;
}

/** What the worker sends: that it is ready (or why it never will be), then what came of each task. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly start: EngineStart }
  | { readonly kind: 'unusable'; readonly reason: string }
  /** The next outcomes of a task: one of a call or a check, of problems one each, in their order, in several messages. */
  | { readonly kind: 'told'; readonly id: number; readonly outcomes: readonly TaskOutcome[] };

/** What the workers of a sandbox have in common. */
export interface SharedSettings {
  readonly memoryMegabytes: number;
  /** The folder of the engine's file. */
  readonly folder: string;
  readonly engine: EngineName;
}

/** What a worker is started with. */
export interface WorkerSettings extends SharedSettings {
  /** Where it gives its signs of life. */
  readonly pulse: Pulse;
}

/** How long past its limit a call may go on while the machine was too busy to run it, in milliseconds. */
export function patience(limit: number): number {
  return Math.min(3 * limit, 1_000);
}
