import * as vscode from 'vscode';
import { whichToAnswer } from '../../engine/form/which-to-answer';
import type { Item } from '../../engine/notation/notation';
import { readSource } from '../../engine/problem/read';
import { sourceOf } from '../text/selection';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';

/** So many are answered: more than a tool needs, few enough to type. */
const toAnswer = 5;

/** Puts a cursor behind each of the most different problems of a selection, ready for the answers. */
export async function showWhichToAnswer({ lastText }: Parts): Promise<void> {
  const editor = await lastText.editor();
  const source = editor ? sourceOf(editor) : null;
  const result = source ? readSource(source, undefined, editor?.document.fileName) : undefined;
  const readings =
    result?.kind === 'read'
      ? [result.best, ...result.others].map(({ items }) => items.filter(({ answer }) => answer === null))
      : [];
  // Who asks which of them has several.
  const open = readings.find(({ length }) => length > 1) ?? readings[0] ?? [];
  if (!editor || open.length === 0) {
    void vscode.window.showInformationMessage(
      'No problem without an answer is selected. Highlight problems in a text, for example one a line, and ask again.',
    );
    return;
  }
  const chosen = new Set(
    whichToAnswer(
      open.map(({ problem }) => problem),
      toAnswer,
    ),
  );
  const first = open.filter(({ problem }) => chosen.delete(problem));
  const selections = first
    .map((item) => editor.document.positionAt(placeFor(item)))
    .map((place) => new vscode.Selection(place, place));
  const [top] = selections;
  if (!top) return;
  editor.selections = selections;
  editor.revealRange(top, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  vscode.window.setStatusBarMessage(
    `${counted(selections.length, 'problem')} of ${open.length} to answer: type “ => ” and the answers`,
    10_000,
  );
}

/** Where the answer goes, if the notation has a place for it, else behind the problem. */
function placeFor({ answerSpan, problemSpan }: Item): number {
  return answerSpan?.start ?? problemSpan.end;
}
