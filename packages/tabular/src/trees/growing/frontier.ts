import type { Split, Stretch } from "./split.ts";

/** A node that can be split, and how. */
export interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly stretch: Stretch;
  readonly split: Split;
}

export interface Frontier {
  add(open: OpenNode): void;
  /** The node that is split next; none where there are leaves enough. */
  take(): OpenNode | undefined;
}

/** Nodes wait to be split: the last comes first, or where leaves are counted the one that gains most. */
export const frontierOf = (leaves: number): Frontier => {
  const open: OpenNode[] = [];
  if (leaves === Infinity) return { add: (node) => open.push(node), take: () => open.pop() };
  let splits = leaves - 1;
  return {
    add: (node) => {
      let at = open.push(node) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBefore(node, open[parent]!)) break;
        open[at] = open[parent]!;
        at = parent;
      }
      open[at] = node;
    },
    take: () => {
      const first = open[0];
      if (first === undefined || splits-- <= 0) return;
      const last = open.pop()!;
      if (open.length === 0) return first;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= open.length) break;
        if (child + 1 < open.length && isBefore(open[child + 1]!, open[child]!)) child++;
        if (!isBefore(open[child]!, last)) break;
        open[at] = open[child]!;
        at = child;
      }
      open[at] = last;
      return first;
    },
  };
};

/** Of nodes that gain as much, the one that was there first. */
const isBefore = (a: OpenNode, b: OpenNode): boolean =>
  a.split.gain !== b.split.gain ? a.split.gain > b.split.gain : a.node < b.node;
