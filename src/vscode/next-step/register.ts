import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import type { Parts } from '../parts';

/** Texts in which examples are looked for: programs have arrows of their own. */
const languages: readonly string[] = ['plaintext', 'markdown', 'csv', 'tsv', 'json', 'jsonl'];

/** The next step in sight: above the rows of a document, and in the status bar's menu. */
export function registerNextSteps(parts: Parts): vscode.Disposable {
  const since = new Date();
  const changes = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses: async (document) =>
      parts.settings.codeLens() ? (await import('./lenses')).lensesOf(parts, document) : [],
  };
  const selector = ['file', 'untitled'].flatMap((scheme) => languages.map((language) => ({ scheme, language })));
  return vscode.Disposable.from(
    changes,
    vscode.languages.registerCodeLensProvider(selector, provider),
    parts.toolsOfDocuments.onDidChange(() => changes.fire()),
    parts.settings.onDidChange(() => changes.fire()),
    registerCommand('toolsmith.menu', parts.log, async () =>
      (await import('./menu')).showMenu(parts, since, parts.status.waits()),
    ),
  );
}
