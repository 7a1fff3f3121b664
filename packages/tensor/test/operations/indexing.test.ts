import { arange, argsort, grad, oneHot, sort, type Tensor, tensor, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const int = (values: number[] | number[][]) => tensor(values, { dtype: "int32" });

describe("topK, sort and argsort", () => {
  const x = tensor([3, 1, 3, 2, 1]);

  it("keep the order of equal elements", async () => {
    expect(await argsort(x).array()).toEqual([1, 4, 3, 0, 2]);
    expect(await argsort(x, -1, { descending: true }).array()).toEqual([0, 2, 3, 1, 4]);
    expect(await sort(x).array()).toEqual([1, 1, 2, 3, 3]);
    const [values, places] = x.topK(2);
    expect([await values.array(), await places.array()]).toEqual([
      [3, 3],
      [0, 2],
    ]);
    const [least, where] = x.topK(3, 0, { largest: false });
    expect([await least.array(), await where.array()]).toEqual([
      [1, 1, 2],
      [1, 4, 3],
    ]);
  });

  it("keep it in long axes too", async () => {
    const places = await argsort(arange(1000, undefined, 1, { dtype: "int32" }).mod(3)).data();
    const expected = [0, 1, 2].flatMap((rest) =>
      Array.from({ length: 1000 }, (_, i) => i).filter((i) => i % 3 === rest),
    );
    expect([...places]).toEqual(expected);
  });

  it("work along any axis", async () => {
    expect(
      await sort(
        tensor([
          [3, 1],
          [2, 5],
          [1, 4],
        ]),
        0,
      ).array(),
    ).toEqual([
      [1, 1],
      [2, 4],
      [3, 5],
    ]);
  });

  it("of nothing give nothing", async () => {
    expect(x.topK(0)[0].shape).toEqual([0]);
    expect(await sort(zeros([2, 0])).array()).toEqual([[], []]);
  });
});

describe("scatter and scatterAdd", () => {
  it("add all updates of an index that comes twice", async () => {
    const sums = zeros([3]).scatterAdd(int([1, 1, -1, 1]), tensor([1, 2, 3, 4]));
    expect(await sums.array()).toEqual([0, 7, 3]);
  });

  it("go along other axes: the updates have the indices' axes in place of it", async () => {
    const x = zeros([2, 3]);
    const updates = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(await x.scatterAdd(int([2, 0]), updates, 1).array()).toEqual([
      [2, 0, 1],
      [4, 0, 3],
    ]);
    expect(await x.scatter(int([2, 0]), updates, -1).array()).toEqual([
      [2, 0, 1],
      [4, 0, 3],
    ]);
    const twice = tensor([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    expect(
      await x
        .scatterAdd(
          int([
            [0, 1],
            [1, 2],
          ]),
          twice,
          1,
        )
        .array(),
    ).toEqual([
      [1, 5, 4],
      [5, 13, 8],
    ]);
  });

  it("take the derivative to what is left and to the updates", async () => {
    const f = ({ x, u }: { x: Tensor; u: Tensor }) =>
      x
        .scatter(int([1]), u)
        .mul(tensor([1, 2, 3]))
        .sum();
    const { x, u } = grad(f)({ x: zeros([3]), u: zeros([1]) });
    expect([await x.array(), await u.array()]).toEqual([[1, 0, 3], [2]]);
  });
});

describe("gather and takeAlongAxis", () => {
  it("count from the end when negative", async () => {
    expect(
      await arange(5)
        .gather(int([0, -1]))
        .array(),
    ).toEqual([0, 4]);
    expect(
      await tensor([
        [1, 2],
        [3, 4],
      ])
        .takeAlongAxis(int([[-1], [0]]), 1)
        .array(),
    ).toEqual([[2], [3]]);
  });

  it("replace the axis by the axes of the indices", async () => {
    const x = arange(6).reshape([2, 3]);
    expect(
      await x
        .gather(
          int([
            [0, 2],
            [1, 1],
          ]),
          1,
        )
        .array(),
    ).toEqual([
      [
        [0, 2],
        [1, 1],
      ],
      [
        [3, 5],
        [4, 4],
      ],
    ]);
    expect(x.gather(tensor(1, { dtype: "int32" }), 0).shape).toEqual([3]);
  });
});

describe("oneHot", () => {
  it("puts the classes on a new last axis, in the dtype asked for", async () => {
    expect(await oneHot(int([0, 2]), 3).array()).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(await oneHot(int([1]), 2, { dtype: "bool" }).array()).toEqual([[false, true]]);
  });

  it("has a row of zeros where the number is no class", async () => {
    expect(await oneHot(int([3, -1]), 3).array()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe("cumsum", () => {
  it("runs from either end, along any axis", async () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(await x.cumsum().array()).toEqual([
      [1, 2],
      [4, 6],
    ]);
    expect(await x.cumsum(-1, { reverse: true }).array()).toEqual([
      [3, 2],
      [7, 4],
    ]);
  });
});
