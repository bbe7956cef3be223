import type { InboxGroup } from '../engine/inbox/groups';
import type { InboxProblem } from '../engine/inbox/inbox';
import type { Place } from '../engine/library/library';
import type { ReviewedRow } from '../engine/using/review';
import type { FormGroup, KindGroup } from '../engine/using/review-groups';

/** A row of the inbox: problems of one shape, or one of them. */
export type InboxNode =
  { readonly kind: 'group'; readonly group: InboxGroup } | { readonly kind: 'problem'; readonly problem: InboxProblem };

/** What could not be read as a tool, as its row of the library has it. */
export interface DamagedNode {
  readonly kind: 'damaged';
  readonly place: Place;
  readonly folder: string;
  readonly reason: string;
}

/** Corrections that a tool can be taught, with its name. */
export interface Lesson {
  readonly id: string;
  readonly name: string;
  readonly rows: readonly ReviewedRow[];
}

/**
 * A row of the review. It is an action (write the answers, ask a light model, teach the tool what was corrected), a
 * kind of rows, a form of rows, one row, or the number of those that are not listed.
 */
export type ReviewNode =
  | { readonly kind: 'teach'; readonly lesson: Lesson }
  | { readonly kind: 'write'; readonly answers: number }
  | { readonly kind: 'ask'; readonly rows: readonly ReviewedRow[] }
  | { readonly kind: 'kind'; readonly group: KindGroup }
  | { readonly kind: 'form'; readonly group: FormGroup }
  | { readonly kind: 'row'; readonly row: ReviewedRow }
  | { readonly kind: 'more'; readonly rows: readonly ReviewedRow[] };
