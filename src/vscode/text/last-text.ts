import * as vscode from 'vscode';
import { revealDocument } from './reveal-document';

/** The text that the person works in, also while something else has taken its place. */
export interface LastText {
  /**
   * The active editor, if it shows a text of the person's. While a panel, a preview or the output is active, it is the
   * last one that did, brought back with its selections. `undefined` where no text is open.
   */
  readonly editor: () => Promise<vscode.TextEditor | undefined>;
  readonly dispose: () => void;
}

/** While a panel has the focus no text editor is active, so the last one is remembered. */
export function rememberLastText(): LastText {
  let last = ofPerson(vscode.window.activeTextEditor);
  const listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = ofPerson(editor) ?? last;
  });
  return {
    editor: async () => {
      const active = ofPerson(vscode.window.activeTextEditor);
      if (active) return active;
      const hidden = last?.document.isClosed === false ? last : vscode.window.visibleTextEditors.find(ofPerson);
      return hidden && revealDocument(hidden.document);
    },
    dispose: () => void listener.dispose(),
  };
}

/** The editor, where it shows neither the output nor a document of ours, such as a preview. */
export function ofPerson(editor: vscode.TextEditor | undefined): vscode.TextEditor | undefined {
  const scheme = editor?.document.uri.scheme;
  return scheme === 'output' || scheme?.startsWith('toolsmith-') ? undefined : editor;
}
