import { type MemoryView, startOf, type TwinOfPart } from "./memory-view.ts";

const addTo = ({ floats, doubles }: MemoryView, scores: number, row: number, value: number, isFloat: boolean): void => {
  if (isFloat) floats[scores / 4 + row]! += value;
  else doubles[scores / 8 + row]! += value;
};

/** Adds to the score of each row the value of its leaf. */
export const addLeaves: TwinOfPart = (view, job, part, parts) => {
  const { ints, doubles } = view;
  const at = job / 4;
  const [scores, rows, leaves, count] = [ints[at]!, ints[at + 1]! / 4, ints[at + 2]!, ints[at + 3]!];
  const start = startOf(ints[at + 4]!, part, parts);
  const end = startOf(ints[at + 4]!, part + 1, parts);
  for (let i = 0; i < count; i++) {
    const leaf = leaves + 16 * i;
    const to = Math.min(ints[leaf / 4 + 1]!, end);
    for (let r = Math.max(ints[leaf / 4]!, start); r < to; r++)
      addTo(view, scores, ints[rows + r]!, doubles[leaf / 8 + 1]!, ints[at + 5] !== 0);
  }
};

/** Adds to the score of each row the value of the leaf that its bins lead to. */
export const walk: TwinOfPart = (view, job, part, parts) => {
  const { bytes, ints, doubles } = view;
  const at = job / 4;
  const [bins, stride, scores, rows, count] = [
    ints[at]!,
    ints[at + 1]!,
    ints[at + 2]!,
    ints[at + 3]! / 4,
    ints[at + 4]!,
  ];
  const [nodes, tables, values, root] = [ints[at + 5]! / 4, ints[at + 6]!, ints[at + 7]! / 8, ints[at + 8]!];
  const end = startOf(count, part + 1, parts);
  for (let r = startOf(count, part, parts); r < end; r++) {
    const row = ints[rows + r]!;
    let node = root;
    while (node >= 0) {
      const bin = bytes[bins + row * stride + ints[nodes + 4 * node]!]!;
      node = ints[nodes + 4 * node + 2 - bytes[tables + 256 * node + bin]!]!;
    }
    addTo(view, scores, row, doubles[values + ~node]!, ints[at + 9] !== 0);
  }
};
