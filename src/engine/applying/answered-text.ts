import type { Reading } from '../notation/notation';
import { guardBy, type Guarding } from '../notation/table/spreadsheet';
import { filledIn, type Filled } from '../problem/fill';
import type { Source } from '../text/source';
import { answersOf, toolsOf, type Row } from './row';

/** Where the answers of a text go. */
export interface AnsweredPlace {
  /** The files that the text is in and goes to: a spreadsheet may open them. */
  readonly names: readonly string[];
  /** Each row of a table gets a further cell, the answered ones with the id of their tool. */
  readonly namesTools: boolean;
  /** What stands in an answer's place is written over. */
  readonly overwrite: boolean;
  /** Whether cells that a spreadsheet would run get an apostrophe in front. */
  readonly guard: Guarding;
}

/** A text, or a piece of one, again with the answers of its rows in their places. */
export function answeredText(
  source: Source,
  reading: Reading,
  rows: readonly Row[],
  { names, namesTools, overwrite, guard }: AnsweredPlace,
): Filled {
  const answers = answersOf(rows);
  const toolOf = toolsOf(rows);
  const cells = [...answers.keys()].map((index) => [index, toolOf(index)?.id ?? ''] as const);
  return filledIn(source, reading, answers, namesTools ? new Map(cells) : undefined, {
    overwrite,
    guard: guardBy(guard, names, toolOf),
  });
}
