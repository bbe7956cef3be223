import type { Dispatched } from '../../../src/engine/dispatching/dispatch';
import type { LabelledProblem } from './read-set';

/** How the problems of a set fared in the stage without a model. */
export interface NoModelCounts {
  /** Sent to the tool that they are for. */
  right: number;
  /** Sent to another tool, or to one although none is for them: must stay 0. */
  wrong: number;
  /** Put to the person with the right tool among those named. */
  asked: number;
  /** Put to the person without it: as bad as `wrong`. */
  askedInVain: number;
  /** Of no tool, and told so. */
  refused: number;
  /** Of a tool, and told that there is none. */
  lost: number;
  /** Left to the light model, the right answer among what it is shown. */
  left: number;
  /** Left to the light model without it. */
  leftInVain: number;
}

/** Counts outcomes against the labels. */
export function countsOf(problems: readonly LabelledProblem[], dispatched: readonly Dispatched[]): NoModelCounts {
  const counts: NoModelCounts = {
    right: 0,
    wrong: 0,
    asked: 0,
    askedInVain: 0,
    refused: 0,
    lost: 0,
    left: 0,
    leftInVain: 0,
  };
  problems.forEach(({ tool }, at) => (counts[verdict(tool, dispatched[at])] += 1));
  return counts;
}

/** What an outcome is worth for a problem of this tool. */
export function verdict(expected: string | null, dispatched: Dispatched | undefined): keyof NoModelCounts {
  switch (dispatched?.kind) {
    case 'decided':
      return dispatched.tool.tool.id === expected ? 'right' : 'wrong';
    case 'ambiguous':
      return dispatched.tools.some(({ tool }) => tool.id === expected) ? 'asked' : 'askedInVain';
    case 'undecided':
    case 'unread':
      if (dispatched.candidates.length === 0) return expected === null ? 'refused' : 'lost';
      return expected === null || dispatched.candidates.some(({ tool }) => tool.id === expected)
        ? 'left'
        : 'leftInVain';
    case 'cancelled':
    case undefined:
      throw new Error('a problem was not dispatched');
  }
}
