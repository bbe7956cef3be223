import * as vscode from 'vscode';
import type { Guard } from '../../engine/notation/table/spreadsheet';
import { answerEdits } from '../../engine/problem/fill';
import type { Placement, RefusedAnswer, WriteOptions } from '../../engine/problem/write';
import type { Span } from '../../engine/text/source';
import { applyEdits, type TextEdit } from '../../engine/text/edits';
import { standalone } from '../../engine/problem/standalone';
import type { ReviewedRow } from '../../engine/using/review';
import { revealDocument } from '../text/reveal-document';
import { shifted } from '../text/shifted';
import { shownLine } from '../words/shown';
import type { OpenDocument } from './task';

/** What was written into a document. */
export interface Written {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly RefusedAnswer[];
  /** Answers that got an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/**
 * Writes answers into their document as one edit, which one undo takes back, and returns what was edited.
 * `undefined`, with a message, where the document is not the one that was read any more: then nothing is written.
 */
export async function writeInto(
  task: OpenDocument,
  answers: ReadonlyMap<number, string>,
  placement: Placement,
  options: WriteOptions,
): Promise<Written | undefined> {
  const document = await asItWasRead(task);
  if (!document) {
    void vscode.window.showWarningMessage(
      `${nameOf(task)} changed meanwhile: nothing was written. Apply the tool again.`,
    );
    return undefined;
  }
  const { edits, refused, guarded } = answerEdits(task.source, task.reading, answers, placement, options);
  // No column is added for answers of which none goes into it.
  if (refused.length === answers.size) return { edits: [], refused, guarded: 0 };
  const change = new vscode.WorkspaceEdit();
  change.set(
    document.uri,
    edits.map(({ span, text }) => vscode.TextEdit.replace(rangeOf(document, span), text)),
  );
  if (await vscode.workspace.applyEdit(change)) return { edits, refused, guarded };
  void vscode.window.showErrorMessage(
    `${nameOf(task)} took no changes: it may be read-only. Nothing was written. Copy the answers, or open them as a new document.`,
  );
  return undefined;
}

/** The task's document, if it still holds what was read. */
async function asItWasRead({
  document: read,
  documentVersion,
  source,
}: OpenDocument): Promise<vscode.TextDocument | undefined> {
  // Opening it by its address would bring forth an empty one.
  if (read.isClosed && read.isUntitled) return undefined;
  const document = read.isClosed ? await vscode.workspace.openTextDocument(read.uri) : read;
  // One that was closed and opened again counts its versions anew: there the text alone tells.
  const version = document === read ? documentVersion : document.version;
  return document.version === version && document.getText() === source.text ? document : undefined;
}

/** Opens problems and answers as a document of their own; returns how many of these got an apostrophe in front. */
export async function openAsNewDocument(
  task: OpenDocument,
  answers: ReadonlyMap<number, string>,
  guard: Guard,
): Promise<number> {
  const items = task.open.map(({ item }) => item);
  const byPosition = new Map(
    task.open.flatMap(({ index }, at): [number, string][] =>
      answers.has(index) ? [[at, answers.get(index) ?? '']] : [],
    ),
  );
  const { text: content, guarded } = standalone(
    task.source,
    { ...task.reading, items },
    byPosition,
    (answer, notation, at) => guard(answer, notation, task.open[at]?.index ?? at),
  );
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ content, language: task.document.languageId }),
  );
  return guarded;
}

/**
 * Selects rows, such as those that have no answer, a cursor each; `edits` are those that were written since the document was
 * read.
 */
export async function selectRows(
  task: OpenDocument,
  rows: readonly Pick<ReviewedRow, 'item'>[],
  edits: readonly TextEdit[] = [],
): Promise<void> {
  const spans = rows.map((row) => row.item.problemSpan);
  const editor = await revealDocument(task.document);
  if (editor.document.getText() !== applyEdits(task.source.text, edits)) {
    void vscode.window.showWarningMessage(
      `${nameOf(task)} changed meanwhile: its rows cannot be found any more. Apply the tool again.`,
    );
    return;
  }
  const selections = shifted(spans, edits)
    .map((span) => rangeOf(editor.document, span))
    .map((range) => new vscode.Selection(range.start, range.end));
  const [first] = selections;
  if (!first) return;
  editor.selections = selections;
  editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function nameOf({ document }: OpenDocument): string {
  return shownLine(vscode.workspace.asRelativePath(document.uri));
}
