import * as vscode from 'vscode';

/** Shows a document where it is open already, with the selections that it has there. */
export async function revealDocument(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString()),
  );
  const open = document.isClosed ? await vscode.workspace.openTextDocument(document.uri) : document;
  return vscode.window.showTextDocument(open, { preview: false, ...(group ? { viewColumn: group.viewColumn } : {}) });
}
