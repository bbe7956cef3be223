import type { LibraryTool } from '../library/library';
import type { Usage } from '../model/chat-model';
import type { Tool } from '../tool/tool';
import { failureOf, type UseFailure } from '../using/failure';
import type { UseOutcome } from '../using/use-tool';
import { noToolFailure, type NoTool } from './no-tool';
import type { OpenItem } from './open-items';

/** A tool in the very state in which it answers rows. */
export type AppliedTool = Pick<LibraryTool, 'tool' | 'fingerprint'>;

/** What a tool made of a problem. */
export interface ToolOutcome {
  readonly tool: AppliedTool;
  readonly outcome: UseOutcome;
  /** What it took to have a model choose the tool. */
  readonly choosing: Usage;
}

/** That there is no tool for a problem. */
export interface OutcomeWithoutTool {
  readonly tool: null;
  readonly outcome: { readonly kind: 'noTool'; readonly why: NoTool } | { readonly kind: 'cancelled' };
  readonly choosing: Usage;
}

/** What came of a problem. */
export type RowOutcome = ToolOutcome | OutcomeWithoutTool;

/** A problem of a text with what came of it. */
export type Row = OpenItem & RowOutcome;

/** A problem that went to a tool. */
export type ToolRow = OpenItem & ToolOutcome;

/** Why a row has no answer; `undefined` where it has one. */
export function failureOfRow({ outcome }: Pick<RowOutcome, 'outcome'>): UseFailure | undefined {
  if (outcome.kind === 'noTool') return noToolFailure(outcome.why);
  return outcome.kind === 'answer' ? undefined : failureOf(outcome);
}

/** The answers of rows, by index into the reading's items. */
export function answersOf(
  rows: readonly { readonly index: number; readonly outcome: { readonly kind: string; readonly answer?: string } }[],
): ReadonlyMap<number, string> {
  return new Map(
    rows.flatMap(({ index, outcome }) =>
      outcome.kind === 'answer' && outcome.answer !== undefined ? [[index, outcome.answer] as const] : [],
    ),
  );
}

/** The tool of each row, by index into the reading's items. */
export function toolsOf(rows: readonly Row[]): (index: number) => Tool | undefined {
  const tools = new Map(rows.map(({ index, tool }) => [index, tool?.tool]));
  return (index) => tools.get(index);
}

/** The rows of each tool, in the order in which the tools first come. */
export function rowsByTool(rows: readonly Row[]): ReadonlyMap<AppliedTool, readonly ToolRow[]> {
  const byTool = new Map<AppliedTool, ToolRow[]>();
  for (const row of rows) {
    if (row.tool === null) continue;
    const known = byTool.get(row.tool);
    if (known) known.push(row);
    else byTool.set(row.tool, [row]);
  }
  return byTool;
}
