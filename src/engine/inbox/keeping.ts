import type { Notation } from '../problem/notation';
import type { InboxAnswer, InboxProblem } from './inbox';

/** What an inbox holds at most; where it would hold more, the oldest problems without an answer go first. */
export interface InboxCaps {
  readonly problems: number;
  /** Of what is stored, in UTF-8. */
  readonly bytes: number;
}

/** The caps that hold. */
export const inboxCaps: InboxCaps = { problems: 2_000, bytes: 2_000_000 };

/** An inbox with further problems, which come last. One that is there already stays as it is, with its answer. */
export function withProblems(kept: readonly InboxProblem[], problems: readonly string[], notation: Notation, at: Date): readonly InboxProblem[] {
  const known = new Set(kept.map(({ problem }) => problem));
  const added = [...new Set(problems)].filter((problem) => problem !== '' && !known.has(problem));
  return [...kept, ...added.map((problem) => ({ problem, keptAt: at.toISOString(), notation, answer: null }))];
}

/** An inbox with an answer in the place of the one that a problem has. */
export function withAnswer(kept: readonly InboxProblem[], problem: string, answer: InboxAnswer): readonly InboxProblem[] {
  return kept.map((one) => (one.problem === problem ? { ...one, answer } : one));
}

/** An inbox in which what a model answered is accepted for these problems, and the answers of no others change. */
export function withAccepted(kept: readonly InboxProblem[], problems: ReadonlySet<string>): readonly InboxProblem[] {
  return kept.map((one) => (one.answer?.from === 'model' && problems.has(one.problem) ? { ...one, answer: { ...one.answer, accepted: true } } : one));
}

/** An inbox in which a person's answers of these problems are known to the strong model. */
export function withSent(kept: readonly InboxProblem[], problems: ReadonlySet<string>): readonly InboxProblem[] {
  return kept.map((one) => (one.answer?.from === 'person' && problems.has(one.problem) ? { ...one, answer: { ...one.answer, sent: true } } : one));
}

/** An inbox without these problems. */
export function withoutProblems(kept: readonly InboxProblem[], problems: ReadonlySet<string>): readonly InboxProblem[] {
  return kept.filter(({ problem }) => !problems.has(problem));
}

/**
 * What fits the caps: those with an answer before those without one, of each the newest. One that is too large leaves
 * its room to the others. `sizeOf` tells the bytes that one takes where it is stored.
 */
export function withinCaps(kept: readonly InboxProblem[], sizeOf: (problem: InboxProblem) => number, caps: InboxCaps = inboxCaps): readonly InboxProblem[] {
  const newestFirst = [...kept].reverse();
  const fitting = new Set<InboxProblem>();
  let bytes = 0;
  for (const one of [...newestFirst.filter(({ answer }) => answer !== null), ...newestFirst.filter(({ answer }) => answer === null)]) {
    const size = sizeOf(one);
    if (fitting.size >= caps.problems || bytes + size > caps.bytes) continue;
    fitting.add(one);
    bytes += size;
  }
  return kept.filter((one) => fitting.has(one));
}
