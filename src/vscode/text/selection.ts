import type * as vscode from 'vscode';
import { blockAround } from '../../engine/problem/around';
import type { Source } from '../../engine/text/source';

/**
 * What is highlighted in an editor: all selections in document order; with nothing selected, the block around the
 * cursor. `null` where there is no text.
 */
export function sourceOf(editor: vscode.TextEditor): Source | null {
  const { document } = editor;
  const text = document.getText();
  const spans = editor.selections
    .filter((selection) => !selection.isEmpty)
    .map((selection) => ({ start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) }))
    .sort((a, b) => a.start - b.start);
  if (spans.length > 0) return { text, spans };
  const block = blockAround(text, document.offsetAt(editor.selection.active));
  return block ? { text, spans: [block] } : null;
}

/** The whole of a document. */
export function wholeOf(document: Pick<vscode.TextDocument, 'getText'>): Source {
  const text = document.getText();
  return { text, spans: text === '' ? [] : [{ start: 0, end: text.length }] };
}
