interface Entry {
  readonly pair: number;
  readonly count: number;
}

/** Whether one comes out before another: more often, or equally often and the smaller number. */
const before = (a: Entry, b: Entry): boolean => a.count > b.count || (a.count === b.count && a.pair < b.pair);

/** Pairs by how often they come, the most frequent first. Counts may have become less since a pair was pushed. */
export const createPairHeap = () => {
  const heap: Entry[] = [];
  const push = (pair: number, count: number): void => {
    const entry = { pair, count };
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  };
  const takeFirst = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  };
  /** The first by what counts are now; undefined when none is left. */
  const pop = (countNow: (pair: number) => number): Entry | undefined => {
    for (let first = takeFirst(); first; first = takeFirst()) {
      const count = countNow(first.pair);
      if (count === first.count) return first;
      if (count > 0 && count < first.count) push(first.pair, count);
    }
    return undefined;
  };
  return { push, pop };
};
