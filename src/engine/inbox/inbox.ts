import type { Notation } from '../notation/notation';

/** An answer of a kept problem. Who gave it stays recorded, also when a person has accepted what a model gave. */
export type InboxAnswer =
  /** `sent`: the strong model was shown it, as a pattern for others. */
  | { readonly from: 'person'; readonly text: string; readonly sent?: true }
  /** An example only once the person has accepted it. */
  | { readonly from: 'model'; readonly text: string; readonly model: string; readonly accepted: boolean };

/** A problem that no tool fits, kept until enough of its kind have gathered to make a tool from them. */
export interface InboxProblem {
  readonly problem: string;
  /** ISO 8601, UTC. */
  readonly keptAt: string;
  /** How it was written where it came from. */
  readonly notation: Notation;
  readonly answer: InboxAnswer | null;
}

/** What is in the inbox, and what could not be read of it. */
export interface InboxReading {
  /** Each problem once, the oldest first. */
  readonly problems: readonly InboxProblem[];
  /** What was damaged and set aside by this reading, for the person; `null` where nothing was. */
  readonly damage: string | null;
}

/** What a change of an inbox had no room for. */
export interface NoRoom {
  /** New problems that were not kept: answers are in their place, or they are too large. */
  readonly problems: number;
  /** Answers that were not kept; their problems stay as they were. */
  readonly answers: number;
  /** Problems without an answer that left, the oldest first. */
  readonly evicted: number;
}

/**
 * Where kept problems are. It stays within its caps by itself. Reading never throws for what a disk does; a change
 * throws an error whose message is for a person, and then nothing was changed.
 */
export interface Inbox {
  read(): Promise<InboxReading>;
  /**
   * Changes what is there now; one change at a time, of all windows. `edit` may be called again where another was
   * faster.
   */
  change(edit: (problems: readonly InboxProblem[]) => readonly InboxProblem[]): Promise<NoRoom>;
  /** Deletes all of it, what was set aside too. */
  clear(): Promise<void>;
  /**
   * Calls back after each change made here, and soon after one by others; perhaps more than once. Returns the end of
   * it.
   */
  onChange(changed: () => void): () => void;
}
