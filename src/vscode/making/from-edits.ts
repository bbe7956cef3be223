import * as vscode from 'vscode';
import { isListed } from '../../engine/notation/lines/list-marks';
import { restSince } from '../text/rest-of-edits';
import type { Parts } from '../parts';
import { committedText } from './committed-text';
import { editedDocument, savedText } from './edited-document';
import { findEdits, sourceText } from './edits-since';
import { make } from './make';

/**
 * Makes a tool from the lines that the person changed in place, and applies it to the others; whatever comes of it is
 * said.
 */
export async function makeFromEdits(parts: Parts): Promise<void> {
  const editor = await parts.lastText.editor();
  if (!editor) {
    void vscode.window.showInformationMessage(
      'No editor is open. Open a file, change a few of its lines in place, then make a tool from these edits.',
    );
    return;
  }
  const { document } = editor;
  const found = await findEdits(editedDocument(document), {
    saved: () => savedText(document),
    committed: () => committedText(document),
  });
  if (found.kind === 'nothing') {
    void vscode.window.showInformationMessage(found.message);
    return;
  }
  const { since, before, reading } = found;
  await make(parts, {
    start: { reading, hint: null },
    readings: [reading],
    document,
    edits: { source: sourceText(since), findRest: restSince(before, isListed(reading.notation)) },
  });
}
