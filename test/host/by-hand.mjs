/** What a person does in the document of a request by hand. */

/** Puts a reply into the place for it, in the stead of what is there. */
export async function pasteReply(window, reply) {
  await window.waitForText(/<!-- reply /);
  await window.inHost(async (vscode, text) => {
    const { document } = vscode.window.visibleTextEditors.find((editor) => /by-hand/.test(editor.document.uri.path));
    const { line } = document.positionAt(/<!-- reply .*/.exec(document.getText()).index);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(line + 1, 0, document.lineCount, 0), text);
    return vscode.workspace.applyEdit(edit);
  }, reply);
}
