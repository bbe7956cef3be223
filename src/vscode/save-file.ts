import * as vscode from 'vscode';
import { namedFile } from '../node/store/named-file';

/**
 * Writes a text into a file that the person named, whole or not at all, and through no link. Where the file is not on
 * the disk, its own file system writes it. Throws `StoreError`, or what that file system does.
 */
export async function saveFile(file: vscode.Uri, text: string): Promise<void> {
  if (file.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const { folder, path } = await namedFile(file.fsPath);
  await folder.replace(path, text);
}
