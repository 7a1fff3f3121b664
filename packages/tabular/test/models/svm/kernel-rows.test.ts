import { normal, seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { type Kernel, kernelRow, squaresOf } from "../../../src/models/svm/kernel.ts";
import { kernelRows } from "../../../src/models/svm/kernel-rows.ts";

const kernels: readonly Kernel[] = [
  { kind: "linear" },
  { kind: "rbf", gamma: 0.2 },
  { kind: "rbf", gamma: 1000 },
  { kind: "poly", gamma: 0.5, coef0: 1, degree: 3 },
  { kind: "sigmoid", gamma: 0.1, coef0: 0.2 },
];

it.each(kernels)(
  "rows by the kernel in WebAssembly are those of plain TypeScript in single precision: %o",
  (kernel) => {
    for (const [rows, columns] of [
      [1, 1],
      [5, 3],
      [8, 4],
      [11, 7],
    ] as const) {
      const random = seededRandom(rows);
      const x = Float64Array.from({ length: rows * columns }, () => normal(random));
      const made = kernelRows(kernel, x, rows, columns);
      const vectors = { x, columns, squares: squaresOf(x, rows, columns) };
      for (let i = 0; i < rows; i++) {
        const plain = kernelRow(kernel, vectors, x.subarray(i * columns, (i + 1) * columns));
        expect(made.diagonal[i]).toBeCloseTo(plain[i]!, 12);
        for (const [j, value] of made.row(i).entries())
          expect(Math.abs(value - plain[j]!)).toBeLessThanOrEqual(2 ** -23 * Math.abs(plain[j]!) + 1e-16);
      }
    }
  },
);
