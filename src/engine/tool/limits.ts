import type { CallLimits, ToolFunction } from '../sandbox/sandbox';

/** What a tool's functions may use; from the settings. */
export interface ToolLimits {
  readonly parseMilliseconds: number;
  readonly solveMilliseconds: number;
  /** The largest result of any function, in characters of JSON. */
  readonly outputCharacters: number;
}

/** Generous enough for honest searches, short enough that a wrong one is noticed. */
export const defaultLimits: ToolLimits = {
  parseMilliseconds: 200,
  solveMilliseconds: 10_000,
  outputCharacters: 1_000_000,
};

/** The limits of one call: `parse` and `format` handle one text, `solve` may search. */
export function callLimits(limits: ToolLimits, name: ToolFunction): CallLimits {
  return {
    milliseconds: name === 'solve' ? limits.solveMilliseconds : limits.parseMilliseconds,
    outputCharacters: limits.outputCharacters,
  };
}
