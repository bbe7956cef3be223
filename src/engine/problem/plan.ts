import type { Guarding } from '../notation/table/spreadsheet';
import type { Reading } from '../notation/notation';
import type { Said } from './said';

/** What is done with a text: how its records lie in it, what of them is the problem, and where answers go. */
export interface Plan {
  /** The text as it was read; its notation says how the records lie and what their parts are for. */
  readonly reading: Reading;
  /** Problems that have an answer already are answered too, over it. */
  readonly overwrite: boolean;
  /** Whether cells that a spreadsheet would run get an apostrophe in front. */
  readonly guard: Guarding;
}

/** One of several plans that fit. */
export interface PlanChoice {
  readonly plan: Plan;
  /** What tells it from the others, in a few words. */
  readonly label: string;
  /** The first problem that would be answered. */
  readonly first: string;
  /** What saying so comes to: see `optionsText`. */
  readonly said: Said;
}

/** Plans that give different results, between which nothing decides. */
export interface PlanQuestion {
  /** What fits in several ways, a sentence. */
  readonly reason: string;
  readonly choices: readonly PlanChoice[];
}

/** What became of planning a text. */
export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'question'; readonly question: PlanQuestion }
  /** `reason`: what was looked for, and what would do, a sentence or two. */
  | { readonly kind: 'unreadable'; readonly line: number | null; readonly reason: string };

/** What is known of a text besides itself. */
export interface PlanOptions {
  /** The file's name or the editor's language, which may say what is in it. */
  readonly name?: string | undefined;
  readonly said?: Said | undefined;
  /** Problems of the tools' own examples are comments, so that those of the text are no remarks. */
  readonly comments?: boolean | undefined;
}
