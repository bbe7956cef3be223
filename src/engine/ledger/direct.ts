import { estimateTokens } from '../model/cost';
import type { CallEntry } from './entry';

/** The purpose of calls that measure what the strong model takes to answer one problem of a tool's directly. */
export const measuringPurpose = 'measure';

/**
 * What a strong model's reply to one problem is taken to be where it was not measured, in tokens: the mean of the six
 * tasks of the paper (27 to 161 a use). A chain of thought takes more, so that what a tool saves is understated.
 */
export const directCompletionTokens = 105;

/** What the chat format takes for one message, in tokens. */
const messageTokens = 4;

/** Tokens of some problems that the strong model answers without a tool. */
export interface DirectTokens {
  readonly input: number;
  readonly output: number;
}

/** How that is known: from calls that measured it, or estimated from the problems' length. */
export type DirectBasis =
  | { readonly kind: 'measured'; readonly calls: number; readonly perProblem: DirectTokens }
  | { readonly kind: 'estimated' };

/** The basis that a tool's calls give: the mean of those that measured and were answered. */
export function directBasis(calls: readonly CallEntry[]): DirectBasis {
  const measured = calls.filter(
    ({ purpose, outcome, tokens }) =>
      purpose === measuringPurpose &&
      outcome === 'reply' &&
      tokens.input.value !== null &&
      tokens.output.value !== null,
  );
  if (measured.length === 0) return { kind: 'estimated' };
  const mean = (of: (call: CallEntry) => number | null): number =>
    measured.reduce((sum, call) => sum + (of(call) ?? 0), 0) / measured.length;
  return {
    kind: 'measured',
    calls: measured.length,
    perProblem: { input: mean(({ tokens }) => tokens.input.value), output: mean(({ tokens }) => tokens.output.value) },
  };
}

/** What some problems would take, of which the texts have so many tokens together. */
export function directTokens(basis: DirectBasis, problems: number, problemTokens: number): DirectTokens {
  if (basis.kind === 'measured')
    return { input: problems * basis.perProblem.input, output: problems * basis.perProblem.output };
  return { input: problemTokens + problems * messageTokens, output: problems * directCompletionTokens };
}

/** The tokens of texts together, estimated: what a use keeps of its problems. */
export function problemTokensOf(problems: readonly string[]): number {
  return problems.reduce((sum, problem) => sum + estimateTokens(problem), 0);
}

/** The mean tokens of one problem like these; 0 where there is none. */
export function meanProblemTokens(problems: readonly string[]): number {
  return problems.length === 0 ? 0 : problemTokensOf(problems) / problems.length;
}
