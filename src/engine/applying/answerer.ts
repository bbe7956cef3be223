import type { Notation, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import type { PlannedText, TextToPlan } from './plan-text';
import type { During } from './questions';
import type { ReplyJournal } from './reply-journal';
import type { RowOutcome } from './row';

/** A problem that a pass left without an answer. */
export interface LeftProblem {
  readonly problem: string;
  /** The kind of its failure. */
  readonly kind: string;
}

/** What goes with a pass over problems. */
export interface Pass {
  readonly journal: ReplyJournal;
  readonly during: During;
  /** Stops the whole application. */
  readonly signal: AbortSignal;
}

/**
 * What can be done about the problems that a pass left: with another pass they come further, or they are left, or the
 * person gave the application up.
 */
export type Settled = 'again' | 'enough' | 'givenUp';

/**
 * What answers the problems of a text, in one piece or in many: one tool, or for each problem the one that fits.
 * Answering asks no model; what a person, or with consent a model, can do about the rest is asked once, when all
 * problems have been seen. Then they are answered again, now with that: parsers are free, and replies that were paid
 * for are in the journal.
 */
export interface Answerer {
  /** Names the tools in this state, and what was chosen among them: a run of another one is not gone on from. */
  readonly identity: string;
  /** Rows of a table get the id of their tool as a further cell. */
  readonly namesTools: boolean;
  /** The notation of the tools' own examples, or of most of them. */
  readonly notation: Notation | undefined;
  /** How a text is read for these tools. Asks no model. */
  plan(text: TextToPlan, signal: AbortSignal): Promise<PlannedText>;
  /** A piece of a text as it was planned, in which only the arrows that these tools mean part lines: see `heedArrows`. */
  heed(source: Source, reading: Reading, signal: AbortSignal): Promise<Reading>;
  /** In the order of the problems; with what models said before, as the journal has it. */
  answer(problems: readonly string[], pass: Pass): Promise<readonly RowOutcome[]>;
  /** The kinds of failures that something may be done about. */
  readonly settles: ReadonlySet<string>;
  /** Does it, for the problems of those kinds, of so many rows in all. */
  settle(left: readonly LeftProblem[], rows: number, pass: Pass): Promise<Settled>;
}
