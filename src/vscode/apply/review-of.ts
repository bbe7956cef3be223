import { randomBytes } from 'node:crypto';
import { placementsOf } from '../../engine/problem/write';
import type { Tool } from '../../engine/tool/tool';
import type { ReviewedRow } from '../../engine/using/review';
import type { Parts } from '../parts';
import type { Origin } from './origin';
import { isAskable, type Review } from './review';
import type { OpenDocument } from './task';

/** A review of answers that nobody has looked at yet; they go to the place that is the best for the text. */
export function reviewOf(
  task: OpenDocument,
  origin: Origin,
  name: string,
  rows: readonly ReviewedRow[],
  toolOf: (index: number) => Tool | undefined,
): Review {
  return {
    key: randomBytes(16).toString('hex'),
    task,
    origin,
    name,
    rows,
    tools: new Map(
      rows.flatMap(({ index }) => {
        const tool = toolOf(index);
        return tool ? [[index, tool] as const] : [];
      }),
    ),
    placement: placementsOf(task.reading)[0] ?? 'below',
    overwrite: task.anew,
    decisions: new Map(),
  };
}

/** True where there is something to look at: an answer, or what a light model may be asked for. */
export function isWorthReview(rows: readonly ReviewedRow[], mayAskModel: boolean): boolean {
  return rows.some((row) => row.outcome.kind === 'answer' || (mayAskModel && isAskable(row)));
}

/** True where a light model is set up, and may be asked. */
export function mayAsk({ models }: Pick<Parts, 'models'>): boolean {
  return models.identity('user') !== null;
}
