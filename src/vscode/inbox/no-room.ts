import * as vscode from 'vscode';
import { inboxCaps } from '../../engine/inbox/keeping';
import { counted } from '../words/amounts';

/** What an inbox holds at most, and what to do where that is reached: a clause. */
export const fullText = `it holds ${inboxCaps.problems.toLocaleString('en-US')} problems and ${inboxCaps.bytes / 1_000_000} MB; make tools from what is answered, or remove some`;

/** Says that answers found no room, where some did not. */
export function sayNoRoom(answers: number): void {
  if (answers > 0)
    void vscode.window.showWarningMessage(`${counted(answers, 'answer')} did not fit into the inbox: ${fullText}.`);
}
