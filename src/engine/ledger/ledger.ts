import type { LedgerEntry } from './entry';

/** What a ledger holds. */
export interface LedgerReading {
  readonly entries: readonly LedgerEntry[];
  /** Lines that are none: torn by a crash, damaged, or of a newer format. */
  readonly unreadable: number;
}

/**
 * What was spent on models and how often tools were used: append-only, without any text of a problem, an example or
 * a reply. Writing and reading throw an error whose message is for a person where the disk fails.
 */
export interface Ledger {
  /** Adds one entry. Several windows may do so at once; a crash in the middle loses this one and no other. */
  append(entry: LedgerEntry): Promise<void>;
  /** All entries, or those from a moment on. */
  read(since?: Date): Promise<LedgerReading>;
  /** Calls back when an entry was added, by whomever. Returns the end of it. */
  watch(changed: () => void): () => void;
}
