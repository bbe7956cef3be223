import type { LaneTask } from './lane';
import type { TaskOutcome } from './messages';

/** The largest number of problems that a worker is given at once. */
const largestPortion = 64;

/** A portion is to take about this long, in milliseconds: whoever comes next waits for no more than two. */
const portionMilliseconds = 15;

/** Something that is to be run, a call or many problems, of which portions go to workers. */
export interface Work {
  readonly signal: AbortSignal;
  /** How many outcomes are awaited. */
  left: number;
  /** The task for those places. */
  readonly taskFor: (places: readonly number[]) => LaneTask;
  readonly onOutcome: (place: number, outcome: TaskOutcome) => void;
  /** All outcomes are told; or none will be any more, as it was stopped. */
  readonly onEnd: () => void;
  /** Ended or stopped: no outcome is told of any more. */
  isOver: boolean;
  /** The first place that no worker was given yet, of how many. */
  next: number;
  readonly size: number;
  /** Places whose worker was lost before it told of them. */
  again: number[];
  /** How many places a portion has at the moment. */
  portion: number;
}

/** Work that waits. */
export function newWork(parts: Pick<Work, 'signal' | 'taskFor' | 'onOutcome' | 'onEnd' | 'size'>): Work {
  const { signal, taskFor, onOutcome, onEnd, size } = parts;
  return { signal, taskFor, onOutcome, onEnd, size, left: size, isOver: false, next: 0, again: [], portion: 4 };
}

/** How many places wait for a worker. */
export function waitingIn({ next, size, again, isOver }: Work): number {
  return isOver ? 0 : size - next + again.length;
}

/** Takes the next places: those first whose worker was lost. */
export function takePortion(work: Work): readonly number[] {
  if (work.again.length > 0) return work.again.splice(0, work.portion);
  const from = work.next;
  work.next = Math.min(work.size, from + work.portion);
  return Array.from({ length: work.next - from }, (_, turn) => from + turn);
}

/** Fits portions to what one took, so that they neither wait for messages nor keep others waiting. */
export function fitPortion(work: Work, places: number, milliseconds: number): void {
  if (milliseconds < portionMilliseconds / 2 && places === work.portion)
    work.portion = Math.min(largestPortion, work.portion * 2);
  else if (milliseconds > portionMilliseconds * 2) work.portion = Math.max(1, Math.floor(work.portion / 4));
}

/** Whether a worker may be given a portion while it has one: only where that one will not take long. */
export function isQuick(work: Work): boolean {
  return work.portion > 4;
}
