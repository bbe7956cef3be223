import * as vscode from 'vscode';
import { shownLine } from '../words/shown';
import type { EditedDocument } from './edits-since';

/** A document as it is now, for whoever looks for its edits. */
export function editedDocument(document: vscode.TextDocument): EditedDocument {
  return {
    name: shownLine(vscode.workspace.asRelativePath(document.uri)),
    text: document.getText(),
    hasUnsavedEdits: document.isDirty,
    isUntitled: document.isUntitled,
  };
}

/** What a document is on the disk; `undefined` where it is not there. */
export async function savedText(document: vscode.TextDocument): Promise<string | undefined> {
  if (document.isUntitled) return undefined;
  try {
    return await vscode.workspace.decode(await vscode.workspace.fs.readFile(document.uri), {
      encoding: document.encoding,
    });
  } catch {
    return undefined;
  }
}
