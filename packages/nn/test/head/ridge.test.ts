import { describe, expect, it } from "vitest";
import { solveRidge } from "../../src/head/ridge.ts";
import { expectNear, readRecorded } from "../recorded.ts";
import type { RecordedHeads } from "./recorded-heads.ts";

/** By record.py: scikit-learn on the same rows. */
const { alphas, cases } = readRecorded<RecordedHeads>("head");

describe.each(Object.entries(cases))("ridge regression of %s rows", (_, each) => {
  const x = { data: Float64Array.from(each.x), rows: each.rows, columns: each.columns };
  const near = (made: ArrayLike<number>, wanted: readonly number[]) =>
    expectNear(made, { shape: [wanted.length], data: wanted }, 1e-6);
  const scoresOf = (weights: Float64Array, constants: Float64Array): number[] =>
    Array.from({ length: each.rows }, (_, row) =>
      Array.from(constants, (constant, t) => {
        const own = each.x.slice(row * each.columns, (row + 1) * each.columns);
        return own.reduce((sum, value, j) => sum + value * weights[j * constants.length + t]!, constant);
      }),
    ).flat();

  it("gives classes the scores of scikit-learn's RidgeClassifierCV, by the penalty that it chooses", async () => {
    // scikit-learn has one column for two classes: that of the second.
    const columns = each.classes === 2 ? [1] : Array.from({ length: each.classes }, (_, c) => c);
    const signs = each.labels.flatMap((label) => columns.map((c) => (label === c ? 1 : -1)));
    const y = { data: Float64Array.from(signs), rows: each.rows, columns: columns.length };
    const { penalty, weights, constants, leftOut } = await solveRidge(x, y, alphas);
    expect(penalty).toBeCloseTo(each.alpha, 9);
    near(scoresOf(weights, constants), each.scores);
    const error = leftOut.reduce((sum, said, i) => sum + (said - signs[i]!) ** 2, 0) / leftOut.length;
    near([error], each.errorsLeftOut);
  });

  it("gives numbers the predictions of scikit-learn's RidgeCV", async () => {
    const y = { data: Float64Array.from(each.numbers), rows: each.rows, columns: 1 };
    const { penalty, weights, constants } = await solveRidge(x, y, alphas);
    expect(penalty).toBeCloseTo(each.numbersAlpha, 9);
    near(scoresOf(weights, constants), each.numbersSaid);
  });

  it("says of a row left out what a fit to all others says of it", async () => {
    const row = 5;
    const y = { data: Float64Array.from(each.numbers), rows: each.rows, columns: 1 };
    const whole = await solveRidge(x, y, [2]);
    // The deviations of all rows, as the columns of the whole fit have them.
    const scales = Array.from({ length: each.columns }, (_, j) => {
      const column = Array.from({ length: each.rows }, (_, i) => each.x[i * each.columns + j]!);
      const mean = column.reduce((sum, value) => sum + value, 0) / each.rows;
      return Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / each.rows);
    });
    const z = each.x.map((value, i) => value / scales[i % each.columns]!);
    const others = byNormalEquations(z, each.numbers, each.columns, row, 2);
    expect(whole.leftOut[row]).toBeCloseTo(others, 6);
  });
});

/** What a ridge of all rows but one says of that row, by elimination. */
const byNormalEquations = (
  x: readonly number[],
  y: readonly number[],
  columns: number,
  left: number,
  alpha: number,
): number => {
  const rows = y.map((_, i) => i).filter((i) => i !== left);
  const at = (i: number, j: number) => x[i * columns + j]!;
  const mean = (f: (i: number) => number) => rows.reduce((sum, i) => sum + f(i), 0) / rows.length;
  const means = Array.from({ length: columns }, (_, j) => mean((i) => at(i, j)));
  const middle = mean((i) => y[i]!);
  const a = means.map((mj, j) => [
    ...means.map((mk, k) => rows.reduce((sum, i) => sum + (at(i, j) - mj) * (at(i, k) - mk), j === k ? alpha : 0)),
    rows.reduce((sum, i) => sum + (at(i, j) - mj) * (y[i]! - middle), 0),
  ]);
  for (let p = 0; p < columns; p++)
    for (let r = 0; r < columns; r++) {
      if (r === p) continue;
      const factor = a[r]![p]! / a[p]![p]!;
      for (let c = p; c <= columns; c++) a[r]![c]! -= factor * a[p]![c]!;
    }
  return means.reduce((sum, m, j) => sum + (at(left, j) - m) * (a[j]![columns]! / a[j]![j]!), middle);
};
