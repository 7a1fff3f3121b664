import { normal, seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { createPairLoss } from "../../src/kernels/pair-loss.ts";
import { logLossOf } from "../../src/models/logistic-regression/loss.ts";

it("the loss by the kernel in WebAssembly, and its gradient, are those of plain TypeScript", () => {
  for (const [rows, columns] of [
    [1, 1],
    [5, 2],
    [8, 3],
    [11, 6],
  ] as const)
    for (const isWeighted of [false, true]) {
      const random = seededRandom(rows);
      const data = {
        x: Float64Array.from({ length: rows * columns }, () => 3 * normal(random)),
        rows,
        columns,
        codes: Int32Array.from({ length: rows }, () => (random() < 0.5 ? 0 : 1)),
        weights: isWeighted ? Float64Array.from({ length: rows }, random) : undefined,
        scores: 1,
      };
      const parameters = Float64Array.from({ length: columns + 1 }, () => 5 * normal(random));
      const [one, other] = [new Float64Array(columns + 1), new Float64Array(columns + 1)];
      const [loss, expected] = [createPairLoss(data)(parameters, one), logLossOf(data)(parameters, other)];
      expect(Math.abs(loss - expected)).toBeLessThan(1e-13 * (1 + expected));
      for (const [j, slope] of one.entries()) expect(Math.abs(slope - other[j]!)).toBeLessThan(1e-12);
    }
});
