import type { Matrix } from "../../contract/matrix.ts";
import type { ClassTarget } from "../../contract/target.ts";
import { classSums } from "./class-sums.ts";
import { classTotals } from "./class-totals.ts";

/** The weight of each class, and its means: a row for each class, 0 for one without weight. */
export const classMeans = (
  x: Matrix,
  target: ClassTarget,
  weights: Float64Array | undefined,
): { readonly totals: Float64Array; readonly means: Float64Array } => {
  const totals = classTotals(target, weights);
  const means = classSums(x, target, weights);
  for (let i = 0; i < means.length; i++) {
    const total = totals[Math.floor(i / x.columns)]!;
    if (total > 0) means[i]! /= total;
  }
  return { totals, means };
};
