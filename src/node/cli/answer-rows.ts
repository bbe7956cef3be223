import pLimit from 'p-limit';
import type { ChatModel } from '../../engine/model/chat-model';
import { costOf } from '../../engine/model/cost';
import type { Item } from '../../engine/problem/notation';
import type { Tool } from '../../engine/tool/tool';
import { estimateUseTokens, useModelOnAll } from '../../engine/using/use-model';
import { useParser, type UseOutcome } from '../../engine/using/use-tool';
import type { OpenItem } from './choose-tool';
import { UsageError } from './terminal';
import type { Surroundings, Workbench } from './workbench';
import { counted, costText } from './words';

/** One problem with what came of it. */
export interface Row {
  /** Index into the reading's items. */
  readonly index: number;
  readonly item: Item;
  readonly outcome: UseOutcome;
  /** From its start to its outcome, the waiting for other problems left out. */
  readonly milliseconds: number;
}

/** As the editor's settings have it by default. */
const modelUse = { inFlight: 4, packSize: 10 } as const;

/** The problems through the tool's own parser. Free: no model takes part. */
export function rowsByParser(tool: Tool, items: readonly OpenItem[], { workshop, lanes }: Workbench, signal: AbortSignal): Promise<readonly Row[]> {
  // As many as run at once: waiting in the sandbox's queue would count as a problem's own time.
  return pLimit(lanes).map(items, async ({ item, index }) => {
    const start = performance.now();
    const outcome = await useParser(tool, item.problem, workshop, signal);
    return { item, index, outcome, milliseconds: performance.now() - start };
  });
}

/** Problems of which the parser was kept away. */
export function rowsUnread(items: readonly OpenItem[]): readonly Row[] {
  return items.map(({ item, index }) => ({ item, index, outcome: { kind: 'notRead', reason: 'the parser was left out' }, milliseconds: 0 }));
}

/** Has the light model read what is still unread, after saying what is sent. Throws `UsageError` where there is no such model. */
export async function askAboutRest(tool: Tool, rows: readonly Row[], model: ChatModel | null, { workshop }: Workbench, { terminal, signal }: Surroundings): Promise<readonly Row[]> {
  const left = rows.filter(({ outcome }) => outcome.kind === 'notRead');
  if (left.length === 0 || signal.aborted) return rows;
  if (!model) throw new UsageError('--allow-model needs a light model: give --user-model (and --user-base-url), or TOOLSMITH_USER_MODEL. With --replies, its file must hold replies of a light model.');
  const promptTokens = estimateUseTokens(tool, left.map(({ item }) => item.problem), modelUse.packSize);
  const cost = costOf({ promptTokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' }, model.identity);
  terminal.err(`${left.length} of ${counted(rows.length, 'problem')} not read by the tool: sending ${left.length === 1 ? 'it' : 'them'} to ${model.identity.model} at ${model.identity.host}, about ${promptTokens} tokens and the replies, ${cost === null ? 'price unknown' : `${costText(cost)} before the replies`}\n`);
  const starts = new Map<number, number>();
  const answered = new Map<number, Row>();
  const onOutcome = (at: number, outcome: UseOutcome): void => {
    const [row, start] = [left[at], starts.get(at)];
    if (row) answered.set(row.index, { ...row, outcome, milliseconds: start === undefined ? 0 : performance.now() - start });
  };
  await useModelOnAll(tool, left.map(({ item }) => item.problem), model, workshop, modelUse, signal, onOutcome, (at) => starts.set(at, performance.now()));
  return rows.map((row) => answered.get(row.index) ?? row);
}
