import * as vscode from 'vscode';
import { needlessFor } from '../../engine/making/needless';
import { needlessText } from '../../engine/making/needless-text';
import type { Example } from '../../engine/making/split';
import { shortLine } from '../words/shown';

/** Why these examples may need no tool, as it is shown; `undefined` where nothing speaks against one. */
export function needlessHint(examples: readonly Example[]): string | undefined {
  const needless = needlessFor(examples);
  return needless ? needlessText(needless, shortLine) : undefined;
}

/** Says, before anything is spent, why no tool may be needed. True where it is to be made all the same. */
export async function isMadeAllTheSame(hint: string): Promise<boolean> {
  const goOn = 'Make the Tool All the Same';
  return (await vscode.window.showInformationMessage(`${hint} Nothing was sent.`, goOn)) === goOn;
}
