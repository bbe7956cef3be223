import type * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import type { Item, Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import { readingsForAnswers } from '../../engine/problem/answer-place';
import { readSource } from '../../engine/problem/read';
import type { Tool } from '../../engine/tool/tool';

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

/** One item to be answered. */
export interface OpenItem {
  readonly index: number;
  readonly item: Item;
}

/** The problems of a reading: the items without an answer; all of them where every one has one. */
export function openItems(reading: Reading): { readonly open: readonly OpenItem[]; readonly anew: boolean } {
  const all = reading.items.map((item, index) => ({ index, item }));
  const open = all.filter(({ item }) => item.answer === null);
  return open.length > 0 ? { open, anew: false } : { open: all, anew: true };
}

/** How a tool reads a text: with its own notation first, then with what fits the text best. */
export function readingsFor(tool: Tool, source: Source): readonly Reading[] {
  const result = readSource(source, tool.notation);
  return result.kind === 'read' ? readingsForAnswers(source, [result.best, ...result.others]) : [];
}
