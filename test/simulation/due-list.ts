/** Something that happens at a moment; of those due at the same one, the lower turn comes first. */
export interface Due {
  readonly dueAt: number;
  readonly turn: number;
  cancelled: boolean;
}

/** What is still to happen, the next one first: a binary heap. What was called off is passed over. */
export interface DueList<Item extends Due> {
  add(item: Item): void;
  /** Takes the next one that is due by then. */
  take(endMs: number): Item | undefined;
}

export function createDueList<Item extends Due>(): DueList<Item> {
  const heap: Item[] = [];
  const at = (index: number): Item => heap[index] as Item;
  const isFirst = (one: Item, other: Item): boolean =>
    one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.turn < other.turn);
  const swap = (one: number, other: number): void => {
    const kept = at(one);
    heap[one] = at(other);
    heap[other] = kept;
  };

  function removeFirst(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const child = left + 1 < heap.length && isFirst(at(left + 1), at(left)) ? left + 1 : left;
      if (!isFirst(at(child), at(parent))) return;
      swap(child, parent);
      parent = child;
    }
  }

  return {
    add(item) {
      heap.push(item);
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1;
        if (!isFirst(at(child), at(parent))) return;
        swap(child, parent);
        child = parent;
      }
    },
    take(endMs) {
      for (;;) {
        const [first] = heap;
        if (first === undefined || (!first.cancelled && first.dueAt > endMs)) return undefined;
        removeFirst();
        if (!first.cancelled) return first;
      }
    },
  };
}
