import { noUsage } from '../model/cost';
import type { Answerer, LeftProblem, Pass } from './answerer';
import type { OpenItem } from './open-items';
import { failureOfRow, type Row } from './row';

/** The problems of a text, each with what came of it. */
export interface AnsweredItems {
  /** In document order. */
  readonly rows: readonly Row[];
  /** Not stopped, and not given up in a question: then the rest of the rows are as they were by then. */
  readonly isWhole: boolean;
}

/**
 * Answers the problems of a text that is in memory as one piece: each without a model, then what that left is put to
 * the person and with consent to a model, and then is answered again. `onSeen` is told how all came through without.
 */
export async function answerItems(
  items: readonly OpenItem[],
  answerer: Answerer,
  pass: Pass,
  onSeen?: (rows: readonly Row[]) => void,
): Promise<AnsweredItems> {
  const rows = items.map((item): Row => ({ ...item, tool: null, outcome: { kind: 'cancelled' }, choosing: noUsage }));
  let open = rows.map((_, at) => at);
  for (let passes = 0; ; passes += 1) {
    const outcomes = await answerer.answer(
      open.map((at) => rows[at]?.item.problem ?? ''),
      pass,
    );
    open.forEach((at, turn) => {
      const [row, outcome] = [rows[at], outcomes[turn]];
      // What a stopped pass did not come to stays as the one before had it.
      if (row && outcome && (passes === 0 || outcome.outcome.kind !== 'cancelled'))
        rows[at] = { index: row.index, item: row.item, ...outcome };
    });
    if (pass.signal.aborted || outcomes.some(({ outcome }) => outcome.kind === 'cancelled'))
      return { rows, isWhole: false };
    if (passes === 0) onSeen?.(rows);
    const left = open.flatMap((at) => leftIn(rows, at, answerer));
    open = left.map(({ at }) => at);
    const settled = left.length > 0 ? await answerer.settle(left, rows.length, pass) : 'enough';
    if (settled !== 'again') return { rows, isWhole: settled === 'enough' };
  }
}

function leftIn(rows: readonly Row[], at: number, { settles }: Answerer): readonly (LeftProblem & { at: number })[] {
  const row = rows[at];
  const failure = row && failureOfRow(row);
  return row && failure && settles.has(failure.kind) ? [{ at, problem: row.item.problem, kind: failure.kind }] : [];
}
