import type * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import type { Example } from '../../engine/making/split';
import type { Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import type { FindRest } from '../text/rest';
import type { Understanding } from './understand';

/** What a tool is made from. */
export interface Material {
  readonly start: Omit<Understanding, 'dataInView'>;
  /** Every plausible reading, the best first. */
  readonly readings: readonly Reading[];
  /** What was read. */
  readonly source?: Source;
  /** Examples from elsewhere that take part too: those of a draft. */
  readonly further?: readonly Example[];
  /** The document in which the examples are. */
  readonly document: vscode.TextDocument | undefined;
  /** The draft that the making goes on from. */
  readonly draft?: LibraryTool;
  /** A sample, for which nothing is sent: it is not asked about, and its tool is applied at once. */
  readonly isSample?: true;
  /** Where the examples are from edits: since when, in words, and how the lines are found that are left. */
  readonly edits?: { readonly source: string; readonly findRest: FindRest };
}
