import type { Item, Reading } from '../notation/notation';

/** One item of a reading that is to be answered. */
export interface OpenItem {
  /** Index into the reading's items. */
  readonly index: number;
  readonly item: Item;
}

/** What of a text is to be answered. */
export interface OpenItems {
  readonly open: readonly OpenItem[];
  /** Every item had an answer already, so all are answered anew. */
  readonly anew: boolean;
}

/** The items of a reading without an answer; every one of them where `anew` says so. */
export function itemsToAnswer({ items }: Pick<Reading, 'items'>, anew: boolean): readonly OpenItem[] {
  const all = items.map((item, index) => ({ index, item }));
  return anew ? all : all.filter(({ item }) => item.answer === null);
}

/** The problems of a text: the items without an answer; all of them where every one has one. */
export function openItems(reading: Pick<Reading, 'items'>): OpenItems {
  const anew = reading.items.every(({ answer }) => answer !== null);
  return { open: itemsToAnswer(reading, anew), anew };
}

/** The texts of the problems that `openItems` finds. */
export function openProblems(reading: Pick<Reading, 'items'>): readonly string[] {
  return openItems(reading).open.map(({ item }) => item.problem);
}
