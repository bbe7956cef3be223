import type { Example } from '../making/split';
import { shape } from '../form/shape';
import type { InboxProblem } from './inbox';

/** So many answered problems make a tool: two to show the maker, two to hold out. */
export const examplesForTool = 4;

/** Kept problems of one shape. */
export interface InboxGroup {
  readonly shape: string;
  /** In the order in which they were kept; never empty. */
  readonly problems: readonly [InboxProblem, ...InboxProblem[]];
}

/** Kept problems by their shape, the largest group first; of groups as large, the one that was begun first. */
export function groupsOf(problems: readonly InboxProblem[]): readonly InboxGroup[] {
  const groups = new Map<string, [InboxProblem, ...InboxProblem[]]>();
  for (const one of problems) {
    const form = shape(one.problem);
    const group = groups.get(form);
    if (group) group.push(one);
    else groups.set(form, [one]);
  }
  return [...groups]
    .map(([form, group]) => ({ shape: form, problems: group }))
    .sort((a, b) => b.problems.length - a.problems.length);
}

/**
 * The group's solved problems: what a person answered, and of what a model did only what a person accepted. Answers
 * that the strong model gave or was shown come first: a making holds out the last ones.
 */
export function examplesOf({ problems }: Pick<InboxGroup, 'problems'>): readonly Example[] {
  const settled = problems.flatMap(({ problem, answer }) =>
    answer && isSettled(answer)
      ? [
          {
            known: answer.from === 'model' || answer.sent === true,
            example: { problem, answer: answer.text, ...(answer.from === 'model' ? { answeredBy: answer.model } : {}) },
          },
        ]
      : [],
  );
  return [...settled.filter(({ known }) => known), ...settled.filter(({ known }) => !known)].map(
    ({ example }) => example,
  );
}

/** The problems that have no answer that would be an example. */
export function unsettledOf({ problems }: Pick<InboxGroup, 'problems'>): readonly InboxProblem[] {
  return problems.filter(({ answer }) => !answer || !isSettled(answer));
}

/** The problems whose answers a model gave and nobody has accepted yet. */
export function proposedOf({ problems }: Pick<InboxGroup, 'problems'>): readonly InboxProblem[] {
  return problems.filter(({ answer }) => answer?.from === 'model' && !answer.accepted);
}

function isSettled(answer: NonNullable<InboxProblem['answer']>): boolean {
  return answer.from === 'person' || answer.accepted;
}
