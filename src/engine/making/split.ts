import type { ToolExample } from '../tool/tool';

/** A solved problem as the person gave it. */
export interface Example {
  readonly problem: string;
  readonly answer: string;
  /** The model that gave the answer, which the person has accepted; none where the person gave it. */
  readonly answeredBy?: string;
  /** What the maker has seen of it in an earlier making, that of a draft. */
  readonly seen?: ToolExample['seen'];
}

/** The fewest examples from which a tool is made: one to show, one to hold out. */
export const minimumExamples = 2;

/** At most this many are shown to the maker: more cost tokens at every try and teach little. */
const maximumShown = 8;

/** How many of `total` examples are shown: the first half, rounded up. */
export function shownCount(total: number): number {
  return Math.min(Math.ceil(total / 2), maximumShown);
}

/**
 * The held-out split, in document order: the first half is shown (or as many as `shown` says), and the maker never sees
 * the rest. What an earlier making says of an example stays so: further ones move none to the shown side.
 */
export function splitExamples(
  examples: readonly Example[],
  shown: number = shownCount(examples.length),
): readonly ToolExample[] {
  return examples.map(({ problem, answer, answeredBy, seen }, index) => ({
    problem,
    answer,
    ...(answeredBy === undefined ? {} : { answeredBy }),
    seen: seen ?? (index < shown ? 'shown' : 'heldOut'),
  }));
}

/** What the maker may see of the examples. */
export function visibleExamples(examples: readonly ToolExample[]): readonly ToolExample[] {
  return examples.filter((example) => example.seen !== 'heldOut');
}
