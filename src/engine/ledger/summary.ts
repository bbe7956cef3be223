import type { ModelIdentity } from '../model/chat-model';
import { accountOf } from './account';
import { isPossiblyPaid, type LedgerEntry, type ToolKey } from './entry';
import { spendingOf, type Spending } from './spending';

/** What all tools of this machine cost and saved together. */
export interface LedgerSummary {
  /** Every call there was. */
  readonly spent: Spending;
  /** The part of it that went into makings of which nothing was kept. */
  readonly lost: Spending;
  /** The part of it that was sent and has not ended, with what it was expected to take. */
  readonly possiblyPaid: Spending;
  /** Tools that the ledger knows, those that were deleted since included. */
  readonly tools: number;
  /** US dollars that the tools saved, what they and everything else cost taken off; `null` where a price is unknown. */
  readonly saved: number | null;
}

/** Sums up the ledger. */
export function summaryOf(entries: readonly LedgerEntry[], maker: ModelIdentity | null): LedgerSummary {
  const calls = entries.filter((entry) => entry.kind === 'call');
  const kept = new Set(entries.flatMap((entry) => (entry.kind === 'making' && entry.tool ? [entry.making] : [])));
  const keys = new Map<string, ToolKey>(entries.flatMap(({ tool }) => (tool ? [[tool.born, tool] as const] : [])));
  const spent = spendingOf(calls);
  // Copies share an account, and a tool that was made elsewhere cost nothing here.
  const without = [...keys.values()].map(({ id, born }) =>
    accountOf(entries, { id, versions: [{ number: 1, createdAt: born, origin: nowhere }], examples: [] }, maker),
  );
  const saved = without.reduce<number | null>(
    (sum, account) => (sum === null || account.unit !== 'dollars' ? null : sum + account.without),
    0,
  );
  return {
    spent,
    lost: spendingOf(calls.filter(({ making, tool }) => making !== null && tool === null && !kept.has(making))),
    possiblyPaid: spendingOf(calls.filter(isPossiblyPaid)),
    tools: keys.size,
    saved: saved === null || spent.dollars === null ? null : saved - spent.dollars,
  };
}

/** The origin of a tool of which only the ledger is left. */
const nowhere = {
  model: '',
  host: '',
  prompts: '',
  tries: 0,
  usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, source: 'reported' },
  cost: 0,
} as const;
