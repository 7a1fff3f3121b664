import { all, any, grad, logSumExp, norm, type Tensor, tensor, vmap, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const z = tensor(
  [
    [1, 2, 4],
    [0, 0, 3],
  ],
  { dtype: "float64" },
);
const close = (expected: number) => expect.closeTo(expected, 12);

describe("variance and std", () => {
  it("divide by n − correction, as NumPy's ddof", async () => {
    expect(await z.variance().item()).toEqual(close(20 / 9));
    expect(await z.variance(0).array()).toEqual([0.25, 1, 0.25].map(close));
    expect(await z.variance(1, { correction: 1 }).array()).toEqual([7 / 3, 3].map(close));
    expect(await z.std(undefined, { correction: 1 }).item()).toEqual(close(1.632993161855452));
    expect(await z.std(1).array()).toEqual([1.247219128924647, Math.SQRT2].map(close));
  });

  it("keep the reduced axes when asked to", () => {
    expect(z.std(1, { keepDims: true }).shape).toEqual([2, 1]);
    expect(z.variance(undefined, { keepDims: true }).shape).toEqual([1, 1]);
  });

  it("of one number with correction 1 are NaN: nothing can be said", async () => {
    expect(await tensor([3]).variance(0, { correction: 1 }).item()).toBeNaN();
  });
});

describe("mean", () => {
  it("of nothing is NaN", async () => {
    expect(await tensor([]).mean().item()).toBeNaN();
  });
});

describe("norm", () => {
  it("has the orders 1, 2 and ∞", async () => {
    const x = tensor([
      [3, -4],
      [0, 0],
    ]);
    expect(await x.norm(1).array()).toEqual([5, 0]);
    expect(await x.norm(1, { order: 1 }).array()).toEqual([7, 0]);
    expect(await x.norm(1, { order: Infinity }).array()).toEqual([4, 0]);
    expect(await x.norm().item()).toBe(5);
  });

  it("has the gradient x / |x|, and 0 at a zero vector, as PyTorch's", async () => {
    const x = tensor(
      [
        [3, -4],
        [0, 0],
      ],
      { dtype: "float64" },
    );
    const gradient = grad((x: Tensor<"float64">) => norm(x, 1).sum())(x);
    expect(await gradient.array()).toEqual([[0.6, -0.8].map(close), [0, 0]]);
    const bend = grad((x: Tensor<"float64">) => grad((x: Tensor<"float64">) => norm(x, 1).sum())(x).sum())(x);
    expect((await bend.data()).every(Number.isFinite)).toBe(true);
  });

  it("is NaN where an element is", async () => {
    expect(await tensor([1, Number.NaN]).norm().item()).toBeNaN();
  });
});

describe("logSumExp", () => {
  it("does not overflow, nor underflow", async () => {
    const x = tensor(
      [
        [1000, 1000],
        [-1000, -1000],
      ],
      { dtype: "float64" },
    );
    expect(await logSumExp(x, 1).array()).toEqual([1000 + Math.LN2, -1000 + Math.LN2].map(close));
  });

  it("of nothing is log 0, with no gradient", async () => {
    const rows = zeros([2, 0]);
    expect(await logSumExp(rows, 1).array()).toEqual([-Infinity, -Infinity]);
    expect(await logSumExp(zeros([0, 2]), 0, { keepDims: true }).array()).toEqual([[-Infinity, -Infinity]]);
    expect(grad((x: Tensor) => logSumExp(x, 1).exp().sum())(rows).shape).toEqual([2, 0]);
  });

  it("of a row of −∞ is −∞; of a row with ∞ it is ∞", async () => {
    const rows = tensor([
      [-Infinity, -Infinity],
      [-Infinity, 0],
      [Infinity, 0],
    ]);
    expect(await logSumExp(rows, 1).array()).toEqual([-Infinity, 0, Infinity]);
  });

  it("has the softmax for a gradient, 0 where the element is −∞", async () => {
    const gradient = grad((x: Tensor) => logSumExp(x))(tensor([0, -Infinity, 0]));
    expect(await gradient.array()).toEqual([0.5, 0, 0.5]);
  });

  it("keeps axes when asked to", () => {
    expect(logSumExp(z, 1, { keepDims: true }).shape).toEqual([2, 1]);
  });
});

describe("softmax", () => {
  it("of large scores does not overflow; what is −∞ gets nothing", async () => {
    expect(await tensor([1000, 1000, -Infinity]).softmax().array()).toEqual([0.5, 0.5, 0]);
    expect(await tensor([1000, 0]).logSoftmax().array()).toEqual([0, -1000]);
  });
});

describe("any and all", () => {
  const flags = tensor(
    [
      [1, 0],
      [1, 1],
    ],
    { dtype: "bool" },
  );

  it("look along an axis, or everywhere", async () => {
    expect(await any(flags, 1).array()).toEqual([true, true]);
    expect(await all(flags, 1).array()).toEqual([false, true]);
    expect([await any(flags).item(), await all(flags).item()]).toEqual([true, false]);
    expect(await vmap((row: Tensor<"bool">) => all(row))(flags).array()).toEqual([false, true]);
  });

  it("of nothing: none is true, all are", async () => {
    const nothing = tensor([], { dtype: "bool" });
    expect([await any(nothing).item(), await all(nothing).item()]).toEqual([false, true]);
  });

  it("take NaN for true, as NumPy does", async () => {
    expect(await any(tensor([0, Number.NaN])).item()).toBe(true);
  });
});
