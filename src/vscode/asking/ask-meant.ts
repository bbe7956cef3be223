import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import { useParser } from '../../engine/using/use-tool';
import { placeNames } from '../words/places';
import { shortLine, shownLine } from '../words/shown';
import type { Parts } from '../parts';

/**
 * Asks which of several tools is meant, showing what each makes of one problem. `leave`: none, those problems stay;
 * `undefined`: given up.
 */
export async function askMeant(
  parts: Parts,
  uri: vscode.Uri,
  tools: readonly LibraryTool[],
  first: string,
  title: string,
): Promise<LibraryTool | 'leave' | undefined> {
  const signal = new AbortController().signal;
  const choices = await Promise.all(
    tools.map(async (listed) => {
      // What each makes of the same problem tells them apart better than their names.
      const outcome = await useParser(listed.tool, first, parts.workshop(), signal);
      const detail =
        outcome.kind === 'answer'
          ? `${shortLine(first, 60)}  ⇒  ${shortLine(outcome.answer, 60)}`
          : shownLine(listed.tool.description);
      return {
        label: shownLine(listed.tool.name),
        description: `${shownLine(verificationLabel(listed))} · ${placeNames[listed.place]}`,
        detail,
        chosen: listed as LibraryTool | 'leave',
      };
    }),
  );
  const leave = {
    label: '$(circle-slash) Skip',
    detail: 'These problems stay as they are.',
    chosen: 'leave' as const,
  };
  const picked = await vscode.window.showQuickPick([...choices, leave], {
    title,
    placeHolder: `Which is meant? It is remembered for ${vscode.workspace.asRelativePath(uri)}.`,
    ignoreFocusOut: true,
  });
  return picked?.chosen;
}
