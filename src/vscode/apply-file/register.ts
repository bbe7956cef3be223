import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';

/** The commands that apply tools to whole files; what they do is loaded when the first of them is called. */
export function registerApplyFile(parts: Parts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('toolsmith.applyToFile', parts.log, async (uri) =>
      (await import('./apply-file')).applyToFile(parts, uri),
    ),
    registerCommand('toolsmith.applyBestToFile', parts.log, async (uri) =>
      (await import('./apply-file')).applyBestToFile(parts, uri),
    ),
  );
}
