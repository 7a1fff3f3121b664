import { describe, expect, it } from "vitest";
import { nearestCombination, orthonormal } from "../../src/calculus/orthonormal.ts";

const vector = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);

describe("orthonormal", () => {
  it("keeps what is independent, and says each vector by the basis", () => {
    const vectors = [vector(3, 0, 4), vector(6, 0, 8), vector(1, 1, 1)];
    const { basis, kept, coefficients } = orthonormal(vectors);
    expect(kept).toEqual([0, 2]);
    expect(inner(basis[0]!, basis[1]!)).toBeCloseTo(0, 15);
    vectors.forEach((each, k) => {
      const sum = each.map((_, i) => coefficients[k]!.reduce((s, c, j) => s + c * basis[j]![i]!, 0));
      for (const [i, value] of each.entries()) expect(sum[i]).toBeCloseTo(value, 12);
    });
  });

  it("stays orthogonal where the vectors nearly are not", () => {
    const { basis } = orthonormal([vector(1, 1e-8, 0), vector(1, 0, 1e-8), vector(1, 0, 0)]);
    expect(basis).toHaveLength(3);
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(Math.abs(inner(basis[a]!, basis[b]!))).toBeLessThan(1e-14);
  });
});

describe("nearestCombination", () => {
  it("has the weights of least squares, and 0 for what depends on the others", () => {
    const weights = nearestCombination([vector(1, 0, 0), vector(2, 0, 0), vector(1, 1, 0)], vector(5, 2, 9));
    expect([...weights].map((each) => Math.round(each * 1e12) / 1e12)).toEqual([3, 0, 2]);
  });
});
