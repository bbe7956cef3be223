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
  /** Items that have an answer already are answered too, over it. */
  readonly anew: boolean;
}

/** The items of a reading without an answer; every one of them where `anew` says so. */
export function itemsToAnswer({ items }: Pick<Reading, 'items'>, anew: boolean): readonly OpenItem[] {
  const all = items.map((item, index) => ({ index, item }));
  return anew ? all : all.filter(({ item }) => item.answer === null);
}

/** The problems of a text: the items without an answer; all of them where the person wants them answered anew. */
export function openItems(reading: Pick<Reading, 'items'>, anew = false): OpenItems {
  return { open: itemsToAnswer(reading, anew), anew };
}

/** The texts of the problems without an answer; of all of them where every one has one: so tools are compared. */
export function openProblems(reading: Pick<Reading, 'items'>): readonly string[] {
  const open = itemsToAnswer(reading, false);
  return (open.length > 0 ? open : itemsToAnswer(reading, true)).map(({ item }) => item.problem);
}
