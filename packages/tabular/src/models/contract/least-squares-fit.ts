import { dot } from "@kaviar/base/numerics";
import { centre, weighRows } from "./centre.ts";
import type { LinearState } from "./linear-function.ts";
import type { Outcome } from "./outcome.ts";
import { type ClassRows, type NumberRows, signsOf } from "./training-rows.ts";

/** Finds coefficients for each of several targets, of columns and targets that are centred and weighed. */
type Solve = (
  x: Float64Array,
  rows: number,
  columns: number,
  targets: readonly Float64Array[],
) => Float64Array[] | Promise<Float64Array[]>;

/**
 * Linear functions by squared errors. The intercept takes no part in penalties: it goes with the means. Classes are
 * numbers here, +1 for the own and −1 for the others. The rows' values are changed.
 */
export const fitSquares = async (
  data: NumberRows | ClassRows,
  fitIntercept: boolean,
  solve: Solve,
): Promise<LinearState> => {
  const { rows, columns, weights } = data;
  const outcome = outcomeOfRows(data);
  if (outcome.task === "classes" && outcome.present.length === 1) return certain(outcome, columns);
  const targets = targetsOf(data).map((values) => ({ rows, columns: 1, values }));
  const means = fitIntercept ? centre(data, weights) : new Float64Array(columns);
  const targetMeans = targets.map((target) => (fitIntercept ? centre(target, weights)[0]! : 0));
  for (const matrix of [data, ...targets]) weighRows(matrix, weights);
  const solutions = await solve(
    data.values,
    rows,
    columns,
    targets.map(({ values }) => values),
  );
  const coefficients = new Float64Array(columns * solutions.length);
  for (const [k, solution] of solutions.entries()) coefficients.set(solution, k * columns);
  const intercepts = Float64Array.from(targetMeans, (mean, k) => mean - dot(means, solutions[k]!));
  return { outcome, coefficients, intercepts, notes: [] };
};

export const outcomeOfRows = (data: NumberRows | ClassRows): Outcome =>
  data.task === "numbers"
    ? { task: "numbers" }
    : { task: "classes", link: "softmax", present: data.present, classes: data.classes };

/** What is fitted to rows of one class. */
export const certain = (outcome: Outcome, columns: number): LinearState => ({
  outcome,
  coefficients: new Float64Array(columns),
  intercepts: new Float64Array(1),
  notes: [],
});

/** Copies, to be changed. */
const targetsOf = (data: NumberRows | ClassRows): Float64Array[] => {
  if (data.task === "numbers") return [data.y.slice()];
  if (data.present.length === 2) return [signsOf(data.codes, 1)];
  return data.present.map((_, own) => signsOf(data.codes, own));
};
