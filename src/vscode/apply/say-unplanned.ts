import * as vscode from 'vscode';
import type { PlannedText } from '../../engine/applying/plan-text';
import type { Complaint } from '../../engine/notation/notation';
import { sentence, shownLine } from '../words/shown';

/** Says why a selection is not answered; nothing where the person gave it up, or is asked. */
export function sayUnplanned(planned: Exclude<PlannedText, { kind: 'plan' }>): void {
  if (planned.kind === 'unreadable') sayUnreadable(planned.complaints);
  else if (planned.kind === 'noProblems')
    void vscode.window.showInformationMessage(
      'The selection holds no problem that could be answered without going over other data. Highlight problems, then apply a tool.',
    );
}

/** Says where a selection could not be read, or that there is none. */
export function sayUnreadable([first]: readonly Complaint[]): void {
  void vscode.window.showErrorMessage(
    first
      ? `The selection could not be read, line ${first.line}: ${sentence(shownLine(first.reason))}`
      : 'Nothing is selected and there is no text around the cursor. Highlight problems, then apply a tool.',
  );
}
