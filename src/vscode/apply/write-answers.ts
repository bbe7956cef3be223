import * as vscode from 'vscode';
import type { Placement } from '../../engine/problem/notation';
import { standalone, writeAnswers } from '../../engine/problem/write';
import type { ReviewedRow } from '../../engine/using/review';
import type { Task } from './task';

/** The answers of a preview, by index into the task's reading. */
export function answersOf(rows: readonly ReviewedRow[]): ReadonlyMap<number, string> {
  return new Map(rows.flatMap((row) => (row.outcome.kind === 'answer' ? [[row.index, row.outcome.answer] as const] : [])));
}

/**
 * Writes answers into their document as one edit, which one undo takes back. False, with a message, where the
 * document is not the one that was read any more: then nothing is written.
 */
export async function writeInto(task: Task, answers: ReadonlyMap<number, string>, placement: Placement): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(task.document.uri);
  if (document.version !== task.documentVersion || document.getText() !== task.source.text) return changedMeanwhile(document);
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    writeAnswers(task.source, task.reading, answers, placement).map(({ span, text }) => vscode.TextEdit.replace(new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), text)),
  );
  return (await vscode.workspace.applyEdit(edit)) || changedMeanwhile(document);
}

function changedMeanwhile(document: vscode.TextDocument): false {
  void vscode.window.showWarningMessage(`${vscode.workspace.asRelativePath(document.uri)} changed meanwhile: nothing was written. Apply the tool again.`);
  return false;
}

/** Opens problems and answers as a document of their own. */
export async function openAsNewDocument(task: Task, answers: ReadonlyMap<number, string>): Promise<void> {
  const content = standalone(task.source, { ...task.reading, items: task.open.map(({ item }) => item) }, new Map(task.open.flatMap(({ index }, at) => (answers.has(index) ? [[at, answers.get(index) ?? ''] as const] : []))));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: task.document.languageId }));
}

/** Selects the rows that have no answer, a cursor each. */
export async function selectUnanswered(task: Task, rows: readonly ReviewedRow[]): Promise<void> {
  const spans = rows.filter((row) => row.outcome.kind !== 'answer').map((row) => row.item.problemSpan);
  const editor = await vscode.window.showTextDocument(task.document, { preview: false });
  if (editor.document.version !== task.documentVersion) {
    // After writing, offsets have moved: the same texts are looked up again, in order.
    const text = editor.document.getText();
    let from = 0;
    const found = [...spans].sort((a, b) => a.start - b.start).flatMap((span) => {
      const at = text.indexOf(task.source.text.slice(span.start, span.end), from);
      if (at < 0) return [];
      from = at + (span.end - span.start);
      return [{ start: at, end: from }];
    });
    select(editor, found);
    return;
  }
  select(editor, spans);
}

function select(editor: vscode.TextEditor, spans: readonly { readonly start: number; readonly end: number }[]): void {
  if (spans.length === 0) return;
  const { document } = editor;
  editor.selections = [...spans].sort((a, b) => a.start - b.start).map((span) => new vscode.Selection(document.positionAt(span.start), document.positionAt(span.end)));
  editor.revealRange(editor.selections[0] ?? new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
