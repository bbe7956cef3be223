import type { NumberedProblem } from '../prompts/make';
import { sameAnswer } from './verify';
import { parseProblem, solveArguments, type RunnableTool, type SolveOutcome, type Workshop } from '../using/run-tool';

/** What a candidate makes of a problem by its own parser. */
export type Tried = SolveOutcome | { readonly kind: 'notRead'; readonly reason: string | null };

/** A problem in view with what a candidate makes of it. */
export interface Waiting extends NumberedProblem {
  readonly outcome: Tried;
}

/** A problem with the answer that a tool gave to it before, and must go on giving. */
export interface KeptAnswer {
  readonly problem: string;
  readonly answer: string;
}

/** What a candidate makes of the problems in view, in order. `undefined` when cancelled. */
export async function tryWaiting(
  tool: RunnableTool,
  problems: readonly NumberedProblem[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<readonly Waiting[] | undefined> {
  const tried: Waiting[] = [];
  for (const one of problems) {
    const outcome = await tryProblem(tool, one.problem, workshop, signal);
    if (outcome.kind === 'cancelled') return undefined;
    tried.push({ ...one, outcome });
  }
  return tried;
}

/** Which of these answers a candidate does not give any more. `undefined` when cancelled. */
export async function changedAnswers(
  tool: RunnableTool,
  kept: readonly KeptAnswer[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<readonly KeptAnswer[] | undefined> {
  const changed: KeptAnswer[] = [];
  for (const one of kept) {
    const outcome = await tryProblem(tool, one.problem, workshop, signal);
    if (outcome.kind === 'cancelled') return undefined;
    if (outcome.kind !== 'answer' || !sameAnswer(one.answer, outcome.answer)) changed.push(one);
  }
  return changed;
}

/** What breaks on a problem in view, which no tool should, a line each for the maker. */
export function brokenOn(waiting: readonly Waiting[]): readonly string[] {
  return waiting.flatMap(({ number, outcome }) => {
    const reason = outcome.kind === 'failed' || outcome.kind === 'notRead' ? outcome.reason : null;
    return reason === null ? [] : [`Unanswered ${number}: ${reason}.`];
  });
}

/** Which problems in view a candidate leaves, and where: a line each for the maker. No fault: some are of no class. */
export function leftOf(waiting: readonly Waiting[]): readonly string[] {
  const refused = waiting.filter(({ outcome }) => outcome.kind === 'notRead' && outcome.reason === null);
  const unsolved = waiting.filter(({ outcome }) => outcome.kind === 'noAnswer');
  const line = (of: readonly Waiting[], what: string): readonly string[] =>
    of.length === 0 ? [] : [`Unanswered ${of.map(({ number }) => number).join(', ')}: ${what} returned null.`];
  return [...line(refused, 'parse'), ...line(unsolved, 'solve')];
}

async function tryProblem(
  tool: RunnableTool,
  problem: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Tried> {
  const parsed = await parseProblem(tool, problem, workshop, signal);
  return parsed.kind === 'arguments' ? solveArguments(tool, problem, parsed.arguments, workshop, signal) : parsed;
}
