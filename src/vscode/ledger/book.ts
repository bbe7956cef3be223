import type { LedgerEntry } from '../../engine/ledger/entry';
import { useEntry, type UsedProblem } from '../../engine/ledger/use-entry';
import type { Tool } from '../../engine/tool/tool';
import type { Parts } from '../parts';

/** Writes an entry to the ledger. Where that fails it is logged: what was done and paid for is not held up by it. */
export async function book({ ledger, log }: Parts, entry: LedgerEntry | null): Promise<void> {
  if (entry)
    await ledger
      .append(entry)
      .catch((error: unknown) => log.warn('ledger', error instanceof Error ? error.message : String(error)));
}

/** Writes down that a tool was applied to problems, as counts. */
export async function bookUse(parts: Parts, tool: Tool, problems: readonly UsedProblem[]): Promise<void> {
  await book(parts, useEntry(tool, problems, new Date()));
}
