import { determinant, grad, logDeterminant, tensor, vmap } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { distance, gradientErrors, type Matrix, matrix, recorded } from "./matrices.ts";

describe.each(recorded)("the determinant of matrix $name", ({ name, general, ...expected }) => {
  const limit = name.startsWith("Hilbert") ? 1e-9 : 1e-12;

  it("is NumPy's, with PyTorch's gradient", async () => {
    expect(await distance(determinant(matrix(general)), expected.determinant)).toBeLessThan(limit);
    expect(await distance(grad(determinant)(matrix(general)), expected.gradients.determinant)).toBeLessThan(limit);
  });

  it("has NumPy's sign and logarithm, with PyTorch's gradient", async () => {
    const [sign, log] = logDeterminant(matrix(general));
    expect(await sign.item()).toBe(expected.logDeterminant[0]);
    expect(await distance(log, expected.logDeterminant[1])).toBeLessThan(limit);
    const f = (a: Matrix) => logDeterminant(a)[1];
    expect(await distance(grad(f)(matrix(general)), expected.gradients.logDeterminant)).toBeLessThan(limit);
  });
});

const three = recorded[2]!;

describe("determinant", () => {
  it("has first and second derivatives that finite differences confirm", async () => {
    for (const f of [(a: Matrix) => determinant(a).sin(), (a: Matrix) => logDeterminant(a)[1].square()]) {
      const [first, second] = await gradientErrors(f, three.general);
      expect(first).toBeLessThan(1e-6);
      expect(second).toBeLessThan(1e-6);
    }
  });

  it("is 0 for singular matrices, and their logarithm −∞", async () => {
    const singular = tensor([
      [1, 2],
      [2, 4],
    ]);
    expect(await determinant(singular).item()).toBeCloseTo(0, 300);
    const [sign, log] = logDeterminant(singular);
    expect(Math.abs(await sign.item())).toBe(0);
    expect(await log.item()).toBe(-Infinity);
  });

  it("takes stacks, and is the same by vmap", async () => {
    const stack = matrix([three.general, three.spd]);
    const batched = determinant(stack);
    expect(await distance(batched.slice(0), three.determinant)).toBeLessThan(1e-12);
    expect(await distance(vmap((a: Matrix) => determinant(a))(stack), batched)).toBe(0);
    expect(await distance(vmap((a: Matrix) => logDeterminant(a)[1])(stack), logDeterminant(stack)[1])).toBe(0);
  });

  it("of nothing is 1", async () => {
    const nothing = tensor([], { shape: [0, 0] });
    expect(await determinant(nothing).item()).toBe(1);
    expect(await logDeterminant(nothing)[1].item()).toBe(0);
  });
});
