import type { UseEntry } from '../../engine/ledger/entry';
import { useEntry, type UsedProblem } from '../../engine/ledger/use-entry';
import type { Tool } from '../../engine/tool/tool';

/** So long uses are summed up before they are written down, in milliseconds: a write takes longer than a call. */
const rest = 1_000;

/** Counts uses of tools, and writes them down together. */
export interface UseCounter {
  add(tool: Tool, problems: readonly UsedProblem[]): void;
  /** Writes down what was counted since. */
  flush(): Promise<void>;
}

/** A counter over a ledger. */
export function createUseCounter(book: (entry: UseEntry) => Promise<void>): UseCounter {
  let sums = new Map<string, UseEntry>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const entries = [...sums.values()];
    sums = new Map();
    for (const entry of entries) await book(entry);
  };
  return {
    add: (tool, problems) => {
      const entry = useEntry(tool, problems, new Date());
      if (!entry) return;
      const key = JSON.stringify(entry.tool);
      const sum = sums.get(key);
      sums.set(key, sum ? added(sum, entry) : entry);
      timer ??= setTimeout(() => void flush(), rest).unref();
    },
    flush,
  };
}

function added(sum: UseEntry, entry: UseEntry): UseEntry {
  return {
    ...entry,
    byParser: sum.byParser + entry.byParser,
    byModel: sum.byModel + entry.byModel,
    unanswered: sum.unanswered + entry.unanswered,
    problemTokens: sum.problemTokens + entry.problemTokens,
  };
}
