import type { Notation } from '../notation/notation';
import { ofAnyText } from '../notation/stored';
import type { InboxAnswer, InboxProblem, NoRoom } from './inbox';

/**
 * What an inbox holds at most; where it would hold more, the oldest problems without an answer go, and what then has
 * no room is refused.
 */
export interface InboxCaps {
  readonly problems: number;
  /** Of what is stored, in UTF-8. */
  readonly bytes: number;
}

/** The caps that hold. */
export const inboxCaps: InboxCaps = { problems: 2_000, bytes: 2_000_000 };

/** An inbox with further problems, which come last. One that is there already stays as it is, with its answer. */
export function withProblems(
  kept: readonly InboxProblem[],
  problems: readonly string[],
  notation: Notation,
  at: Date,
): readonly InboxProblem[] {
  const known = new Set(kept.map(({ problem }) => problem));
  const added = [...new Set(problems)].filter((problem) => problem !== '' && !known.has(problem));
  return [
    ...kept,
    ...added.map((problem) => ({ problem, keptAt: at.toISOString(), notation: ofAnyText(notation), answer: null })),
  ];
}

/** An inbox with an answer in the place of the one that a problem has. */
export function withAnswer(
  kept: readonly InboxProblem[],
  problem: string,
  answer: InboxAnswer,
): readonly InboxProblem[] {
  return kept.map((one) => (one.problem === problem ? { ...one, answer } : one));
}

/** An inbox in which what a model answered is accepted for these problems, and the answers of no others change. */
export function withAccepted(kept: readonly InboxProblem[], problems: ReadonlySet<string>): readonly InboxProblem[] {
  return kept.map((one) =>
    one.answer?.from === 'model' && problems.has(one.problem)
      ? { ...one, answer: { ...one.answer, accepted: true } }
      : one,
  );
}

/** An inbox in which a person's answers of these problems are known to the strong model. */
export function withSent(kept: readonly InboxProblem[], problems: ReadonlySet<string>): readonly InboxProblem[] {
  return kept.map((one) =>
    one.answer?.from === 'person' && problems.has(one.problem)
      ? { ...one, answer: { ...one.answer, sent: true } }
      : one,
  );
}

/** An inbox without these problems. */
export function withoutProblems(kept: readonly InboxProblem[], problems: ReadonlySet<string>): readonly InboxProblem[] {
  return kept.filter(({ problem }) => !problems.has(problem));
}

/**
 * What fits the caps of a changed inbox, and what does not. An answer that was there stays, whatever the caps say: a
 * person typed it, or a model was paid for it. A new one that has no room beside those is refused, and its problem
 * stays as it was. What room is left is for the problems without an answer, the newest first; one that is too large
 * leaves it to the others. `sizeOf` tells the bytes that one takes where it is stored.
 */
export function withinCaps(
  before: readonly InboxProblem[],
  changed: readonly InboxProblem[],
  sizeOf: (problem: InboxProblem) => number,
  caps: InboxCaps = inboxCaps,
): { readonly problems: readonly InboxProblem[]; readonly noRoom: NoRoom } {
  const known = new Map(before.map((one) => [one.problem, one]));
  let [problems, bytes] = [caps.problems, caps.bytes];
  const fitting = new Map<InboxProblem, InboxProblem>();
  const take = (one: InboxProblem, kept = one): void => {
    fitting.set(one, kept);
    problems -= 1;
    bytes -= sizeOf(kept);
  };
  const newAnswers: InboxProblem[] = [];
  for (const one of changed) {
    if (one.answer === null) continue;
    const was = known.get(one.problem);
    // What is only accepted now, or known to the model, has its room.
    if (was?.answer?.text === one.answer.text) take(one);
    else {
      if (was?.answer) take(one, was);
      newAnswers.push(one);
    }
  }
  let answers = 0;
  const unanswered = new Map(changed.flatMap((one) => (one.answer === null ? [[one, one]] : [])));
  for (const one of newAnswers) {
    const was = fitting.get(one);
    const more = sizeOf(one) - (was ? sizeOf(was) : 0);
    if (more <= bytes && (was || problems > 0)) {
      fitting.set(one, one);
      bytes -= more;
      if (!was) problems -= 1;
    } else {
      answers += 1;
      if (!was) unanswered.set(one, { ...one, answer: null });
    }
  }
  for (const one of changed.toReversed()) {
    const open = unanswered.get(one);
    if (open && problems > 0 && sizeOf(open) <= bytes) take(one, open);
  }
  const gone = changed.filter((one) => !fitting.has(one));
  const evicted = gone.filter(({ problem }) => known.has(problem)).length;
  return {
    problems: changed.flatMap((one) => fitting.get(one) ?? []),
    noRoom: { problems: gone.length - evicted, answers, evicted },
  };
}
