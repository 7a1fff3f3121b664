import { symmetricEigen } from "@kaviar/base/numerics";
import type { LinearPosterior } from "../contract/linear-posterior.ts";
import type { Problem } from "./problem.ts";

const sumOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** Columns k of V / √λ for the eigenvalues λ above a limit: a row of numbers for each of the n coordinates. */
const directions = (matrix: Float64Array, n: number, limit: (largest: number) => number) => {
  const { values, vectors } = symmetricEigen(matrix, n);
  const least = limit(Math.max(...values));
  return { kept: [...values.keys()].filter((k) => values[k]! > least), values, vectors };
};

/**
 * The rows are scaled and turned until the classes are round within, then only what separates their centres is kept.
 * Directions in which the classes have no width do not count. (scikit-learn's solver "svd", by eigenvalues, which are the
 * squares of its singular values)
 */
export const whitened = ({ x, priors, totals, means, scatters }: Problem, tol: number): LinearPosterior => {
  const d = x.columns;
  const classes = totals.length;
  const total = sumOf(totals);
  const within = new Float64Array(d * d);
  for (const scatter of scatters) for (let i = 0; i < within.length; i++) within[i]! += scatter[i]! / total;
  const widths = Float64Array.from({ length: d }, (_, j) => Math.sqrt(within[j * d + j]!) || 1);
  const scaled = within.map((each, i) => each / (widths[Math.floor(i / d)]! * widths[i % d]!));
  const round = directions(scaled, d, () => tol ** 2);
  const rank = round.kept.length;
  // A column for each direction that is kept: what makes the classes round.
  const scalings = new Float64Array(d * rank);
  for (let j = 0; j < d; j++)
    for (const [r, k] of round.kept.entries())
      scalings[j * rank + r] = round.vectors[j * d + k]! / widths[j]! / Math.sqrt(round.values[k]!);

  const centre = new Float64Array(d);
  for (let c = 0; c < classes; c++) for (let j = 0; j < d; j++) centre[j]! += priors[c]! * means[c * d + j]!;
  const centres = new Float64Array(classes * rank);
  for (let c = 0; c < classes; c++)
    for (let j = 0; j < d; j++) {
      const apart = means[c * d + j]! - centre[j]!;
      for (let r = 0; r < rank; r++) centres[c * rank + r]! += apart * scalings[j * rank + r]!;
    }
  const between = new Float64Array(rank * rank);
  for (let c = 0; c < classes; c++)
    for (let r = 0; r < rank; r++)
      for (let s = 0; s < rank; s++)
        between[r * rank + s]! += total * priors[c]! * centres[c * rank + r]! * centres[c * rank + s]!;
  const apart = directions(between, rank, (largest) => tol ** 2 * largest);

  const coefficients = new Float64Array(classes * d);
  const intercepts = priors.map(Math.log);
  for (let c = 0; c < classes; c++) {
    const whole = new Float64Array(rank);
    for (const k of apart.kept) {
      let along = 0;
      for (let r = 0; r < rank; r++) along += centres[c * rank + r]! * apart.vectors[r * rank + k]!;
      for (let r = 0; r < rank; r++) whole[r]! += along * apart.vectors[r * rank + k]!;
      intercepts[c]! -= 0.5 * along ** 2;
    }
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let r = 0; r < rank; r++) sum += scalings[j * rank + r]! * whole[r]!;
      coefficients[c * d + j] = sum;
      intercepts[c]! -= centre[j]! * sum;
    }
  }
  return { coefficients, intercepts };
};
