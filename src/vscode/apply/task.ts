import type * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import type { Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import type { OpenItem } from '../text/open-items';

/** A text as it was read: its version is taken with it, so that no later edit goes unseen. */
export interface ReadDocument {
  readonly document: vscode.TextDocument;
  /** The document's version when it was read: answers for another one are not written. */
  readonly documentVersion: number;
  readonly source: Source;
}

/** Problems of a document that are to be answered. */
export interface OpenDocument extends ReadDocument {
  readonly reading: Reading;
  /** The items to be answered, by index into the reading. */
  readonly open: readonly OpenItem[];
  /** Every item had an answer already, so all are answered anew. */
  readonly anew: boolean;
}

/** Problems of a document that one tool is to answer. */
export interface Task extends OpenDocument {
  readonly tool: LibraryTool;
}
