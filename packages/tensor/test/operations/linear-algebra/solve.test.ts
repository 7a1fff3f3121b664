import { eye, grad, inverse, key, normal, solve, tensor, vmap } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { distance, gradientErrors, type Matrix, matrix, recorded } from "./matrices.ts";

describe.each(recorded)("a system with matrix $name", ({ name, general, b, weights, ...expected }) => {
  const hilbert = name.startsWith("Hilbert");

  it("has NumPy's solution", async () => {
    expect(await distance(solve(matrix(general), matrix(b)), expected.solve)).toBeLessThan(hilbert ? 1e-9 : 1e-12);
  });

  it("leaves no residual, however badly conditioned", async () => {
    const x = solve(matrix(general), matrix(b));
    const [size, rounding] = [await x.abs().max().item(), 1e-15 * general.length];
    expect(await matrix(general).matmul(x).sub(matrix(b)).abs().max().item()).toBeLessThan(
      10 * rounding * size + 1e-15,
    );
  });

  it("has PyTorch's gradients", async () => {
    const f = ([a, c]: [Matrix, Matrix]) => solve(a, c).sin().sum();
    const [byA, byB] = grad(f)([matrix(general), matrix(b)]);
    const [a, c] = expected.gradients.solve;
    // sin of solutions around 1e6 keeps 10 digits.
    const limit = hilbert ? 1e-3 : 1e-10;
    expect(await distance(byA, a)).toBeLessThan(limit);
    expect(await distance(byB, c)).toBeLessThan(limit);
  });

  it("has NumPy's inverse, with PyTorch's gradient", async () => {
    const a = matrix(general);
    expect(await distance(inverse(a), expected.inverse)).toBeLessThan(hilbert ? 1e-9 : 1e-12);
    const f = (x: Matrix) => inverse(x).mul(matrix(weights)).sum();
    expect(await distance(grad(f)(a), expected.gradients.inverse)).toBeLessThan(hilbert ? 1e-9 : 1e-11);
  });

  it("is as good in float32 as that is", async () => {
    if (!hilbert) expect(await distance(solve(tensor(general), tensor(b)), expected.solve)).toBeLessThan(1e-4);
  });
});

const three = recorded[2]!;

describe("solve", () => {
  it("exchanges rows where a pivot is 0", async () => {
    const a = tensor([
      [0, 1, 0],
      [0, 0, 2],
      [4, 0, 0],
    ]);
    expect(await solve(a, tensor([1, 2, 4])).array()).toEqual([1, 1, 1]);
  });

  it("has first and second derivatives that finite differences confirm, by matrix and right side at once", async () => {
    const f = (a: Matrix) =>
      solve(a, a.slice(null, [0, 2]).sin())
        .sin()
        .sum();
    const [first, second] = await gradientErrors(f, three.general);
    expect(first).toBeLessThan(1e-6);
    expect(second).toBeLessThan(1e-6);
  });

  it("has the derivatives of A·A⁻¹, which is constant: 0 in every order", async () => {
    const f = (a: Matrix) => inverse(a).matmul(a).sin().sum();
    const g = grad(f);
    expect(await g(matrix(three.general)).abs().max().item()).toBeLessThan(1e-13);
    const second = grad((a: Matrix) => g(a).mul(matrix(three.weights)).sum());
    expect(await second(matrix(three.general)).abs().max().item()).toBeLessThan(1e-11);
  });

  it("broadcasts stacks of matrices and of right sides, and derivatives add up over them", async () => {
    const a = normal(key(1), [4, 1, 3, 3], { dtype: "float64" });
    const b = normal(key(2), [5, 3, 2], { dtype: "float64" });
    const x = solve(a, b);
    expect(x.shape).toEqual([4, 5, 3, 2]);
    expect(await distance(a.matmul(x), b.broadcastTo([4, 5, 3, 2]))).toBeLessThan(1e-13);
    const f = ([m, c]: [Matrix, Matrix]) => solve(m, c).sin().sum();
    const full = ([m, c]: [Matrix, Matrix]) => f([m.broadcastTo([4, 5, 3, 3]), c.broadcastTo([4, 5, 3, 2])]);
    const [byA, byB] = grad(f)([a, b]);
    const [fullA, fullB] = grad(full)([a, b]);
    expect(await distance(byA, fullA)).toBeLessThan(1e-12);
    expect(await distance(byB, fullB)).toBeLessThan(1e-12);
  });

  it("is the same by vmap, over either argument, and so is its gradient", async () => {
    const a = normal(key(1), [4, 3, 3], { dtype: "float64" });
    const b = normal(key(2), [4, 3], { dtype: "float64" });
    const each = vmap((m: Matrix, c: Matrix) => solve(m, c))(a, b);
    expect(await distance(each.slice(2), solve(a.slice(2), b.slice(2)))).toBe(0);
    const sides = vmap((c: Matrix) => solve(a.slice(0), c))(b);
    expect(await distance(sides.slice(3), solve(a.slice(0), b.slice(3)))).toBe(0);
    const f = (m: Matrix, c: Matrix) => solve(m, c).sin().sum();
    const gradients = vmap(grad(f))(a, b);
    expect(await distance(gradients.slice(1), grad(f)(a.slice(1), b.slice(1)))).toBeLessThan(1e-13);
    const nested = vmap((m: Matrix) => vmap((c: Matrix) => solve(m, c))(b))(a);
    expect(await distance(nested.slice(1, 2), solve(a.slice(1), b.slice(2)))).toBe(0);
  });

  it("is all NaN where the matrix is singular, and only there", async () => {
    const stack = matrix([
      [
        [1, 2],
        [2, 4],
      ],
      [
        [1, 2],
        [2, 5],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ]);
    const x = await solve(stack, tensor([1, 2], { dtype: "float64" })).array();
    expect(x).toEqual([
      [NaN, NaN],
      [1, 0],
      [NaN, NaN],
    ]);
  });

  it("keeps empty systems", async () => {
    expect(solve(tensor([], { shape: [0, 0] }), tensor([], { shape: [0, 2] })).shape).toEqual([0, 2]);
    expect(inverse(tensor([], { shape: [0, 0] })).shape).toEqual([0, 0]);
    expect(await solve(eye(2), tensor([], { shape: [2, 0] })).data()).toHaveLength(0);
  });

  it("inverts a random 40 × 40 to twelve digits", async () => {
    const a = normal(key(3), [40, 40], { dtype: "float64" });
    expect(await distance(a.inverse().matmul(a), eye(40, 40, { dtype: "float64" }))).toBeLessThan(1e-12);
  });

  it("says what is wrong with operands that do not fit", () => {
    const a = tensor([
      [1, 0],
      [0, 1],
    ]);
    expect(() => solve(tensor([[1, 2, 3]]), tensor([1]))).toThrow(
      "solve needs square matrices [..., n, n]: got [1, 3].",
    );
    expect(() => solve(a, tensor([1, 2, 3]))).toThrow("as many rows on the right as the matrix has");
    expect(() => solve(a, tensor(1))).toThrow("got [2, 2] and [].");
    expect(() => solve(tensor([[[1]], [[2]]]), tensor([[[1]], [[1]], [[1]]]))).toThrow("that line up");
  });
});
