import type * as vscode from 'vscode';
import type { Parts } from '../parts';
import { editsToCompare, findAlike, type AlikeEdits } from './alike-edits';
import { committedText } from './committed-text';
import { editedDocument, savedText } from './edited-document';
import { findEdits } from './edits-since';

/** Compares the edits of a document: those since the last save, or where all is saved, those since the last commit. */
export async function compareEdits(
  parts: Parts,
  document: vscode.TextDocument,
  signal: AbortSignal,
): Promise<AlikeEdits | undefined> {
  const edited = editedDocument(document);
  const found = await findEdits(edited, {
    saved: () => savedText(document),
    // Git is a process of its own: it is not asked at every pause.
    committed: () =>
      edited.hasUnsavedEdits
        ? Promise.resolve({ kind: 'none', reason: 'unsaved edits are looked at alone' })
        : committedText(document),
  });
  if (found.kind === 'nothing' || signal.aborted) return undefined;
  const examples = editsToCompare(found.reading);
  if (!examples) return undefined;
  const { synthesizer } = parts;
  return findAlike(found.reading, examples, { synthesizer, workshop: parts.workshop(), now: () => new Date() }, signal);
}
