/** Gives back what was put in, the cheapest first; what costs the same in the order in which it came. */
export interface Heap<Item> {
  push(cost: number, item: Item): void;
  pop(): Item | undefined;
}

interface Entry<Item> {
  readonly cost: number;
  readonly order: number;
  readonly item: Item;
}

/** An empty heap. */
export function createHeap<Item>(): Heap<Item> {
  const entries: Entry<Item>[] = [];
  let order = 0;
  const isBefore = (a: Entry<Item> | undefined, b: Entry<Item> | undefined): boolean =>
    a !== undefined && b !== undefined && (a.cost < b.cost || (a.cost === b.cost && a.order < b.order));
  const swap = (a: number, b: number): void => {
    const [first, second] = [entries[a], entries[b]];
    if (!first || !second) return;
    entries[a] = second;
    entries[b] = first;
  };
  return {
    push: (cost, item) => {
      entries.push({ cost, order: order++, item });
      for (let at = entries.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!isBefore(entries[at], entries[parent])) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop: () => {
      const [top] = entries;
      const last = entries.pop();
      if (!top || !last || entries.length === 0) return top?.item;
      entries[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const child = isBefore(entries[right], entries[left]) ? right : left;
        if (!isBefore(entries[child], entries[at])) return top.item;
        swap(child, at);
        at = child;
      }
    },
  };
}
