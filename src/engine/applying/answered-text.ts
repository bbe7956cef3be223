import type { Reading } from '../notation/notation';
import { filledIn, type Filled } from '../problem/fill';
import type { Source } from '../text/source';
import { answersOf, type Row } from './row';

/**
 * A text, or a piece of one, again with the answers of its rows in their places. `namesTools`: each row of a table gets
 * a further cell, the answered ones with the id of their tool.
 */
export function answeredText(source: Source, reading: Reading, rows: readonly Row[], namesTools: boolean): Filled {
  const answers = answersOf(rows);
  const cells = rows.flatMap(({ index, tool }) =>
    tool && answers.has(index) ? [[index, tool.tool.id] as const] : [],
  );
  return filledIn(source, reading, answers, namesTools ? new Map(cells) : undefined);
}
