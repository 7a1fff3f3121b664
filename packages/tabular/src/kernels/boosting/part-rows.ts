import { startOf, type TwinOfPart } from "./memory-view.ts";

/** Parts the rows of a node: in each share of them first those of the left, and from its end on those of the right. */
export const part: TwinOfPart = ({ bytes, ints }, job, part, parts) => {
  const at = job / 4;
  const [bins, stride, column, rows] = [ints[at]!, ints[at + 1]!, ints[at + 2]!, ints[at + 3]! / 4];
  const [from, count, identity] = [ints[at + 4]!, ints[at + 5]! - ints[at + 4]!, ints[at + 6] !== 0];
  const [table, scratch, counts] = [ints[at + 7]!, ints[at + 8]! / 4, ints[at + 9]! / 4];
  const start = from + startOf(count, part, parts);
  const end = from + startOf(count, part + 1, parts);
  let left = start;
  let right = end - 1;
  for (let r = start; r < end; r++) {
    const row = identity ? r : ints[rows + r]!;
    const goesLeft = bytes[table + bytes[bins + column + row * stride]!] === 1;
    ints[scratch + (goesLeft ? left++ : right--)] = row;
  }
  ints[counts + part] = left - start;
};

/** Puts what `part` parted in its place: all of the left, then all of the right, each in the order they had. */
export const gather: TwinOfPart = ({ ints }, job, part, parts) => {
  const at = job / 4;
  const [rows, from, count] = [ints[at + 3]! / 4, ints[at + 4]!, ints[at + 5]! - ints[at + 4]!];
  const scratch = ints[at + 8]! / 4;
  const lefts = ints.subarray(ints[at + 9]! / 4, ints[at + 9]! / 4 + parts);
  const start = startOf(count, part, parts);
  const end = startOf(count, part + 1, parts);
  const sum = (numbers: Int32Array): number => numbers.reduce((a, b) => a + b, 0);
  const before = sum(lefts.subarray(0, part));
  const middle = scratch + from + start + lefts[part]!;
  ints.set(ints.subarray(scratch + from + start, middle), rows + from + before);
  const right = ints.slice(middle, scratch + from + end).reverse();
  ints.set(right, rows + from + sum(lefts) + start - before);
};
