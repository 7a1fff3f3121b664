import { describe, expect, it } from "vitest";
import { evaluateFolds, kFold, r2, type Split, timeSeriesSplit } from "../../src/index.ts";

describe("cross-validation of anything", () => {
  it("asks for each split in turn, and says mean and deviation", async () => {
    const asked: number[] = [];
    const { folds, mean, std } = await evaluateFolds(kFold(9, { folds: 3, shuffle: false }), ({ validation }, fold) => {
      asked.push(fold);
      return { first: validation[0]!, rows: validation.length };
    });
    expect(asked).toEqual([0, 1, 2]);
    expect(folds.map(({ first }) => first)).toEqual([0, 3, 6]);
    // (0 + 3 + 6) / 3, and √((9 + 0 + 9) / 2).
    expect({ mean, std }).toEqual({ mean: { first: 3, rows: 3 }, std: { first: 3, rows: 0 } });
  });

  it("is told apart on a line by the mean of its training rows, which knows no tensor", async () => {
    const y = Array.from({ length: 20 }, (_, i) => i);
    const { mean } = await evaluateFolds(timeSeriesSplit(20, { folds: 4 }), async ({ training, validation }) => {
      const guess = training.reduce((sum, row) => sum + y[row]!, 0) / training.length;
      const target = Array.from(validation, (row) => y[row]!);
      return {
        r2: r2(
          target.map(() => guess),
          target,
        ),
      };
    });
    // What came before is less than what comes: worse than the mean of the rows themselves.
    expect(mean.r2).toBeLessThan(0);
  });

  it("needs two folds", async () => {
    const only: Split = { training: Int32Array.of(0), validation: Int32Array.of(1) };
    await expect(evaluateFolds([only], () => ({ loss: 0 }))).rejects.toThrow(/at least two folds: got 1/);
  });
});
