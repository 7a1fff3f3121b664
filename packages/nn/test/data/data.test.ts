import { describe, expect, it } from "vitest";
import { digits } from "../../../../examples/data/digits.ts";
import { spirals, twoMoons, xor } from "../../../../examples/data/generated.ts";
import { iris } from "../../../../examples/data/iris.ts";
import { wine } from "../../../../examples/data/wine.ts";

const sum = (numbers: ArrayLike<number>, weight = (_: number) => 1) =>
  Array.from(numbers).reduce((total, x, i) => total + x * weight(i), 0);
const counts = (y: Int32Array) =>
  Array.from(y).reduce<number[]>((n, c) => Object.assign(n, { [c]: (n[c] ?? 0) + 1 }), []);

/** Sums of X and of X · (1, 2, 3, …) and the rows of each class, from scikit-learn 1.9.1. */
describe("data sets are scikit-learn's", () => {
  it("digits", () => {
    const { x, y } = digits();
    expect(x.shape).toEqual([1797, 1, 8, 8]);
    expect(sum(x.data) * 16).toBe(561718);
    expect(sum(x.data, (i) => i + 1) * 16).toBe(32232145379);
    expect(counts(y)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });
  it("iris", () => {
    const { x, y, columns } = iris();
    expect([x.shape, columns.length]).toEqual([[150, 4], 4]);
    expect(sum(x.data)).toBeCloseTo(2078.7, 3);
    expect(sum(x.data, (i) => i + 1)).toBeCloseTo(692592, 1);
    expect(counts(y)).toEqual([50, 50, 50]);
  });
  it("wine", () => {
    const { x, y } = wine();
    expect(x.shape).toEqual([178, 13]);
    expect(sum(x.data)).toBeCloseTo(159975.295999, 2);
    expect(sum(x.data, (i) => i + 1) / 161547863.00376698).toBeCloseTo(1, 7);
    expect(counts(y)).toEqual([59, 71, 48]);
  });
});

describe("generated points", () => {
  it("moons without noise lie on two half circles of radius 1", () => {
    const { x, y } = twoMoons({ rows: 100, noise: 0 });
    for (let i = 0; i < 100; i++) {
      const [cx, cy] = y[i] === 0 ? [0, 0] : [1, 0.5];
      expect(Math.hypot(x.data[2 * i]! - cx, x.data[2 * i + 1]! - cy)).toBeCloseTo(1, 6);
    }
  });
  it("xor is of class 1 where the signs differ", () => {
    const { x, y } = xor({ seed: 3 });
    expect(Array.from(y)).toEqual(Array.from(y, (_, i) => Number(x.data[2 * i]! * x.data[2 * i + 1]! < 0)));
  });
  it("three arms share the rows, and the seed decides the points", () => {
    expect(counts(spirals({ rows: 90, arms: 3 }).y)).toEqual([30, 30, 30]);
    expect(spirals({ seed: 1 }).x).toEqual(spirals({ seed: 1 }).x);
    expect(spirals({ seed: 1 }).x).not.toEqual(spirals({ seed: 2 }).x);
  });
});
