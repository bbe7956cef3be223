import * as vscode from 'vscode';
import { openItems } from '../../engine/applying/open-items';
import type { Item } from '../../engine/notation/notation';
import { readSource } from '../../engine/problem/read';
import type { Parts } from '../parts';
import { restOf } from '../text/rest';
import { wholeOf } from '../text/selection';

/** Selects the problems without an answer of the document in front, a cursor each. */
export async function selectUnanswered(parts: Parts): Promise<void> {
  const editor = await parts.lastText.editor();
  const open = editor ? await openIn(parts, editor.document) : [];
  const selections = open.map(({ problemSpan: { start, end } }) => {
    const at = (offset: number): vscode.Position => editor?.document.positionAt(offset) ?? new vscode.Position(0, 0);
    return new vscode.Selection(at(start), at(end));
  });
  const [first] = selections;
  if (!editor || !first) {
    void vscode.window.showInformationMessage(
      editor
        ? 'Every row of this document that could be read has an answer.'
        : 'No editor is open. Open a text with problems, then select those without an answer.',
    );
    return;
  }
  editor.selections = selections;
  editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Read with the document's own tool, if it has one: what that takes for a row is one. */
async function openIn({ library, toolsOfDocuments }: Parts, document: vscode.TextDocument): Promise<readonly Item[]> {
  const address = toolsOfDocuments.of(document.uri);
  const found = address && (await library.find(address));
  if (found?.isApproved) return restOf(found.tool, document)?.open.map(({ item }) => item) ?? [];
  const source = wholeOf(document);
  const result = source.spans.length > 0 ? readSource(source, undefined, document.fileName) : undefined;
  return result?.kind === 'read' ? openItems(result.best).open.map(({ item }) => item) : [];
}
