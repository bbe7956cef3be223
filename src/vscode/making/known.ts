import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { lookInLibrary } from '../../engine/making/look-first';
import type { Example } from '../../engine/making/split';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shownLine } from '../words/shown';

/**
 * Tries the tools that are there on the examples, which asks no model. Where one answers all of them it is offered; true
 * where another one is to be made all the same.
 */
export async function isStillToBeMade(
  parts: Parts,
  examples: readonly Example[],
  document: vscode.TextDocument | undefined,
): Promise<boolean> {
  const known = await lookInLibrary(
    examples,
    (await parts.library.list()).tools,
    parts.workshop(),
    new AbortController().signal,
  );
  const [all] = known.all;
  if (!all) return true;
  const answers = `“${shownLine(all.tool.name)}” answers all ${counted(examples.length, 'example')} already. Nothing was sent.`;
  const choice = await vscode.window.showInformationMessage(answers, 'Apply It Instead', 'Make Another');
  if (choice === 'Apply It Instead') await applyInstead(all, document);
  return choice === 'Make Another';
}

async function applyInstead({ place, tool }: LibraryTool, document: vscode.TextDocument | undefined): Promise<void> {
  if (document && !document.isClosed)
    await runCommand('toolsmith.applyToRest', { place, id: tool.id }, document.uri, undefined);
  else await runCommand('toolsmith.openTool', { place, id: tool.id });
}
