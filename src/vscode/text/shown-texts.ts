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

/** Two states of a text; its name decides its colours. */
export interface ComparedTexts {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Shows texts that are there to be read: in read-only documents, which nobody is ever asked to save. */
export interface ShownTexts {
  /** Shows a text in the tab of its title; a later text of the same title takes its place. */
  show(title: string, text: string, as: ShownAs): Promise<void>;
  /** Shows what changes in several texts, one below the other, until the returned one is disposed of. */
  compare(title: string, texts: readonly ComparedTexts[]): Promise<vscode.Disposable>;
  dispose(): void;
}

/** The texts that this window shows. */
export function shownTexts(): ShownTexts {
  const texts = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? notKept,
  });
  const put = (path: string, text: string, query = ''): vscode.Uri => {
    const uri = vscode.Uri.from({ scheme, path: `/${path}`, query });
    texts.set(uri.toString(), text);
    changes.fire(uri);
    return uri;
  };
  return {
    show: async (title, text, { language, beside }) => {
      const uri = put(title, text);
      const document = await vscode.languages.setTextDocumentLanguage(
        await vscode.workspace.openTextDocument(uri),
        language,
      );
      await vscode.window.showTextDocument(document, {
        preview: true,
        ...(beside ? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true } : {}),
      });
    },
    compare: async (title, all) => {
      await vscode.commands.executeCommand(
        'vscode.changes',
        title,
        all.map(({ name, before, after }) => {
          const uri = put(name, after, 'after');
          return [uri, put(name, before, 'before'), uri];
        }),
      );
      return new vscode.Disposable(() => {
        const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
        // How many texts they are is behind its title.
        void vscode.window.tabGroups.close(tabs.filter(({ label }) => label.startsWith(title)));
      });
    },
    dispose: () => {
      provider.dispose();
      changes.dispose();
    },
  };
}
