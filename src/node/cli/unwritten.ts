import type { LedgerEntry } from '../../engine/ledger/entry';
import { StoreError } from '../store/store-error';
import type { Terminal } from './terminal';
import type { Workbench } from './workbench';

/** Says that the ledger could not be written, once for a command: as with a read-only home, the work itself goes on. */
export function unwrittenSayer(terminal: Terminal): (error: unknown) => void {
  let said = false;
  return (error) => {
    if (!(error instanceof StoreError)) throw error;
    if (!said) terminal.err(`It was not written down what this cost. ${error.message}\n`);
    said = true;
  };
}

/** Writes an entry to the ledger, or says that it could not be written. */
export async function book({ ledger }: Workbench, entry: LedgerEntry | null, terminal: Terminal): Promise<void> {
  if (entry) await ledger.append(entry).catch(unwrittenSayer(terminal));
}
