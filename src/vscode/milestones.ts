import * as vscode from 'vscode';

/** What a person has brought about; the steps of the walkthrough are ticked off by these. */
export type Milestone = 'toolMade' | 'answersTaken' | 'toolOpened';

/** Tells the editor that a milestone was reached, as the context key `toolsmith.…`. */
export function reached(milestone: Milestone): void {
  void vscode.commands.executeCommand('setContext', `toolsmith.${milestone}`, true);
}
