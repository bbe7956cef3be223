import * as vscode from 'vscode';
import { problemColumnName } from '../../engine/problem/answer-place';
import { shownLine } from '../library/shown';
import type { Choice } from './best-reading';

/** Asks which column of a table is meant, where the tool reads several; `undefined` where the person gave up. */
export async function chooseColumn(choice: Choice): Promise<Choice | undefined> {
  const { reading, rivals = [] } = choice;
  if (rivals.length === 0) return choice;
  const items = [reading, ...rivals].map((one) => ({ label: shownLine(problemColumnName(one) ?? ''), description: shownLine(one.items[0]?.problem ?? ''), reading: one }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Apply Tool', placeHolder: 'The tool reads several columns. Which one holds the problems?' });
  return chosen && { ...choice, reading: chosen.reading, rivals: [] };
}
