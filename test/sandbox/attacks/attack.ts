import type { Json } from '../../../src/engine/json';
import type { SandboxOutcome } from '../../../src/engine/sandbox/sandbox';

/** Model-written code at its worst, and how it may end. */
export interface Attack {
  readonly name: string;
  /** The whole tool, whose `solve` is called. */
  readonly code: string;
  readonly arguments: readonly Json[];
  /** The outcome, or the kinds that are all right where the engine has a choice. */
  readonly ends: Ends;
  /** Of an attack on the calls after it: what they look at. */
  readonly trace?: Trace;
}

/** How an attack may end: in this one way, or in one of these kinds. */
export type Ends = SandboxOutcome | readonly SandboxOutcome['kind'][];

/** How a later call would notice an earlier one. */
export interface Trace {
  /** What the tool of the attack is given so that it looks, and attacks nothing. */
  readonly look: readonly Json[];
  /** Another tool, which looks at the same. */
  readonly other: string;
  /** What both see where nothing is left. */
  readonly sees: Json;
}

/** A tool of one function, called with `{ a: 1 }` where nothing else is said. */
export const solve = (name: string, body: string, ends: Ends, args: readonly Json[] = [{ a: 1 }]): Attack => ({
  name,
  code: `function solve(args) { ${body} }`,
  arguments: args,
  ends,
});

/** A whole tool. */
export const whole = (name: string, code: string, ends: Ends): Attack => ({ name, code, arguments: [{ a: 1 }], ends });

/**
 * A tool that leaves something behind, and two that look for it. `poison` are statements of its function after `setup`.
 * `look` is the expression of those that look: the tool itself, called again, and another one.
 */
export function leak(
  name: string,
  parts: {
    readonly setup?: string;
    readonly poison: string;
    readonly look: string;
    readonly sees: Json;
    readonly ends: Ends;
  },
): Attack {
  const { setup = '', poison, look, sees, ends } = parts;
  const looking = `${setup}\nfunction look() { return ${look}; }`;
  return {
    name,
    code: `${looking}\nfunction solve(step) { if (step === 'look') return look();\n${poison} }`,
    arguments: ['attack'],
    ends,
    trace: { look: ['look'], other: `${looking}\nfunction solve() { return look(); }`, sees },
  };
}

export const value = (of: Json): SandboxOutcome => ({ kind: 'value', value: of });
export const notJson = (what: string): SandboxOutcome => ({ kind: 'notJson', what });
export const threw = (message: string): SandboxOutcome => ({ kind: 'threw', message });
export const tooLarge = (characters: number): SandboxOutcome => ({ kind: 'outputTooLarge', characters });

/** Whether it is a matter of time how the attack ends. */
export function mayRunOut({ ends }: Attack): boolean {
  return Array.isArray(ends) && ends.includes('timedOut');
}
