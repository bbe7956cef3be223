import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';

/** The commands that apply tools to whole files; what they do is loaded when the first of them is called. */
export function registerApplyFile(parts: Parts): vscode.Disposable {
  let again: (() => Promise<void>) | undefined;
  const onRun = (run: () => Promise<void>): void => {
    again = run;
    void vscode.commands.executeCommand('setContext', 'toolsmith.fileWasAnswered', true);
  };
  return vscode.Disposable.from(
    registerCommand('toolsmith.applyToFile', parts.log, async (uri) =>
      (await import('./apply-file')).applyToFile(parts, uri, onRun),
    ),
    registerCommand('toolsmith.applyBestToFile', parts.log, async (uri) =>
      (await import('./apply-file')).applyBestToFile(parts, uri, onRun),
    ),
    registerCommand('toolsmith.tryAgain', parts.log, async () => {
      if (again) await again();
      else void vscode.window.showInformationMessage('No file was answered in this window. Apply a tool to one first.');
    }),
  );
}
