import { createContext, runInContext } from 'node:vm';

/**
 * What a tool's `solve()` gives in V8, or what kept it from an answer; for generated programs of the pure grammar
 * only.
 */
export function solvedByV8(
  code: string,
  milliseconds: number,
): { readonly value: unknown } | { readonly failed: string } {
  try {
    return { value: runInContext(`${code}\nsolve();`, createContext(), { timeout: milliseconds }) };
  } catch (error) {
    return {
      failed:
        error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
          ? String(error.message)
          : String(error),
    };
  }
}
