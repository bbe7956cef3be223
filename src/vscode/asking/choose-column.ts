import * as vscode from 'vscode';
import type { Plan, PlanQuestion } from '../../engine/problem/plan';
import { choiceSaid } from '../../engine/problem/plan-question';
import { shownLine } from '../words/shown';
import type { Choice } from './best-reading';
import { rememberSaid, saidFor } from './remembered-preferences';

/** The document that a question is about, and where what was chosen for it is remembered. */
export interface AskedAbout {
  readonly memory: vscode.Memento;
  readonly document: vscode.Uri;
}

/** Asks which of several plans is meant, where the tool reads several columns; `undefined` where the person gave up. */
export async function chooseColumn(choice: Choice, about: AskedAbout): Promise<Choice | undefined> {
  if (!choice.question) return choice;
  const plan = await askPlan(choice.question, 'Apply Tool', about);
  return plan && { tool: choice.tool, plan };
}

/**
 * Asks which of several plans is meant, with the first problem that would be answered under each. What was chosen for
 * the document before, and is among them, is meant again.
 */
export async function askPlan(
  question: PlanQuestion,
  title: string,
  { memory, document }: AskedAbout,
): Promise<Plan | undefined> {
  const known = choiceSaid(question, saidFor(memory, document));
  if (known) return known.plan;
  const items = question.choices.map((choice) => ({
    label: shownLine(choice.label),
    description: shownLine(choice.first),
    choice,
  }));
  const name = shownLine(vscode.workspace.asRelativePath(document));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: `${question.reason} It is remembered for ${name}.`,
  });
  if (!chosen) return undefined;
  await rememberSaid(memory, document, chosen.choice.said);
  return chosen.choice.plan;
}
