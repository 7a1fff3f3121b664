import { startOf, type TwinOfPart } from "./memory-view.ts";

/** Parts some rows of a node: in each share of them first those of the left, and from its end on those of the right. */
export const part: TwinOfPart = ({ bytes, ints }, job, part, parts) => {
  const at = job / 4;
  const [bins, stride, column, rows] = [ints[at]!, ints[at + 1]!, ints[at + 2]!, ints[at + 3]! / 4];
  const [from, count, identity] = [ints[at + 4]!, ints[at + 5]! - ints[at + 4]!, ints[at + 6] !== 0];
  const [table, scratch, counts] = [ints[at + 7]!, ints[at + 8]! / 4, ints[at + 9]! / 4];
  const start = startOf(count, part, parts);
  const end = startOf(count, part + 1, parts);
  let left = start;
  let right = end - 1;
  for (let r = start; r < end; r++) {
    const row = identity ? from + r : ints[rows + from + r]!;
    const goesLeft = bytes[table + bytes[bins + column + row * stride]!] === 1;
    ints[scratch + (goesLeft ? left++ : right--)] = row;
  }
  ints[counts + part] = left - start;
};

/** Puts what `part` parted in its place: all of the left in one, all of the right in another, each in the order they had. */
export const gather: TwinOfPart = ({ ints }, job, part, parts) => {
  const at = job / 4;
  const [rows, count] = [ints[at + 3]! / 4, ints[at + 5]! - ints[at + 4]!];
  const [scratch, counts] = [ints[at + 8]! / 4, ints[at + 9]! / 4];
  const start = startOf(count, part, parts);
  const end = startOf(count, part + 1, parts);
  const before = ints.subarray(counts, counts + part).reduce((a, b) => a + b, 0);
  const middle = start + ints[counts + part]!;
  ints.set(ints.subarray(scratch + start, scratch + middle), rows + ints[at + 11]! + before);
  const right = ints.slice(scratch + middle, scratch + end).reverse();
  ints.set(right, rows + ints[at + 12]! + start - before);
};
