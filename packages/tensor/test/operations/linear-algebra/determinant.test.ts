import { determinant, grad, hvp, logDeterminant, type Tensor, tensor, vmap } from "@kaviar/tensor";
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

type Rows = readonly (readonly number[])[];

const minor = (rows: Rows, i: number, j: number): Rows => rows.toSpliced(i, 1).map((row) => row.toSpliced(j, 1));

/** By its definition, along the first row. */
const determinantOf = (rows: Rows): number =>
  rows.length === 0 ? 1 : rows[0]!.reduce((sum, x, j) => sum + (-1) ** j * x * determinantOf(minor(rows, 0, j)), 0);

const singulars: Readonly<Record<string, Rows>> = {
  "one number": [[0]],
  "equal rows": [
    [1, 2],
    [2, 4],
  ],
  "nothing but zeros": [
    [0, 0],
    [0, 0],
  ],
  "a plane": [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
  "a line": [
    [1, 2, 3],
    [2, 4, 6],
    [3, 6, 9],
  ],
  "a column of zeros before others": [
    [0, 1, 2, 0],
    [0, 3, 1, 1],
    [0, 1, 1, 5],
    [0, 2, 2, 1],
  ],
  "a row of zeros between others": [
    [2, 1, 2, 0],
    [0, 0, 0, 0],
    [3, 1, 1, 5],
    [1, 2, 2, 1],
  ],
  "two pivots of zero, of rank three": [
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ],
  "rank two": [
    [1, 0, 1, 0],
    [0, 1, 0, 1],
    [1, 1, 1, 1],
    [2, 1, 2, 1],
  ],
  "five by five": [
    [1, 0, 2, 1, 3],
    [0, 1, 1, 2, 0],
    [1, 1, 3, 3, 3],
    [2, 0, 1, 0, 1],
    [0, 3, 1, 1, 2],
  ],
};

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

  it.each(Object.entries(singulars))(
    "has the cofactors for its gradient where the matrix is singular: %s",
    async (_, rows) => {
      for (const dtype of ["float32", "float64"] as const) {
        const a = tensor(rows as number[][], { dtype }) as Tensor<"float64">;
        const gradient = (await grad(determinant)(a).array()) as number[][];
        const largest = Math.max(1, ...rows.flat().map(Math.abs)) ** (rows.length - 1);
        rows.forEach((row, i) =>
          row.forEach((_, j) =>
            expect(Math.abs(gradient[i]![j]! - (-1) ** (i + j) * determinantOf(minor(rows, i, j)))).toBeLessThan(
              largest * (dtype === "float32" ? 1e-5 : 1e-13),
            ),
          ),
        );
      }
    },
  );

  it("has its second derivatives where a matrix of 2 × 2 or 3 × 3 is singular", async () => {
    // ∂² det / ∂a ∂d = 1 and ∂² det / ∂b ∂c = −1
    const direction = matrix([
      [1, 2],
      [3, 4],
    ]);
    expect(
      await hvp(determinant)(
        matrix([
          [1, 2],
          [2, 4],
        ]),
        direction,
      ).array(),
    ).toEqual([
      [4, -3],
      [-2, 1],
    ]);
    const [, second] = await gradientErrors(determinant, [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect(second).toBeLessThan(1e-6);
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
