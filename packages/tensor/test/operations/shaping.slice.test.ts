import { arange, type SliceEntry, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

/** What NumPy gives for arange(7)[start:stop:step]. */
const lines: readonly (readonly [SliceEntry, readonly number[]])[] = [
  [
    [null, null],
    [0, 1, 2, 3, 4, 5, 6],
  ],
  [
    [1, 5],
    [1, 2, 3, 4],
  ],
  [
    [-3, null],
    [4, 5, 6],
  ],
  [
    [null, -2],
    [0, 1, 2, 3, 4],
  ],
  [[5, 1], []],
  [
    [0, 100],
    [0, 1, 2, 3, 4, 5, 6],
  ],
  [
    [-100, 100],
    [0, 1, 2, 3, 4, 5, 6],
  ],
  [[100, null], []],
  [
    [null, null, 2],
    [0, 2, 4, 6],
  ],
  [
    [1, null, 3],
    [1, 4],
  ],
  [
    [null, null, -1],
    [6, 5, 4, 3, 2, 1, 0],
  ],
  [
    [5, 1, -1],
    [5, 4, 3, 2],
  ],
  [
    [5, 1, -2],
    [5, 3],
  ],
  [
    [-2, null, -3],
    [5, 2],
  ],
  [
    [null, -100, -1],
    [6, 5, 4, 3, 2, 1, 0],
  ],
  [
    [-1, -100, -2],
    [6, 4, 2, 0],
  ],
  [
    [100, -100, -3],
    [6, 3, 0],
  ],
  [[0, null, -1], [0]],
  [
    [1, -1, 2],
    [1, 3, 5],
  ],
  [[-1, null], [6]],
  [[2, 2], []],
  [
    [3, -10, -1],
    [3, 2, 1, 0],
  ],
];

/** Of arange(24).reshape(2, 3, 4), with NumPy's shapes and elements. */
const blocks: readonly { entries: readonly SliceEntry[]; shape: readonly number[]; data: readonly number[] }[] = [
  { entries: [[0, 1], -1, [null, null, -2]], shape: [1, 2], data: [11, 9] },
  { entries: [null, [null, null, -1], 2], shape: [2, 3], data: [10, 6, 2, 22, 18, 14] },
  { entries: [1, -2], shape: [4], data: [16, 17, 18, 19] },
  { entries: [null, [1, 1]], shape: [2, 0, 4], data: [] },
  { entries: [-1, -1, -1], shape: [], data: [23] },
];

describe("slice", () => {
  it.each(lines)("%j of seven elements is NumPy's", async (entry, expected) => {
    expect(await arange(7).slice(entry).array()).toEqual(expected);
  });

  it.each(blocks)("$entries of a block is NumPy's", async ({ entries, shape, data }) => {
    const part = arange(24)
      .reshape([2, 3, 4])
      .slice(...entries);
    expect(part.shape).toEqual(shape);
    expect([...(await part.data())]).toEqual(data);
  });

  it("without entries is the tensor itself", () => {
    const x = arange(4);
    expect(x.slice()).toBe(x);
    expect(x.slice(null)).toBe(x);
  });

  it("takes every dtype", async () => {
    for (const dtype of ["float64", "int32", "int64", "uint32", "bool"] as const) {
      const x = tensor([1, 0, 1, 1], { dtype });
      expect(Array.from(await x.slice([null, null, -2]).data(), Number)).toEqual([1, 0]);
    }
  });
});
