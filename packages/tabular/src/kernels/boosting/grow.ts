import { type MemoryView, startOf, type TwinOfPart } from "./memory-view.ts";
import { scan } from "./scan.ts";

const rowOf = ({ ints }: MemoryView, rows: number, r: number, identity: boolean): number =>
  identity ? r : ints[rows / 4 + r]!;

/** Gradient and hessian of a row: where it has the gradient alone, the hessian is |g| (1 − |g|) of a factor. */
const pairOf = ({ floats }: MemoryView, pairs: number, row: number, factor: number): readonly [number, number] => {
  if (factor === 0) return [floats[pairs / 4 + 2 * row]!, floats[pairs / 4 + 2 * row + 1]!];
  const g = floats[pairs / 4 + row]!;
  return [g, factor * (Math.abs(g) * (1 - Math.abs(g)))];
};

/** The sums of gradients and hessians of some rows. */
export const total: TwinOfPart = (view, job, part) => {
  if (part > 0) return;
  const { ints, doubles } = view;
  const [pairs, rows, count] = [ints[job / 4]!, ints[job / 4 + 1]!, ints[job / 4 + 2]!];
  const identity = ints[job / 4 + 3] !== 0;
  // Even and odd rows apart, as the kernel sums them.
  const sums = [0, 0, 0, 0];
  for (let r = 0; r < count; r++) {
    const [g, h] = pairOf(view, pairs, rowOf(view, rows, r, identity), doubles[job / 8 + 4]!);
    sums[2 * (r % 2)]! += g;
    sums[2 * (r % 2) + 1]! += h;
  }
  doubles[job / 8 + 2] = sums[0]! + sums[2]!;
  doubles[job / 8 + 3] = sums[1]! + sums[3]!;
};

/** All bins of a column: of its values, and the one of missing values. */
const binsOf = ({ ints }: MemoryView, about: number, column: number): number =>
  ints[about / 4 + 4 * column]! + (ints[about / 4 + 4 * column + 1]! >= 0 ? 1 : 0);

/** The histogram of one child, that of the other from their parent's, and the best split of both. */
export const grow: TwinOfPart = (view, job, part, parts) => {
  const { ints } = view;
  const at = job / 4;
  const active = ints[at + 10]!;
  const [first, last] = [startOf(active, part, parts), startOf(active, part + 1, parts)];
  const [small, large] = [ints[at + 7]!, ints[at + 8]!];
  const record = part * 4096;
  sumUp(view, job, first, last);
  if (ints[at + 21]) scan(view, job, job + 96, small, ints[at + 12]!, ints[at + 14]! + record, first, last);
  if (large === 0) return;
  subtract(view, job, first, last);
  if (ints[at + 22]) scan(view, job, job + 136, large, ints[at + 13]!, ints[at + 15]! + record, first, last);
};

const sumUp = (view: MemoryView, job: number, first: number, last: number): void => {
  const { bytes, ints, doubles } = view;
  const at = job / 4;
  const [bins, stride, pairs, rows] = [ints[at]!, ints[at + 1]!, ints[at + 2]!, ints[at + 3]!];
  const [from, to, identity] = [ints[at + 4]!, ints[at + 5]!, ints[at + 6] !== 0];
  for (let j = first; j < last; j++) {
    const c = ints[ints[at + 9]! / 4 + j]!;
    const start = (ints[at + 7]! + ints[ints[at + 23]! / 4 + c]!) / 8;
    doubles.fill(0, start, start + 2 * binsOf(view, ints[at + 11]!, c));
    for (let r = from; r < to; r++) {
      const row = rowOf(view, rows, r, identity);
      const pair = start + 2 * bytes[bins + row * stride + c]!;
      const [g, h] = pairOf(view, pairs, row, doubles[job / 8 + 31]!);
      doubles[pair]! += g;
      doubles[pair + 1]! += h;
    }
  }
};

const subtract = (view: MemoryView, job: number, first: number, last: number): void => {
  const { ints, doubles } = view;
  const at = job / 4;
  for (let j = first; j < last; j++) {
    const c = ints[ints[at + 9]! / 4 + j]!;
    const start = ints[ints[at + 23]! / 4 + c]!;
    const [small, large] = [(ints[at + 7]! + start) / 8, (ints[at + 8]! + start) / 8];
    const numbers = 2 * binsOf(view, ints[at + 11]!, c);
    for (let i = 0; i < numbers; i++) doubles[large + i]! -= doubles[small + i]!;
  }
};
