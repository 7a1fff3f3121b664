import { argmax, argmin, grad, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const slope = (f: (x: Tensor) => Tensor, at: number[] | number[][]) =>
  grad((x: Tensor) => f(x).sum())(tensor(at)).array();

describe("where a function has a kink", () => {
  it("maximum and minimum of equal numbers give half of the derivative to each", async () => {
    const by = (f: (x: Tensor, y: Tensor) => Tensor) =>
      grad(({ x, y }: { x: Tensor; y: Tensor }) => f(x, y).sum())({ x: tensor([1, 2, 3]), y: tensor([2, 2, 2]) });
    const larger = by((x, y) => x.maximum(y));
    expect([await larger.x.array(), await larger.y.array()]).toEqual([
      [0, 0.5, 1],
      [1, 0.5, 0],
    ]);
    const smaller = by((x, y) => x.minimum(y));
    expect([await smaller.x.array(), await smaller.y.array()]).toEqual([
      [1, 0.5, 0],
      [0, 0.5, 1],
    ]);
  });

  it("max and min share the derivative equally among the winners", async () => {
    expect(await slope((x) => x.max(), [4, 1, 4, 4, 4])).toEqual([0.25, 0, 0.25, 0.25, 0.25]);
    expect(await slope((x) => x.min(), [4, 1, 1, 4])).toEqual([0, 0.5, 0.5, 0]);
    expect(
      await slope(
        (x) => x.max(1),
        [
          [2, 2],
          [3, 1],
        ],
      ),
    ).toEqual([
      [0.5, 0.5],
      [1, 0],
    ]);
  });

  it("relu and abs are flat at 0", async () => {
    expect(await slope((x) => x.relu(), [-1, 0, 1])).toEqual([0, 0, 1]);
    expect(await slope((x) => x.abs(), [-1, 0, 1])).toEqual([-1, 0, 1]);
  });

  it("clip passes the derivative at its bounds", async () => {
    expect(await slope((x) => x.clip(-1, 1), [-2, -1, 0, 1, 2])).toEqual([0, 1, 1, 1, 0]);
  });

  it("sign, floor, ceil and round are flat everywhere", async () => {
    for (const f of ["sign", "floor", "ceil", "round"] as const)
      expect(await slope((x) => x[f](), [-1, 0, 0.5, 1])).toEqual([0, 0, 0, 0]);
  });

  it("x^y has the slopes of its limits at 0", async () => {
    expect(await slope((x) => x.pow(tensor([0, 1, 2, 3])), [0, 0, 0, 0])).toEqual([0, 1, 0, 0]);
    expect(await slope((y) => tensor([0, 0]).pow(y), [1, 2])).toEqual([0, 0]);
    const bend = grad((x: Tensor) => grad((x: Tensor) => x.pow(tensor([0, 1, 2, 3])).sum())(x).sum());
    expect(await bend(tensor([0, 0, 0, 0])).array()).toEqual([0, 0, 2, 0]);
  });

  it("a product has the derivative of the other factors, zeros or not", async () => {
    expect(await slope((x) => x.prod(), [2, 0, 3])).toEqual([0, 6, 0]);
    expect(await slope((x) => x.prod(), [0, 0, 3])).toEqual([0, 0, 0]);
  });
});

describe("NaN", () => {
  const x = tensor([
    [1, Number.NaN, 3],
    [4, 5, 6],
  ]);

  it("goes through every reduction along its line, and no other", async () => {
    for (const name of ["sum", "prod", "max", "min", "mean"] as const) {
      const [first, second] = await x[name](1).data();
      expect([first, second === undefined || Number.isNaN(second)]).toEqual([Number.NaN, false]);
    }
  });

  it("is both the largest and the smallest to argmax and argmin: the first one wins", async () => {
    const twice = tensor([1, Number.NaN, 3, Number.NaN]);
    expect([await argmax(twice).item(), await argmin(twice).item()]).toEqual([1, 1]);
    expect(await x.argmax(1).array()).toEqual([1, 2]);
  });

  it("goes through maximum, minimum, clip, relu and where", async () => {
    const nan = tensor([Number.NaN]);
    const results = [
      nan.maximum(0),
      tensor([0]).minimum(nan),
      nan.clip(0, 1),
      nan.relu(),
      nan.equal(nan).where(0, nan),
    ];
    for (const each of results) expect(await each.item()).toBeNaN();
  });

  it("is equal to nothing, not even itself", async () => {
    expect(await x.equal(x).array()).toEqual([
      [true, false, true],
      [true, true, true],
    ]);
    expect(await x.isNaN().any().item()).toBe(true);
  });
});
