import { toolsOf, type Row } from '../../engine/applying/row';
import { byAttention } from '../../engine/using/review';
import type { Origin } from './origin';
import type { Review } from './review';
import { reviewedRows } from './reviewed-rows';

/** Lays rows that were answered anew over a review, whatever was decided about it meanwhile. */
export function laidOver(answered: readonly Row[], origin: Origin): (review: Review) => Review {
  const anew = new Map(reviewedRows(answered, origin.kind === 'best').map((row) => [row.index, row]));
  const toolOf = toolsOf(answered);
  return (review) => ({
    ...review,
    rows: byAttention(review.rows.map((row) => anew.get(row.index) ?? row)),
    tools: new Map([
      ...review.tools,
      ...[...anew.keys()].flatMap((index) => {
        const tool = toolOf(index);
        return tool ? [[index, tool] as const] : [];
      }),
    ]),
  });
}
