import { leftOpen, noToolText } from '../applying/no-tool';
import type { Dispatched, Dispatcher } from '../dispatching/dispatch';

/** Which tool a problem is for, as another program is told: a tool's id, or why none, and which may be meant. */
export interface FoundTool {
  readonly tool: string | null;
  readonly reason?: string;
  readonly candidates?: readonly string[];
}

/** The tool of each problem, as far as can be told without a model; `undefined` where it was stopped. */
export async function findTools(
  problems: readonly string[],
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<readonly FoundTool[] | undefined> {
  const dispatched = await dispatcher.dispatch(problems, signal);
  const found = dispatched.flatMap((one) => (one.kind === 'cancelled' ? [] : [told(one)]));
  return found.length < problems.length ? undefined : found;
}

function told(dispatched: Exclude<Dispatched, { kind: 'cancelled' }>): FoundTool {
  if (dispatched.kind === 'decided') return { tool: dispatched.tool.tool.id };
  const why = leftOpen(dispatched);
  return {
    tool: null,
    reason: noToolText(why, ({ tool }) => tool.id),
    candidates: 'tools' in why ? why.tools.map(({ tool }) => tool.id) : [],
  };
}
