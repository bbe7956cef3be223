import * as vscode from 'vscode';
import { shownLine } from '../words/shown';

/** Says that the ledger could not be written: once in a window, and each time in the log. */
export function sayUnwritten(log: vscode.LogOutputChannel): (error: unknown) => void {
  let said = false;
  return (error) => {
    const text = error instanceof Error ? error.message : String(error);
    log.warn('ledger', text);
    if (said) return;
    said = true;
    void vscode.window.showWarningMessage(
      `The ledger of what models cost could not be written, so its sums are too small from now on. ${shownLine(text)}`,
    );
  };
}
