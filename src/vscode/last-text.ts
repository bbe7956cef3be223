import * as vscode from 'vscode';

/** Brings back the text that the person worked in before a panel took its place. */
export interface LastText {
  readonly reveal: () => Promise<void>;
  readonly dispose: () => void;
}

/** While a panel has the focus no text editor is active, so the last one is remembered; it comes back with its selections. */
export function rememberLastText(): LastText {
  let last = vscode.window.activeTextEditor;
  const listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (editor && editor.document.uri.scheme !== 'output') last = editor;
  });
  return {
    reveal: async () => {
      const editor = last?.document.isClosed === false ? last : vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme !== 'output');
      if (!editor) return;
      await vscode.window.showTextDocument(editor.document, editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn });
    },
    dispose: () => void listener.dispose(),
  };
}
