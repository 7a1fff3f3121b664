/**
 * The columns that a tree asked for on the way to a node, each once, and how much each number of known ones weighs among
 * all orders of columns. There is one path for each depth, one behind the other: a place is `at` + its number.
 */
export interface Path {
  readonly column: Int32Array;
  /** The share of training rows that go on where the column is not known. */
  readonly zero: Float64Array;
  /** Whether the row goes on where it is known: 1 or 0. */
  readonly one: Float64Array;
  /** The path of `length` pieces at a place with one more behind it; where the new path begins. */
  extend(at: number, length: number, zero: number, one: number, column: number): number;
  /** Takes a piece out; `last` is the number of the last one. */
  unwind(at: number, last: number, place: number): void;
  /** What all weighs without a piece. */
  unwoundSum(at: number, last: number, place: number): number;
}

/** EXTEND, UNWIND and its sum as in algorithm 2 of Lundberg et al. 2018. */
export const createPath = (depth: number): Path => {
  const room = ((depth + 2) * (depth + 3)) / 2;
  const column = new Int32Array(room);
  const zero = new Float64Array(room);
  const one = new Float64Array(room);
  const weight = new Float64Array(room);
  return {
    column,
    zero,
    one,
    extend: (at, length, zeroShare, oneShare, of) => {
      const own = at + length;
      column.copyWithin(own, at, at + length);
      zero.copyWithin(own, at, at + length);
      one.copyWithin(own, at, at + length);
      weight.copyWithin(own, at, at + length);
      column[own + length] = of;
      zero[own + length] = zeroShare;
      one[own + length] = oneShare;
      weight[own + length] = length === 0 ? 1 : 0;
      for (let i = length - 1; i >= 0; i--) {
        weight[own + i + 1]! += (oneShare * weight[own + i]! * (i + 1)) / (length + 1);
        weight[own + i] = (zeroShare * weight[own + i]! * (length - i)) / (length + 1);
      }
      return own;
    },
    unwind: (at, last, place) => {
      const oneShare = one[at + place]!;
      const zeroShare = zero[at + place]!;
      let next = weight[at + last]!;
      for (let i = last - 1; i >= 0; i--) {
        if (oneShare === 0) weight[at + i] = (weight[at + i]! * (last + 1)) / (zeroShare * (last - i));
        else {
          const kept = weight[at + i]!;
          weight[at + i] = (next * (last + 1)) / ((i + 1) * oneShare);
          next = kept - (weight[at + i]! * zeroShare * (last - i)) / (last + 1);
        }
      }
      for (let i = place; i < last; i++) {
        column[at + i] = column[at + i + 1]!;
        zero[at + i] = zero[at + i + 1]!;
        one[at + i] = one[at + i + 1]!;
      }
    },
    unwoundSum: (at, last, place) => {
      const oneShare = one[at + place]!;
      const zeroShare = zero[at + place]!;
      let next = weight[at + last]!;
      let sum = 0;
      for (let i = last - 1; i >= 0; i--) {
        if (oneShare === 0) sum += (weight[at + i]! * (last + 1)) / (zeroShare * (last - i));
        else {
          const here = (next * (last + 1)) / ((i + 1) * oneShare);
          sum += here;
          next = weight[at + i]! - (here * zeroShare * (last - i)) / (last + 1);
        }
      }
      return sum;
    },
  };
};
