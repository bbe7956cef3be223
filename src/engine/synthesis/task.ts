import type { Budget } from './budget';

/** A solved row. */
export interface SolvedRow {
  readonly problem: string;
  readonly answer: string;
}

/** What a search is for: solved rows, and every row at hand. */
export interface Task {
  /** What the first rows give. */
  readonly answers: readonly string[];
  /** The problems of the solved rows, in their order, and behind them those that are open. */
  readonly rows: readonly string[];
  readonly budget: Budget;
}
