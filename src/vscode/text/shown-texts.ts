import * as vscode from 'vscode';

const scheme = 'toolsmith-text';

/** What stands in a tab that the editor brought back in a new window: no text outlives the window that showed it. */
const notKept = 'This text was not kept. Run the command that showed it again.\n';

/** How a text is shown. */
export interface ShownAs {
  /** Decides its colours, and nothing else. */
  readonly language: 'plaintext' | 'markdown' | 'json';
  /** Beside the text that the person works in, which keeps the focus. */
  readonly beside: boolean;
}

/** Shows texts that are there to be read: in read-only documents, which nobody is ever asked to save. */
export interface ShownTexts {
  /** Shows a text in the tab of its title; a later text of the same title takes its place. */
  show(title: string, text: string, as: ShownAs): Promise<void>;
  dispose(): void;
}

/** The texts that this window shows. */
export function shownTexts(): ShownTexts {
  const texts = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? notKept,
  });
  return {
    show: async (title, text, { language, beside }) => {
      const uri = vscode.Uri.from({ scheme, path: `/${title}` });
      texts.set(uri.path, text);
      changes.fire(uri);
      const document = await vscode.languages.setTextDocumentLanguage(
        await vscode.workspace.openTextDocument(uri),
        language,
      );
      await vscode.window.showTextDocument(document, {
        preview: true,
        ...(beside ? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true } : {}),
      });
    },
    dispose: () => {
      provider.dispose();
      changes.dispose();
    },
  };
}
