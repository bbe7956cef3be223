import * as vscode from 'vscode';
import type { Plan, PlanQuestion } from '../../engine/problem/plan';
import { shownLine } from '../words/shown';
import type { Choice } from './best-reading';

/** Asks which of several plans is meant, where the tool reads several columns; `undefined` where the person gave up. */
export async function chooseColumn(choice: Choice): Promise<Choice | undefined> {
  if (!choice.question) return choice;
  const plan = await askPlan(choice.question, 'Apply Tool');
  return plan && { tool: choice.tool, plan };
}

/** Asks which of several plans is meant, with the first problem that would be answered under each. */
export async function askPlan({ reason, choices }: PlanQuestion, title: string): Promise<Plan | undefined> {
  const items = choices.map(({ plan, label, first }) => ({
    label: shownLine(label),
    description: shownLine(first),
    plan,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: reason });
  return chosen?.plan;
}
