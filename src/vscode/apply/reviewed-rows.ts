import { noToolText, type NoTool } from '../../engine/applying/no-tool';
import { rowsByTool, type Row } from '../../engine/applying/row';
import { noUsage } from '../../engine/model/cost';
import { byAttention, reviewRows, type ReviewedRow } from '../../engine/using/review';
import type { UseOutcome } from '../../engine/using/use-tool';
import { shownLine } from '../words/shown';

/** The rows of a preview, exceptions first. `named`: each says which tool it is of, or that it has none. */
export function reviewedRows(rows: readonly Row[], named: boolean): readonly ReviewedRow[] {
  const ofTools = [...rowsByTool(rows)].flatMap(([{ tool }, own]) =>
    reviewRows(tool, own).map((row) => (named ? { ...row, by: shownLine(tool.name) } : row)),
  );
  const without = reviewRows(
    { examples: [] },
    rows.flatMap(({ tool, index, item, outcome }) =>
      tool === null
        ? [{ index, item, outcome: outcome.kind === 'noTool' ? outcomeWithout(outcome.why) : outcome }]
        : [],
    ),
  ).map((row) => (named ? { ...row, by: null } : row));
  return byAttention([...ofTools, ...without]);
}

/** That a problem has no tool, as its row in a preview says it. */
export function outcomeWithout(why: NoTool): UseOutcome {
  const reason = noToolText(why, ({ tool }) => `“${shownLine(tool.name)}”`);
  return why.kind === 'modelFailed'
    ? { kind: 'failed', reason, path: 'model', usage: noUsage, modelFailure: why.failure }
    : { kind: 'notRead', reason };
}
