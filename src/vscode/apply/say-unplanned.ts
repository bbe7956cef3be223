import * as vscode from 'vscode';
import type { PlannedText } from '../../engine/applying/plan-text';
import type { Complaint } from '../../engine/notation/notation';
import type { Plan } from '../../engine/problem/plan';
import { counted } from '../words/amounts';
import { sentence, shownLine } from '../words/shown';
import type { OpenDocument } from './task';

/** The plan of a selection; `undefined` where there is none, and it was said why. */
export function planFrom(planned: Exclude<PlannedText, { kind: 'question' }>): Plan | undefined {
  if (planned.kind === 'plan') return planned.plan;
  sayUnplanned(planned);
  return undefined;
}

/** Says why a selection is not answered; nothing where the person gave it up, or is asked. */
export function sayUnplanned(planned: Exclude<PlannedText, { kind: 'plan' }>): void {
  if (planned.kind === 'unreadable') sayUnreadable(planned.complaints);
  else if (planned.kind === 'saidWrongly')
    void vscode.window.showErrorMessage(
      `The selection ${sentence(shownLine(planned.reason)).replace(/^./, (first) => first.toLowerCase())}`,
    );
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

/** Says that every problem has an answer already, where that is so: nothing is answered anew in silence. */
export function sayAllAnswered({ open, reading }: Pick<OpenDocument, 'open' | 'reading'>): boolean {
  if (open.length > 0 || reading.items.length === 0) return false;
  void vscode.window.showInformationMessage(
    `${reading.items.length === 1 ? 'The problem has an answer' : `All ${counted(reading.items.length, 'problem')} have answers`} already, so nothing was answered. Take out the answers that are to be found anew, then apply the tool again.`,
  );
  return true;
}
