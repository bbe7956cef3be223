import type * as vscode from 'vscode';
import type { OpenItems } from '../../engine/applying/open-items';
import type { Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';

/** A text as it was read: its version is taken with it, so that no later edit goes unseen. */
export interface ReadDocument {
  readonly document: vscode.TextDocument;
  /** The document's version when it was read: answers for another one are not written. */
  readonly documentVersion: number;
  readonly source: Source;
}

/** Problems of a document that are to be answered, by index into its reading. */
export interface OpenDocument extends ReadDocument, OpenItems {
  readonly reading: Reading;
}
