/** Where a command writes: answers to `out`, everything about them to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** Exit codes: all done, something failed, wrong usage, interrupted. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** A command that was called in the wrong way; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
