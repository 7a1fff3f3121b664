import type { FitContext } from "../../contract/context.ts";
import { certain, outcomeOfRows } from "../contract/least-squares-fit.ts";
import type { LinearState } from "../contract/linear-function.ts";
import { type ClassRows, type NumberRows, signsOf } from "../contract/training-rows.ts";
import { unfinished } from "../contract/unfinished.ts";
import { minimizeAbsolute } from "./interior-point.ts";
import { minimizeSquared } from "./squared-loss.ts";

interface Settings {
  readonly c: number;
  readonly squared: boolean;
  readonly epsilon: number;
  readonly fitIntercept: boolean;
  readonly interceptScaling: number;
  readonly tol: number;
  readonly maxIter: number;
}

export const fitLinearSvm = async (
  owner: string,
  data: ClassRows | NumberRows,
  { c, squared, epsilon, fitIntercept, interceptScaling, tol, maxIter }: Settings,
  context: FitContext,
): Promise<LinearState> => {
  const outcome = outcomeOfRows(data);
  const { rows, columns, values, weights } = data;
  if (outcome.task === "classes" && outcome.present.length === 1) return certain(outcome, columns);
  // The intercept is the coefficient of a constant column, and costs as others do.
  const width = fitIntercept ? columns + 1 : columns;
  const x = fitIntercept ? withConstant(values, rows, columns, interceptScaling) : values;
  const costs = Float64Array.from({ length: rows }, (_, row) => c * (weights ? weights[row]! : 1));
  const signs = data.task === "numbers" ? [undefined] : signsOf(data);
  const targets = data.task === "numbers" ? data.y : new Float64Array(0);
  const coefficients = new Float64Array(signs.length * columns);
  const intercepts = new Float64Array(signs.length);
  const notes: string[] = [];
  for (const [k, own] of signs.entries()) {
    const solve = squared ? minimizeSquared : minimizeAbsolute;
    const problem = { x, rows, columns: width, signs: own, targets, epsilon, costs };
    const { w, isDone } = await solve(problem, tol, maxIter, context);
    coefficients.set(w.subarray(0, columns), k * columns);
    intercepts[k] = fitIntercept ? w[columns]! * interceptScaling : 0;
    if (!isDone && notes.length === 0) notes.push(unfinished(owner, maxIter));
  }
  return { outcome, coefficients, intercepts, notes };
};

const withConstant = (values: Float64Array, rows: number, columns: number, constant: number): Float64Array => {
  const x = new Float64Array(rows * (columns + 1)).fill(constant);
  for (let row = 0; row < rows; row++) x.set(values.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
  return x;
};
