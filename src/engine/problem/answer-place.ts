import type { Notation, Reading } from '../notation/notation';
import { newPlaceName } from '../notation/table/columns';

/** The one column of a table that holds the problems; `undefined` where there is none such. */
export function problemColumnOf(notation: Notation): number | undefined {
  return 'answerColumn' in notation && !notation.furtherColumns ? notation.problemColumn : undefined;
}

/**
 * What a table's header says of the problems, where they are in one column: what a first row that is no header has for
 * its problem.
 */
export function headerOverProblems({ notation, columnNames }: Reading): string | undefined {
  if (!columnNames || !('answerColumn' in notation)) return undefined;
  const { problemColumn, furtherColumns, answerColumn } = notation;
  if (furtherColumns) return undefined;
  const over =
    problemColumn === undefined
      ? columnNames.filter((_, column) => column !== answerColumn)
      : columnNames.slice(problemColumn, problemColumn + 1);
  return over.length === 1 ? over[0] : undefined;
}

/**
 * True where what passes for a header is a row: `fits` holds for it, and not since it holds for the name of any
 * column.
 */
export async function isMistakenHeader(header: string, fits: (text: string) => Promise<boolean>): Promise<boolean> {
  return (await fits(header)) && !(await fits(newPlaceName));
}
