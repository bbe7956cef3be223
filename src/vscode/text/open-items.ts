import { readingsForAnswers } from '../../engine/problem/answer-place';
import { readSource } from '../../engine/problem/read';
import type { Item, Reading } from '../../engine/notation/notation';
import type { Source } from '../../engine/text/source';
import type { Tool } from '../../engine/tool/tool';

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
