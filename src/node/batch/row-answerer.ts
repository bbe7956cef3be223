import type { LibraryTool } from '../../engine/library/library';
import type { Notation, Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import type { UseFailure } from '../../engine/using/failure';
import type { UseOutcome } from '../../engine/using/use-tool';
import type { AnswerJournal } from './answer-journal';

/** A tool in the very state in which it answers rows. */
export type AppliedTool = Pick<LibraryTool, 'tool' | 'fingerprint'>;

/** What came of a row: a tool's outcome, or why there is no tool for it. */
export type RowOutcome =
  | { readonly tool: AppliedTool; readonly outcome: UseOutcome }
  | {
      readonly tool: null;
      readonly outcome: { readonly kind: 'noTool'; readonly failure: UseFailure } | { readonly kind: 'cancelled' };
    };

/** A problem that a pass over the file left without an answer. */
export interface LeftProblem {
  readonly problem: string;
  /** The kind of its failure. */
  readonly kind: string;
}

/** Told how many of the problems that go through a model are done. */
export type OnSettled = (done: number, total: number) => void;

/**
 * What answers the rows of a file: one tool, or for each row the one that fits. Answering asks no model; what a
 * person, or with consent a model, can do about the rest is asked once, when all rows have been seen.
 */
export interface RowAnswerer {
  /** Names the tools in this state, and what was chosen among them: a run of another one is not gone on from. */
  readonly identity: string;
  /** Rows of a table get the id of their tool as a further cell. */
  readonly namesTools: boolean;
  /** The notation of the tools' own examples, or of most of them. */
  readonly notation: Notation | undefined;
  /** The ways to read the text of a file of that name that are worth a try, the likeliest first. */
  readings(source: Source, name: string): Iterable<Reading>;
  /**
   * The reading that suits the tools best; `undefined` where there is none. `rivals`: those that take other columns
   * for the problems, and suit as well.
   */
  best(
    readings: Iterable<Reading>,
    problemsOf: (reading: Reading) => readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly reading: Reading; readonly rivals: readonly Reading[] } | undefined>;
  /** In the order of the problems; with what models said before, as the journal has it. */
  answer(problems: readonly string[], journal: AnswerJournal, signal: AbortSignal): Promise<readonly RowOutcome[]>;
  /** The kinds of failures that something may be done about. */
  readonly settles: ReadonlySet<string>;
  /**
   * Does it, for the distinct problems of those kinds, of so many rows in all. True where a further pass gives more.
   */
  settle(
    left: readonly LeftProblem[],
    rows: number,
    journal: AnswerJournal,
    signal: AbortSignal,
    onSettled: OnSettled,
  ): Promise<boolean>;
}
