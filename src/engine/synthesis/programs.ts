import type { Condition } from './conditions';
import type { Piece } from './paths';

/** What writes an answer: pieces one after another, or one of two programs, as a condition decides. */
export type Program =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'branch'; readonly condition: Condition; readonly yes: Program; readonly no: Program };

/** A program that answers every solved row. */
export interface Found {
  readonly program: Program;
  readonly cost: number;
  /** What it says in each row; `null` where it says nothing. */
  readonly outputs: readonly (string | null)[];
}
