import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import type { ChangedRow } from '../../engine/making/correct-tool';
import type { NewTool } from '../../engine/making/make-tool';
import type { Parts } from '../parts';
import { counted } from '../words/amounts';
import { shownLine, shownText } from '../words/shown';

/**
 * Shows what a next version of a tool changes, the rows at hand and the code, and asks whether it is to be taken. What
 * a model wrote is shown with everything invisible in it.
 */
export async function isTaken(
  { shownTexts }: Parts,
  { tool }: LibraryTool,
  next: NewTool,
  changed: readonly ChangedRow[],
): Promise<boolean> {
  const number = next.versions.at(-1)?.number ?? 1;
  const before = tool.versions.at(-1)?.number ?? 1;
  const name = shownLine(tool.name);
  const rows = `${counted(changed.length, 'row')} at hand ${changed.length === 1 ? 'changes' : 'change'}`;
  const shown = await shownTexts.compare(`“${name}”: version ${before} ↔ ${number}`, [
    ...(changed.length === 0
      ? []
      : [
          {
            name: 'Answers That Change.txt',
            before: answersText(changed, (row) => row.before),
            after: answersText(changed, (row) => row.after),
          },
        ]),
    { name: 'Code.js', before: shownText(tool.code), after: shownText(next.code) },
  ]);
  const take = {
    label: `$(check) Take Version ${number}`,
    detail: `It passes every example. Version ${before} stays in the library and can be gone back to.`,
  };
  const leave = { label: `$(close) Keep Version ${before}`, detail: 'The tool stays as it is.' };
  // Not a modal dialog: what changes is behind it, to be read and scrolled.
  const choice = await vscode.window.showQuickPick([take, leave], {
    title: `“${name}”: ${rows}`,
    placeHolder: 'Read what changes in the editor behind, then choose',
    ignoreFocusOut: true,
  });
  shown.dispose();
  return choice === take;
}

function answersText(changed: readonly ChangedRow[], answerOf: (row: ChangedRow) => string | null): string {
  // The quick pick that asks lies over the first lines.
  const room = '\n'.repeat(5);
  return room + changed.map((row) => shownText(`${row.problem}\n  ⇒ ${answerOf(row) ?? '(no answer)'}\n`)).join('');
}
