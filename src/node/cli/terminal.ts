import { showInvisibleInLines } from '../../engine/text/show-invisible';

/** Where a command writes: answers to `out`, everything about them to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Where a person sits at it: asks for a line. `undefined` where there is none to come. */
  readonly ask?: (prompt: string) => Promise<string | undefined>;
}

/** What a stream of this process is to a command. */
export interface TerminalStream {
  /** True where a terminal shows what is written, and acts upon what is in it. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * The streams of this process. What is for a person's eyes shows everything invisible for what it is, whoever wrote it:
 * all of `err`, and `out` where that is a terminal. A file or another program gets `out` to the last byte.
 */
export function terminalOn(out: TerminalStream, err: TerminalStream): Terminal {
  return {
    out: (text) => void out.write(out.isTTY === true ? showInvisibleInLines(text) : text),
    err: (text) => void err.write(showInvisibleInLines(text)),
  };
}

/** Exit codes: all done, something failed, wrong usage, interrupted. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** A command that was called in the wrong way; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
