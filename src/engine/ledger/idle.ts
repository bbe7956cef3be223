import { entriesFor, type AccountedTool } from './account';
import { toolKey, type LedgerEntry } from './entry';

/** Days without a use after which a tool counts as never used again. */
const idleDays = 30;

/** A tool that was made and not used again: at most one run, and none for long. */
export interface Idle {
  /** One run, mostly right after its making, or none at all. */
  readonly runs: 0 | 1;
  /** Days since that run, or else since it was made or first seen here. */
  readonly days: number;
}

/**
 * Whether a tool was never used again. Independent work on tool libraries found that most are not, and that nobody
 * notices unless they are shown.
 */
export function idleOf(entries: readonly LedgerEntry[], tool: AccountedTool, now: Date): Idle | null {
  const own = entriesFor(entries, toolKey(tool));
  const uses = own.filter(({ kind }) => kind === 'use');
  if (uses.length > 1) return null;
  const since =
    uses[0]?.at ??
    own
      .map(({ at }) => at)
      .sort()
      .at(-1) ??
    tool.versions.at(-1)?.createdAt ??
    '';
  const days = Math.floor((now.getTime() - Date.parse(since)) / 86_400_000);
  return days >= idleDays ? { runs: uses.length === 0 ? 0 : 1, days } : null;
}
