import { multiply, symmetricEigen, transpose } from "@kaviar/base/numerics";
import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { eigenRows } from "../../src/kernels/eigen.ts";

const symmetric = (n: number, entry: (i: number, j: number) => number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return entry(Math.max(i, j), Math.min(i, j));
  });

const random = (n: number, rank: number): Float64Array => {
  const next = seededRandom(n);
  const x = Float64Array.from({ length: n * rank }, () => normal(next));
  return multiply(x, transpose(x, n, rank), n, rank, n);
};

describe.each([5, 32, 33, 50, 67, 128, 131])("eigenvectors of %i rows", (n) => {
  it.each([
    ["a product of random numbers", random(n, n + 3)],
    ["one of low rank", random(n, 3)],
    ["a diagonal one with pairs", symmetric(n, (i, j) => (i === j ? i >> 1 : 0))],
    ["that of zeros", new Float64Array(n * n)],
    ["tridiagonal, of values close together", symmetric(n, (i, j) => (i === j ? Math.abs(i - n / 2) : +(i === j + 1)))],
    ["Hilbert's", symmetric(n, (i, j) => 1 / (i + j + 1))],
  ])("of %s: the kernel's are right, and its values its twin's", async (_, matrix) => {
    const { values, vectors } = await eigenRows(matrix, n);
    const size = Math.max(...values.map(Math.abs), 1e-300);
    const sorted = (list: Float64Array): Float64Array => list.slice().sort();
    const twin = sorted(symmetricEigen(matrix, n).values);
    for (const [k, value] of sorted(values).entries())
      expect(Math.abs(value - twin[k]!)).toBeLessThan(1e-14 * n * size);
    const products = multiply(vectors, transpose(vectors, n, n), n, n, n);
    for (const [at, product] of products.entries())
      expect(Math.abs(product - (at % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-14 * n);
    const images = multiply(vectors, matrix, n, n, n);
    for (const [at, image] of images.entries())
      expect(Math.abs(image - values[Math.floor(at / n)]! * vectors[at]!)).toBeLessThan(1e-14 * n * size);
  });
});
