import * as vscode from 'vscode';
import { lazyCommands } from '../lazy-commands';
import type { Parts } from '../parts';
import { CodeFiles } from './code-files';
import { codeScheme } from './code-path';

/** The code of tools: its documents, and the commands that open them. */
export function registerCode(parts: Parts): vscode.Disposable {
  const files = new CodeFiles(parts.library, async (found, code) => {
    const { codeSaver } = await import('./save-code');
    await codeSaver(parts)(found, code);
  });
  const endWatch = parts.library.onChange(() => files.changed());
  return vscode.Disposable.from(
    files,
    { dispose: endWatch },
    vscode.workspace.registerFileSystemProvider(codeScheme, files, { isCaseSensitive: true }),
    lazyCommands(
      ['toolsmith.openToolCode', 'toolsmith.compareVersions', 'toolsmith.goBackToVersion'],
      parts.log,
      async () => {
        const { registerCodeCommands } = await import('./code-commands');
        return () => registerCodeCommands(parts);
      },
    ),
  );
}
