import { cholesky, grad, type Tensor, tensor, triangularSolve, vmap } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { distance, gradientErrors, type Matrix, matrix, recorded } from "./matrices.ts";

describe.each(recorded)("the Cholesky factor of matrix $name", ({ name, spd, weights, ...expected }) => {
  const hilbert = name.startsWith("Hilbert");

  it("is NumPy's", async () => {
    expect(await distance(cholesky(matrix(spd)), expected.cholesky)).toBeLessThan(hilbert ? 1e-12 : 1e-14);
  });

  it("has PyTorch's gradient", async () => {
    const f = (a: Matrix) => cholesky(a).mul(matrix(weights)).sum();
    // The condition number of Hilbert 6 is 1.5e7.
    const limit = hilbert ? 1e-6 : 1e-12;
    expect(await distance(grad(f)(matrix(spd)), expected.gradients.cholesky)).toBeLessThan(limit);
  });

  it("is as good in float32 as that is", async () => {
    if (!hilbert) expect(await distance(cholesky(tensor(spd)), expected.cholesky)).toBeLessThan(1e-5);
  });
});

const [, , three, five] = recorded as [never, never, (typeof recorded)[0], (typeof recorded)[0]];

describe("cholesky", () => {
  it("has first and second derivatives that finite differences confirm", async () => {
    const [first, second] = await gradientErrors((a) => cholesky(a).sin().sum(), three.spd);
    expect(first).toBeLessThan(1e-6);
    expect(second).toBeLessThan(1e-6);
  });

  it("takes stacks, and is the same by vmap", async () => {
    const stack = matrix([three.spd, three.spd.map((row, i) => row.map((x, j) => x + (i === j ? 1 : 0)))]);
    const batched = cholesky(stack);
    expect(await distance(batched.slice(0), three.cholesky)).toBeLessThan(1e-14);
    expect(await distance(vmap((a: Matrix) => cholesky(a))(stack), batched)).toBe(0);
    const f = (a: Matrix) => cholesky(a).sin().sum();
    const each = vmap(grad(f))(stack);
    expect(await distance(each.slice(1), grad(f)(stack.slice(1)))).toBeLessThan(1e-13);
    expect(await distance(grad(f)(stack), each)).toBeLessThan(1e-13);
  });

  it("is all NaN where the matrix is not positive definite, and only there", async () => {
    const stack = matrix([
      [
        [1, 2],
        [2, 1],
      ],
      [
        [4, 2],
        [2, 3],
      ],
      [
        [0, 0],
        [0, 1],
      ],
    ]);
    const factors = await cholesky(stack).data();
    expect([...factors.slice(0, 4)]).toEqual([NaN, NaN, NaN, NaN]);
    expect([...factors.slice(4, 7)]).toEqual([2, 0, 1]);
    expect(factors[7]).toBeCloseTo(Math.sqrt(2), 14);
    expect([...factors.slice(8)]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it("keeps empty matrices and empty stacks", async () => {
    expect(cholesky(tensor([], { shape: [0, 0] })).shape).toEqual([0, 0]);
    expect(await cholesky(tensor([], { shape: [0, 3, 3] })).data()).toHaveLength(0);
  });

  it("says what is wrong with a matrix that is not square, or not of floats", () => {
    expect(() => cholesky(tensor([[1, 2]]))).toThrow("cholesky needs square matrices [..., n, n]: got [1, 2].");
    expect(() => cholesky(tensor([1, 2]))).toThrow("cholesky needs square matrices");
    expect(() => cholesky(tensor([[1]], { dtype: "int32" }))).toThrow("cholesky is not defined for int32.");
  });
});

describe("triangularSolve", () => {
  const lower = matrix(five.cholesky);
  const b = matrix(five.b);
  const upper = lower.transpose();

  it.each([
    ["L", {}, (x: Matrix) => lower.matmul(x), lower],
    ["Lᵀ", { transposed: true }, (x: Matrix) => upper.matmul(x), lower],
    ["U", { upper: true }, (x: Matrix) => upper.matmul(x), upper],
    ["Uᵀ", { upper: true, transposed: true }, (x: Matrix) => lower.matmul(x), upper],
  ] as const)("solves with %s", async (_, options, multiply, a) => {
    expect(await distance(multiply(triangularSolve(a, b, options)), b)).toBeLessThan(1e-14);
  });

  it("reads neither the other triangle nor, when it is told so, the diagonal", async () => {
    const noisy = tensor([
      [2, 7],
      [3, 4],
    ]);
    expect(await triangularSolve(noisy, tensor([2, 11])).array()).toEqual([1, 2]);
    expect(await triangularSolve(noisy, tensor([2, 11]), { unitDiagonal: true }).array()).toEqual([2, 5]);
    expect(await triangularSolve(noisy, tensor([16, 8]), { upper: true }).array()).toEqual([1, 2]);
  });

  it("has first and second derivatives that finite differences confirm", async () => {
    const f = (a: Matrix) => triangularSolve(a, a.sum(0).sin(), { transposed: true }).sin().sum();
    const [first, second] = await gradientErrors(f, three.spd);
    expect(first).toBeLessThan(1e-6);
    expect(second).toBeLessThan(1e-6);
  });

  it("needs right sides that fit", () => {
    const a: Tensor = tensor([
      [1, 0],
      [0, 1],
    ]);
    expect(() => triangularSolve(a, tensor([1, 2, 3]))).toThrow("as many rows on the right");
  });
});
