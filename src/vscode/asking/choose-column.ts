import * as vscode from 'vscode';
import { problemColumnName } from '../../engine/problem/answer-place';
import type { Reading } from '../../engine/notation/notation';
import { shownLine } from '../words/shown';
import type { Choice } from './best-reading';

/** Asks which column of a table is meant, where the tool reads several; `undefined` where the person gave up. */
export async function chooseColumn(choice: Choice): Promise<Choice | undefined> {
  const { reading, rivals = [] } = choice;
  if (rivals.length === 0) return choice;
  const chosen = await askColumn([reading, ...rivals], 'Apply Tool');
  return chosen && { ...choice, reading: chosen, rivals: [] };
}

/** Asks which of several columns holds the problems, with the first problem of each. */
export async function askColumn(readings: readonly Reading[], title: string): Promise<Reading | undefined> {
  const items = readings.map((reading) => ({
    label: shownLine(problemColumnName(reading) ?? ''),
    description: shownLine(reading.items[0]?.problem ?? ''),
    reading,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'The tool reads several columns. Which one holds the problems?',
  });
  return chosen?.reading;
}
