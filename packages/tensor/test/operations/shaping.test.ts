import { concat, eye, grad, split, stack, type Tensor, tensor, tile, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const x = tensor([
  [0, 1, 2],
  [3, 4, 5],
]);
const y = tensor([
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
]);

describe("tile", () => {
  it("repeats along the last axes, and new leading ones, as NumPy's", async () => {
    expect(await tile(x, 2).array()).toEqual([
      [0, 1, 2, 0, 1, 2],
      [3, 4, 5, 3, 4, 5],
    ]);
    expect(await tile(x, [2, 1]).array()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [0, 1, 2],
      [3, 4, 5],
    ]);
    const block = [
      [0, 1, 2, 0, 1, 2],
      [3, 4, 5, 3, 4, 5],
    ];
    expect(await tile(x, [2, 1, 2]).array()).toEqual([block, block]);
    expect(tile(x, 0).shape).toEqual([2, 0]);
  });

  it("adds up the derivatives of the copies", async () => {
    expect(await grad((x: Tensor) => tile(x, [2, 3]).sum())(x).array()).toEqual([
      [6, 6, 6],
      [6, 6, 6],
    ]);
  });
});

describe("tril and triu", () => {
  it("keep a triangle, the diagonal moved up by the offset", async () => {
    expect(await y.tril(-1).array()).toEqual([
      [0, 0, 0, 0],
      [5, 0, 0, 0],
      [9, 10, 0, 0],
    ]);
    expect(await y.tril().array()).toEqual([
      [1, 0, 0, 0],
      [5, 6, 0, 0],
      [9, 10, 11, 0],
    ]);
    expect(await y.tril(2).array()).toEqual([
      [1, 2, 3, 0],
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ]);
    expect(await y.triu(-1).array()).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [0, 10, 11, 12],
    ]);
    expect(await y.triu().array()).toEqual([
      [1, 2, 3, 4],
      [0, 6, 7, 8],
      [0, 0, 11, 12],
    ]);
    expect(await y.triu(2).array()).toEqual([
      [0, 0, 3, 4],
      [0, 0, 0, 8],
      [0, 0, 0, 0],
    ]);
  });

  it("work on stacks of matrices, of every dtype", async () => {
    for (const dtype of ["int64", "uint32", "bool"] as const) {
      const ones = tensor([1, 1, 1, 1], { dtype, shape: [1, 2, 2] });
      expect(Array.from(await ones.tril().data(), Number)).toEqual([1, 0, 1, 1]);
    }
  });
});

describe("pad", () => {
  it("puts a value around, as NumPy's", async () => {
    const padded = x.pad(
      [
        [1, 0],
        [0, 2],
      ],
      -1,
    );
    expect(await padded.array()).toEqual([
      [-1, -1, -1, -1, -1],
      [0, 1, 2, -1, -1],
      [3, 4, 5, -1, -1],
    ]);
    expect(await tensor([1]).pad(1, Infinity).array()).toEqual([Infinity, 1, Infinity]);
  });

  it("pads every dtype", async () => {
    for (const dtype of ["float64", "int32", "int64", "uint32", "bool"] as const)
      expect(Array.from(await tensor([0], { dtype }).pad([0, 1], 1).data(), Number)).toEqual([0, 1]);
  });
});

describe("concat, stack and split", () => {
  it("undo each other", async () => {
    const parts = split(y, [1, 3], 1);
    expect(await concat(parts, 1).array()).toEqual(await y.array());
    expect(await stack(split(y, 3), 1).squeeze(0).transpose([0, 1]).array()).toEqual(await y.array());
  });

  it("take empty parts", async () => {
    expect(await concat([zeros([0, 3]), x]).array()).toEqual(await x.array());
    expect(split(x, [0, 2]).map(({ shape }) => shape)).toEqual([
      [0, 3],
      [2, 3],
    ]);
  });
});

describe("transpose, flip, squeeze", () => {
  it("turn axes around", async () => {
    expect(await x.transpose().array()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(await x.flip(-1).array()).toEqual([
      [2, 1, 0],
      [5, 4, 3],
    ]);
    expect(await x.flip().array()).toEqual([
      [5, 4, 3],
      [2, 1, 0],
    ]);
  });

  it("take out and put in axes of length 1", () => {
    expect(zeros([1, 2, 1]).squeeze().shape).toEqual([2]);
    expect(zeros([1, 2, 1]).squeeze(-1).shape).toEqual([1, 2]);
    expect(x.expandDims(-1).shape).toEqual([2, 3, 1]);
  });
});

describe("eye", () => {
  it("has ones on the diagonal, also of a matrix that is no square", async () => {
    expect(await eye(2, 3).array()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
});
