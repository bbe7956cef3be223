import * as vscode from 'vscode';

/** Opens solved and open problems to try a making with; the solved ones are highlighted. */
export async function openSample(extensionUri: vscode.Uri): Promise<void> {
  const file = await vscode.workspace.fs.readFile(
    vscode.Uri.joinPath(extensionUri, 'media', 'walkthrough', 'sample.txt'),
  );
  const document = await vscode.workspace.openTextDocument({
    content: new TextDecoder().decode(file),
    language: 'plaintext',
  });
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  // The first block is solved.
  const solved = document.getText().split(/\r?\n\r?\n/, 1)[0] ?? '';
  editor.selection = new vscode.Selection(document.positionAt(0), document.positionAt(solved.length));
}
