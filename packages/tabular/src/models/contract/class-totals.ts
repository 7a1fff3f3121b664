import type { ClassTarget } from "../../contract/target.ts";

/** The weight of the rows of each class. */
export const classTotals = ({ classes, codes }: ClassTarget, weights: Float64Array | undefined): Float64Array => {
  const totals = new Float64Array(classes.length);
  for (let row = 0; row < codes.length; row++) totals[codes[row]!]! += weights ? weights[row]! : 1;
  return totals;
};

/** The share of the rows' weight that each class has. */
export const classShares = (target: ClassTarget, weights: Float64Array | undefined): Float64Array => {
  const totals = classTotals(target, weights);
  const sum = totals.reduce((a, b) => a + b, 0);
  return totals.map((total) => total / sum);
};
