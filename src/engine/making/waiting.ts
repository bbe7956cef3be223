import type { NumberedProblem } from '../prompts/make';
import { sameAnswer } from './verify';
import { useProblems, type RunnableTool, type UsedOutcome, type Workshop } from '../using/run-tool';

/** A problem in view with what a candidate makes of it. */
export interface Waiting extends NumberedProblem {
  readonly outcome: UsedOutcome;
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
  const outcomes = await useProblems(
    tool,
    problems.map(({ problem }) => problem),
    workshop,
    signal,
  );
  return zipped(problems, outcomes)?.map(([one, outcome]) => ({ ...one, outcome }));
}

/** Which of these answers a candidate does not give any more. `undefined` when cancelled. */
export async function changedAnswers(
  tool: RunnableTool,
  kept: readonly KeptAnswer[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<readonly KeptAnswer[] | undefined> {
  const outcomes = await useProblems(
    tool,
    kept.map(({ problem }) => problem),
    workshop,
    signal,
  );
  return zipped(kept, outcomes)
    ?.filter(([{ answer }, outcome]) => outcome.kind !== 'answer' || !sameAnswer(answer, outcome.answer))
    .map(([one]) => one);
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

/** Each problem with what came of it. `undefined` when cancelled. */
function zipped<One>(
  all: readonly One[],
  outcomes: readonly UsedOutcome[],
): readonly (readonly [One, UsedOutcome])[] | undefined {
  if (outcomes.some(({ kind }) => kind === 'cancelled')) return undefined;
  return all.flatMap((one, at) => {
    const outcome = outcomes[at];
    return outcome ? [[one, outcome] as const] : [];
  });
}
