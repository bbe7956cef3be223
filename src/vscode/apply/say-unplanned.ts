import * as vscode from 'vscode';
import { openItems, type OpenItems } from '../../engine/applying/open-items';
import type { PlannedText } from '../../engine/applying/plan-text';
import type { Complaint } from '../../engine/notation/notation';
import type { Plan } from '../../engine/problem/plan';
import { counted } from '../words/amounts';
import { sentence, shownLine } from '../words/shown';

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

/**
 * What of a plan is to be answered. Where every problem has an answer already that is said, and nothing is answered
 * anew in silence: `undefined`, unless the person chooses to write over them.
 */
export async function itemsOf({ reading, overwrite }: Plan): Promise<OpenItems | undefined> {
  const items = openItems(reading, overwrite);
  const total = reading.items.length;
  if (items.open.length > 0 || total === 0) return items;
  const choice = await vscode.window.showInformationMessage(
    `${total === 1 ? 'The problem has an answer' : `All ${counted(total, 'problem')} have answers`} already, so nothing was answered. Overwrite finds them anew; you see them before they are written.`,
    'Overwrite',
  );
  return choice && openItems(reading, true);
}
