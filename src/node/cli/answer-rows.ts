import pLimit from 'p-limit';
import type { ChatFailureKind, ChatModel, Usage } from '../../engine/model/chat-model';
import { noUsage } from '../../engine/model/cost';
import type { Item } from '../../engine/notation/notation';
import type { Tool } from '../../engine/tool/tool';
import { estimateUseTokens, mostOfUse, useModelOnAll } from '../../engine/using/use-model';
import { useParser, type UseOutcome } from '../../engine/using/use-tool';
import { modelUse, requireModel, sayWhatIsSent } from './ask-model';
import type { OpenItem } from './choose-tool';
import type { Assignment } from './dispatch-problems';
import type { Surroundings, Workbench } from './workbench';
import { counted } from './words';

interface Place {
  /** Index into the reading's items. */
  readonly index: number;
  readonly item: Item;
  /** What it took to find the tool. */
  readonly dispatchUsage: Usage;
}

/** One problem with what a tool made of it. */
export interface ToolRow extends Place {
  readonly tool: Tool;
  readonly outcome: UseOutcome;
  /** From its start to its outcome, the waiting for other problems left out. */
  readonly milliseconds: number;
}

/** One problem for which there is no tool. */
export interface RowWithoutTool extends Place {
  readonly tool: null;
  readonly outcome:
    | { readonly kind: 'noTool'; readonly reason: string; readonly modelFailure?: ChatFailureKind }
    | { readonly kind: 'cancelled' };
}

/** One problem with what came of it. */
export type Row = ToolRow | RowWithoutTool;

/** The problems through the tool's own parser. Free: no model takes part. */
export function rowsByParser(
  tool: Tool,
  items: readonly OpenItem[],
  { workshop, lanes }: Workbench,
  signal: AbortSignal,
): Promise<readonly ToolRow[]> {
  // As many as run at once: waiting in the sandbox's queue would count as a problem's own time.
  return pLimit(lanes).map(items, async ({ item, index }) => {
    const start = performance.now();
    const outcome = await useParser(tool, item.problem, workshop, signal);
    return { item, index, tool, outcome, dispatchUsage: noUsage, milliseconds: performance.now() - start };
  });
}

/** Problems of which the parser was kept away. */
export function rowsUnread(tool: Tool, items: readonly OpenItem[]): readonly ToolRow[] {
  return items.map(({ item, index }) => ({
    item,
    index,
    tool,
    outcome: { kind: 'notRead', reason: 'the parser was left out' },
    dispatchUsage: noUsage,
    milliseconds: 0,
  }));
}

/** The problems for which there is no tool. */
export function rowsWithoutTool(assignments: readonly Assignment[]): readonly RowWithoutTool[] {
  return assignments.flatMap(({ item, index, to, usage }): RowWithoutTool[] => {
    if (to === 'cancelled') return [{ item, index, tool: null, outcome: { kind: 'cancelled' }, dispatchUsage: usage }];
    if ('listed' in to) return [];
    return [
      {
        item,
        index,
        tool: null,
        outcome: { kind: 'noTool', reason: to.reason, ...(to.failure ? { modelFailure: to.failure } : {}) },
        dispatchUsage: usage,
      },
    ];
  });
}

/**
 * Has the light model read what is still unread, after saying what is sent. Throws `UsageError` where there is no such
 * model.
 */
export async function askAboutRest(
  tool: Tool,
  rows: readonly ToolRow[],
  model: ChatModel | null,
  { workshop }: Workbench,
  { terminal, signal }: Surroundings,
): Promise<readonly ToolRow[]> {
  const left = rows.filter(({ outcome }) => outcome.kind === 'notRead');
  if (left.length === 0 || signal.aborted) return rows;
  const light = requireModel(model);
  const problems = left.map(({ item }) => item.problem);
  sayWhatIsSent(
    `${left.length} of ${counted(rows.length, 'problem')} not read by the tool: sending ${left.length === 1 ? 'it' : 'them'} to`,
    estimateUseTokens(tool, problems, modelUse.packSize),
    mostOfUse(tool, problems, modelUse.packSize),
    light,
    terminal,
  );
  const starts = new Map<number, number>();
  const answered = new Map<number, ToolRow>();
  const onOutcome = (at: number, outcome: UseOutcome): void => {
    const [row, start] = [left[at], starts.get(at)];
    if (row)
      answered.set(row.index, { ...row, outcome, milliseconds: start === undefined ? 0 : performance.now() - start });
  };
  await useModelOnAll(tool, problems, light, workshop, modelUse, signal, onOutcome, (at) =>
    starts.set(at, performance.now()),
  );
  return rows.map((row) => answered.get(row.index) ?? row);
}
